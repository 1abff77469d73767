"""Text to parsed Doc, with offsets that hold in the text given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.nlp.blas import one_thread
from kg.nlp.casing import true_case
from kg.nlp.normalize import normalize

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from kg.gazetteer import Gazetteer

__all__ = ["parse", "parse_many"]

#: Characters in a piece at most, and in the pieces parsed at once: a parse takes about 6 kB of
#: memory a character, so that longer texts go in pieces, and pieces one after another.
PIECE = 10_000
BATCH = 20_000

#: Characters without a space cut at once: the tokenizer's time grows with their square.
RUN = 500

_RUN = re.compile(rf"\S{{{RUN},}}")
_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…]\s+"), re.compile(r"\s"))


def parse(nlp: Language, text: str) -> Doc:
    """Return `text` parsed by `nlp` (see kg.nlp.load_pipeline).

    The Doc's text has `normalize(text)`'s plain typography, and lines in capitals are in the case
    of prose (see kg.nlp.casing), but each character offset in it is an offset into `text`. No
    sentence is longer than kg.nlp.components.SENTENCE_LIMIT tokens, whatever the text.
    """
    return next(iter(parse_many(nlp, [text])))


def parse_many(
    nlp: Language,
    texts: Iterable[str],
    *,
    batch_size: int = 32,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Doc]:
    """Yield the Docs of `texts`, in their order, parsed in batches of `batch_size` pieces at most,
    fewer where they are long. `gazetteer` knows the names in lines in capitals, by default the one
    that ships.
    """
    lang = str(nlp.meta.get("pack", nlp.lang))
    plain = (true_case(normalize(text), lang, gazetteer) for text in texts)
    pieces = ((piece, last) for text in plain for piece, last in _pieces(text))
    parts: list[Doc] = []
    for batch in _batches(pieces, batch_size):
        with one_thread():
            parsed = list(nlp.pipe(batch, as_tuples=True, batch_size=len(batch)))
        for doc, last in parsed:
            parts.append(doc)
            if last:
                whole = _joined(parts)
                whole.user_token_hooks["sent"] = _Sentences(whole)
                yield whole
                parts = []


def _batches(pieces: Iterable[tuple[str, bool]], count: int) -> Iterator[list[tuple[str, bool]]]:
    batch: list[tuple[str, bool]] = []
    size = 0
    for piece, last in pieces:
        if batch and (len(batch) >= count or size + len(piece) > BATCH):
            yield batch
            batch, size = [], 0
        batch.append((piece, last))
        size += len(piece)
    if batch:
        yield batch


class _Sentences:
    """The sentence of a token, looked up: spaCy's own `Token.sent` walks to both its ends."""

    def __init__(self, doc: Doc) -> None:
        self._bounds = [(s.start, s.end) for s in doc.sents for _ in range(s.start, s.end)]

    def __call__(self, token: Token) -> Span:
        start, end = self._bounds[token.i]
        return token.doc[start:end]


def _joined(parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    if len(parts) == 1:
        return parts[0]
    whole = Doc.from_docs(parts, ensure_whitespace=False)
    assert whole is not None
    return whole


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut `text` into pieces of at most PIECE characters at the best places; the last is marked."""
    start = 0
    for end in _ends(text):
        yield text[start:end], False
        start = end
    yield text[start:], True


def _ends(text: str) -> Iterator[int]:
    start = 0
    for stop in [*_unbroken(text), len(text)]:
        while stop - start > PIECE:
            start = _cut(text, start, start + PIECE)
            yield start
        if start < stop < len(text):
            start = stop
            yield stop


def _unbroken(text: str) -> Iterator[int]:
    """Offsets that cut runs without a space to RUN characters, which no prose has."""
    for run in _RUN.finditer(text):
        yield from range(run.start(), run.end(), RUN)
        yield run.end()


def _cut(text: str, start: int, limit: int) -> int:
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(text, start + PIECE // 2, limit)]
        if ends:
            return ends[-1]
    return limit
