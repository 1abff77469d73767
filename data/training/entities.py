"""Corpora annotated with names of persons, organisations and places, read to one scheme.

Three labels: PER, ORG, LOC. Titles ("M.", "President") and articles are no part of a name, and a
name inside a name counts for nothing. Of works, products and events, and of what stands in their
names, nothing is said. A state or its capital is a place even where it acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.gazetteer import load_gazetteer
from kg.nlp.normalize import normalize

__all__ = [
    "LABELS",
    "Passage",
    "closed",
    "read_bio",
    "read_gum",
    "read_marked",
    "read_metonymy",
    "read_own",
    "read_proper_nouns",
    "read_sequoia",
    "read_uner",
]

#: Where names of treebanks' sentences are marked.
MARKED = Path(__file__).parent.parent / "gold" / "names"
LABELS = ("PER", "ORG", "LOC")

_CONTRACTED = {
    ("de", "le"): "du",
    ("de", "les"): "des",
    ("à", "le"): "au",
    ("à", "les"): "aux",
    ("de", "lequel"): "duquel",
    ("de", "lesquels"): "desquels",
    ("de", "lesquelles"): "desquelles",
    ("à", "lequel"): "auquel",
    ("à", "lesquels"): "auxquels",
    ("à", "lesquelles"): "auxquelles",
    ("en", "les"): "ès",
}
_TITLES = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lord", "lady"}
    | {"prof.", "professor", "president", "minister", "king", "queen", "prince", "princess"}
    | {"pope", "st.", "saint", "senator", "sen.", "governor", "gov.", "general", "gen."}
    | {"captain", "capt.", "justice", "judge", "secretary", "undersecretary", "rep.", "author"}
    | {"founder", "mayor", "chief", "director", "coach", "father", "sister", "brother", "uncle"}
    | {"aunt", "the", "spokesman", "spokeswoman", "admiral", "sheikh", "colonel", "ambassador"}
    | {"major", "sergeant", "marshal", "commander", "premier", "chairman", "chairwoman", "imam"}
    | {"congressman", "congresswoman", "representative", "attorney", "mullah", "ayatollah"}
    | {"prophet", "cardinal", "bishop", "archbishop", "reverend", "rev.", "pm", "ceo", "vice"}
)

_LINKS = frozenset(("of", "for", "the", "and", "&", "-", "'s", "de", "du", "des", "la", "le", "et"))
_INSIDE = {"PER": {"PROPN", "NUM"}, "other": {"PROPN", "ADP", "DET", "CCONJ", "ADJ", "SYM"}}


@dataclass
class Passage:
    """Text with the spans of its names; in `open` ones nothing is known."""

    text: str
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)


def read_sequoia(path: Path, metonymy: bool = False) -> Iterator[Passage]:
    """The named entities of Sequoia, in the columns of parseme.frsemcor.

    A contracted article before a name ("du Havre") goes to the preposition. States that act are
    annotated as ORG there; with `metonymy` they stay so.
    """
    states = frozenset() if metonymy else _states()
    for _, text, rows in _blocks(path):
        spans = _places(text, [row[1] for row in rows])
        if spans is None:
            continue
        kinds: dict[str, str] = {}
        members: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            for part in row[12].split(";"):
                key, _, label = part.partition(":")
                if key.isdigit():
                    kinds[key] = label or kinds[key]
                    members.setdefault(key, []).append(number)
        found = []
        for key, numbers in members.items():
            label = {"PERS": "PER"}.get(kinds[key], kinds[key])
            start, end = spans[numbers[0]][0], spans[numbers[-1]][1]
            if numbers[0] and spans[numbers[0]] == spans[numbers[0] - 1] and len(numbers) > 1:
                start = spans[numbers[1]][0]
            if label == "ORG" and text[start:end] in states:
                label = "LOC"
            found.append((start, end, label))
        yield _passage(text, found)


def read_metonymy(path: Path) -> Iterator[Passage]:
    """Sequoia with states that act as ORG, as it is annotated."""
    return read_sequoia(path, metonymy=True)


def _states() -> frozenset[str]:
    gazetteer = load_gazetteer()
    return frozenset(
        name.text
        for name, actor in gazetteer.names("fr")
        if gazetteer.get(actor).type in ("state", "territory", "de_facto_state", "former_state")
        and name.kind in ("short", "alias", "capital", "official")
    )


def read_uner(path: Path) -> Iterator[Passage]:
    """Universal NER: one word a line, IOB2 in the third column."""
    for _, text, rows in _blocks(path):
        spans = _places(text, [row[1] for row in rows])
        if spans is not None:
            yield _passage(text, _chunks(spans, [row[2] for row in rows]))


def read_bio(path: Path) -> Iterator[Passage]:
    """Europeana's newspapers: word and IOB tag, no sentences; cut at full stops."""
    words: list[str] = []
    tags: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if not word:
            continue
        words.append(word)
        tags.append(tag.strip())
        if (word in (".", "!", "?") and len(words) > 12) or len(words) > 80:
            yield _joined(words, tags)
            words, tags = [], []
    if words:
        yield _joined(words, tags)


def read_own(path: Path, split: str) -> Iterator[Passage]:
    """Our own sentences (data/gold/names), those of one split."""
    import json

    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            yield Passage(normalize(row["text"]), [(s, e, k) for s, e, k in row["names"]])


def read_proper_nouns(path: Path) -> Iterator[Passage]:
    """A treebank: where there is no proper noun there is no name, around one nothing is said.

    What goes with a proper noun: capitals and hyphens next to it, "of" or "de" up to another.
    """
    for _, text, rows in _blocks(path):
        spans = _places(text, [row[1] for row in rows])
        if spans is None:
            continue
        last = -9
        open_: list[tuple[int, int]] = []
        for at, row in enumerate(rows):
            if row[3] != "PROPN":
                continue
            first = at
            while first > 0 and (rows[first - 1][1][:1].isupper() or rows[first - 1][1] == "-"):
                first -= 1
            linked = all(rows[i][1].lower() in _LINKS for i in range(max(0, last + 1), first))
            end = at
            while end + 1 < len(rows) and rows[end + 1][1][:1].isupper():
                end += 1
            if open_ and (first <= last or (linked and first - last <= 3)):
                open_[-1] = (open_[-1][0], spans[end][1])
            else:
                open_.append((spans[first][0], spans[end][1]))
            last = max(last, end)
        yield Passage(normalize(text), [], open_)


def read_marked(path: Path) -> Iterator[Passage]:
    """A treebank some of whose sentences have their names in data/gold/names, by word numbers."""
    marks = (MARKED / f"{path.stem}.tsv").read_text(encoding="utf-8").splitlines()
    marked = dict(line.split("\t") for line in marks if not line.startswith("#"))
    for name, text, rows in _blocks(path):
        places = _places(text, [row[1] for row in rows])
        if name in marked and places is not None:
            spans = []
            for label, words in (mark.split(":") for mark in marked[name].split()):
                first, last = map(int, words.split("-"))
                spans.append((places[first - 1][0], places[last - 1][1], label))
            yield _passage(text, spans)


def read_gum(path: Path) -> Iterator[Passage]:
    """GUM's entities that are proper names; of a longer phrase the name alone."""
    standing: list[tuple[str, str, int]] = []
    for _, text, rows in _blocks(path):
        spans = _places(text, [row[1] for row in rows])
        found: list[tuple[int, int, str]] = []
        opened: list[tuple[str, str, int]] = [(k, b, 0) for k, b, _ in standing]
        for number, row in enumerate(rows):
            mark = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
            for part in re.findall(r"\(?[^()]+\)?", mark[1] if mark else ""):
                body = part.strip("()")
                key = body.split("-")[0]
                if part.startswith("("):
                    opened.append((key, body, number))
                if part.endswith(")"):
                    at = next(
                        (i for i in reversed(range(len(opened))) if opened[i][0] == key), None
                    )
                    if at is not None and spans is not None:
                        _, body, first = opened.pop(at)
                        found += _proper(rows, spans, body, first, number)
        standing = opened
        if spans is not None and text:
            yield _passage(text, found)


def _proper(
    rows: list[list[str]], spans: list[tuple[int, int]], body: str, first: int, last: int
) -> Iterator[tuple[int, int, str]]:
    """The proper name that heads the entity of words `first` to `last`, if there is one."""
    parts = body.split("-")
    label = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(parts[1])
    other = label is None
    try:
        core = [first + int(n) - 1 for n in parts[5 if len(parts) > 5 else 4].split(",")]
    except ValueError:
        core = [int(n) - 1 + first for n in parts[4].split(",") if n.isdigit()]
    core = [i for i in core if first <= i <= last] or [last]
    if not any(rows[i][3] == "PROPN" for i in core):
        return
    head = max(i for i in core if rows[i][3] == "PROPN")
    start = end = head
    inner = _INSIDE["PER" if label == "PER" else "other"]
    while start > first and (rows[start - 1][3] in inner or rows[start - 1][1] == "-"):
        start -= 1
    while start < end and (rows[start][3] != "PROPN" or rows[start][1].lower() in _TITLES):
        start += 1
    while end > start and rows[end][3] != "PROPN":
        end -= 1
    word = rows[end][1]
    if word.lower() in _TITLES or not word[:1].isupper() or word in _peoples():
        return
    yield spans[start][0], spans[end][1], "MISC" if other else str(label)


def closed(passage: Passage, found: Iterable[tuple[int, int, str]]) -> int:
    """Fill the open places of `passage` with the names `found` there; returns how many.

    A place stays open if a word with a capital is left over that is no title.
    """
    count, open_ = 0, []
    names = list(found)
    for start, end in passage.open:
        inside = [span for span in names if start <= span[0] and span[1] <= end]
        rest = passage.text[start:end]
        for s, e, _ in inside:
            rest = rest.replace(passage.text[s:e], " ", 1)
        words = re.findall(r"\b[^\W\d_a-zß-ÿ][\w.]*", rest)
        if inside and all(word.lower() in _TITLES for word in words):
            passage.spans = sorted([*passage.spans, *inside])
            count += len(inside)
        else:
            open_.append((start, end))
    passage.open = open_
    return count


@cache
def _peoples() -> frozenset[str]:
    names = load_gazetteer().names("en")
    return frozenset(name.text.capitalize() for name, _ in names if name.kind == "demonym")


def _passage(text: str, spans: Iterable[tuple[int, int, str]]) -> Passage:
    """Outermost spans win; those of other labels are gone then."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    others = [(start, end) for start, end, label in kept if label not in LABELS]
    return Passage(normalize(text), [span for span in kept if span[2] in LABELS], others)


def _chunks(spans: list[tuple[int, int]], tags: list[str]) -> Iterator[tuple[int, int, str]]:
    start, label = 0, ""
    for number, tag in enumerate([*tags, "O"]):
        if label and (tag[0] != "I" or tag[2:] != label):
            yield spans[start][0], spans[number - 1][1], label
            label = ""
        if tag[0] in "BI" and not label:
            start, label = number, tag[2:]


def _blocks(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Id, text and words of each sentence; lines of contractions and empty nodes are left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        name, text, rows = "", "", []
        for line in block.splitlines():
            if line.startswith("# sent_id ="):
                name = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                text = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
        if rows:
            yield name, text, rows


def _places(text: str, words: list[str]) -> list[tuple[int, int]] | None:
    """Where the words stand in the text, None where they do not; parts of "du" share its place."""
    spans: list[tuple[int, int]] = []
    at = number = 0
    while number < len(words):
        while at < len(text) and text[at].isspace():
            at += 1
        word = words[number]
        pair = _CONTRACTED.get(tuple(w.lower() for w in words[number : number + 2]))  # type: ignore[arg-type]
        if pair and text[at : at + len(pair)].lower() == pair:
            spans += [(at, at + len(pair))] * 2
            at, number = at + len(pair), number + 2
            continue
        if not text.startswith(word, at):
            return None
        spans.append((at, at + len(word)))
        at, number = at + len(word), number + 1
    return spans


def _joined(words: list[str], tags: list[str]) -> Passage:
    text, spans = "", []
    for word in words:
        tight = not text or word in (",", ".", ")", "...") or text.endswith(("'", "("))
        text += ("" if tight else " ") + word
        spans.append((len(text) - len(word), len(text)))
    tags = [tag if tag[2:] in LABELS else "O" for tag in tags]
    return _passage(text, _chunks(spans, tags))
