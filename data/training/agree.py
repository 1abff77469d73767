"""Sentences of plain text that two parsers read alike, as CoNLL-U to learn from.

    python -m data.training.agree fr --text FILE.jsonl.gz --first A --second B --out auto.conllu

What two pipelines learnt apart agree upon, head and label and part of speech of every word, is
right far more often than what either says alone, and holds words that no treebank has.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.nlp import load_pipeline, parse_many

__all__ = ["Source", "agreed", "conllu", "write_agreed"]

#: Shorter sentences teach little, longer ones are seldom agreed upon and then often lists.
LENGTHS = range(6, 61)
_FINAL = frozenset('.!?"…')


@dataclass(frozen=True)
class Source:
    """A .jsonl.gz file with the fields `id` and `text`; of each kind of its lines, told by what
    their ids begin with, every `every`-th counts.
    """

    path: Path
    ids: Sequence[str] = ("",)
    every: int = 1

    def texts(self) -> Iterator[str]:
        """Yield the texts."""
        count = 0
        with gzip.open(self.path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if str(row.get("id", "")).startswith(tuple(self.ids)):
                    count += 1
                    if count % self.every == 0:
                        yield str(row["text"])


def agreed(first: Language, second: Language, given: Iterable[str]) -> Iterator[Span]:
    """Yield sentences that `second` reads as `first` does, each once, as `first` has them."""
    seen: set[str] = set()
    for doc in parse_many(first, given):
        fit = []
        for sent in doc.sents:
            words = [token for token in sent if not token.is_space]
            sent = doc[words[0].i : words[-1].i + 1] if words else sent
            if _fits(sent) and sent.text not in seen:
                seen.add(sent.text)
                fit.append(sent)
        others = second.pipe([sent.text for sent in fit])
        yield from (sent for sent, other in zip(fit, others, strict=True) if _same(sent, other))


def _fits(sent: Span) -> bool:
    text = sent.text
    whole = text[0].isupper() or text[0] == '"'
    return len(sent) in LENGTHS and whole and text[-1] in _FINAL and "\n" not in text


def _same(sent: Span, other: Doc) -> bool:
    if len(sent) != len(other):
        return False
    return all(
        a.pos_ == b.pos_
        and (a.dep_ == "punct" == b.dep_ or (a.dep_ == b.dep_ and _head(a, sent) == b.head.i))
        for a, b in zip(sent, other, strict=True)
    )


def _head(token: Token, sent: Span) -> int:
    return int(token.head.i - sent.start)


def conllu(sent: Span) -> str:
    """Return a sentence in CoNLL-U, with a blank line after it."""
    rows = [f"# text = {sent.text}"]
    for number, token in enumerate(sent, 1):
        head = 0 if token.dep_ == "ROOT" else _head(token, sent) + 1
        dep = "root" if head == 0 else token.dep_
        cells = (number, token.text, token.lemma_ or "_", token.pos_, "_", str(token.morph) or "_")
        rows.append("\t".join(map(str, (*cells, head, dep, "_", "_"))))
    return "\n".join(rows) + "\n\n"


def write_agreed(
    lang: str, sources: Iterable[Source], pair: tuple[Path, Path], out: Path, limit: int
) -> int:
    """Write to `out` what two pipelines agree upon in `sources`, up to `limit` tokens; return how
    many.
    """
    first, second = (load_pipeline(lang, pipeline=path) for path in pair)
    given = (text for source in sources for text in source.texts())
    tokens = 0
    with out.open("w", encoding="utf-8") as file:
        for sent in agreed(first, second, given):
            file.write(conllu(sent))
            tokens += len(sent)
            if tokens >= limit:
                break
    return tokens


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--second", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokens", type=int, default=300_000, help="at most")
    args = parser.parse_args()
    sources, pair = [Source(path) for path in args.text], (args.first, args.second)
    print(write_agreed(args.lang, sources, pair, args.out, args.tokens), "tokens")


if __name__ == "__main__":
    main()
