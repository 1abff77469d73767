"""Finding the words of a lexicon in a parsed text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.lang import Frame, Lexicon, Operator, Trigger

if TYPE_CHECKING:
    from kg.relations.words import Sentence, Word

__all__ = ["OperatorMatch", "TriggerMatch", "TriggerMatcher"]

#: Words that may stand between the parts of a multi-word trigger.
GAP = 3

_POS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ"}),
}


#: Classes that `_fits` takes for one part of speech or another.
_HEADS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})


class TriggerMatch(NamedTuple):
    """A trigger at a place: `head` is its syntactic head, `tokens` all its words."""

    trigger: Trigger
    head: Word
    tokens: tuple[int, ...]
    frames: tuple[Frame, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Code points from the first to the last word of the trigger."""
        words = self.words
        return words[0].idx, words[-1].idx + len(words[-1].text)

    @property
    def words(self) -> list[Word]:
        """Its words in reading order."""
        sentence = self.head.sentence
        return [word for i in sorted(self.tokens) for word in sentence.cut(i, i + 1)]


class OperatorMatch(NamedTuple):
    """An operator at a place."""

    operator: Operator
    head: Word
    tokens: tuple[int, ...]


class TriggerMatcher:
    """Looks the words of a text up in a lexicon, longest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._triggers: dict[str, list[tuple[tuple[str, ...], Trigger]]] = defaultdict(list)
        self._operators: dict[str, list[tuple[tuple[str, ...], Operator]]] = defaultdict(list)
        self._frames = {t.frames: t.parsed_frames for t in lexicon.triggers}
        for trigger in lexicon.triggers:
            for words in trigger.words:
                parts = tuple(words.lower().split())
                self._triggers[parts[0]].append((parts, trigger))
        for operator in lexicon.operators:
            for words in operator.words:
                parts = tuple(words.lower().split())
                self._operators[parts[0]].append((parts, operator))
        for entries in self._triggers.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        for operators in self._operators.values():
            operators.sort(key=lambda entry: -len(entry[0]))

    def triggers(self, sentence: Sentence) -> list[TriggerMatch]:
        """All triggers of a sentence; a longer one hides shorter ones with the same head."""
        found: list[TriggerMatch] = []
        for token in sentence:
            if token.pos not in _HEADS:
                continue
            longest = 0
            for key in _keys(token):
                for parts, trigger in self._triggers.get(key, ()):
                    tokens = self._match(token, parts, trigger.pos)
                    if not tokens or len(tokens) < longest:
                        continue
                    longest = len(tokens)
                    frames = self._frames[trigger.frames]
                    found.append(TriggerMatch(trigger, token, tokens, frames))
        return _without_hidden(found)

    def operators(self, sentence: Sentence) -> dict[int, OperatorMatch]:
        """The operator that each word of a sentence heads, if any."""
        found: dict[int, OperatorMatch] = {}
        for token in sentence:
            for key in _keys(token) if token.pos in _HEADS else ():
                for parts, operator in self._operators.get(key, ()):
                    tokens = self._match(token, parts, operator.pos)
                    if tokens and token.i not in found:
                        found[token.i] = OperatorMatch(operator, token, tokens)
        return found

    @staticmethod
    def _match(token: Word, parts: tuple[str, ...], pos: str) -> tuple[int, ...]:
        """Positions of `parts` from `token` on, () when they are not there."""
        if not _fits(token, pos):
            return ()
        if len(parts) == 1:
            return (token.i,)
        found, sentence = [token], token.sentence
        for part in parts[1:]:
            at = found[-1].i + 1
            for word in sentence.cut(at, at + GAP + 1):
                if part in (word.key, word.lower):
                    found.append(word)
                    break
                if word.pos in {"SCONJ", "CCONJ", "PUNCT"}:
                    return ()
            else:
                return ()
        return () if _governs_else(found[-1], token) else tuple(word.i for word in found)


def _governs_else(last: Word, head: Word) -> bool:
    """Whether `last` is a preposition that a noun before it asks for: "défend la visite de"."""
    if last.dep not in {"case", "mark"}:
        return False
    return any(t.pos in {"NOUN", "PROPN"} for t in head.sentence.cut(head.i + 1, last.i))


def _keys(token: Word) -> tuple[str, ...]:
    return (token.key,) if token.key == token.lower else (token.key, token.lower)


def _fits(token: Word, pos: str) -> bool:
    if token.pos in _POS[pos]:
        return True
    # Taggers disagree about participles ("est soutenu") and about nouns used as predicates.
    if pos == "verb":
        return token.pos == "ADJ" and any(
            child.label in {"aux:pass", "obl:agent", "nsubj:pass"} for child in token.children
        )
    if pos == "noun":
        return token.pos == "ADJ" and token.dep in {
            "appos",
            "nsubj",
            "obj",
            "obl",
            "nmod",
            "ROOT",
        }
    return token.pos in {"NOUN", "VERB"} and token.dep in {"amod", "ROOT", "xcomp", "acl"}


def _without_hidden(found: list[TriggerMatch]) -> list[TriggerMatch]:
    """Drop matches whose words all belong to a longer match of the same sentence."""
    kept: list[TriggerMatch] = []
    long = [frozenset(match.tokens) for match in found if len(match.tokens) > 1]
    for match in found:
        hidden = bool(long) and any(words > {*match.tokens} for words in long)
        if not hidden and not any(match.head is k.head and match == k for k in kept):
            kept.append(match)
    return kept
