"""What the finder promises: spans, dates, heads, and how it does without a parse."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from spacy.tokens import Doc

from kg.gazetteer import load_gazetteer
from kg.lang.pack import load_pack
from kg.lang.words import Role
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.records import Mention

GAZETTEER = load_gazetteer()
FINDERS = {lang: MentionFinder(load_pack(lang), GAZETTEER) for lang in ("fr", "en")}
BLANK = {lang: spacy.blank(lang) for lang in ("fr", "en")}


def unparsed(lang: str, text: str, on: date | None = None) -> dict[str, Mention]:
    """Mentions of a text cut into words and nothing more, by surface."""
    return {m.surface: m for m in FINDERS[lang].find(BLANK[lang](text), on)}


def by_hand(table: str) -> Doc:
    """A Doc from lines "form lemma pos dep head", heads counted from 1, 0 for the root."""
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[4]) for row in rows]
    return Doc(
        BLANK["fr"].vocab,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=["ROOT" if head == 0 else row[3] for row, head in zip(rows, heads, strict=True)],
        heads=[i if head == 0 else head - 1 for i, head in enumerate(heads)],
    )


# without a parse


@pytest.mark.parametrize(
    ("lang", "text", "surface", "actors", "use"),
    [
        ("fr", "Pékin a réagi.", "Pékin", ("CHN",), "agent"),
        ("fr", "Il vit à Pékin.", "Pékin", ("CHN",), "place"),
        ("fr", "Le refus opposé à Pékin est net.", "Pékin", ("CHN",), "agent"),
        ("fr", "Où Kinshasa et Kigali discutent.", "Kigali", ("RWA",), "agent"),
        ("fr", "Elle vit à Paris et Londres.", "Londres", ("GBR",), "place"),
        ("fr", "la position iranienne", "iranienne", ("IRN",), "agent"),
        ("fr", "la cuisine iranienne", "iranienne", ("IRN",), "other"),
        ("fr", "deux Iraniens", "Iraniens", ("IRN",), "other"),
        ("fr", "les Iraniens", "Iraniens", ("IRN",), "agent"),
        ("fr", "un parti prorusse", "prorusse", ("RUS",), "agent"),
        ("en", "the U.S. and the UN", "U.S.", ("USA",), "agent"),
        ("en", "Iran's border", "Iran", ("IRN",), "agent"),
        ("en", "in Iran", "Iran", ("IRN",), "place"),
        ("en", "an Iranian dish by Iranian chefs", "Iranian", ("IRN",), "other"),
        ("en", "MOSCOW (Reuters) - Two men met.", "MOSCOW", ("RUS",), "place"),
    ],
)
def test_words_alone_tell_party_from_place(
    lang: str, text: str, surface: str, actors: tuple[str, ...], use: str
) -> None:
    mention = unparsed(lang, text)[surface]
    assert (mention.actors, mention.use) == (actors, use)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le lait et la dinde."),
        ("fr", "Elle a mis une note sur le marin."),
        ("fr", "ILS ONT UN AN POUR AGIR"),
        ("en", "tell us who is in turkey sandwiches"),
        ("en", "THEY TOLD US IT IS LATE"),
    ],
)
def test_common_words_are_nobody(lang: str, text: str) -> None:
    assert [m for m in unparsed(lang, text).values() if m.kind != "pronoun"] == []


def test_an_accent_distinguishes_small_words() -> None:
    "« où » is no « ou »: what follows it is not listed with the place before."
    assert unparsed("fr", "à Kampala, où Kinshasa discute")["Kinshasa"].use == "agent"


# with a parse written by hand


def test_what_governs_the_preposition_decides() -> None:
    met = by_hand(
        """
        Ils il PRON nsubj 4
        se se PRON expl:comp 4
        sont être AUX aux 4
        rencontrés rencontrer VERB root 0
        à à ADP case 6
        Pékin Pékin PROPN obl 4
        """
    )
    asked = by_hand(
        """
        Ils il PRON nsubj 3
        ont avoir AUX aux 3
        demandé demander VERB root 0
        à à ADP case 5
        Pékin Pékin PROPN iobj 3
        de de ADP mark 7
        partir partir VERB xcomp 3
        """
    )
    assert [m.use for m in FINDERS["fr"].find(met) if m.surface == "Pékin"] == ["place"]
    assert [m.use for m in FINDERS["fr"].find(asked) if m.surface == "Pékin"] == ["agent"]


def test_another_subject_leaves_the_pronoun_open() -> None:
    doc = by_hand(
        """
        La le DET det 2
        Chine Chine PROPN nsubj 5
        a avoir AUX aux 5
        été être AUX aux 5
        prudente prudent ADJ root 0
        . . PUNCT punct 5
        La le DET det 8
        décision décision NOUN nsubj 10
        a avoir AUX aux 10
        surpris surprendre VERB root 0
        . . PUNCT punct 10
        Elle il PRON nsubj 13
        tombe tomber VERB root 0
        mal mal ADV advmod 13
        """
    )
    assert [m.surface for m in FINDERS["fr"].find(doc)] == ["Chine"]


@pytest.mark.parametrize(
    ("lang", "text", "noun"),
    [
        ("fr", "Le porte-parole du ministère chinois de la Défense a parlé.", "porte-parole"),
        ("fr", "Le chef de la diplomatie iranienne a parlé.", "chef"),
        ("en", "The Russian foreign minister spoke.", "minister"),
        ("en", "The president of Peru spoke.", "president"),
    ],
)
def test_the_head_of_a_role_is_its_noun(lang: str, text: str, noun: str) -> None:
    doc = parse(load_pipeline(lang), text)
    (role,) = (m for m in FINDERS[lang].find(doc) if m.kind == "role")
    span = doc.char_span(role.start, role.end)
    assert span is not None
    assert span.root.text == noun


# dates


@pytest.mark.parametrize(
    ("text", "on", "actor"),
    [
        ("Le président américain a parlé.", date(2015, 6, 1), "per:BARACK_OBAMA"),
        ("Le président américain a parlé.", date(2018, 6, 1), "per:DONALD_TRUMP"),
        ("Le président américain a parlé.", None, "USA"),
        ("Le vice-président américain a parlé.", date(2018, 6, 1), "USA"),
    ],
)
def test_the_date_says_who_holds_an_office(text: str, on: date | None, actor: str) -> None:
    (mention,) = unparsed("fr", text, on).values()
    assert mention.actors == (actor,)


def test_who_left_office_acts_for_nobody() -> None:
    text = "Angela Merkel a parlé."
    assert unparsed("fr", text, date(2015, 6, 1))["Angela Merkel"].use == "agent"
    assert unparsed("fr", text, date(2024, 6, 1))["Angela Merkel"].use == "other"


# names shared by several


def test_the_article_says_which_congo_or_korea() -> None:
    north = unparsed("fr", "Pyongyang a tiré un missile. La Corée menace.")
    south = unparsed("fr", "Séoul a réagi. La Corée proteste.")
    assert (north["Corée"].actors, south["Corée"].actors) == (("PRK",), ("KOR",))


def test_without_a_hint_korea_stays_open() -> None:
    korea = unparsed("fr", "La Corée proteste.")["Corée"]
    assert korea.actors == ()
    assert set(korea.candidates) == {"KOR", "PRK"}


def test_a_full_name_settles_the_surname() -> None:
    text = "Kim Yo-jong a parlé. Kim a menacé Séoul."
    assert unparsed("fr", text)["Kim"].actors == ("per:KIM_YO_JONG",)


def test_two_peoples_in_one_word() -> None:
    (mention,) = unparsed("fr", "l'accord nord-coréano-chinois").values()
    assert mention.actors == ("PRK", "CHN")


# in spaCy, and in general


def test_it_is_a_spacy_component() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("kg_mentions")
    doc = nlp("Paris soutient Kiev.")
    assert [m.actors for m in doc._.mentions] == [("FRA",), ("UKR",)]


def test_a_role_form_needs_known_traits() -> None:
    with pytest.raises(ValidationError, match="should end in"):
        Role(forms=("président",))


PIECES = [
    "La Chine", "à Pékin", "le président russe", "Vladimir Poutine", ", ", ". ", "et",
    "les deux pays",
    "l'Otan", "sino-russe", "anti-américain", "son allié", "Kim", "Sun Weidong", "ministre chinois",
    "du", "les ministres de la France et de l'Italie", "il", "\n\n", "«", "»", "de Moscou",
    "Iran-Irak",
    "(", ")", "le pays", "1234", "İı", "🙂", "l'", "-", "anti-", "M.", "des Affaires étrangères",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["fr", "en"]))
def test_mentions_slice_the_text_in_order_and_never_overlap(pieces: list[str], lang: str) -> None:
    text = " ".join(pieces)
    found = FINDERS[lang].find(BLANK[lang](text))
    end = 0
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= end
        assert mention.actors or mention.candidates
        end = mention.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_finder(text: str) -> None:
    FINDERS["fr"].find(BLANK["fr"](text))
