"""Looking inside: why a sentence gives what it gives, and whether the installation is sound."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.api.choices import Files, chosen
from kg.api.reports import Check
from kg.errors import KGError
from kg.gazetteer import load_gazetteer
from kg.lang import available_languages, load_pack
from kg.ontology import load_ontology
from kg.pipeline import Pipeline
from kg.records import Article, Document, Unresolved
from kg.settings import Settings
from kg.version import __version__

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.relations import Explanation

__all__ = ["Explained", "check", "doctor", "explain"]


@dataclass(frozen=True)
class Explained:
    """What `explain` saw: the document, its spaCy Doc, and the reasons for its relations.

    `unresolved` are the names that stand for nobody known.
    """

    document: Document
    doc: Doc
    reasons: Explanation
    unresolved: tuple[Unresolved, ...] = ()

    def html(self) -> str:
        """Return a page with the parse of each sentence drawn by displaCy, mentions marked."""
        from spacy import displacy

        marks = [
            {"start": m.start, "end": m.end, "label": " ".join(m.actors) or m.use.upper()}
            for m in self.reasons.mentions
        ]
        words = {"text": self.reasons.text, "ents": marks, "title": None}
        entities = displacy.render(words, style="ent", manual=True, jupyter=False)
        trees = displacy.render(list(self.doc.sents), style="dep", jupyter=False)
        head = '<!DOCTYPE html><meta charset="utf-8"><title>kg explain</title>'
        return f'{head}<body lang="{self.document.lang}">{entities}\n{trees}</body>\n'


def explain(
    text: str,
    lang: str | None = None,
    *,
    published: date | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> Explained:
    """Return how `text` is understood: mentions, parse, triggers considered, relations.

    `lang` is the text's language when it is not to be guessed, `published` the day it is read
    from, `actors` are files of one's own actors (docs/actors.md). Raises GazetteerError,
    InputError, LanguageError and PipelineError.
    """
    article = Article(id="text", uri="text", text=text, lang=lang, published=published)
    found = Pipeline(chosen(settings, actors)).explain(article)
    return Explained(*found)


def check(lang: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return, for each language pack (or that of `lang`), the relation types it has no trigger for.

    Loading the packs checks their schema. Raises PackError and LanguageError.
    """
    languages = [lang] if lang is not None else list(available_languages())
    return {code: load_pack(code).missing_types() for code in languages}


def doctor(*, actors: Files = (), settings: Settings | None = None) -> list[Check]:
    """Return what was looked at to tell whether the program works here, and what to do if not."""
    checks = [Check(name="kg", ok=True, detail=f"{__version__}, Python {sys.version.split()[0]}")]
    try:
        settings = chosen(settings, actors)
        given = sorted(settings.model_fields_set)
        detail = f"set: {', '.join(given)}" if given else "all defaults"
        checks.append(Check(name="settings", ok=True, detail=detail))
    except KGError as error:
        return [*checks, _bad("settings", error)]
    looks = (("ontology", _ontology), ("gazetteer", _gazetteer), ("store", _store))
    for name, look in looks:
        checks.append(_tried(name, look, settings))
    for lang in available_languages():
        checks.append(_tried(f"pack {lang}", _pack, settings, lang))
        checks.append(_tried(f"pipeline {lang}", _pipeline, settings, lang))
    return checks


def _tried(name: str, look: Callable[..., str], settings: Settings, *args: str) -> Check:
    try:
        return Check(name=name, ok=True, detail=look(settings, *args))
    except KGError as error:
        return _bad(name, error)
    except Exception as error:
        return Check(
            name=name, ok=False, detail=f"{type(error).__name__}: {error}", hint="reinstall kg"
        )


def _bad(name: str, error: KGError) -> Check:
    where = f"{error.where}: " if error.where else ""
    return Check(name=name, ok=False, detail=f"{where}{error.what}", hint=error.hint)


def _ontology(settings: Settings) -> str:
    return f"{len(load_ontology().types)} relation types"


def _gazetteer(settings: Settings) -> str:
    return f"{len(load_gazetteer(settings.actors).actors)} actors"


def _store(settings: Settings) -> str:
    import duckdb

    return f"DuckDB {duckdb.__version__}"


def _pack(settings: Settings, lang: str) -> str:
    pack = load_pack(lang)
    missing = pack.missing_types()
    detail = f"{pack.name}, {len(pack.lexicon.triggers)} triggers"
    if pack.experimental:
        scores = ", ".join(f"{measure} {value:g}" for measure, value in pack.accuracy.items())
        detail += f"; experimental ({scores} on {pack.accuracy_on})" if scores else "; experimental"
    return f"{detail}; none for {', '.join(missing)}" if missing else detail


def _pipeline(settings: Settings, lang: str) -> str:
    from kg.nlp import describe, load_pipeline

    chosen = settings.pipelines.get(lang)
    report = describe(load_pipeline(lang, pipeline=chosen, names=settings.names))
    if report.missing:
        raise KGError(
            f"{report.name} never gives the labels {', '.join(report.missing)}",
            hint=f"use another pipeline: KG_{lang.upper()}_PIPELINE",
        )
    names = "names recognised" if report.names else "no recogniser of names"
    return f"{report.name} {report.version}, {report.scheme} labels, {names}"
