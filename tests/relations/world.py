"""A small world for tests of rules: six actors, a lexicon of a few words, parses written by hand.

What these tests say holds for any language pack; the shipped ones are tested by their examples.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from spacy.tokens import Doc

from kg.gazetteer import Gazetteer
from kg.lang import Lexicon, LightVerbs, Operator, Pack, Scope, Syntax, Trigger, Words
from kg.lang.calendar import Calendar
from kg.mentions import MentionFinder
from kg.ontology import load_ontology
from kg.records import Actor, Article, Document, Mention, Office, Relation
from kg.relations import RelationExtractor
from kg.relations.model import load_model
from tests.relations.parses import parse

__all__ = [
    "GAZETTEER",
    "article",
    "documented",
    "extract",
    "extractor",
    "guessed",
    "make_pack",
    "mark",
    "operator",
    "read",
    "trigger",
]

GAZETTEER = Gazetteer(
    {
        actor.id: actor
        for actor in (
            *(
                Actor(id=code, type="state", label={"fr": code})
                for code in ("RUS", "UKR", "FRA", "ITA", "ESP", "CHN", "IRN", "DEU")
            ),
            Actor(id="gov:RUS.PRES", type="organ", label={"fr": "Kremlin"}, affiliation="RUS"),
            Actor(
                id="per:PRESIDENT",
                type="person",
                label={"fr": "Présidente"},
                offices=(
                    Office(office="head_of_state", of="FRA", start="2010", end="2015"),
                    Office(office="head_of_state", of="ITA", start="2016", end="2020"),
                ),
            ),
        )
    }
)

#: form -> actor, kind, use, method
NAMES: dict[str, tuple[str, str, str, str]] = {
    "Moscou": ("RUS", "capital", "agent", ""),
    "Kiev": ("UKR", "capital", "agent", ""),
    "Paris": ("FRA", "capital", "agent", ""),
    "Rome": ("ITA", "capital", "agent", ""),
    "Madrid": ("ESP", "capital", "agent", ""),
    "Pékin": ("CHN", "capital", "agent", ""),
    "Téhéran": ("IRN", "capital", "agent", ""),
    "Kremlin": ("gov:RUS.PRES", "residence", "agent", ""),
    "Présidente": ("per:PRESIDENT", "person", "agent", ""),
    "Ukraine": ("UKR", "name", "place", ""),
    "russe": ("RUS", "demonym", "agent", ""),
    "ukrainien": ("UKR", "demonym", "agent", ""),
    "français": ("FRA", "demonym", "agent", ""),
    "anti-russe": ("RUS", "demonym", "agent", "anti"),
    "son": ("FRA", "pronoun", "agent", ""),
    "Son": ("FRA", "pronoun", "agent", ""),
    "Sotchi": ("RUS", "name", "other", ""),
}

SYNTAX = Syntax(
    prepositions={
        form: slot
        for slot, forms in {
            "à": "à au aux",
            "de": "de d' du des",
            "par": "par",
            "avec": "avec",
            "contre": "contre",
            "sur": "sur",
            "entre": "entre",
            "en": "en",
            "dans": "dans",
            "pour": "pour",
        }.items()
        for form in forms.split()
    },
    complex_prepositions={"à l'encontre de": "contre", "face à": "face à"},
    locative=("à", "en", "près de"),
    genitive=("de",),
    among=("entre",),
    agent=("par",),
    measures=("série",),
    governed=("à", "de", "en"),
    senses={"inside": ("dans",), "for": ("pour",)},
    lacking=("sans",),
    reflexive=("se",),
    object_control=("exhorter", "accuser", "presser"),
    backing=("soutenir",),
    facets=("troupe", "président"),
    opaque=("fils", "touriste"),
)

SCOPE = Scope(
    negation=("pas", "jamais", "aucune"),
    negation_ignored=("seulement",),
    hypothetical=("si", "à condition que"),
    conditional_modals=("pouvoir",),
    planned_modals=("devoir", "aller"),
    attribution=("selon",),
    hearsay=("prétendument", "présumé"),
    possible=("éventuel", "peut-être"),
    conditional_mood_is_hearsay=True,
)


def trigger(words: str, kind: str, *frames: str, **fields: Any) -> Trigger:
    """A trigger from "verb attaquer" (part of speech and words), its type and frames."""
    pos, _, word = words.partition(" ")
    fields = {"example": word, **fields}
    return Trigger(words=(word,), pos=pos, type=kind, frames=frames, **fields)


def operator(words: str, effect: str) -> Operator:
    """An operator from "verb vouloir" and its effect."""
    pos, _, word = words.partition(" ")
    return Operator.model_validate({"words": (word,), "pos": pos, "effect": effect})


TRIGGERS = (
    trigger("verb attaquer", "ASSAULT", "subj > obj"),
    trigger("verb soutenir", "SUPPORT", "subj > obj"),
    trigger("verb rencontrer", "CONSULT", "subj = obj", "subj ="),
    trigger("verb discuter", "CONSULT", "subj = avec", "subj ="),
    trigger("verb accuser", "ACCUSE", "subj > obj", content="reported"),
    trigger("verb demander", "REQUEST", "subj > iobj|à|clause", content="requested"),
    trigger("verb menacer", "THREATEN", "subj > obj", "subj > inner", content="planned"),
    trigger("verb donner", "AID", "subj > iobj|à"),
    trigger("verb mettre garde", "THREATEN", "subj > obj"),
    trigger("verb trahir", "ACCUSE", "speaker > subj"),
    trigger("noun frappe", "ASSAULT", "gen|par|gov > contre|sur"),
    trigger("noun sanction", "SANCTION", "gen|par|gov > contre|à"),
    trigger("noun invasion", "ASSAULT", "adj|par > de"),
    trigger("noun allié", "SUPPORT", "self > poss|adj|de"),
    trigger("noun soutien", "SUPPORT", "gen|gov > à"),
    trigger("noun sommet", "CONSULT", "entre =", "compound ="),
    trigger("noun tension", "ACCUSE", "entre ="),
    trigger("noun campagne", "ACCUSE", "adj|gen|compound > stance"),
    trigger("noun présence", "MOBILIZE", "adj > loc"),
    trigger("adj hostile", "ACCUSE", "self > à"),
)

OPERATORS = (
    operator("verb vouloir", "planned"),
    operator("verb refuser", "refused"),
    operator("verb cesser", "ended"),
    operator("noun levée", "ended"),
    operator("verb envisager", "conditional"),
    operator("verb réclamer", "requested"),
    operator("verb nier", "denied"),
    operator("verb affirmer", "said"),
    operator("verb soupçonner", "reported"),
    operator("verb empêcher", "prevented"),
    operator("verb commencer", "transparent"),
    operator("adj futur", "planned"),
)

LIGHT = LightVerbs(verbs=("imposer", "apporter", "mener"), passive=("subir", "faire objet"))


def make_pack(
    *triggers: Trigger, operators: tuple[Operator, ...] = OPERATORS, light: LightVerbs = LIGHT
) -> Pack:
    """A language whose words are those of this file, with other triggers if there are any."""
    return Pack(
        code="fr",
        name="petit monde",
        syntax=SYNTAX,
        lexicon=Lexicon(triggers=triggers or TRIGGERS, operators=operators, light=light),
        scope=SCOPE,
        words=Words(),
        calendar=Calendar(months={}, weekdays={}, units={}, numbers={}, patterns=()),
    )


PACK = make_pack()


#: Docs can hold mentions once a finder exists.
FINDER = MentionFinder(PACK, GAZETTEER)


def mark(doc: Doc, names: dict[str, tuple[str, str, str, str]] | None = None) -> Doc:
    """Put a mention on each word of `doc` that NAMES or `names` lists."""
    known = NAMES | (names or {})
    found = []
    for token in doc:
        if token.text in known:
            actors, kind, use, method = known[token.text]
            found.append(
                Mention.model_validate(
                    {
                        "start": token.idx,
                        "end": token.idx + len(token),
                        "surface": token.text,
                        "kind": kind,
                        "use": use,
                        "actors": tuple(actors.split()),
                        "method": method,
                    }
                )
            )
    doc._.mentions = tuple(found)
    return doc


def article(title: str, body: str) -> tuple[Doc, Document]:
    """A title and a text parsed by hand, as one Doc, and the document they make."""
    first, second = parse(title, last_space=False), parse(body, last_space=False)
    gap = Doc(first.vocab, words=["\n\n"], spaces=[False], pos=["SPACE"], deps=["ROOT"], heads=[0])
    doc = Doc.from_docs([first, gap, second], ensure_whitespace=False)
    assert doc is not None
    whole = Article(id="a1", uri="a", title=first.text, text=second.text)
    document = Document(article=whole, lang="fr")
    assert doc.text == document.full_text
    return mark(doc), document


def documented(doc: Doc, published: date | None = None) -> Document:
    """The document whose text `doc` is the parse of."""
    whole = Article(id="a1", uri="a", text=doc.text, published=published)
    return Document(article=whole, lang="fr")


def extractor(pack: Pack = PACK) -> RelationExtractor:
    """An extractor for the small world."""
    return RelationExtractor(pack, GAZETTEER, load_ontology(), load_model().at(2.0))


def extract(
    table: str,
    pack: Pack = PACK,
    *,
    names: dict[str, tuple[str, str, str, str]] | None = None,
    published: date | None = None,
) -> list[Relation]:
    """The relations of a parse written by hand."""
    doc = mark(parse(table), names)
    return extractor(pack).extract(doc, documented(doc, published))


def guessed(relation: Relation) -> bool:
    """Whether one side was found by where it stands and not by the tree."""
    return not {"near", "far"}.isdisjoint(re.split("[:>=]", relation.rule))


def read(
    table: str,
    pack: Pack = PACK,
    *,
    names: dict[str, tuple[str, str, str, str]] | None = None,
) -> list[str]:
    """Relations as "RUS > UKR ASSAULT", with their modality unless it is "asserted", sorted.

    Those that a guess completed, because the tree fills one side only, are left out.
    """
    lines = []
    for r in extract(table, pack, names=names):
        if guessed(r):
            continue
        sign = "=" if r.reciprocal else ">"
        modality = "" if r.modality == "asserted" else f" {r.modality}"
        lines.append(f"{r.source} {sign} {r.target} {r.type}{modality}")
    return sorted(lines)
