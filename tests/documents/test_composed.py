"""Letters written apart are read whole, and what is found is carried back to the text stored."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.documents import compose
from kg.records import (
    Article,
    Document,
    EventDate,
    Evidence,
    Mention,
    Relation,
    Unresolved,
    relation_id,
)

INVISIBLE = "\u00ad\u2060\ufeff"
TEXTS = st.text(st.sampled_from("aeEK .\n\u0301\u0308\u0327\u00ad\u2060éç🤝"), max_size=20)


def document(text: str, title: str = "") -> Document:
    return Document(article=Article(id="1", uri="a.txt", text=text, title=title), lang="fr")


def whole(text: str) -> str:
    kept = "".join(char for char in text if char not in INVISIBLE)
    return unicodedata.normalize("NFC", kept)


def test_a_text_of_whole_letters_is_parsed_as_it_is() -> None:
    stored = document("Pékin soutient Pyongyang 🤝.", "Sommet à Pékin")
    assert compose(stored).document is stored


@given(title=TEXTS, text=TEXTS, data=st.data())
def test_every_span_of_the_copy_is_carried_to_the_same_words(
    title: str, text: str, data: st.DataObject
) -> None:
    stored = document(text, title)
    found = compose(stored)
    for field, body in (("title", 0), ("text", found.document.body_start)):
        copy = getattr(found.document.article, field)
        if not copy:
            continue
        letters = [0, *(at for at in range(1, len(copy)) if not unicodedata.combining(copy[at]))]
        start = data.draw(st.sampled_from(letters))
        end = data.draw(st.sampled_from([*(at for at in letters if at > start), len(copy)]))
        surface = copy[start:end]
        mention = Mention(start=body + start, end=body + end, surface=surface, kind="name")
        carried = found.mention(mention)
        assert stored.full_text[carried.start : carried.end] == carried.surface
        assert whole(carried.surface) == whole(surface)


def test_evidence_and_date_are_carried_with_the_field_they_lie_in() -> None:
    stored = document("Rien.", "Pe\u0301kin soutient Kiev en fe\u0301vrier")
    found = compose(stored)
    evidence = Evidence(
        article="1",
        field="title",
        sentence=(0, 30),
        trigger=(6, 14),
        source=(0, 5),
        target=(15, 19),
    )
    when = EventDate(
        start=date(2025, 2, 1), end=date(2025, 2, 28), precision="month", expression=(23, 30)
    )
    relation = Relation(
        id=relation_id(evidence, "SUPPORT", "CHN", "UKR"),
        source="CHN",
        target="UKR",
        source_actor="CHN",
        target_actor="UKR",
        type="SUPPORT",
        evidence=evidence,
        date=when,
        rule="verb",
        confidence=0.9,
    )
    carried = found.relation(relation)
    title = stored.article.title
    spans = (carried.evidence.source, carried.evidence.trigger, carried.evidence.target)
    assert [title[slice(*span)] for span in spans] == ["Pe\u0301kin", "soutient", "Kiev"]
    assert carried.evidence.sentence == (0, len(title))
    assert carried.date is not None
    assert carried.date.expression is not None
    assert title[slice(*carried.date.expression)] == "fe\u0301vrier"
    assert carried.id == relation_id(carried.evidence, "SUPPORT", "CHN", "UKR")


def test_an_unresolved_name_is_carried_with_its_sentence() -> None:
    stored = document("Oui. Le\u0301a Ku\u0308n vient. Non.", "Re\u0301ponse")
    copy = compose(stored).document.full_text
    start = copy.index("Léa Kün")
    found = Unresolved(
        start=start,
        end=start + 7,
        surface="Léa Kün",
        kind="person",
        sentence=(start, copy.index(" Non.")),
        why="entity",
    )
    carried = compose(stored).unresolved(found)
    whole_text = stored.full_text
    assert whole_text[carried.start : carried.end] == carried.surface == "Le\u0301a Ku\u0308n"
    assert whole_text[slice(*carried.sentence)] == "Le\u0301a Ku\u0308n vient."
    in_title = found.model_copy(update={"start": 0, "end": 7, "sentence": (0, 7)})
    assert compose(stored).unresolved(in_title).surface == "Re\u0301ponse"
    plain = document("Léa vient.")
    assert compose(plain).unresolved(found) is found
