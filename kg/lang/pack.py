"""A language pack: one folder of declarative data, read and checked on loading.

    pack.toml      code, name, and what the argument finder must know of function words
    lexicon/*.toml triggers (one file per relation type), operators, light verbs
    scope.toml     cues of modality, negation, attribution
    words.toml     titles, role nouns, aggregates, pronouns, blockers (see kg.lang.words)
    dates.toml     names of months and days, patterns of dates
    examples.toml  sentences with the relations they must give, run as tests
    pipeline/      the trained spaCy pipeline

Adding a language is adding such a folder; nothing else names a language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import ValidationError

from kg.errors import LanguageError, PackError
from kg.lang.calendar import Calendar
from kg.lang.common import Common, load_common
from kg.lang.lexicon import Lexicon
from kg.lang.scope import Scope, Syntax
from kg.lang.words import Words
from kg.ontology import load_ontology
from kg.records.base import Record

__all__ = ["Example", "Pack", "available_languages", "load_pack"]

R = TypeVar("R", bound=Record)


class Example(Record):
    """A sentence and all the relations it must give, written "PRK > CHN SUPPORT" or "PRK = CHN …".

    An empty tuple says that it must give none. `core` marks plain sentences, on which no pipeline
    of use may fail.
    """

    text: str
    relations: tuple[str, ...] = ()
    why: str = ""
    core: bool = False


class Pack(Record):
    """Everything the program knows of one language.

    An `experimental` pack is young: fewer words and sentences stand behind it, and its quality on
    annotated articles is not known. `accuracy` is that of its parser on a test corpus, in percent
    by measure; `accuracy_on` names the corpus.
    """

    code: str
    name: str
    experimental: bool = False
    accuracy: dict[str, float] = {}
    accuracy_on: str = ""
    syntax: Syntax
    lexicon: Lexicon
    scope: Scope
    words: Words
    calendar: Calendar
    examples: tuple[Example, ...] = ()
    common: Common = Common(words=frozenset())

    def missing_types(self) -> tuple[str, ...]:
        """Relation types of the ontology for which this pack has no trigger."""
        have = {trigger.type for trigger in self.lexicon.triggers}
        return tuple(kind for kind in load_ontology().types if kind not in have)


def _folder() -> Traversable:
    return resources.files("kg.lang")


@cache
def available_languages() -> tuple[str, ...]:
    """Codes of the installed packs, sorted.

    >>> {"en", "fr"} <= set(available_languages())
    True
    """
    codes = (
        f.name for f in _folder().iterdir() if f.is_dir() and f.joinpath("pack.toml").is_file()
    )
    return tuple(sorted(codes))


@cache
def load_pack(lang: str) -> Pack:
    """Read and check the pack of `lang`.

    Raises LanguageError when there is none and PackError, naming file and entry, when it breaks
    its schema.

    >>> load_pack("fr").name
    'français'
    """
    if lang not in available_languages():
        have = ", ".join(available_languages())
        raise LanguageError(f"no language pack for {lang!r}", hint=f"installed: {have}")
    folder = _folder().joinpath(lang)
    head = _toml(folder, "pack.toml")
    syntax = head.pop("syntax", {})
    return Pack(
        code=str(head.get("code", "")),
        name=str(head.get("name", "")),
        experimental=bool(head.get("experimental", False)),
        accuracy=head.get("accuracy", {}),
        accuracy_on=str(head.get("accuracy_on", "")),
        syntax=_record(Syntax, syntax, f"{lang}/pack.toml"),
        lexicon=_lexicon(folder, lang),
        scope=_record(Scope, _toml(folder, "scope.toml"), f"{lang}/scope.toml"),
        words=_record(Words, _toml(folder, "words.toml"), f"{lang}/words.toml"),
        calendar=_record(Calendar, _toml(folder, "dates.toml"), f"{lang}/dates.toml"),
        examples=tuple(
            _record(Example, raw, f"{lang}/examples.toml")
            for raw in _toml(folder, "examples.toml").get("example", ())
        ),
        common=load_common(lang),
    )


def _lexicon(folder: Traversable, lang: str) -> Lexicon:
    parts: dict[str, list[Any]] = {"trigger": [], "operator": []}
    light: dict[str, Any] = {"verbs": ()}
    for name, raw in _lexicon_files(folder):
        where = f"{lang}/lexicon/{name}"
        for entry in raw.get("trigger", ()):
            _check_trigger(entry, where)
        parts["trigger"] += raw.get("trigger", ())
        parts["operator"] += raw.get("operator", ())
        light |= raw.get("light", {})
    fields = {"triggers": parts["trigger"], "operators": parts["operator"], "light": light}
    return _record(Lexicon, fields, f"{lang}/lexicon")


def _lexicon_files(folder: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.joinpath("lexicon").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            yield file.name, _parse(file, f"{folder.name}/lexicon/{file.name}")


def _check_trigger(entry: dict[str, Any], where: str) -> None:
    """Refuse an entry whose type the ontology lacks, while its place is still known."""
    ontology = load_ontology()
    words = ", ".join(entry.get("words", ["?"])[:3])
    kind = entry.get("type", "")
    if kind not in ontology.types:
        try:
            ontology.get(kind)
            hint = "write it in capitals"
        except Exception as error:
            hint = str(error)
        raise PackError(f"unknown relation type {kind!r}", where=f"{where}, {words}", hint=hint)
    modes = {mode.id for mode in ontology.types[kind].modes}
    if (mode := entry.get("mode")) and mode not in modes:
        hint = f"modes of {kind}: {', '.join(sorted(modes)) or 'none'}"
        raise PackError(f"unknown mode {mode!r}", where=f"{where}, {words}", hint=hint)


def _toml(folder: Traversable, name: str) -> dict[str, Any]:
    file = folder.joinpath(name)
    if not file.is_file():
        raise PackError("file is missing", where=f"kg/lang/{folder.name}/{name}")
    return _parse(file, f"{folder.name}/{name}")


def _parse(file: Traversable, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"not TOML: {error}", where=f"kg/lang/{where}") from error


def _record(kind: type[R], raw: object, where: str) -> R:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PackError(f"{place}: {first['msg']}", where=f"kg/lang/{where}") from error
