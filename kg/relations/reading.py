"""How an act is to be read: asserted, planned, doubted, denied; and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.records import Modality
from kg.relations.attribution import phrase
from kg.relations.tree import MAX_CLIMB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.lang import Pack
    from kg.ontology import RelationType
    from kg.relations.arguments import ArgumentFinder
    from kg.relations.attribution import Speakers
    from kg.relations.governors import Governors
    from kg.relations.triggers import OperatorMatch, TriggerMatch
    from kg.relations.words import Sentence, Word

__all__ = ["Reader", "Reading"]

_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl", "obl"})
_DENIERS = frozenset({"advmod", "neg", "det", "obj", "nsubj", "discourse"})
#: Effects that a negation takes back: "n'a pas cessé de", "did not deny".
_DENIALS = frozenset({"refused", "prevented", "ended", "denied"})
_NOMINAL = frozenset({"obj", "obl", "nmod", "iobj", "nsubj", "appos"})


@dataclass
class Reading:
    """What the words around a trigger make of its act.

    `effects` are the operators met, innermost first, with the word that has them; `speaker` is a
    fine actor id or, for somebody who is no actor (a news agency, experts), the words themselves.
    """

    effects: list[tuple[str, str]] = field(default_factory=list)
    modality: Modality = "asserted"
    speaker: str | None = None

    def has(self, effect: str) -> bool:
        """Whether an operator of this kind has the act in its scope."""
        return any(name == effect for name, _ in self.effects)

    def resolve(self, kind: RelationType, preset: Modality | None) -> str | None:
        """The type the act turns into, None when it is no relation (only asked for)."""
        if self.has("requested"):
            return None
        type_id = kind.id
        if self.has("ended") and kind.shift.ended is not None:
            type_id = kind.shift.ended
        elif self.has("refused"):
            if kind.shift.refused is None:
                self.modality = "negated"
            else:
                type_id = kind.shift.refused
        elif self.modality == "planned" and kind.shift.planned:
            type_id = kind.shift.planned
        if preset is not None and self.modality == "asserted":
            self.modality = preset
        return type_id


class Reader:
    """Reads the context of triggers in one text."""

    def __init__(
        self,
        pack: Pack,
        finder: ArgumentFinder,
        triggers: Mapping[int, list[TriggerMatch]],
        operators: Mapping[int, OperatorMatch],
        speakers: Speakers,
        governors: Governors,
    ) -> None:
        self._governors = governors
        self.scope, self.finder, self.tree = pack.scope, finder, finder.tree
        self._triggers, self._operators = triggers, operators
        self._negation = frozenset(pack.scope.negation)
        self._not_negation = frozenset(pack.scope.negation_ignored)
        self._hypothetical = frozenset(pack.scope.hypothetical)
        self._may = frozenset(pack.scope.conditional_modals)
        self._will = frozenset(pack.scope.planned_modals)
        self._hearsay = frozenset(pack.scope.hearsay)
        self._possible = frozenset(pack.scope.possible)
        self._lacking = frozenset(pack.syntax.lacking)
        self._governed = frozenset(pack.syntax.governed)
        self.speakers = speakers
        self._read: dict[tuple[int, ...], Reading] = {}

    def read(self, match: TriggerMatch, *, standing: bool = False) -> Reading:
        """Walk from the trigger to the root and collect what changes the act.

        `standing` says that the trigger is a noun that names both sides itself ("les tensions entre
        Kiev et Moscou"): what is asked for or planned about it supposes that it is there.
        """
        if match.tokens not in self._read:
            self._read[match.tokens] = self._walk(match)
        walked = self._read[match.tokens]
        effects = _presupposed(walked.effects) if standing else walked.effects
        reading = Reading([*effects], speaker=walked.speaker)
        reading.modality = self._modality(match.head.sentence, reading)
        return reading

    def _walk(self, match: TriggerMatch) -> Reading:
        """What changes the act, and who speaks; the modality that follows from it is left open."""
        reading = Reading()
        token, own = match.head, True
        self._own_cues(token, reading)
        for _ in range(2 * MAX_CLIMB):
            head, label = token.head, token.dep
            if head == token:
                break
            if label in {"conj", "parataxis"}:
                token, own = head, False
                continue
            if label == "acl" and self._is_content(token) and self._is_controlled(head):
                head, label = head.head, "xcomp"
            if not self._in_scope(token, label, own):
                break
            operator = self._operators.get(head.i)
            if head.i in match.tokens:
                operator = None
            self._apply(operator, head, token, label, reading)
            if head.verbal and self._governs_mood(label, token, operator, head):
                denial = operator is not None and operator.operator.effect in _DENIALS
                self._own_cues(head, reading, negation=not denial)
            token, own = head, True
        self._speak(match, reading)
        return reading

    @staticmethod
    def _is_content(verb: Word) -> bool:
        """An infinitive, or a gerund with a preposition: "d'avoir armé", "of arming"."""
        marked = any(child.dep == "mark" for child in verb.children)
        return verb.infinitive or (marked and "VerbForm=Ger" in verb.morph)

    def _is_controlled(self, noun: Word) -> bool:
        """ "accuse Kiev d'avoir …": parsers hang what it is about on the object of the verb."""
        return (
            noun.i not in self._operators
            and noun.dep in {"obj", "obl", "iobj"}
            and (noun.head.i in self._operators or noun.head.i in self._triggers)
        )

    def _in_scope(self, token: Word, label: str, own: bool) -> bool:
        if label == "acl":
            return token.infinitive or any(c.dep == "mark" for c in token.children)
        if label == "advcl":
            return token.infinitive or token.case in self._governed
        return label in _CLAUSAL | _NOMINAL or not own

    def _governs_mood(
        self, label: str, token: Word, operator: OperatorMatch | None, head: Word
    ) -> bool:
        """Whether mood and negation of the governing verb reach the act below it."""
        if label in {"obj", "xcomp"} or token.label == "nsubj:pass":
            return operator is None or operator.operator.effect not in {"said", "reported"}
        lent = token.case in self._governed and self._governors.lends(head)
        return label == "obl" and (operator is not None or lent)

    def _apply(
        self,
        operator: OperatorMatch | None,
        head: Word,
        token: Word,
        label: str,
        reading: Reading,
    ) -> None:
        effect = operator.operator.effect if operator else self._content(head, label)
        if self._threatens(head, label):
            effect = "requested"  # what is threatened is told by the threat itself
        effect = effect or self._modal(head, label)
        if not effect:
            return
        if label == "nsubj" and token.label != "nsubj:pass":
            transitive = any(c.dep == "obj" for c in head.children)
            if effect != "ended" or transitive:
                return
        if label == "obl" and token.case not in self._governed:
            return
        if (
            effect in {"said", "reported", "denied"}
            and label not in _CLAUSAL
            and effect != "denied"
        ):
            return
        if effect == "planned" and token.infinitive and label == "advcl":
            return
        if self._negated(head) and effect in _DENIALS:
            return
        reading.effects.append((effect, head.lemma))
        if effect in {"said", "reported", "denied"} and reading.speaker is None:
            reading.speaker = self._name(head)

    def _threatens(self, head: Word, label: str) -> bool:
        matches = self._triggers.get(head.i, ())
        return label in _CLAUSAL and any(m.trigger.type == "THREATEN" for m in matches)

    def _modal(self, head: Word, label: str) -> str:
        if label != "xcomp":
            return ""
        lemma = head.key
        return "conditional" if lemma in self._may else "planned" if lemma in self._will else ""

    def _content(self, head: Word, label: str) -> str:
        if label not in _CLAUSAL:
            return ""
        contents = [m.trigger.content for m in self._triggers.get(head.i, ())]
        return next((c for c in contents if c not in {"none", "asserted"}), "")

    def _own_cues(self, verb: Word, reading: Reading, *, negation: bool = True) -> None:
        """Negation, mood, tense, modals and conjunctions of one clause."""
        if negation and self._negated(verb):
            reading.effects.append(("negated", verb.lemma))
        verbs = [verb, *(c for c in verb.children if c.dep in {"aux", "cop"})]
        for word in verbs:
            lemma = word.key
            if word is not verb and lemma in self._may | self._will:
                effect = "conditional" if lemma in self._may else "planned"
                reading.effects.append((effect, lemma))
            if "Tense=Fut" in word.morph and self.scope.future_is_planned:
                reading.effects.append(("planned", word.text))
            if "Mood=Cnd" in word.morph and self.scope.conditional_mood_is_hearsay:
                modal = "conditional" if lemma in self._may else "hearsay"
                effect = "planned" if lemma in self._will else modal
                reading.effects.append((effect, word.text))
        for child in verb.children:
            lemma = child.key
            if child.dep == "mark" and not self._hypothetical.isdisjoint(_phrases(child)):
                reading.effects.append(("conditional", child.text))
            operator = self._operators.get(child.i)
            if operator and operator.operator.pos == "adj" and child.dep == "amod":
                reading.effects.append((operator.operator.effect, child.text))
            if child.dep in {"case", "mark"} and child.lower in self._lacking:
                reading.effects.append(("negated", child.text))
            if lemma in self._hearsay and child.dep in {"advmod", "amod"}:
                reading.effects.append(("hearsay", child.text))
            if lemma in self._possible and child.dep in {"advmod", "amod"}:
                reading.effects.append(("conditional", child.text))

    def _negated(self, verb: Word) -> bool:
        for child in verb.children:
            if self._denies(child) and child.dep in _DENIERS:
                return True
            if child.dep in {"obj", "nsubj", "aux", "cop"} and any(
                self._denies(c) for c in child.children if c.dep in {"det", "advmod", "cc"}
            ):
                return True
        return False

    def _denies(self, word: Word) -> bool:
        """A negation that no "seulement", "only" right after it turns into something else."""
        if word.lower not in self._negation:
            return False
        after = word.sentence.cut(word.i + 1, word.i + 2)
        return not after or after[0].lower not in self._not_negation

    def _speak(self, match: TriggerMatch, reading: Reading) -> None:
        """Note who says the sentence; a named source makes it a report."""
        source = self.speakers.named_source(match.head.sentence)
        if source is not None:
            reading.effects.append(("reported", source.text))
        if reading.speaker is None:
            found = self.speakers.of(match.head)
            beside = self.speakers.beside(match.head)
            if found:
                reading.speaker = found[0].actor
            elif source is not None:
                reading.speaker = phrase(source)
            elif beside is not None:
                reading.speaker = self._name(beside)

    def _name(self, verb: Word) -> str | None:
        """Speaker of a verb: an actor's id, else the words of its subject."""
        found = self.speakers.subjects(verb)
        if found:
            return found[0].actor
        nouns = [t for t in self.tree.subjects(verb) if t.pos in {"NOUN", "PROPN"}]
        return phrase(nouns[0]) if nouns else None

    @staticmethod
    def _modality(sentence: Sentence, reading: Reading) -> Modality:
        if reading.has("negated") or reading.has("denied") or reading.has("prevented"):
            return "negated"
        question = sentence.text.rstrip(' »"”').endswith("?")
        if question or reading.has("conditional"):
            return "conditional"
        if reading.has("hearsay") or reading.has("reported"):
            return "reported"
        return "planned" if reading.has("planned") else "asserted"


def _presupposed(effects: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Effects that touch an act which is there: it ends, it is denied; wishes about it do not."""
    wished = {"requested", "planned", "conditional", "prevented"}
    if any(name in wished for name, _ in effects):
        return [e for e in effects if e[0] not in wished | {"ended", "refused"}]
    return effects


def _phrases(mark: Word) -> set[str]:
    """A conjunction alone, its lemma, and with the words fixed to it ("à condition que")."""
    words = [mark, *(c for c in mark.children if c.dep == "fixed")]
    return {mark.lower, mark.key, " ".join(w.lower for w in words)}
