"""Finding and loading the spaCy pipeline of a language."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load_pipeline"]

#: What relations never read, and what costs time in spaCy's own pipelines.
_UNUSED = (
    "ner",
    "entity_linker",
    "entity_ruler",
    "textcat",
    "textcat_multilabel",
    "sentencizer",
    "spancat",
)


def load_pipeline(lang: str, *, pipeline: str | Path | None = None) -> Language:
    """Return the spaCy pipeline for `lang`, the pack's own or the installed package or folder named
    by `pipeline`.

    It is loaded once per process and framed by the components of kg.nlp.components. Raises
    PipelineError if there is none, if it cannot be read, or if it does not parse.
    """
    return _load(lang, str(pipeline) if pipeline else "")


@lru_cache(maxsize=16)
def _load(lang: str, pipeline: str) -> Language:
    pack = _pack_folder(lang)
    nlp = _read(pipeline or str(pack / "pipeline"), lang)
    return _frame(nlp, pack)


def _pack_folder(lang: str) -> Path:
    return Path(str(resources.files("kg.lang"))) / lang


def _read(name: str, lang: str) -> Language:
    import spacy

    is_path = "/" in name or "\\" in name or Path(name).exists()
    hint = (
        f"pip install {name}, python -m spacy download {name}, or unset KG_{lang.upper()}_PIPELINE"
    )
    if is_path:
        hint = f"pass a folder that nlp.to_disk wrote, or unset KG_{lang.upper()}_PIPELINE"
    try:
        return spacy.load(name, exclude=list(_UNUSED))
    except (OSError, ValueError, ImportError, KeyError, TypeError) as error:
        what = (
            f"no spaCy pipeline for language {lang!r} can be loaded: {str(error).splitlines()[0]}"
        )
        raise PipelineError(what, where=name, hint=hint) from error


def _frame(nlp: Language, pack: Path) -> Language:
    """Put kg's components around those of `nlp`."""
    import kg.nlp.components  # noqa: F401  registers the factories

    if "parser" not in nlp.pipe_names:
        raise PipelineError(
            "this pipeline has no component named parser",
            where=str(nlp.meta.get("name", "pipeline")),
            hint=f"it has {', '.join(nlp.pipe_names) or 'none'}; take one with a dependency parser",
        )
    if "kg_paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("kg_paragraphs", before="parser")
    if "kg_labels" not in nlp.pipe_names:
        nlp.add_pipe("kg_labels", config={"path": str(pack / "labels.toml")})
    if "kg_lemmas" not in nlp.pipe_names and (pack / "verbs.tsv").exists():
        nlp.add_pipe("kg_lemmas", config={"path": str(pack)})
    return nlp
