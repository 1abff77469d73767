"""What the recogniser of names says of a longer name decides what a shorter one inside it is."""

from __future__ import annotations

import pytest
import spacy

from kg.gazetteer import load_gazetteer
from kg.lang.pack import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse


def mentions(lang: str, text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """Surface and use of the mentions of `text`, in which `names` were recognised."""
    doc = spacy.blank(lang)(text)
    spans = []
    for surface, label in names:
        start = text.index(surface)
        span = doc.char_span(start, start + len(surface), label=label)
        assert span is not None
        spans.append(span)
    doc.set_ents(spans)
    found = MentionFinder(load_pack(lang), load_gazetteer()).find(doc)
    return [(mention.surface, mention.use) for mention in found]


@pytest.mark.parametrize(
    ("lang", "text", "person"),
    [
        ("fr", "Le batteur Tchad Morel critique la Chine.", "Tchad Morel"),
        ("fr", "La romancière Lou Vienne critique la Chine.", "Lou Vienne"),
        ("fr", "Le juge Karim de Bahreïn critique la Chine.", "Karim de Bahreïn"),
        ("en", "The drummer Dex Malta criticised China.", "Dex Malta"),
        ("en", "The singer Cuba Morrow criticised China.", "Cuba Morrow"),
    ],
)
def test_a_state_in_the_name_of_a_person_is_no_state(lang: str, text: str, person: str) -> None:
    alone = ["Chine" if lang == "fr" else "China"]
    assert [surface for surface, _ in mentions(lang, text, (person, "PER"))] == alone
    assert [surface for surface, _ in mentions(lang, text)] != alone


@pytest.mark.parametrize(
    ("lang", "text", "wrong", "kept"),
    [
        ("fr", "Chine Xi Jinping reçu à Moscou.", "Chine Xi Jinping", "Chine"),
        ("fr", "Le Président France a parlé à la Chine.", "Président France", "France"),
        ("en", "US Pence met Xi Jinping.", "US Pence", "US"),
        ("en", "Chinese Lee met Xi Jinping.", "Chinese Lee", "Chinese"),
    ],
)
def test_what_is_plainly_no_name_of_a_person_changes_nothing(
    lang: str, text: str, wrong: str, kept: str
) -> None:
    assert kept in [surface for surface, _ in mentions(lang, text, (wrong, "PER"))]


@pytest.mark.parametrize(
    ("lang", "text", "whole", "label", "part", "use"),
    [
        ("fr", "Radio Pérou dénonce la Russie.", "Radio Pérou", "ORG", "Pérou", "other"),
        ("en", "Bank Iran Saderat condemns Russia.", "Bank Iran Saderat", "ORG", "Iran", "other"),
        (
            "fr",
            "L'Union africaine du Nord proteste.",
            "Union africaine du Nord",
            "ORG",
            "Union africaine",
            "agent",
        ),
        ("fr", "La baie de Chine oppose Paris.", "baie de Chine", "LOC", "Chine", "agent"),
        ("fr", "La Baie de Chine oppose Paris.", "Baie de Chine", "LOC", "Chine", "place"),
        ("fr", "La Russie arctique menace Paris.", "Russie arctique", "LOC", "Russie", "agent"),
        ("en", "Arctic Russia threatens Paris.", "Arctic Russia", "LOC", "Russia", "agent"),
        ("en", "The Peru Gulf divides them.", "Peru Gulf", "LOC", "Peru", "place"),
    ],
)
def test_a_state_in_the_name_of_a_body_or_a_place_acts_no_more(
    lang: str, text: str, whole: str, label: str, part: str, use: str
) -> None:
    assert dict(mentions(lang, text, (whole, label)))[part] == use


def test_a_name_that_fills_the_recognised_one_stays() -> None:
    assert mentions("fr", "La Corée du Nord menace Paris.", ("Corée du Nord", "LOC"))[0] == (
        "Corée du Nord",
        "agent",
    )


# -- with the recognisers the packs have


@pytest.mark.parametrize(
    ("lang", "text", "counter", "state"),
    [
        ("fr", "Le chanteur Oumar Mali accuse Pékin.", "Le Mali accuse Pékin.", "MLI"),
        ("fr", "Le chanteur Ernest Berlin accuse Pékin.", "Berlin accuse Pékin.", "DEU"),
        ("fr", "L'avocate Ramona Cuba accuse Pékin.", "Cuba accuse Pékin.", "CUB"),
        ("fr", "La députée Yaël Israël accuse Moscou.", "Israël accuse Moscou.", "ISR"),
        ("fr", "La banque Crédit Pérou accuse Moscou.", "Le Pérou accuse Moscou.", "PER"),
        ("en", "The singer Oumar Mali accused Beijing.", "Mali accused Beijing.", "MLI"),
        ("en", "The singer Ernestine Berlin accused Beijing.", "Berlin accused Beijing.", "DEU"),
        ("en", "The lawyer Ramona Cuba accused Beijing.", "Cuba accused Beijing.", "CUB"),
        ("en", "The boxer Ruben Lima accused Moscow.", "Lima accused Moscow.", "PER"),
    ],
)
def test_those_called_like_states_are_told_from_them(
    lang: str, text: str, counter: str, state: str
) -> None:
    finder = MentionFinder(load_pack(lang), load_gazetteer())

    def acting(sentence: str) -> set[str]:
        found = finder.find(parse(load_pipeline(lang), sentence))
        return {actor for mention in found if mention.use == "agent" for actor in mention.actors}

    assert state not in acting(text)
    assert state in acting(counter)
