"""What a loaded pipeline is and whether it can serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.records.base import Record

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["PipelineReport", "describe"]


class PipelineReport(Record):
    """A pipeline's identity, the scheme of its labels, and the needed labels it can never give.

    `names` tells whether it recognises names of persons, organisations and places.
    """

    lang: str
    name: str
    version: str
    path: str
    components: tuple[str, ...]
    scheme: str
    missing: tuple[str, ...] = ()
    names: bool = False


def describe(nlp: Language) -> PipelineReport:
    """Return the report on a pipeline that `load_pipeline` made."""
    from kg.nlp.components import Labels

    labels = nlp.get_pipe("kg_labels")
    if not isinstance(labels, Labels):
        raise TypeError(f"kg_labels is a {type(labels).__name__}")
    return PipelineReport(
        lang=nlp.lang or "",
        name=f"{nlp.meta.get('lang', nlp.lang)}_{nlp.meta.get('name', 'pipeline')}",
        version=str(nlp.meta.get("version", "")),
        path=str(nlp.path or ""),
        components=tuple(nlp.pipe_names),
        scheme=labels.scheme,
        missing=labels.map.missing(labels.given),
        names=any(name in ("kg_names", "ner") for name in nlp.pipe_names),
    )
