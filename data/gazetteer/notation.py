"""The shorthand in which the tables write names, and the inflection of demonyms.

A cell is a list of names separated by ``;``. The first is the label. A mark before
a name says its kind:

    (none)  short name        =  official name      ~  alias           #  acronym (case-sensitive)
    <       former name       *  capital            @  residence       %  demonym
    +       combining form

``^`` after a name makes it case-sensitive. A demonym is written once, in the masculine singular
(French) or the singular (English), and inflected here; ``%m/f``, ``%m/f/mpl/fpl`` give forms that
the rules would get wrong, and a bare ``/`` at the end means that it has no other form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

__all__ = ["MARKS", "TableError", "english_forms", "french_forms", "parse_names"]

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


class TableError(ValueError):
    """A row of an input table that cannot be read; the message names file and line."""


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
        forms = INFLECT[lang](text) if kind == "demonym" else [(text, None, None)]
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


def french_forms(text: str) -> list[Form]:
    """Masculine and feminine, singular and plural; forms that are alike are given once.

    >>> french_forms("nord-coréen")[1:3]
    [('nord-coréenne', 'f', 'sg'), ('nord-coréens', 'm', 'pl')]
    >>> french_forms("russe")
    [('russe', None, 'sg'), ('russes', None, 'pl')]
    """
    given = text.rstrip("/").split("/")
    masculine = given[0]
    feminine = given[1] if len(given) > 1 else _feminine(masculine)
    men, women = given[2:] if len(given) == 4 else (_plural(masculine), _plural(feminine))
    genders: list[Form] = [(masculine, "m", "sg"), (feminine, "f", "sg")]
    return list(_distinct([*genders, (men, "m", "pl"), (women, "f", "pl")]))


def _feminine(masculine: str) -> str:
    rules: list[tuple[str, Callable[[str], str]]] = [
        ("e", lambda m: m),
        ("en", lambda m: m + "ne"),
        ("on", lambda m: m + "ne"),
        ("er", lambda m: m[:-2] + "ère"),
        ("el", lambda m: m + "le"),
        ("grec", lambda m: m + "que"),
        ("c", lambda m: m[:-1] + "que"),
    ]
    if masculine == "nippon":
        return "nippone"
    for ending, change in rules:
        if masculine.endswith(ending):
            return change(masculine)
    return masculine + "e"


def _plural(singular: str) -> str:
    return singular if singular.endswith(("s", "x", "z")) else singular + "s"


def english_forms(text: str) -> list[Form]:
    """The adjective, which is also the noun, and the plural where English makes one.

    >>> english_forms("Afghan")
    [('Afghan', None, None), ('Afghans', None, 'pl')]
    >>> english_forms("Chinese"), english_forms("Frenchman")[1][0]
    ([('Chinese', None, None)], 'Frenchmen')
    """
    if text.endswith("/"):
        return [(text.rstrip("/"), None, None)]
    if text.endswith("woman"):
        return [(text, "f", "sg"), (text[:-5] + "women", "f", "pl")]
    if text.endswith("man") and text.lower() not in {"german", "roman", "ottoman"}:
        return [(text, "m", "sg"), (text[:-3] + "men", "m", "pl")]
    if text.endswith(("ese", "ish", "s", "x", "z", "y")) or text in {"French", "Dutch", "Welsh"}:
        return [(text, None, None)]
    return [(text, None, None), (text + "s", None, "pl")]


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


INFLECT: dict[str, Callable[[str], list[Form]]] = {"fr": french_forms, "en": english_forms}
