"""Names nobody is known by: found where they would act, with their sentence."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Span

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang.pack import load_pack
from kg.mentions import MentionFinder, UnresolvedFinder
from kg.nlp import load_pipeline, parse
from kg.records import Actor, Name, Unresolved

DAY = date(2025, 9, 28)


def unresolved(lang: str, text: str) -> list[Unresolved]:
    pack, doc = load_pack(lang), parse(load_pipeline(lang), text)
    doc.ents = ()  # what a recogniser adds is tested apart
    MentionFinder(pack, load_gazetteer()).find(doc, DAY)
    found = UnresolvedFinder(pack).find(doc)
    for name in found:
        assert text[name.start : name.end] == name.surface
    return list(found)


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (
            "fr",
            "Le vice-ministre chinois des Affaires étrangères Li Weiming soutient Moscou.",
            [("Li Weiming", "person", "introduced", ("CHN",))],
        ),
        (
            "fr",
            "Hier, le Front du Kazamar a condamné la France.",
            [("Front du Kazamar", "unknown", "argument", ())],
        ),
        ("en", "China has attacked Zorbania.", [("Zorbania", "unknown", "argument", ())]),
        ("fr", "La Chine soutient la Russie.", []),
        ("fr", "Un homme est né à Trifouilly.", []),
        ("en", "Beijing Slams Tokyo Over Rare Earth Exports", []),
    ],
)
def test_names_are_found_with_the_reason(lang: str, text: str, names: list[object]) -> None:
    found = [(name.surface, name.kind, name.why, name.actors) for name in unresolved(lang, text)]
    assert found == names


def test_a_later_surname_belongs_to_the_name_that_was_introduced() -> None:
    text = "Le ministre chinois Li Weiming soutient Moscou. Li a promis une aide à Pyongyang."
    first, second = unresolved("fr", text)
    assert (second.surface, second.candidates) == ("Li", first.candidates)
    assert text[slice(*second.sentence)] == "Li a promis une aide à Pyongyang."


def test_what_the_pipeline_recognised_is_kept_unless_it_is_known() -> None:
    doc = spacy.blank("fr")("Li Weiming et Xi Jinping saluent Orbex.")
    doc.ents = [
        Span(doc, 0, 2, "PER"),
        Span(doc, 3, 5, "PER"),
        Span(doc, 6, 7, "ORG"),
    ]
    pack = load_pack("fr")
    MentionFinder(pack, load_gazetteer()).find(doc)
    found = UnresolvedFinder(pack).find(doc)
    assert [(name.surface, name.kind, name.why) for name in found] == [
        ("Li Weiming", "person", "entity"),
        ("Orbex", "organisation", "entity"),
    ]
    assert found[0].sentence == (0, len(doc.text))


def test_a_name_that_may_mean_several_is_listed_with_them() -> None:
    doc = spacy.blank("fr")("Une lettre de Zorba.")
    pack = load_pack("fr")
    surname = Name(text="Zorba", lang="any", kind="surname", case_sensitive=True)
    two = [
        Actor(id=id, type="person", label={"en": id}, names=(surname,), affiliation=of)
        for id, of in (("per:A_ZORBA", "FRA"), ("per:B_ZORBA", "DEU"))
    ]
    actors = {actor.id: actor for actor in (*load_gazetteer().actors.values(), *two)}
    MentionFinder(pack, Gazetteer(actors)).find(doc)
    (name,) = UnresolvedFinder(pack).find(doc)
    assert (name.why, name.surface, name.kind) == ("undecided", "Zorba", "person")
    assert name.candidates == ("per:A_ZORBA", "per:B_ZORBA")
