"""Where sentences must and must not start, as layout and punctuation give it away.

The parser decides the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["mark_boundaries"]

_STOPS = frozenset(".!?…")
#: A sentence may follow these; "»" and curly quotes are plain by now.
_ENDINGS = frozenset(".!?…:;\"')]*•|>")
_PAUSES = frozenset(",;:-–—)")
#: No sentence starts with these.
_NEVER_FIRST = frozenset(",;:.)]!?%")
#: As spaCy stores them.
_YES, _NO = 1, -1
_QUOTES = frozenset("\"'")


def mark_boundaries(doc: Doc, limit: int) -> Doc:
    """Set `is_sent_start` of the tokens of `doc` where it is certain, in place.

    True after a blank line, after a line break unless the line was merely wrapped, and where a
    stretch without any full stop reaches `limit` tokens; False where no mark stands before.

    >>> import spacy
    >>> doc = spacy.blank("fr")("Un titre\\nLa Chine , elle")
    >>> [token.text for token in mark_boundaries(doc, 400) if token.is_sent_start]
    ['Un', 'La']
    """
    from spacy.attrs import SENT_START

    # Set all at once: each assignment to `is_sent_start` has spaCy look through the whole text.
    marks = doc.to_array([SENT_START]).astype("int64")
    previous, lines, since, pause = -1, 0, 0, 0
    for token in doc:
        since += 1
        if token.is_space:
            lines += token.text.count("\n")
            marks[token.i] = _YES if token.i == 0 else _NO
            continue
        starts = _starts(doc, token.i, previous, lines)
        if since > limit:
            cut = pause if pause > token.i - limit // 4 else token.i
            marks[cut] = _YES
            starts, since = starts if cut < token.i else True, token.i - cut + 1
        if starts is not None:
            marks[token.i] = _YES if starts else _NO
        if starts or token.text[-1] in _STOPS:
            since = 1 if starts else 0
        if token.text in _PAUSES:
            pause = token.i + 1
        previous, lines = token.i, 0
    doc.from_array([SENT_START], marks.astype("uint64"))  # type: ignore[arg-type]
    return doc


def _starts(doc: Doc, i: int, previous: int, lines: int) -> bool | None:
    """Whether a sentence starts at token `i`, `lines` line breaks after token `previous`."""
    text, before = doc[i].text, doc[previous].text if previous >= 0 else ""
    if not before:
        return i == 0
    if lines > 1:
        return True
    if text[0] in _NEVER_FIRST or before == "," or _closes(doc, i, previous):
        return False
    ended = before[-1] in _ENDINGS
    if lines:
        return None if not ended and text[0].islower() else True
    return None if ended else False


def _closes(doc: Doc, i: int, previous: int) -> bool:
    """Whether token `i` is a quotation mark that belongs to what stands before it."""
    token, last = doc[i], i + 1 == len(doc)
    attached = token.idx == doc[previous].idx + len(doc[previous])
    return token.text in _QUOTES and (last or (attached and bool(token.whitespace_)))
