"""The shorthand in which the tables write names, and the inflection of demonyms.

A cell is a list of names separated by ``;``. The first is the label. A mark before
a name says its kind:

    (none)  short name        =  official name      ~  alias           #  acronym (case-sensitive)
    <       former name       *  capital            @  residence       %  demonym
    +       combining form

``^`` after a name makes it case-sensitive. A demonym is written once, in the masculine singular
where there are genders, and inflected by inflection.toml; ``%m/f``, ``%m/f/mpl/fpl`` give forms
that the rules would get wrong, and a bare ``/`` at the end means that it has no other form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["MARKS", "TableError", "inflected", "parse_names", "rules_of"]

MARKS = {
    "=": "official",
    "~": "alias",
    "#": "acronym",
    "<": "former",
    "*": "capital",
    "@": "residence",
    "%": "demonym",
    "+": "combining",
}

Form = tuple[str, str | None, str | None]  # text, gender, number
Rules = dict[str, list[list[str]]]


class TableError(ValueError):
    """A row of an input table that cannot be read; the message names file and line."""


@cache
def rules_of(lang: str) -> Rules:
    """The section of inflection.toml for a language; TableError if it has none."""
    every = tomllib.loads((Path(__file__).parent / "inflection.toml").read_text(encoding="utf-8"))
    if lang not in every:
        raise TableError(f"inflection.toml has no section [{lang}]")
    rules: Rules = every[lang]
    return rules


def parse_names(cell: str, lang: str, *, plain: str = "short") -> list[dict[str, object]]:
    """Names of one cell as dictionaries in the shipped form, without duplicates.

    `plain` is the kind of a name without a mark.

    >>> [name["text"] for name in parse_names("Chine; #RPC; %chinois", "fr")]
    ['Chine', 'RPC', 'chinois', 'chinoise', 'chinoises']
    """
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for item in (part.strip() for part in cell.split(";")):
        if not item:
            continue
        kind = MARKS.get(item[0], plain)
        text = item[1:] if item[0] in MARKS else item
        exact = text.rstrip("/").endswith("^")
        text = text.replace("^", "")
        forms = inflected(text, lang) if kind == "demonym" else [(text, None, None)]
        for form, gender, number in forms:
            row: dict[str, object] = {"text": form, "kind": kind}
            if gender:
                row["gender"] = gender
            if number:
                row["number"] = number
            if exact or kind == "acronym":
                row["case_sensitive"] = True
            rows.setdefault((form, kind if kind in ("demonym", "capital") else "name"), row)
    return list(rows.values())


def inflected(text: str, lang: str) -> list[Form]:
    """Forms of a demonym by the rules of its language; forms that are alike are given once.

    >>> inflected("nord-coréen", "fr")[1:3]
    [('nord-coréenne', 'f', 'sg'), ('nord-coréens', 'm', 'pl')]
    >>> inflected("russe", "fr")
    [('russe', None, 'sg'), ('russes', None, 'pl')]
    >>> inflected("Afghan", "en"), inflected("Chinese", "en")
    ([('Afghan', None, None), ('Afghans', None, 'pl')], [('Chinese', None, None)])
    >>> inflected("Frenchman", "en")[1], inflected("alemán", "es")[2][0]
    (('Frenchmen', 'm', 'pl'), 'alemanes')
    """
    rules = rules_of(lang)
    given = text.rstrip("/").split("/")
    if "feminine" not in rules:
        return _one_gender(given[0], rules, alone=text.endswith("/"))
    masculine = given[0]
    feminine = given[1] if len(given) > 1 else _changed(masculine, rules["feminine"])
    plurals = [_changed(form, rules["plural"]) for form in (masculine, feminine)]
    men, women = given[2:] if len(given) == 4 else plurals
    genders: list[Form] = [(masculine, "m", "sg"), (feminine, "f", "sg")]
    return list(_distinct([*genders, (men, "m", "pl"), (women, "f", "pl")]))


def _one_gender(text: str, rules: Rules, *, alone: bool) -> list[Form]:
    """The adjective, which is also the noun, and its plural if it has one."""
    if alone:
        return [(text, None, None)]
    gender = next((to for ending, to in rules.get("genders", ()) if text.endswith(ending)), "")
    plural = _changed(text, rules["plural"])
    singular: Form = (text, gender or None, "sg" if gender else None)
    return [singular] if plural.endswith("-") else [singular, (plural, gender or None, "pl")]


def _changed(word: str, rules: list[list[str]]) -> str:
    for ending, to in rules:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + to
    return word


def _distinct(forms: list[Form]) -> Iterator[Form]:
    """Forms spelt alike become one, without the feature in which they differ."""
    texts = dict.fromkeys(text for text, _, _ in forms)
    for text in texts:
        genders = {gender for form, gender, _ in forms if form == text}
        numbers = {number for form, _, number in forms if form == text}
        yield (
            text,
            genders.pop() if len(genders) == 1 else None,
            numbers.pop() if len(numbers) == 1 else None,
        )
