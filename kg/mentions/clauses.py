"""What the finder asks of a dependency parse; every answer has a default where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.lang.words import Pronoun
from kg.mentions.found import Found
from kg.mentions.salience import Topic
from kg.mentions.text import Text, fold

__all__ = [
    "before_verb",
    "clause_subject",
    "conjuncts",
    "controller",
    "governing_subject",
    "in_case",
    "own_subject",
    "rivals",
    "subject_span",
]

_OBJECTS = ("obj", "iobj", "obl")
_CLIMB = 12  # heads to climb at most
_GENDERS = {"Masc": "m", "Fem": "f"}
_NUMBERS = {"Sing": "sg", "Plur": "pl"}


def rivals(text: Text, taken: frozenset[int]) -> dict[int, Topic]:
    """Subjects that name no actor, by atom: they may be what a pronoun means."""
    found: dict[int, Topic] = {}
    if not text.parsed:
        return found
    last = -1
    for at, atom in enumerate(text.atoms):
        token = text.doc[atom.token]
        if at in taken or atom.token == last or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.dep_.startswith("nsubj"):
            last = atom.token
            gender = _GENDERS.get("".join(token.morph.get("Gender", [])[:1]))
            number = _NUMBERS.get("".join(token.morph.get("Number", [])[:1]))
            found[at] = Topic.rival_at(text, at, gender, number)
    return found


def conjuncts(text: Text, first: Found, second: Found) -> bool:
    """Whether the parse, if any, agrees that two mentions are joined."""
    if not text.parsed:
        return True
    one, two = (text.head(hit.first, hit.end - 1) for hit in (first, second))
    return two.dep_ == "conj" and (two.head.i == one.i or two.head.i == one.head.i)


def in_case(token: Token, spec: Pronoun) -> bool:
    """Whether the parse, if any, has the pronoun where its form says it stands."""
    if not token.dep_ or spec.use not in ("subject", "object"):
        return True
    return token.dep_.startswith("nsubj") == (spec.use == "subject") and token.dep_[:4] != "expl"


def before_verb(token: Token) -> bool:
    """Whether an ambiguous word ("la", "leur") is the pronoun: tagged so and hung on a verb."""
    return token.pos_ == "PRON" and token.head.pos_ in ("VERB", "AUX")


def clause_subject(text: Text, at: int, near: Iterable[Topic]) -> Topic | None:
    """The topic that is subject of the nearest clause around atom `at` that has one of `near`."""
    if not text.parsed:
        return None
    near = list(near)
    topics = {topic.token: topic for topic in near if topic.being != "joined"}
    covered = {topic.token for topic in near}
    joined = [topic for topic in near if topic.being == "joined"]
    for subject in _subjects_above(text.token(at)):
        if subject.i >= text.atoms[at].token:
            continue
        noun = _stands_for(subject)
        if noun.i in topics:
            return topics[noun.i]
        if noun.i != subject.i and noun.i not in covered:
            rival = Topic.rival_at(text, at, None, None)  # "une loi qui change ses règles"
            rival.token = noun.i
            return rival
        low, high = subject.left_edge.i, subject.right_edge.i
        for topic in joined:
            if low <= topic.token <= high:
                return topic
    return None


def own_subject(text: Text, at: int, subject: Topic) -> bool:
    """Whether `subject` is that of the innermost clause around atom `at`, not of one above."""
    innermost = next(iter(_subjects_above(text.token(at))), None)
    return innermost is None or innermost.i == subject.token


def controller(text: Text, at: int, near: Iterable[Topic], stems: tuple[str, ...]) -> Topic | None:
    """ "A told B to end its raids": whom the order goes to, for what the order is about.

    `stems` begin the verbs that make their object do something; "accuser" is none of them.
    """
    if not text.parsed:
        return None
    topics = {topic.token: topic for topic in near if not topic.rival}
    token = text.token(at)
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return None
        clause, token = token, token.head
        if clause.dep_.startswith("nsubj") and clause.i != text.atoms[at].token:
            return None
        if clause.dep_ not in ("xcomp", "ccomp", "advcl") or _has_subject(clause):
            continue
        if not fold(token.lemma_ or token.text).startswith(stems):
            continue
        for child in token.children:
            told = child.dep_.partition(":")[0] in _OBJECTS and child.i < clause.i
            if told and child.i in topics:
                return topics[child.i]
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def governing_subject(text: Text, at: int, near: Iterable[Topic]) -> tuple[str, ...]:
    """Who is subject of the verb that "les deux pays" depends on, and so cannot be meant by it."""
    token = text.token(at)
    if not text.parsed or token.dep_.startswith("nsubj"):
        return ()
    topics = {topic.token: topic for topic in near if not topic.rival}
    for subject in _subjects_above(token):
        if subject.i in topics:
            return topics[subject.i].whole
    return ()


def subject_span(text: Text, at: int) -> tuple[int, int] | None:
    """First and last token of the subject of the verb that atom `at` is an argument of."""
    token = text.token(at)
    while token.dep_.partition(":")[0] in ("det", "nummod", "amod", "case"):
        token = token.head
    if not text.parsed or token.dep_.partition(":")[0] not in _OBJECTS:
        return None
    subjects = [c for c in token.head.children if c.dep_.startswith("nsubj")]
    return (subjects[0].left_edge.i, subjects[0].right_edge.i) if subjects else None


def _stands_for(subject: Token) -> Token:
    """The noun before a relative pronoun that is subject of its clause; else `subject`."""
    relative = "Rel" in subject.morph.get("PronType", [])
    verb = subject.head
    return verb.head if relative and verb.dep_.startswith("acl") else subject


def _subjects_above(token: Token) -> Iterable[Token]:
    """Subjects of the clauses around `token`, innermost first."""
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        for child in token.children:
            if child.dep_.startswith("nsubj"):
                yield child
