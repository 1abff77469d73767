"""What a relation records: spans that slice the text, sides in order, ids that stay, no doubles."""

from __future__ import annotations

import pickle
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import load_gazetteer
from kg.lang import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.ontology import load_ontology
from kg.records import Article, Document, Relation
from kg.relations import RelationExtractor
from kg.relations.extractor import MAX_SIDE
from tests.relations.parses import parse as by_hand
from tests.relations.world import (
    article,
    documented,
    extract,
    extractor,
    make_pack,
    mark,
    read,
    trigger,
)

ATTACK = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 2
"""

SUPPORT = """
Rome     Rome     PROPN nsubj 2
soutient soutenir VERB root 0 VerbForm=Fin
Madrid   Madrid   PROPN obj 2
"""


def slices(relation: Relation, text: str) -> tuple[str, str, str, str]:
    """The words of sentence, trigger, source and target."""
    e = relation.evidence
    sentence, act, source, target = (
        text[start:end] for start, end in (e.sentence, e.trigger, e.source, e.target)
    )
    return sentence, act, source, target


# evidence


def test_evidence_slices_title_and_text_each_by_its_own() -> None:
    doc, document = article(ATTACK, SUPPORT)
    first, second = extractor().extract(doc, document)
    assert (first.evidence.field, second.evidence.field) == ("title", "text")
    words = "Moscou attaque Kiev", "attaque", "Moscou", "Kiev"
    assert slices(first, document.article.title) == words
    words = "Rome soutient Madrid", "soutient", "Rome", "Madrid"
    assert slices(second, document.article.text) == words


def test_the_trigger_runs_from_its_first_word_to_its_last() -> None:
    table = """
    Moscou Moscou PROPN nsubj 2
    met    mettre VERB root 0 VerbForm=Fin
    Kiev   Kiev   PROPN obj 2
    en     en     ADP case 5
    garde  garde  NOUN obl 2
    """
    (relation,) = extract(table)
    assert slices(relation, by_hand(table).text)[1] == "met Kiev en garde"


def test_a_relation_carries_the_id_of_its_article() -> None:
    (relation,) = extract(ATTACK)
    assert relation.evidence.article == "a1"


# sides


def test_a_reciprocal_relation_is_written_in_the_order_of_its_actors() -> None:
    table = SUPPORT.replace("soutient soutenir", "rencontre rencontrer")
    turned = table.replace("Rome", "Kiev")
    (there,), (back,) = extract(table), extract(turned)
    assert (there.source, there.target, there.reciprocal) == ("ESP", "ITA", True)
    assert (back.source, back.target) == ("ESP", "UKR")
    assert slices(there, "Rome rencontre Madrid")[2:] == ("Madrid", "Rome")


def test_a_directed_relation_keeps_its_direction() -> None:
    (relation,) = extract(SUPPORT)
    assert (relation.source, relation.target, relation.reciprocal) == ("ITA", "ESP", False)


def test_actors_are_rolled_up_and_kept() -> None:
    (relation,) = extract(ATTACK.replace("Moscou  Moscou ", "Kremlin Kremlin"))
    assert (relation.source, relation.source_actor) == ("RUS", "gov:RUS.PRES")


@pytest.mark.parametrize(("year", "state"), [(2012, "FRA"), (2018, "ITA")])
def test_persons_stand_for_whom_they_served_at_the_time(year: int, state: str) -> None:
    table = ATTACK.replace("Moscou  Moscou ", "Présidente Présidente")
    (relation,) = extract(table, published=date(year, 6, 1))
    assert (relation.source, relation.source_actor) == (state, "per:PRESIDENT")


def test_nobody_acts_upon_himself() -> None:
    assert read(ATTACK.replace("Kiev    Kiev ", "Kremlin Kremlin")) == []


def test_a_list_longer_than_a_sentence_means_is_cut() -> None:
    codes = ["Moscou", "Paris", "Rome", "Madrid", "Pékin", "Téhéran", "Berlin"]
    lines = ["Kiev Kiev PROPN nsubj 2", "attaque attaquer VERB root 0 VerbForm=Fin"]
    lines += [f"{name} {name} PROPN {'conj 3' if i else 'obj 2'}" for i, name in enumerate(codes)]
    names = {"Berlin": ("DEU", "capital", "agent", "")}
    assert len(codes) > MAX_SIDE
    assert len(extract("\n".join(lines), names=names)) == MAX_SIDE


# no doubles


def test_the_same_act_told_twice_in_a_sentence_is_one_relation() -> None:
    table = ATTACK + (
        "et et CCONJ cc 5\nattaque attaquer VERB conj 2 VerbForm=Fin\nKiev Kiev PROPN obj 5\n"
    )
    assert read(table) == ["RUS > UKR ASSAULT"]


def test_told_in_two_sentences_it_is_two() -> None:
    doc, document = article(ATTACK, ATTACK)
    assert len(extractor().extract(doc, document)) == 2


def test_two_acts_between_the_same_actors_are_two() -> None:
    table = ATTACK + (
        "et et CCONJ cc 5\nmenace menacer VERB conj 2 VerbForm=Fin\nKiev Kiev PROPN obj 5\n"
    )
    assert read(table) == ["RUS > UKR ASSAULT", "RUS > UKR THREATEN"]


def test_both_directions_of_one_type_are_kept() -> None:
    table = ATTACK + (
        "et et CCONJ cc 6\nKiev Kiev PROPN nsubj 6\nattaque attaquer VERB conj 2 VerbForm=Fin\n"
        "Moscou Moscou PROPN obj 6\n"
    )
    assert read(table) == ["RUS > UKR ASSAULT", "UKR > RUS ASSAULT"]


def test_of_two_senses_of_a_word_the_one_that_names_its_company_wins() -> None:
    senses = (
        trigger("verb attaquer", "ASSAULT", "subj > obj"),
        trigger("verb attaquer", "ACCUSE", "subj > obj", only=("tribunal",)),
    )
    in_court = ATTACK + "au à ADP case 5\ntribunal tribunal NOUN obl 2\n"
    assert read(in_court, make_pack(*senses)) == ["RUS > UKR ACCUSE"]
    assert read(ATTACK, make_pack(*senses)) == ["RUS > UKR ASSAULT"]


# ids and the Doc


def test_ids_depend_on_nothing_but_what_is_said_where() -> None:
    once, again = extract(ATTACK), extract(ATTACK)
    assert [r.id for r in once] == [r.id for r in again]
    assert {r.id for r in once}.isdisjoint(r.id for r in extract(SUPPORT))
    dated = extract(ATTACK, published=date(2020, 1, 1))
    assert [r.id for r in once] == [r.id for r in dated]


def test_several_actors_of_one_word_have_ids_of_their_own() -> None:
    names = {"Kiev": ("UKR FRA", "aggregate", "agent", "")}
    relations = extract(ATTACK, names=names)
    assert len({r.id for r in relations}) == len(relations) == 2


def test_relations_are_left_in_the_doc() -> None:
    doc = mark(by_hand(ATTACK))
    found = extractor().extract(doc, documented(doc))
    assert doc._.relations == tuple(found)
    assert found


def test_fields_of_the_lexicon_are_handed_on() -> None:
    entry = trigger(
        "verb attaquer", "ASSAULT", "subj > obj", mode="aerial", context="military", aspect="state"
    )
    (relation,) = extract(ATTACK, make_pack(entry))
    assert (relation.mode, relation.context, relation.aspect) == ("aerial", "military", "state")


def test_a_mode_of_an_act_that_became_another_is_dropped() -> None:
    entry = trigger("verb attaquer", "ASSAULT", "subj > obj", mode="aerial")
    table = """
    Moscou   Moscou   PROPN nsubj 2
    cesse    cesser   VERB root 0 VerbForm=Fin
    d'       de       ADP mark 4
    attaquer attaquer VERB xcomp 2 VerbForm=Inf
    Kiev     Kiev     PROPN obj 4
    """
    (relation,) = extract(table, make_pack(entry))
    assert (relation.type, relation.mode) == ("RETREAT", None)


# any text

FRENCH = load_pipeline("fr")
FINDER = MentionFinder(load_pack("fr"), load_gazetteer())
EXTRACTOR = RelationExtractor(load_pack("fr"), load_gazetteer(), load_ontology())


def relations_of(text: str, title: str = "") -> tuple[Document, list[Relation]]:
    """What the French pipeline finds in an article."""
    document = Document(article=Article(id="a", uri="a", title=title, text=text), lang="fr")
    doc = parse(FRENCH, document.full_text)
    FINDER.find(doc, None)
    return document, EXTRACTOR.extract(doc, document)


PIECES = st.one_of(
    st.sampled_from(
        [
            *("Moscou", "Paris", "l'Iran", "Kim Jong-un", "les troupes russes", "la guerre", "qui"),
            *("attaque", "a condamné", "soutient", "refuse de", "selon", "que", "et", "contre"),
            *("avec", "entre", "à", "des sanctions", ".", ",", "?", "«", "»", "\n\n"),
        ]
    ),
    st.text(st.characters(exclude_categories=()), max_size=12),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, max_size=30), st.lists(PIECES, max_size=8))
def test_whatever_the_text_evidence_lies_in_it(body: list[str], head: list[str]) -> None:
    document, relations = relations_of(" ".join(body), " ".join(head))
    for relation in relations:
        e = relation.evidence
        field = document.article.title if e.field == "title" else document.article.text
        for start, end in (e.trigger, e.source, e.target):
            assert e.sentence[0] <= start < end <= e.sentence[1] <= len(field)
        assert field[slice(*e.sentence)] == field[slice(*e.sentence)].strip()
        assert 0 <= relation.confidence <= 1
        assert relation.source != relation.target
    assert len({r.id for r in relations}) == len(relations)


def test_the_title_of_a_real_article_is_read_as_a_sentence_of_its_own() -> None:
    text = "La réunion a eu lieu lundi. L'Iran a condamné les sanctions américaines."
    document, relations = relations_of(text, "« Pékin soutient Moscou »")
    found = {
        (r.evidence.field, *slices(r, getattr(document.article, r.evidence.field))[1:])
        for r in relations
    }
    assert ("title", "soutient", "Pékin", "Moscou") in found
    assert ("text", "condamné", "Iran", "américaines") in found


#: As many actors as no sentence should name.
NAMES = """
Paris Berlin Rome Madrid Lisbonne Vienne Prague Varsovie Budapest Athènes Ankara Moscou Kiev Minsk
Téhéran Bagdad Damas Beyrouth Amman Riyad Doha Tripoli Tunis Alger Rabat Dakar Abuja Nairobi
Pretoria Pékin Tokyo Séoul Pyongyang Hanoï Manille Jakarta Canberra Ottawa Lima Quito
"""
CAPITALS = NAMES.split()


def crowded() -> str:
    """A sentence in which each of many actors does something to the next one."""
    acts = "a condamné", "accuse", "soutient", "menace", "a rencontré"
    clauses = [
        f"{a} {acts[i % len(acts)]} {b} après les sanctions imposées à {b}"
        for i, (a, b) in enumerate(pairwise(CAPITALS))
    ]
    return ", tandis que ".join(clauses) + "."


def test_a_very_long_sentence_gives_relations_in_proportion_to_its_words() -> None:
    text = crowded()
    _, relations = relations_of(text)
    assert len(text.split()) >= 300
    acts = 2 * len(CAPITALS)  # a verb and a noun a clause
    assert 0 < len(relations) <= 2 * acts


def test_an_extractor_that_has_read_something_can_be_sent_to_another_process() -> None:
    pack = load_pack("fr")
    doc = parse(load_pipeline("fr"), "La Russie a attaqué l'Ukraine le 3 mai 2022.")
    MentionFinder(pack, load_gazetteer()).find(doc, None)
    used = RelationExtractor(pack, load_gazetteer(), load_ontology())
    (first,) = used.extract(doc, documented(doc))
    (again,) = pickle.loads(pickle.dumps(used)).extract(doc, documented(doc))
    assert again == first
