"""The part of a language pack that names acts: triggers and their frames.

A trigger is a word, or several, that carries a relation type. A frame says which of its dependents
acts and which is acted upon::

    "subj > obj"            the subject does it to the object
    "gen|par|gov > contre"  whoever the noun belongs to, or its agent, or the subject of the light
                            verb that governs it, does it to what follows "contre"
    "subj = avec"           reciprocal, between subject and what follows "avec"
    "entre ="               reciprocal, among all that follow "entre"

Slots are resolved on Universal Dependencies, through passives, participles, relatives, control and
co-ordination; anything that is not one of `CORE_SLOTS` is a preposition of the language.
"""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from kg.records.base import Record

__all__ = ["CORE_SLOTS", "Frame", "Lexicon", "LightVerbs", "Operator", "Trigger"]

#: slot -> what it is filled by.
CORE_SLOTS: dict[str, str] = {
    "subj": "who acts: subject, agent of a passive, antecedent of a relative or participle",
    "obj": "direct object, subject of a passive, noun a past participle qualifies",
    "iobj": "indirect object without preposition, clitic or English double object",
    "clause": "subject of the complement clause: 'demande que B parte', 'wants B to leave'",
    "inner": "object of the complement clause: 'menace d'attaquer B', 'threatens to hit B'",
    "gen": "whom a noun belongs to: 'de X', 'of X', X's, possessive, demonym adjective",
    "adj": "demonym adjective of a noun only",
    "poss": "possessive or genitive of a noun only, without demonym",
    "self": "who the noun or adjective describes: subject of the copula, apposition, head noun",
    "gov": "subject of the light verb that governs the noun: 'A impose des sanctions à B'",
    "loc": "a place in a locative phrase: 'à Damas', 'en Syrie', 'in Gaza'",
    "stance": "whom an adjective of stance on the noun names: 'alliance anti-américaine'",
    "helped": "whom the verb over a noun helps: 'soutenir A dans la guerre contre B'",
    "speaker": "who says the sentence: subject of the speech verb over it, 'selon X'",
    "compound": "English noun modifier by position: 'US sanctions', 'Russia talks'",
}


class Frame(Record):
    """Which slots are source and target; alternatives of a slot are tried in order."""

    source: tuple[str, ...]
    target: tuple[str, ...] = ()
    reciprocal: bool = False

    @classmethod
    def parse(cls, text: str) -> Frame:
        """Read the notation of the module's docstring; raises ValueError when it breaks it.

        >>> Frame.parse("gen|gov > contre|à")
        Frame(source=('gen', 'gov'), target=('contre', 'à'), reciprocal=False)
        >>> Frame.parse("entre =")
        Frame(source=('entre',), target=(), reciprocal=True)
        """
        for sign in (">", "="):
            if sign in text:
                left, _, right = text.partition(sign)
                source, target = _slots(left), _slots(right)
                if not source or (not target and sign == ">"):
                    raise ValueError(f"frame {text!r} lacks a side")
                return cls(source=source, target=target, reciprocal=sign == "=")
        raise ValueError(f"frame {text!r} has neither '>' nor '='")


def _slots(text: str) -> tuple[str, ...]:
    return tuple(slot.strip().replace("_", " ") for slot in text.split("|") if slot.strip())


class Trigger(Record):
    """Words that share type, frames and restrictions.

    `words` are lemmas; in a multi-word trigger ("mettre en garde") the first is the head and the
    rest follow it in order, with at most three words between. `unless` and `only` list lemmas of
    the dependents (arguments and their modifiers) that exclude or allow this sense; `clause` says
    whether a complement clause is required or forbidden; `reflexive` whether the verb must have, or
    must not have, a reflexive pronoun; `content` how acts inside its complement are to be read.
    """

    words: tuple[str, ...]
    pos: Literal["verb", "noun", "adj"]
    type: str
    frames: tuple[str, ...]
    mode: str | None = None
    context: str | None = None
    aspect: Literal["act", "state"] = "act"
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    clause: Literal["any", "required", "forbidden"] = "any"
    reflexive: Literal["any", "required", "forbidden"] = "any"
    content: Literal["none", "reported", "requested", "denied", "planned", "asserted"] = "none"
    modality: Literal["asserted", "planned", "conditional", "reported"] | None = None
    example: str

    @field_validator("frames")
    @classmethod
    def _frames_parse(cls, frames: tuple[str, ...]) -> tuple[str, ...]:
        for frame in frames:
            Frame.parse(frame)
        return frames

    @property
    def parsed_frames(self) -> tuple[Frame, ...]:
        """The frames, read."""
        return tuple(Frame.parse(frame) for frame in self.frames)


class Operator(Record):
    """A verb, noun or adjective that changes how the act in its scope is to be read.

    `effect`: ``planned`` (intends, will, decides to), ``refused``, ``ended`` (ceases, lifts),
    ``conditional`` (may, threatens only in thought), ``requested`` (the act is only asked for),
    ``denied``, ``reported`` (alleged), ``said`` (plain speech: act keeps its modality, the subject
    is the speaker), ``prevented`` (did not happen), ``transparent`` (begins, continues, manages
    to).
    """

    words: tuple[str, ...]
    pos: Literal["verb", "noun", "adj"]
    effect: Literal[
        "planned",
        "refused",
        "ended",
        "conditional",
        "requested",
        "denied",
        "reported",
        "said",
        "prevented",
        "transparent",
    ]


class LightVerbs(Record):
    """Verbs that lend their subject to the act their object names ("imposer des sanctions").

    `verbs` take it as object or oblique; with `passive` ("faire l'objet de", "subir") the subject
    is who suffers the act.
    """

    verbs: tuple[str, ...]
    passive: tuple[str, ...] = ()


class Lexicon(Record):
    """All triggers, operators and light verbs of a language."""

    triggers: tuple[Trigger, ...]
    operators: tuple[Operator, ...]
    light: LightVerbs
