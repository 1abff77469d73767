"""Finding and loading the spaCy pipeline of a language."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import PipelineError
from kg.nlp.blas import fast_products

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


def load_pipeline(lang: str, *, pipeline: str | Path | None = None, names: bool = True) -> Language:
    """Return the spaCy pipeline for `lang`, the pack's own or the installed package or folder named
    by `pipeline`, with the pack's recogniser of names unless `names` is false.

    It is loaded once per process and framed by the components of kg.nlp.components. Raises
    PipelineError if there is none, if it cannot be read, or if it does not parse.
    """
    return _load(lang, str(pipeline) if pipeline else "", names)


@lru_cache(maxsize=16)
def _load(lang: str, pipeline: str, names: bool = False) -> Language:
    pack = Path(str(resources.files("kg.lang"))) / lang
    name = pipeline or str(pack / "pipeline")
    hint = f"pip install {name}, or python -m spacy download {name}"
    if not pipeline:
        hint = "reinstall kg, or train a pipeline as data/training/README.md says"
    elif "/" in name or "\\" in name or Path(name).exists():
        hint = "pass a folder that nlp.to_disk wrote"
    if pipeline:
        hint += f", or unset KG_{lang.upper()}_PIPELINE"
    try:
        with fast_products():
            nlp = _read_foreign(name) if pipeline else _read_own(lang, Path(name))
    except (OSError, ValueError, ImportError, KeyError, TypeError) as error:
        what = f"no pipeline for language {lang!r} can be loaded: {str(error).splitlines()[0]}"
        raise PipelineError(what, where=name, hint=hint) from error
    if nlp.lang not in (lang, "xx"):
        what = f"a pipeline of language {nlp.lang!r} where one of {lang!r} belongs"
        raise PipelineError(what, where=name, hint=hint)
    framed = _frame(nlp, pack)
    if names and (pack / "ner").is_dir():
        _add_names(framed, pack / "ner")
    return framed


def _add_names(nlp: Language, folder: Path) -> None:
    from kg.nlp.names import add_names

    try:
        with fast_products():
            add_names(nlp, folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"the recogniser of names cannot be loaded: {str(error).splitlines()[0]}"
        hint = "reinstall kg, or do without it: KG_NAMES=false"
        raise PipelineError(what, where=str(folder), hint=hint) from error


def _read_foreign(name: str) -> Language:
    import spacy

    return spacy.load(name, exclude=list(_UNUSED))


def _read_own(lang: str, folder: Path) -> Language:
    """Like spacy.load, but without spaCy's own class of the language.

    Ours brings its tokenizer along, and importing spaCy's for French compiles a regular expression
    of 15,000 words, which takes eight times as long as all the rest.
    """
    from spacy.language import Language
    from spacy.util import get_model_meta, load_config

    config, meta = load_config(folder / "config.cfg"), get_model_meta(folder)
    light: Any = type("PackLanguage", (Language,), {"lang": lang})
    nlp: Language = light.from_config(config, meta=meta)
    return nlp.from_disk(folder)


def _frame(nlp: Language, pack: Path) -> Language:
    """Put kg's components around those of `nlp`."""
    import kg.nlp.components  # noqa: F401  registers the factories

    nlp.meta["pack"] = pack.name

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
