"""Short sentences with their trees, made from words and names: "Paris soutient Kiev."

Treebanks of a hundred thousand words have few headlines and few capitals, and a parser that never
saw "soutient" between two names takes all three for one. The names are the gazetteer's, the
other words those of headlines.toml.
"""

from __future__ import annotations

import json
import random
import tomllib
from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path

from data.training.corpus import Sentence, Word

__all__ = ["headlines", "varied"]

HERE = Path(__file__).parent
NAMES = HERE.parent.parent / "kg" / "gazetteer" / "names"

#: Form, lemma, part of speech, features, head (index in the phrase, itself for its root), label.
Token = tuple[str, str, str, str, int, str]
#: Third person, its plural, participle, infinitive; simple past and its plural where it is in use.
Verb = tuple[str, ...]

_PLACES = ("short", "capital", "acronym")
_THIRD = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"


def headlines(lang: str, count: int, rng: random.Random) -> list[Sentence]:
    """Return `count` sentences; none in a language that headlines.toml has no words of."""
    words = tomllib.loads((HERE / "headlines.toml").read_text(encoding="utf-8")).get(lang)
    if words is None:
        return []
    kind = {"romance": _Romance, "english": _English}[words["grammar"]]
    grammar = kind(words, rng, *_names(lang))
    return [_sentence(grammar.sentence()) for _ in range(count)]


def varied(sentences: list[Sentence], lang: str, rng: random.Random) -> list[Sentence]:
    """Return `sentences` with other names in them, half of the names on average.

    Single-word places without an article give way to others, given and family names to others; the
    trees stay. So a few parses made by hand teach constructions and not who is in them.
    """
    places, persons = _names(lang)
    return [_renamed(sentence, set(places), places, persons, rng) for sentence in sentences]


def _renamed(
    sentence: Sentence,
    known: set[str],
    places: list[str],
    persons: list[tuple[str, str]],
    rng: random.Random,
) -> Sentence:
    words, forms = sentence.words, [sentence.text[w.start : w.end] for w in sentence.words]
    fresh = list(forms)
    for i, word in enumerate(words):
        if word.pos != "PROPN" or rng.random() < 0.5:
            continue
        kids = [j for j, other in enumerate(words) if other.head == i and j != i]
        labels = [words[j].dep for j in kids]
        if word.dep in ("flat", "compound") or "det" in labels or "compound" in labels:
            continue
        if "flat" not in labels and forms[i] in known:
            fresh[i] = rng.choice(places)
        elif labels.count("flat") == 1 and words[i + 1].head == i and forms[i + 1].isalpha():
            fresh[i : i + 2] = rng.choice(persons)
    return _respelt(sentence, forms, fresh)


def _respelt(sentence: Sentence, forms: list[str], fresh: list[str]) -> Sentence:
    text, words, end = "", [], 0
    for word, old, new in zip(sentence.words, forms, fresh, strict=True):
        text += sentence.text[end : word.start]
        lemma = new if new != old else word.lemma
        words.append(replace(word, start=len(text), end=len(text) + len(new), lemma=lemma))
        text, end = text + new, word.end
    return Sentence(text, words)


def _names(lang: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Single-word places and organisations; given and family names."""
    places, persons = [], []
    for path in sorted(NAMES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for name in json.loads(line)["names"]:
                parts = name["text"].split()
                if name["kind"] == "full" and len(parts) == 2 and parts[0][0].isupper():
                    persons.append((parts[0], parts[1]))
                elif path.stem == lang and name["kind"] in _PLACES and len(parts) == 1:
                    places.append(name["text"])
    return places, persons


class _Grammar(ABC):
    def __init__(
        self,
        words: dict[str, str],
        rng: random.Random,
        places: list[str],
        persons: list[tuple[str, str]],
    ) -> None:
        self.words = {key: value.split() for key, value in words.items() if key != "other"}
        self.rng, self.places, self.persons = rng, places, persons
        lines = words["other"].replace("\n", "|").split("|")
        self.verbs = [*self.regular(), *(_verb(line) for line in lines)]

    @abstractmethod
    def regular(self) -> list[Verb]: ...

    @abstractmethod
    def nominal(self) -> tuple[list[Token], bool]:
        """A noun phrase, root first or not, and whether it is plural."""

    @abstractmethod
    def clause(self, subject: list[Token], plural: bool, verb: Verb) -> list[Token]: ...

    @abstractmethod
    def tail(self) -> list[Token]: ...

    def sentence(self) -> list[Token]:
        subject, plural = self.nominal()
        tokens = self.clause(subject, plural, self.rng.choice(self.verbs))
        root = next(i for i, token in enumerate(tokens) if token[5] == "ROOT")
        if self.rng.random() < 0.3:
            tokens = _attach(tokens, root, self.tail(), "obl")
        first = tokens[0]
        tokens[0] = (first[0][0].upper() + first[0][1:], *first[1:])
        if self.rng.random() < 0.7:
            tokens = _attach(tokens, root, [(".", ".", "PUNCT", "", 0, "punct")], "punct")
        return tokens

    def name(self) -> list[Token]:
        if self.rng.random() < 0.3:
            given, family = self.rng.choice(self.persons)
            return [
                (given, given, "PROPN", self.proper, 0, ""),
                (family, family, "PROPN", self.proper, 0, "flat"),
            ]
        place = self.rng.choice(self.places)
        return [(place, place, "PROPN", self.proper, 0, "")]

    proper = ""


def _verb(line: str) -> Verb:
    return tuple(line.split())


def _attach(tokens: list[Token], head: int, phrase: list[Token], dep: str) -> list[Token]:
    """Put `phrase` behind `tokens`, its root hanging on `head`."""
    base = len(tokens)
    return [
        *tokens,
        *(
            (*token[:4], head, dep) if token[4] == i else (*token[:4], base + token[4], token[5])
            for i, token in enumerate(phrase)
        ),
    ]


def _shift(tokens: list[Token], by: int) -> list[Token]:
    return [(*token[:4], token[4] + by, token[5]) for token in tokens]


def _place(tokens: list[Token], head: int, dep: str) -> list[Token]:
    """Hang the root of a phrase that opens the sentence on token `head`."""
    return [(*token[:4], head, dep) if token[4] == i else token for i, token in enumerate(tokens)]


class _Romance(_Grammar):
    """French and Spanish; what differs stands in the section's `grammar`."""

    proper = "Gender=Masc|Number=Sing"

    def regular(self) -> list[Verb]:
        third, plural, participle = self.words["regular_endings"]
        return [
            _conjugated(verb[:-2], third, plural, participle, verb)
            for verb in self.words["regular"]
        ]

    def article(self, word: str, *, feminine: bool = False) -> Token:
        masculine, other, elided, before = self.words["articles"]
        form = elided if word[0] in before else other if feminine else masculine
        return (form, masculine, "DET", "Definite=Def|Number=Sing|PronType=Art", 1, "det")

    def nominal(self) -> tuple[list[Token], bool]:
        kind = self.rng.random()
        if kind < float(self.words["bare"][0]):
            return self.name(), False
        if kind < 0.65:
            place = self.rng.choice(self.places)
            article = self.article(place, feminine=self.rng.random() < 0.5)
            return [article, (place, place, "PROPN", self.proper, 1, "")], False
        if kind < 0.85:
            role = self.rng.choice(self.words["roles"])
            adjective = self.rng.choice(self.words["adjectives"])
            tokens: list[Token] = [
                self.article(role),
                (role, role, "NOUN", "Gender=Masc|Number=Sing", 1, ""),
                (adjective, adjective, "ADJ", "Gender=Masc|Number=Sing", 1, "amod"),
            ]
            if self.rng.random() < 0.4:
                given, family = self.rng.choice(self.persons)
                tokens += [
                    (given, given, "PROPN", self.proper, 1, "appos"),
                    (family, family, "PROPN", self.proper, 3, "flat"),
                ]
            return tokens, False
        first = self.name()
        second = _shift(self.name(), len(first) + 1)
        root, both = len(first) + 1, self.words["and"][0]
        second[0] = (*second[0][:4], 0, "conj")
        return [*first, (both, both, "CCONJ", "", root, "cc"), *second], True

    def clause(self, subject: list[Token], plural: bool, verb: Verb) -> list[Token]:
        at, (third, many, participle, base, *past_forms) = len(subject), verb
        number = "Plur" if plural else "Sing"
        kind = self.rng.random()
        if kind < float(self.words["simple"][0]):
            goods = self.goods() if self.rng.random() < 0.3 else []
            morph, forms = _THIRD.format(number), (third, many)
            if past_forms and self.rng.random() < 0.6:
                morph, forms = morph.replace("Pres", "Past"), (past_forms[0], past_forms[1])
            tokens = [
                *_place(subject, at, "nsubj"),
                (forms[plural], base, "VERB", morph, at, "ROOT"),
            ]
            if goods:
                tokens = _attach(tokens, at, goods, "obj")
                return _attach(tokens, at, self.receiver(), "obl")
            return _attach(tokens, at, self.object(), "obj")
        if kind < 0.85:
            past = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"
            one, several, have = self.words["have"]
            tokens = [
                *_place(subject, at + 1, "nsubj"),
                (several if plural else one, have, "AUX", _THIRD.format(number), at + 1, "aux"),
                (participle, base, "VERB", past, at + 1, "ROOT"),
            ]
            return _attach(tokens, at + 1, self.object(), "obj")
        participle += "s" if plural and participle[-1] != "s" else ""
        past = f"Gender=Masc|Number={number}|Tense=Past|VerbForm=Part|Voice=Pass"
        one, several, be = self.words["be"]
        tokens = [
            *_place(subject, at + 1, "nsubj:pass"),
            (several if plural else one, be, "AUX", _THIRD.format(number), at + 1, "aux:pass"),
            (participle, base, "VERB", past, at + 1, "ROOT"),
        ]
        by = self.words["by"][0]
        return _attach(tokens, at + 1, _rotate([*self.name(), _case(by)]), "obl:agent")

    def object(self) -> list[Token]:
        """A noun phrase, with the preposition that marks objects if the language has one."""
        phrase, _ = self.nominal()
        mark = self.words.get("object_mark")
        if not mark or self.rng.random() < 0.15:
            return phrase
        root = next(i for i, token in enumerate(phrase) if token[4] == i)
        if phrase[0][0] == self.words["articles"][0]:
            merged = (mark[1], mark[0], "ADP", "", root, "case")
            return [merged, *phrase[1:]]
        return _rotate([*phrase, (*_case(mark[0])[:4], root, "case")])

    def goods(self) -> list[Token]:
        """A bare plural that is given or sent; nothing where headlines.toml names none."""
        if "goods" not in self.words:
            return []
        noun, lemma = self.rng.choice(self.words["goods"]).split("/")
        found: list[Token] = [(noun, lemma, "NOUN", "Number=Plur", 0, "")]
        if self.rng.random() < 0.3:
            adjective = self.rng.choice(self.words["plural_adjectives"]).split("/")
            found.append((adjective[0], adjective[1], "ADJ", "Number=Plur", 0, "amod"))
        return found

    def receiver(self) -> list[Token]:
        word = self.rng.choice(
            (*self.words.get("object_mark", [])[:1], *self.words["prepositions"])
        )
        return _rotate([*self.name(), _case(word)])

    def tail(self) -> list[Token]:
        if self.rng.random() < 0.4:
            day = self.rng.choice(self.words["times"])
            noun = (day, day, "NOUN", "Gender=Masc|Number=Sing")
            if "day_article" in self.words:
                return [self.article(day), (*noun, 1, "")]
            return [(*noun, 0, "")]
        place = self.rng.choice(self.places)
        word = self.rng.choice(self.words["prepositions"])
        return [(word, word, "ADP", "", 1, "case"), (place, place, "PROPN", self.proper, 1, "")]


def _case(word: str) -> Token:
    return (word, word, "ADP", "", 0, "case")


def _conjugated(stem: str, third: str, plural: str, participle: str, base: str) -> Verb:
    past = (f"{stem}ó", f"{stem}aron") if base.endswith("ar") else ()
    return (f"{stem}{third}", f"{stem}{plural}", f"{stem}{participle}", base, *past)


class _English(_Grammar):
    proper = "Number=Sing"

    def regular(self) -> list[Verb]:
        found: list[Verb] = []
        for base in self.words["regular"]:
            past = base + "d" if base[-1] == "e" else base + "ed"
            third = base + "es" if base.endswith(("sh", "ch", "ss", "x")) else base + "s"
            if base.endswith("y") and base[-2] not in "aeiou":
                third, past = base[:-1] + "ies", base[:-1] + "ied"
            found.append((third, past, past, base))
        return found

    def nominal(self) -> tuple[list[Token], bool]:
        kind = self.rng.random()
        if kind < 0.6:
            return self.name(), False
        if kind < 0.85:
            role = self.rng.choice(self.words["roles"])
            adjective = self.rng.choice(self.words["adjectives"])
            return [
                ("the", "the", "DET", "Definite=Def|PronType=Art", 2, "det"),
                (adjective, adjective, "ADJ", "Degree=Pos", 2, "amod"),
                (role, role, "NOUN", "Number=Sing", 2, ""),
            ], False
        first = self.name()
        second = _shift(self.name(), len(first) + 1)
        root = len(first) + 1
        second[0] = (*second[0][:4], 0, "conj")
        return [*first, ("and", "and", "CCONJ", "", root, "cc"), *second], True

    def clause(self, subject: list[Token], plural: bool, verb: Verb) -> list[Token]:
        at, (third, past, participle, base, *_) = len(subject), verb
        number = "Plur" if plural else "Sing"
        kind = self.rng.random()
        if kind < 0.75:
            present = kind < 0.45
            form = (base if plural else third) if present else past
            morph = _THIRD.format(number)
            morph = morph if present else morph.replace("Tense=Pres", "Tense=Past")
            tokens = [*_place(subject, at, "nsubj"), (form, base, "VERB", morph, at, "ROOT")]
            return _attach(tokens, at, self.nominal()[0], "obj")
        past_tense = _THIRD.format(number).replace("Pres", "Past")
        tokens = [
            *_place(subject, at + 1, "nsubj:pass"),
            ("were" if plural else "was", "be", "AUX", past_tense, at + 1, "aux:pass"),
            (participle, base, "VERB", "Tense=Past|VerbForm=Part|Voice=Pass", at + 1, "ROOT"),
        ]
        agent = self.name()
        agent.append(("by", "by", "ADP", "", 0, "case"))
        return _attach(tokens, at + 1, _rotate(agent), "obl:agent")

    def tail(self) -> list[Token]:
        if self.rng.random() < 0.4:
            day = self.rng.choice(self.words["times"])
            return [("on", "on", "ADP", "", 1, "case"), (day, day, "PROPN", self.proper, 1, "")]
        place = self.rng.choice(self.places)
        word = self.rng.choice(("in", "over", "after", "on"))
        return [(word, word, "ADP", "", 1, "case"), (place, place, "PROPN", self.proper, 1, "")]


def _rotate(tokens: list[Token]) -> list[Token]:
    """Bring the last token of a phrase to its front."""
    last = len(tokens) - 1
    moved = [(*token[:4], token[4] + 1, token[5]) for token in tokens[:last]]
    return [(*tokens[last][:4], tokens[last][4] + 1, tokens[last][5]), *moved]


def _sentence(tokens: list[Token]) -> Sentence:
    text, words = "", []
    for i, (form, lemma, pos, morph, head, dep) in enumerate(tokens):
        if text and form != "." and not text.endswith("'"):
            text += " "
        label = dep if head != i else "ROOT"
        words.append(Word(len(text), len(text) + len(form), lemma, pos, morph, head, label))
        text += form
    return Sentence(text, words)
