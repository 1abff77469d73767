"""Names that stand for nobody known: what the program would like to be taught."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.lang.pack import Pack
from kg.mentions.text import key_of
from kg.records import Mention, Unresolved

__all__ = ["UnresolvedFinder"]

#: Labels of spaCy's pipelines for those who may act.
_LABELS = {"PER": "person", "PERSON": "person", "ORG": "organisation"}
#: Places of an actor beside a word that relates actors; plain obliques are mostly places.
_ARGUMENTS = frozenset(
    ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "obl:arg", "nmod:poss", "appos:agent")
)
_INSIDE = frozenset(("flat", "flat:name", "flat:foreign", "compound", "conj"))
_LONGEST_RUN = 6


class UnresolvedFinder:
    """Finds, in texts of one language whose mentions are known, the names nobody is known by.

    Persons whom only a title introduces, names that may mean several actors, persons and
    organisations a pipeline's own recogniser found (``doc.ents``), and capitalised names that are
    arguments of a word of the pack's lexicon.
    """

    def __init__(self, pack: Pack) -> None:
        lexicon = pack.lexicon
        self._heads = {trigger.words[0] for trigger in lexicon.triggers}
        self._heads |= {operator.words[0] for operator in lexicon.operators}
        self._particles = {word.casefold() for word in pack.words.particles}

    def find(self, doc: Doc) -> tuple[Unresolved, ...]:
        """Return the unresolved names of `doc` by position; ``doc._.mentions`` must be filled."""
        found: dict[tuple[int, int], Unresolved] = {}
        taken: set[int] = set()
        for mention in doc._.mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or not len(span):
                continue
            taken.update(range(span.start, span.end))
            for name in _of_mention(mention, _sentence(span)):
                found.setdefault((name.start, name.end), name)
        for span in (*self._entities(doc, taken), *self._arguments(doc, taken)):
            taken.update(range(span.start, span.end))
            kind = _LABELS.get(span.label_, "unknown")
            name = Unresolved(
                start=span.start_char,
                end=span.end_char,
                surface=span.text,
                kind=kind,  # type: ignore[arg-type]
                sentence=_sentence(span),
                why="entity" if span.label_ else "argument",
            )
            found.setdefault((name.start, name.end), name)
        return tuple(found[place] for place in sorted(found))

    def _entities(self, doc: Doc, taken: set[int]) -> Iterator[Span]:
        for span in doc.ents:
            if span.label_ in _LABELS and taken.isdisjoint(range(span.start, span.end)):
                yield span

    def _arguments(self, doc: Doc, taken: set[int]) -> Iterator[Span]:
        if not (doc.has_annotation("DEP") and doc.has_annotation("POS")):
            return
        at = 0
        while at < len(doc):
            end = self._run(doc, at, taken)
            if end > at and self._is_argument(doc[at:end].root):
                yield doc[at:end]
            at = max(end, at + 1)

    def _run(self, doc: Doc, at: int, taken: set[int]) -> int:
        """End of the name that begins at token `at`; `at` where none does."""
        end = at
        for token in doc[at : at + _LONGEST_RUN]:
            if token.i in taken or (end > at and token.is_sent_start):
                break
            if _names(token):
                end = token.i + 1
            elif end == at or token.lower_ not in self._particles:
                break
        return end

    def _is_argument(self, token: Token) -> bool:
        while token.dep_ in _INSIDE and token.head is not token:
            token = token.head
        head = token.head
        related = head.lemma_.lower() in self._heads or head.lower_ in self._heads
        return token.dep_ in _ARGUMENTS and related


def _names(token: Token) -> bool:
    """Whether a word is part of a name: a proper noun, or a noun with a capital of its own."""
    if not token.text[:1].isupper() or len(token.text) < 2:
        return False
    if token.pos_ == "PROPN" or token.is_sent_start:
        return token.pos_ == "PROPN"
    # In a headline with a capital to every word, capitals say nothing.
    headline = any(
        other.pos_ == "VERB" and other.text[:1].isupper() and not other.is_sent_start
        for other in token.sent
    )
    return token.pos_ in ("NOUN", "ADJ") and not headline


def _of_mention(mention: Mention, sentence: tuple[int, int]) -> Iterator[Unresolved]:
    """The name in a mention: what it hides in a title, or what it leaves undecided."""
    introduced = mention.kind in ("person", "role") and len(mention.candidates) == 1
    if introduced and mention.candidates[0].startswith("per:"):
        start = _tail(mention, mention.candidates[0])
        if mention.actors and start is not None:
            surface = mention.surface[start - mention.start :]
            yield Unresolved(
                start=start,
                end=mention.end,
                surface=surface,
                kind="person",
                sentence=sentence,
                why="introduced",
                actors=mention.actors,
                candidates=mention.candidates,
            )
    elif mention.kind == "name" and mention.candidates and not mention.actors:
        person = all(id.startswith("per:") for id in mention.candidates)
        yield Unresolved(
            start=mention.start,
            end=mention.end,
            surface=mention.surface,
            kind="person" if person else "unknown",
            sentence=sentence,
            why="undecided",
            candidates=mention.candidates,
        )


def _tail(mention: Mention, candidate: str) -> int | None:
    """Where in a mention the name begins that made `candidate`; None where it is not at the end.

    A later mention by one word of the name ("Li") is the name as a whole.
    """
    wanted = tuple(candidate.removeprefix("per:").lower().split("_"))
    key = key_of(mention.surface)
    if mention.kind == "person" and set(key) <= set(wanted):
        return mention.start
    if key[-len(wanted) :] != wanted:
        return None
    at = len(mention.surface)
    while key_of(mention.surface[at:]) != wanted:
        at -= 1
    return mention.start + at


def _sentence(span: Span) -> tuple[int, int]:
    doc = span.doc
    if not doc.has_annotation("SENT_START"):
        return 0, len(doc.text)
    sentence = span.sent
    return sentence.start_char, sentence.start_char + len(sentence.text.rstrip())
