"""Which dependency labels a pack's rules understand, from its labels.toml.

needed             the labels rules look for
capitals           names that are common words in small letters, but names in a line in capitals
[labels]           label of another flavour of Universal Dependencies = the label used here
[clearnlp]         for pipelines of the ClearNLP scheme: `marker`, labels that tell it; `copula`,
                   `existential`, `infinitive`, words that the conversion turns on
[clearnlp.labels]  what the conversion leaves = the label used here
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from kg.errors import PackError
from kg.records.base import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["ClearNLP", "LabelMap", "apply_labels", "read_labels"]


class ClearNLP(Record):
    """What the conversion from the ClearNLP scheme must know of a language."""

    marker: tuple[str, ...]
    copula: tuple[str, ...] = ()
    existential: tuple[str, ...] = ()
    infinitive: tuple[str, ...] = ()
    labels: dict[str, str] = Field(default_factory=dict)


class LabelMap(Record):
    """The content of a labels.toml."""

    needed: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    labels: dict[str, str] = Field(default_factory=dict)
    clearnlp: ClearNLP | None = None

    def scheme(self, labels: set[str]) -> str:
        """Return "clearnlp" or "ud", whichever the labels of a parser show.

        >>> LabelMap(clearnlp=ClearNLP(marker=("pobj",))).scheme({"nsubj", "pobj"})
        'clearnlp'
        """
        return "clearnlp" if self.clearnlp and labels & set(self.clearnlp.marker) else "ud"

    def missing(self, labels: set[str]) -> tuple[str, ...]:
        """Return the needed labels that a parser with `labels` can never give, after renaming.

        >>> LabelMap(needed=("obl", "obj"), labels={"obl:arg": "obl"}).missing({"obl:arg"})
        ('obj',)
        """
        names = self.labels
        given = {names.get(label, label) for label in labels}
        if self.scheme(labels) == "clearnlp" and self.clearnlp:
            given |= {self.clearnlp.labels.get(label, label) for label in labels}
            given |= {"nmod", "obl", "cop", "case"}  # made by the conversion
        return tuple(label for label in self.needed if label not in given)


def read_labels(path: str | Path) -> LabelMap:
    """Return the content of a labels.toml; PackError if it cannot be read or has unknown keys."""
    try:
        return LabelMap.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PackError(
            str(error), where=str(path), hint="see kg/nlp/labels.py for the format"
        ) from error


def apply_labels(doc: Doc, names: dict[str, str]) -> Doc:
    """Rename the labels of `doc` in place."""
    for token in doc:
        label = names.get(token.dep_)
        if label is not None:
            token.dep_ = label
    return doc
