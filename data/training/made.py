"""Sentences made of our own templates and of names: what corpora lack is names of all countries."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

from data.training.entities import Passage
from kg.gazetteer import load_gazetteer
from kg.nlp.normalize import normalize

__all__ = ["Maker"]

NOVEL = 0.4  # of names, the share that no list has
HERE = Path(__file__).parent / "made"
_SLOT = re.compile(r"\{(\w+)\}")
_VOWELS = "aeiouyàâéèêëîïôöùûüœh"
_KIND = {"PER": "PER", "SUR": "PER", "LOC": "LOC", "STATE": "LOC", "ORG": "ORG", "NEW": "ORG"}
_KIND |= {"GIV": "PER", "SHOPN": "ORG"}
_LETTERS = "ABCDEFGILMNOPRSTU"


class Maker:
    """Draws names and sentences of one language, never a full name of `held`."""

    def __init__(self, lang: str, rng: random.Random, held: frozenset[str] = frozenset()) -> None:
        self.lang, self.rng = lang, rng
        self.data = tomllib.loads((HERE / f"{lang}.toml").read_text(encoding="utf-8"))
        self.lists = {key: _split(value) for key, value in self.data.items()}
        self.lists["orgs"] = [name for name in self.lists["orgs"] if name[0].isupper()]
        self.held, self.people = held, _people()
        self.weights = [len(family) for _, family, _ in self.people]
        self.states, self.adjectives, self.peoples = _states(lang)
        gazetteer = load_gazetteer()
        self.known = [
            name.text
            for name, actor in gazetteer.names(lang)
            if name.kind == "full" and name.text not in held
        ]

    def person(self) -> str:
        """A full name: one time in four somebody's, else given and family names of one country."""
        name = self._person()
        return name if name not in self.held else self.person()

    def _person(self) -> str:
        rng = self.rng
        if rng.random() < 0.25:
            return rng.choice(self.known)
        given, family, first = rng.choices(self.people, self.weights)[0]
        one, two = rng.choice(given), rng.choice(family)
        if rng.random() < NOVEL and not first:
            one = _novel(given, rng)
        if rng.random() < NOVEL:
            two = _novel(family, rng)
        if first:
            return f"{two} {one}" if rng.random() < 0.9 else f"{one} {two}"
        style = rng.random()
        if style < 0.03:
            return f"{one} {rng.choice(_LETTERS)}. {two}"
        if style < 0.05:
            first_letters = rng.choices(_LETTERS, k=rng.choice((1, 2, 2, 3)))
            return f"{''.join(x + '.' for x in first_letters)} {two}"
        if style < 0.12:
            return f"{one} {rng.choice(given)} {two}"
        if style < 0.16:
            return f"{one} {two} {rng.choice(family)}"
        if style < 0.18:
            return f"{one} {two}-{rng.choice(family)}".replace("-al-", "-").replace(" -", " ")
        if style < 0.2:
            return f"{one[0]}. {two}"
        return f"{one} {two}"

    def surname(self) -> str:
        """A family name."""
        family = self.rng.choices(self.people, self.weights)[0][1]
        return _novel(family, self.rng) if self.rng.random() < NOVEL else self.rng.choice(family)

    def place(self) -> str:
        """A place that is no state."""
        places = self.lists["places"]
        return (
            _novel(places, self.rng) if self.rng.random() < NOVEL / 2 else self.rng.choice(places)
        )

    def organisation(self) -> str:
        """One that exists, one made of a pattern, or letters."""
        style = self.rng.random()
        if style < 0.4:
            return self.rng.choice(self.lists["orgs"])
        if style < 0.5:
            return "".join(self.rng.choices(_LETTERS, k=self.rng.choice((2, 3, 3, 3, 4, 4, 5))))
        return self._fill(self.rng.choice(self.lists["org_patterns"]))[0]

    def _new(self) -> str:
        """A body called by one word: letters, one that exists, a made word, a family name."""
        style, rng = self.rng.random(), self.rng
        if style < 0.15:
            return "".join(rng.choices(_LETTERS, k=rng.choice((2, 3, 3, 4))))
        if style < 0.4:
            return rng.choice(self.lists["orgs"])
        if style < 0.85:
            return _novel(self.lists[rng.choice(("orgs", "places"))], rng)
        return self.surname()

    def _shop(self) -> str:
        """ "Ray's Pizza", "Lisboa Grill", "Nails"."""
        kind, whose = (
            self.rng.choice(self.lists["SHOP"]),
            self.draw(self.rng.choice(("SUR", "GIV"))),
        )
        patterns = (f"{whose}'s {kind}", f"{whose}'s", f"{whose} {kind}", f"{self.place()} {kind}")
        return self.rng.choice(patterns)

    def draw(self, slot: str) -> str:
        """A name for a slot of a template or pattern."""
        if slot in ("PER", "PERN"):
            return self.person()
        if slot in ("SUR", "SURN"):
            return self.surname()
        if slot == "NEW":
            return self._new()
        if slot == "GIV":
            return self.rng.choice(self.rng.choices(self.people, self.weights)[0][0])
        if slot == "ROLEC":
            return self.rng.choice(self.lists["ROLE"]).title()
        if slot == "SHOPN":
            return self._shop()
        if slot == "PEOPLE":
            return self.rng.choice(self.peoples)
        if slot == "NATION":
            return self.rng.choice(self.adjectives).capitalize()
        if slot in ("LOC", "LOCB", "LOCA", "LOCO"):
            if slot == "LOC" and self.rng.random() < 0.25:
                return self.rng.choice(self.states)
            return self.place()
        if slot == "ORG":
            return self.organisation()
        if slot == "STATE":
            return self.rng.choice(self.states)
        if slot == "ADJ":
            return self.rng.choice(self.adjectives)
        return self.rng.choice(self.lists[slot])

    def sentence(self) -> Passage:
        """One template, filled."""
        text, spans = self._fill(self.rng.choice(self.lists["templates"]))
        if self.rng.random() < 0.03:
            text = text.upper()
        if text[:1].islower() and self.rng.random() < 0.9:
            text = text[0].upper() + text[1:]
        return Passage(normalize(text), spans)

    def _fill(self, template: str) -> tuple[str, list[tuple[int, int, str]]]:
        text, at = "", 0
        spans: list[tuple[int, int, str]] = []
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            at = slot.end()
            name = self.draw(slot[1])
            if self.lang == "fr":
                text, name = _french(text, name)
            if (label := _KIND.get(slot[1])) is not None:
                spans.append((len(text), len(text) + len(name), label))
            text += name
        return text + template[at:], spans


def _novel(names: list[str], rng: random.Random) -> str:
    """A word that is none of `names` but is made of the same triples of letters."""
    words = [
        w for name in rng.sample(names, min(len(names), 60)) for w in name.split() if len(w) > 2
    ]
    follow: dict[str, list[str]] = {}
    for word in words:
        padded = f"^^{word}$"
        for at in range(len(word) + 1):
            follow.setdefault(padded[at : at + 2], []).append(padded[at + 2])
    for _ in range(20):
        made = "^^"
        while len(made) < 16 and (char := rng.choice(follow[made[-2:]])) != "$":
            made += char
        if 4 <= len(made) - 2 <= 13 and made[2:] not in words and made[2].isupper():
            return made[2:]
    return rng.choice(names)


def _french(text: str, name: str) -> tuple[str, str]:
    """ "de Oran" is "d'Oran", "à Le Havre" is "au Havre"."""
    if name.startswith("Le ") and text.endswith((" de ", "à ")):
        return (text[:-3] + "du " if text.endswith(" de ") else text[:-2] + "au "), name[3:]
    if text.endswith((" de ", " que ")) and name[:1].lower() in _VOWELS and name[:1] != "Y":
        return text[:-2] + "'", name
    return text, name


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split("|") if part.strip()]


def _people() -> list[tuple[list[str], list[str], bool]]:
    found = []
    for country in tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8")).values():
        names = []
        for key in ("given", "family"):
            raw = country[key]
            parts = raw.split("|") if "|" in raw else raw.split()
            names.append([part.replace("_", " ") for part in parts])
        found.append((names[0], names[1], country.get("order") == "family"))
    return found


def _states(lang: str) -> tuple[list[str], list[str], list[str]]:
    """States and capitals, adjectives of nationality, peoples."""
    gazetteer = load_gazetteer()
    states, adjectives, peoples = [], [], []
    for name, actor in gazetteer.names(lang):
        if len(actor) == 3 and name.kind in ("short", "capital"):
            states.append(name.text)
        elif len(actor) == 3 and name.kind == "demonym" and name.number != "pl":
            adjectives.append(name.text)
        elif len(actor) == 3 and name.kind == "demonym":
            peoples.append(name.text[0].upper() + name.text[1:])
    return states, adjectives, peoples
