"""Raw text with the names the gazetteer is sure of; of other capitalised words nothing is said."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from spacy.language import Language

from data.training.entities import Passage
from kg.errors import UnknownActorError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang.pack import load_pack
from kg.mentions.match import Matcher
from kg.mentions.text import Text

__all__ = ["certain", "sentences"]

_STOP = re.compile(r"(?<=[a-zà-ÿ»\")][.!?])\s+(?=[A-ZÀ-Þ«\"])|\n+")
_GROUPS = {"state": "LOC", "de_facto_state": "LOC", "former_state": "LOC", "territory": "LOC"}
_PERSON = ("full",)
_SKIPPED = ("demonym", "combining", "residence", "surname")


def sentences(texts: Iterable[str], rng: random.Random, share: float) -> Iterator[str]:
    """A `share` of the sentences that look like prose: 6 to 60 words, capital, full stop."""
    for text in texts:
        for piece in _STOP.split(text):
            if rng.random() < share and _prose(piece):
                yield piece.strip()


def _prose(piece: str) -> bool:
    capitals = sum(char.isupper() for char in piece)
    opened, closed = piece[:1].isupper(), piece[-1:] in '.!?"'
    return opened and closed and 6 <= piece.count(" ") < 60 and capitals < 0.25 * len(piece)


def certain(lang: str, nlp: Language, pieces: Iterable[str]) -> Iterator[Passage]:
    """Passages of those sentences that hold a name of the gazetteer or a person with a title."""
    words, gazetteer = load_pack(lang).words, load_gazetteer()
    matcher = Matcher(words, gazetteer.names(lang))
    titles = {title.strip(".").lower() for title in words.titles}
    never = {word.lower() for word in words.beside} | {word.lower() for word in words.common}
    for piece in pieces:
        text = Text(nlp.make_doc(piece))
        spans: list[tuple[int, int, str]] = []
        taken: set[int] = set()
        for hit in matcher.match(text):
            taken.update(range(hit.first, hit.end))
            kinds = {entry.name.kind for entry in hit.entries}
            types = {_type(gazetteer, entry.actor) for entry in hit.entries}
            if (
                len(types) != 1
                or "" in types
                or kinds & set(_SKIPPED)
                or hit.parts
                or not hit.entries
            ):
                continue
            near = [text.before(hit.first), text.after(hit.end - 1)]
            if any(a and a.capital and a.key not in never and not a.first for a in near):
                continue  # maybe part of a longer name
            kind = types.pop()
            label = _GROUPS.get(kind, "PER" if kind == "person" else "ORG")
            label = "LOC" if kinds & {"capital", "city"} else label
            start, end = text.atoms[hit.first].start, text.atoms[hit.end - 1].end
            if piece[start].isupper():
                spans.append((start, end, label))
        open_: list[tuple[int, int]] = []
        for start, end, titled in _runs(text, titles, never):
            free = not any(s < end and start < e for s, e, _ in spans)
            if titled and free:
                spans.append((start, end, "PER"))
            elif free:
                open_.append((start, end))
        if any(label == "PER" or random.Random(start).random() < 0.4 for start, _, label in spans):
            yield Passage(piece, sorted(spans), open_)


def _type(gazetteer: Gazetteer, actor: str) -> str:
    try:
        return str(gazetteer.get(actor).type)
    except UnknownActorError:  # an id that only a pack knows
        return ""


def _runs(text: Text, titles: set[str], never: set[str]) -> Iterator[tuple[int, int, bool]]:
    """Runs of capitalised words that no word of `never` opens, and whether "Mr" stands before."""
    at, atoms = 0, text.atoms
    while at < len(atoms):
        word = atoms[at].text.lower()
        if not atoms[at].capital or word in titles or word in never:
            at += 1
            continue
        end = at + 1
        while (
            end < len(atoms)
            and atoms[end].glued
            and atoms[end].capital
            and "'" not in atoms[end].gap
        ):
            end += 1
        titled = at > 0 and atoms[at - 1].glued and atoms[at - 1].text.lower() in titles
        alone = at + 1 == end and atoms[at].first
        if not alone:
            yield atoms[at].start, atoms[end - 1].end, titled and end - at < 5
        else:
            yield atoms[at].start, atoms[end - 1].end, False
        at = end
