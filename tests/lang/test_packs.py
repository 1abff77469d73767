"""What every installed language pack must hold to be of use."""

from __future__ import annotations

from collections import Counter

import pytest
from spacy.tokens import Doc

from kg.lang import CORE_SLOTS, Pack, Trigger, available_languages, load_pack
from kg.nlp import load_pipeline, parse_many
from kg.ontology import load_ontology

#: Below these a pack would miss most of what a newspaper says.
MIN_WORDS, MIN_WORDS_OF_TYPE, MIN_LIGHT, MIN_SPEECH = 700, 15, 80, 60
MIN_EXAMPLES, MIN_EMPTY, MIN_EXAMPLES_OF_TYPE = 120, 40, 4


@pytest.fixture(params=available_languages())
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


def uses(trigger: Trigger, doc: Doc) -> bool:
    """Whether `doc` holds all parts of one of the trigger's words, as lemmas or as they stand."""
    words = {form.lower() for token in doc for form in (token.lemma_, token.text)}
    return any(set(phrase.lower().split()) <= words for phrase in trigger.words)


def test_every_relation_type_has_words(pack: Pack) -> None:
    assert pack.missing_types() == ()
    words = Counter[str]()
    for trigger in pack.lexicon.triggers:
        words[trigger.type] += len(trigger.words)
    assert {kind: n for kind, n in words.items() if n < MIN_WORDS_OF_TYPE} == {}
    assert words.total() >= MIN_WORDS


def test_no_word_is_listed_twice_in_the_same_sense(pack: Pack) -> None:
    seen = Counter(
        (word, t.pos, t.type, t.frames, t.reflexive, t.clause, t.only)
        for t in pack.lexicon.triggers
        for word in t.words
    )
    assert [key[:3] for key, n in seen.items() if n > 1] == []


def test_every_trigger_is_shown_in_use(pack: Pack) -> None:
    triggers = pack.lexicon.triggers
    docs = parse_many(load_pipeline(pack.code), [trigger.example for trigger in triggers])
    shown = zip(triggers, docs, strict=True)
    assert [(t.words[:3], t.example) for t, doc in shown if not uses(t, doc)] == []


def test_slots_are_core_slots_or_prepositions_of_the_language(pack: Pack) -> None:
    syntax = pack.syntax
    known = {
        *CORE_SLOTS,
        *syntax.prepositions.values(),
        *syntax.complex_prepositions.values(),
        *syntax.among,
        *syntax.agent,
        *syntax.locative,
    }
    used = {
        (slot, t.words[0])
        for t in pack.lexicon.triggers
        for frame in t.parsed_frames
        for slot in (*frame.source, *frame.target)
    }
    assert {pair for pair in used if pair[0] not in known} == set()


def test_restrictions_do_not_contradict_one_another(pack: Pack) -> None:
    both = [
        (t.words[0], set(t.only) & set(t.unless))
        for t in pack.lexicon.triggers
        if set(t.only) & set(t.unless)
    ]
    assert both == []


def test_restrictions_are_single_words(pack: Pack) -> None:
    phrases = [
        (t.words[0], word)
        for t in pack.lexicon.triggers
        for word in (*t.only, *t.unless)
        if " " in word
    ]
    assert phrases == []


def test_an_operator_has_one_effect(pack: Pack) -> None:
    effects: dict[tuple[str, str], set[str]] = {}
    for operator in pack.lexicon.operators:
        assert len(set(operator.words)) == len(operator.words)
        for word in operator.words:
            effects.setdefault((word, operator.pos), set()).add(operator.effect)
    assert {key: kinds for key, kinds in effects.items() if len(kinds) > 1} == {}


def test_speech_and_light_verbs_are_many(pack: Pack) -> None:
    light = pack.lexicon.light
    assert len(set(light.verbs)) >= MIN_LIGHT
    assert set(light.verbs) & set(light.passive) == set()
    said = {w for o in pack.lexicon.operators if o.effect == "said" for w in o.words}
    assert len(said) >= MIN_SPEECH


def test_a_noun_stands_for_its_owner_or_does_not(pack: Pack) -> None:
    assert set(pack.syntax.facets) & set(pack.syntax.opaque) == set()


def test_examples_cover_types_and_near_misses(pack: Pack) -> None:
    types = Counter(relation.split()[-1] for e in pack.examples for relation in e.relations)
    assert set(types) <= set(load_ontology().types)
    few = {t: types[t] for t in load_ontology().types if types[t] < MIN_EXAMPLES_OF_TYPE}
    assert few == {}
    assert len(pack.examples) >= MIN_EXAMPLES
    assert sum(not example.relations for example in pack.examples) >= MIN_EMPTY
    texts = Counter(example.text for example in pack.examples)
    assert [text for text, n in texts.items() if n > 1] == []


def test_expected_relations_are_written_as_documented(pack: Pack) -> None:
    for example in pack.examples:
        for relation in example.relations:
            source, sign, target, kind = relation.split()
            assert sign in {">", "="}, relation
            assert source != target, relation
            assert kind in load_ontology().types, relation
