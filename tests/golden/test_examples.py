"""The sentences of each pack, read by the shipped pipeline: what they owe, and nothing else."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from kg.gazetteer import load_gazetteer
from kg.lang import Example, Pack, available_languages, load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse_many
from kg.ontology import load_ontology
from kg.records import Article, Document, Relation
from kg.relations import RelationExtractor

#: Share of a pack's sentences that must come out exactly. A pipeline that parses a few of them
#: wrongly may still be the best there is; the plain ones, marked `core`, must all be right.
FLOOR = 0.95

#: Plain sentences a pack has at least, those that owe nothing included.
MIN_CORE, MIN_CORE_EMPTY = 60, 15


def owed(example: Example) -> set[str]:
    """What a sentence owes; sides of reciprocal relations in the order of their ids."""
    lines = set()
    for relation in example.relations:
        source, sign, target, kind = relation.split()
        if sign == "=":
            source, target = sorted((source, target))
        lines.add(f"{source} {sign} {target} {kind}")
    return lines


def shown(relation: Relation) -> str:
    """A relation as the examples write it."""
    sign = "=" if relation.reciprocal else ">"
    return f"{relation.source} {sign} {relation.target} {relation.type}"


@cache
def found(lang: str) -> dict[str, set[str]]:
    """What each sentence of a pack gives; what is denied does not count."""
    pack, gazetteer = load_pack(lang), load_gazetteer()
    finder = MentionFinder(pack, gazetteer)
    extractor = RelationExtractor(pack, gazetteer, load_ontology())
    texts = [example.text for example in pack.examples]
    given: dict[str, set[str]] = {}
    for text, doc in zip(texts, parse_many(load_pipeline(lang), texts), strict=True):
        finder.find(doc, None)
        document = Document(article=Article(id="a", uri="a", text=text), lang=lang)
        relations = extractor.extract(doc, document)
        given[text] = {shown(r) for r in relations if r.modality != "negated"}
    return given


@pytest.fixture(params=available_languages())
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


CORE = [
    pytest.param(lang, example, id=f"{lang}-{example.text}")
    for lang in available_languages()
    for example in load_pack(lang).examples
    if example.core
]


@pytest.mark.parametrize(("lang", "example"), CORE)
def test_plain_sentences_give_what_they_owe(lang: str, example: Example) -> None:
    assert found(lang)[example.text] == owed(example), example.why


def test_nearly_all_sentences_give_what_they_owe(pack: Pack) -> None:
    wrong = [
        f"{e.text}\n  owed  {sorted(owed(e))}\n  given {sorted(found(pack.code)[e.text])}"
        for e in pack.examples
        if found(pack.code)[e.text] != owed(e)
    ]
    assert len(wrong) <= (1 - FLOOR) * len(pack.examples), "\n" + "\n".join(wrong)


def test_plain_sentences_cover_every_type_and_near_misses(pack: Pack) -> None:
    core = [example for example in pack.examples if example.core]
    kinds = Counter(relation.split()[-1] for example in core for relation in example.relations)
    assert set(kinds) == set(load_ontology().types)
    assert len(core) >= MIN_CORE
    assert sum(not example.relations for example in core) >= MIN_CORE_EMPTY
