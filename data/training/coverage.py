"""Which words that act between two actors the lexicon knows, counted in real text.

    python -m data.training.coverage en --text DIR --verbs cameo.txt
    python -m data.training.coverage fr --text DIR

DIR holds `LANG_news.jsonl.gz` with a field `text` on each line. A word counts where its sentence
names two known actors; it *joins* them where they stand in two branches below it. Without
`--verbs` all verbs and nouns are counted; with it, the verbs listed: one a line, in capitals or
not, or a CAMEO verb dictionary for PETRARCH. A word is covered where the lexicon finds a trigger on
it; operators ("refuse") and light verbs ("impose") are told apart from what is unknown.

Prints the shares and the most frequent words that are unknown, with `--examples` a sentence each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from kg.gazetteer import load_gazetteer
from kg.lang import Pack, load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse_many
from kg.relations.triggers import TriggerMatcher
from kg.relations.words import Sentence, Text, Word

__all__ = ["Coverage", "count", "main", "read_verbs"]

#: Dependents of a word that belong to its own clause.
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "amod", "det", "appos", "compound"})

#: Dependents whose own actors take part in another act.
_CLAUSES = frozenset({"acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis"})

_VERB = re.compile(r"[^\W\d_][\w'’-]*", re.UNICODE)


@dataclass
class Coverage:
    """How often words occur: in a sentence of two actors, and joining two; and what they are."""

    near: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    joining: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[str, str] = field(default_factory=dict)

    def shares(self, counts: dict[str, Counter[str]], words: set[str] | None) -> dict[str, float]:
        """Part of the occurrences of `words` (None: of all) that is of each kind."""
        total: Counter[str] = Counter()
        for word, kinds in counts.items():
            if words is None or word.partition("/")[0] in words:
                total.update(kinds)
        every = sum(total.values()) or 1
        shares = {k: total[k] / every for k in ("trigger", "operator", "light", "unknown")}
        return {"occurrences": sum(total.values()), **shares}

    def unknown(self, words: set[str] | None, top: int) -> list[tuple[str, int, int, int]]:
        """Words most often unknown, those that join first: word, joining, near, near as trigger."""
        rows = [
            (word, self.joining[word]["unknown"], kinds["unknown"], kinds["trigger"])
            for word, kinds in self.near.items()
            if kinds["unknown"] and (words is None or word.partition("/")[0] in words)
        ]
        return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))[:top]


def read_verbs(path: Path) -> set[str]:
    """Verbs of a list, lower case; synonym sets, patterns and comments of a dictionary left out."""
    verbs = set()
    for line in path.read_text("utf-8").splitlines():
        match = _VERB.match(line)
        if match and "_" not in line.split()[0]:
            verbs.add(match.group().lower())
    return verbs


def count(docs: Iterable[Doc], pack: Pack, finder: MentionFinder) -> Coverage:
    """Count verbs and nouns of `docs` in sentences that name two actors."""
    found, matcher = Coverage(), TriggerMatcher(pack.lexicon)
    light = {*pack.lexicon.light.verbs, *pack.lexicon.light.passive}
    for doc in docs:
        finder.find(doc)
        actors = {i: m.actors for m in doc._.mentions for i in _places(doc, m.start, m.end)}
        for sentence in Text(doc, pack.syntax).sentences:
            if len({a for t in sentence for a in actors.get(t.i, ())}) < 2:
                continue
            operators = matcher.operators(sentence)
            known = {m.head.i for m in matcher.triggers(sentence)}
            for token in sentence:
                if token.pos not in {"VERB", "NOUN"} or token.i in actors:
                    continue
                kind = "trigger" if token.i in known else ""
                kind = kind or ("operator" if token.i in operators else "")
                kind = kind or ("light" if token.key in light else "unknown")
                _add(found, token, kind, sentence, actors)
    return found


def _add(
    found: Coverage, token: Word, kind: str, sentence: Sentence, actors: dict[int, tuple[str, ...]]
) -> None:
    word = f"{token.key}/{token.pos.lower()}"
    found.near[word][kind] += 1
    joins = _joins(token, actors)
    if joins:
        found.joining[word][kind] += 1
    if kind == "unknown" and (joins or word not in found.examples):
        found.examples[word] = " ".join(sentence.text.split())[:240]


def _joins(token: Word, actors: dict[int, tuple[str, ...]]) -> bool:
    """Whether two of the branches below `token` name two actors."""
    branches = [
        {a for t in _branch(child) for a in actors.get(t.i, ())}
        for child in token.children
        if child.dep in _ARGUMENTS
    ]
    branches = [branch for branch in branches if branch]
    return len(branches) > 1 and len(set().union(*branches)) > 1


def _branch(token: Word) -> Iterator[Word]:
    yield token
    for child in token.children:
        if child.dep not in _CLAUSES:
            yield from _branch(child)


def _places(doc: Doc, start: int, end: int) -> range:
    span = doc.char_span(start, end, alignment_mode="expand")
    return range(span.start, span.end) if span is not None else range(0)


def read_texts(folder: Path, lang: str, words: int) -> Iterator[str]:
    """Texts of `folder` in the language, evenly spread, until they hold `words` words."""
    path = folder / f"{lang}_news.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    total = sum(text.count(" ") + 1 for text in texts)
    step = max(1, round(total / words)) if words else 1
    yield from texts[::step]


def main() -> None:
    """Count, and print what is covered."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("lang")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--verbs", type=Path)
    parser.add_argument("--words", type=int, default=500_000, help="words to read, 0 for all")
    parser.add_argument("--top", type=int, default=60)
    parser.add_argument("--examples", action="store_true")
    args = parser.parse_args()
    pack, verbs = load_pack(args.lang), read_verbs(args.verbs) if args.verbs else None
    texts = read_texts(args.text, args.lang, args.words)
    docs = parse_many(load_pipeline(args.lang), texts)
    found = count(docs, pack, MentionFinder(pack, load_gazetteer()))
    for name, counts in (("two actors in the sentence", found.near), ("joined", found.joining)):
        chosen = {w: c for w, c in counts.items() if verbs is None or w.endswith("/verb")}
        for pos in ("verb", "noun") if verbs is None else ("verb",):
            part = {w: c for w, c in chosen.items() if w.endswith(pos)}
            shares = found.shares(part, verbs)
            text = ", ".join(f"{k} {v:.1%}" for k, v in shares.items() if k != "occurrences")
            print(f"{pos}s, {name}: {shares['occurrences']:.0f} occurrences; {text}")
    for word, joined, near, known in found.unknown(verbs, args.top):
        if verbs is None or word.endswith("/verb"):
            example = f"  {found.examples[word]}" if args.examples else ""
            print(f"{joined:5} {near:6} {known:5}  {word}{example}")


if __name__ == "__main__":
    main()
