"""Verbs that lend their subject to the act a noun names: "imposer", "subir des sanctions"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.relations.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.lang import Pack
    from kg.relations.triggers import OperatorMatch, TriggerMatch
    from kg.relations.words import Word

__all__ = ["Governors", "acts_of_help"]

#: Nouns that may stand between a noun and its verb.
MAX_NOUNS = 3

#: Words within which the verb of a torn phrase is looked for.
REACH = 10

_GOVERNS = frozenset(
    {"obj", "obl", "nsubj", "xcomp", "nmod", "conj", "ccomp", "advcl", "appos", "iobj"}
)
_LENDS = frozenset(
    {"planned", "refused", "ended", "conditional", "transparent", "prevented", "requested"}
)

Voice = Literal["", "active", "passive"]


class Governors:
    """Finds, for a noun, the verbs whose subject does or suffers what the noun names."""

    def __init__(
        self,
        pack: Pack,
        tree: Tree,
        operators: Mapping[int, OperatorMatch],
        triggers: Mapping[int, Sequence[TriggerMatch]],
    ) -> None:
        """`triggers` are the words that name acts, by place."""
        self._tree, self._operators, self._triggers = tree, operators, triggers
        light = pack.lexicon.light
        self._measures = frozenset(pack.syntax.measures)
        senses = pack.syntax.senses
        self._cause = {*senses.get("for", ()), *senses.get("inside", ())}
        self._above: dict[int, list[tuple[Word, bool]]] = {}
        self._voices: dict[int, Voice] = {}
        self._plain: dict[str, Voice] = dict.fromkeys(light.verbs, "active")
        self._plain |= dict.fromkeys(light.passive, "passive")
        self._phrases: dict[str, list[tuple[tuple[str, ...], Voice]]] = {}
        for voice, entries in (("active", light.verbs), ("passive", light.passive)):
            for entry in entries:
                first, *rest = entry.split()
                if rest:
                    self._phrases.setdefault(first, []).append((tuple(rest), _voice(voice)))

    def of(self, noun: Word) -> list[tuple[Word, bool]]:
        """Light verbs and operators above the noun or in a clause on it; True for passive ones."""
        if noun.i not in self._above:
            self._above[noun.i] = self._of(noun)
        return self._above[noun.i]

    def _of(self, noun: Word) -> list[tuple[Word, bool]]:
        found: list[tuple[Word, bool]] = []
        for child in noun.children:
            if child.dep == "acl" and (voice := self.voice(child)):
                found.append((child, voice == "passive"))
        current = noun
        for _ in range(MAX_NOUNS):
            label, head = current.dep, current.head
            if head == current or label not in _GOVERNS:
                break
            if head.verbal:
                undergoes = label != "nsubj" or self._tree.is_passive(head)
                undergoes = undergoes and not self._carries_another(head, current)
                if undergoes and (voice := self.voice(head)):
                    found.append((head, voice == "passive"))
                break
            if not self._passes(head, label):
                break
            current = head
        if not any(passive for _, passive in found):
            found += self._suffering(noun)
        return found

    def _carries_another(self, verb: Word, noun: Word) -> bool:
        """ "imposed sanctions over the repression": the verb lends itself to its object alone."""
        if noun.dep != "obl":
            return False
        objects = [c for c in verb.children if c.dep == "obj" and c != noun]
        whole = any(len(match.tokens) > 1 for match in self._triggers.get(verb.i, ()))
        if whole or any(c.i in self._triggers for c in objects):
            return True
        return self._phrase(verb) is None and any(c.pos in {"NOUN", "PROPN"} for c in objects)

    def _suffering(self, noun: Word) -> list[tuple[Word, bool]]:
        """ "fait l'objet, depuis des années, de sanctions": the phrase the parse tore apart."""
        for token in reversed(noun.sentence.cut(noun.i - REACH, noun.i)):
            if token.verbal and token.pos == "VERB":
                phrases = self._phrases.get(token.key, ())
                suffers = any(voice == "passive" for _, voice in phrases)
                return [(token, True)] if suffers and self.voice(token) == "passive" else []
        return []

    def helps(self, noun: Word) -> list[TriggerMatch]:
        """ "soutenir Moscou dans la guerre": the acts of help that a war is named with."""
        if noun.dep not in {"obl", "nmod"} or noun.case not in self._cause:
            return []
        above = noun.head if noun.head.verbal else noun.head.head
        return acts_of_help(self._triggers.get(above.i, ()))

    def lends(self, verb: Word) -> bool:
        """Whether `verb` lends its subject to a noun."""
        return bool(self.voice(verb))

    def voice(self, verb: Word) -> Voice:
        """Whether the subject of `verb` does ("active") or suffers ("passive") the noun's act."""
        if verb.i not in self._voices:
            self._voices[verb.i] = self._voice(verb)
        return self._voices[verb.i]

    def _voice(self, verb: Word) -> Voice:
        phrase = self._phrase(verb)
        if phrase is not None:
            return phrase
        lemma = verb.key
        if lemma in self._plain:
            return self._plain[lemma]
        operator = self._operators.get(verb.i)
        return "active" if operator is not None and operator.operator.effect in _LENDS else ""

    def _phrase(self, verb: Word) -> Voice | None:
        """The voice of a light phrase of several words that `verb` begins: "mettre en œuvre"."""
        phrases = self._phrases.get(verb.key, ())
        if not phrases:
            return None
        near = {word.key for word in verb.sentence.cut(verb.i + 1, verb.i + 6)}
        return next((voice for rest, voice in phrases if near.issuperset(rest)), None)

    def _passes(self, noun: Word, label: str) -> bool:
        """Whether a noun only measures, groups or operates on the one below it."""
        lemma = noun.key
        inside = any(lemma in rest for rest, _ in self._phrases.get(noun.head.key, ()))
        return noun.i in self._operators or label == "conj" or lemma in self._measures or inside


def acts_of_help(matches: Sequence[TriggerMatch]) -> list[TriggerMatch]:
    """The senses of a word in which somebody is helped."""
    return [match for match in matches if match.trigger.type in {"SUPPORT", "AID"}]


def _voice(name: str) -> Voice:
    return "passive" if name == "passive" else "active"
