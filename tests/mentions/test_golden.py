"""Sentences whose mentions are known, read by the shipped pipelines (tests/golden)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang.pack import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.records import Mention

GOLDEN = Path(__file__).parents[1] / "golden"


def cases(lang: str) -> list[Any]:
    table = tomllib.loads((GOLDEN / f"mentions_{lang}.toml").read_text("utf-8"))
    return [pytest.param(lang, case, id=f"{lang}-{case['text'][:60]}") for case in table["case"]]


@cache
def tools(lang: str) -> tuple[Language, MentionFinder, Gazetteer]:
    gazetteer = load_gazetteer()
    return load_pipeline(lang), MentionFinder(load_pack(lang), gazetteer), gazetteer


@pytest.mark.parametrize(("lang", "case"), [*cases("fr"), *cases("en")])
def test_mentions_are_those_of_the_table(lang: str, case: dict[str, Any]) -> None:
    nlp, finder, gazetteer = tools(lang)
    found = finder.find(parse(nlp, case["text"]))
    for surface, actor, use in case["mentions"]:
        assert (surface, actor, use) in readings(found, surface, actor, gazetteer), found


def readings(
    found: tuple[Mention, ...], surface: str, wanted: str, gazetteer: Gazetteer
) -> list[tuple[str, str, str]]:
    """What `surface` was taken for; actors rolled up unless a person is wanted."""
    same = [mention for mention in found if mention.surface == surface]
    if not same:
        return [(surface, "-", "none")]
    fine = wanted.startswith("per:")
    return [
        (surface, "+".join(a if fine else gazetteer.roll_up(a) for a in m.actors) or "-", m.use)
        for m in same
    ]
