"""The family of errors, one class per thing a caller may want to catch.

    KGError
    ├── InputError        an article, file or folder that cannot be read
    ├── LanguageError     text in a language no installed pack covers
    ├── PackError         a language pack or lexicon that breaks its schema
    ├── GazetteerError    actor data that breaks its schema
    ├── UnknownActorError a name no actor bears
    ├── UnknownTypeError  a relation type the ontology does not have
    ├── PipelineError     a spaCy pipeline that cannot be loaded or lacks labels
    ├── StoreError        a store that is locked, damaged or of another version
    ├── ExportError       a file that cannot be written
    └── SettingsError     a setting or option out of its range

Every message says what went wrong, where, and what to do about it.
"""

from __future__ import annotations

__all__ = [
    "ExportError",
    "GazetteerError",
    "InputError",
    "KGError",
    "LanguageError",
    "PackError",
    "PipelineError",
    "SettingsError",
    "StoreError",
    "UnknownActorError",
    "UnknownTypeError",
]


class KGError(Exception):
    """Base of all errors the program raises on purpose.

    `what` says what went wrong, `where` names the file, line or setting, and
    `hint` what to do; `str()` joins them into one line.

    >>> str(KGError("no articles found", where="seeds/", hint="pass .txt files"))
    'seeds/: no articles found (pass .txt files)'
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(self._line())

    def _line(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.hint})" if self.hint else line

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.hint))


def _rebuild(kind: type[KGError], what: str, where: str, hint: str) -> KGError:
    """Pickling goes through here: keyword arguments do not cross processes otherwise."""
    return kind(what, where=where, hint=hint)


class InputError(KGError):
    """An article, file or folder that cannot be read."""


class LanguageError(KGError):
    """Text in a language that no installed pack covers."""


class PackError(KGError):
    """A language pack that breaks its schema."""


class GazetteerError(KGError):
    """Actor data that breaks its schema."""


class UnknownActorError(KGError):
    """A name that no actor of the gazetteer bears."""


class UnknownTypeError(KGError):
    """A relation type that the ontology does not have."""


class PipelineError(KGError):
    """A spaCy pipeline that cannot be loaded or lacks needed labels."""


class StoreError(KGError):
    """A store that is locked, damaged, or written by another version."""


class ExportError(KGError):
    """An output file that cannot be written."""


class SettingsError(KGError):
    """A setting or option outside its range."""
