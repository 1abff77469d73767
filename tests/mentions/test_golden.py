"""Sentences whose mentions are known, read by the shipped pipelines (tests/golden)."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang.pack import available_languages, load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.records import Mention

GOLDEN = Path(__file__).parents[1] / "golden"


def tables(lang: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((GOLDEN / f"mentions_{lang}.toml").read_text("utf-8"))


def cases(lang: str) -> list[Any]:
    found = [(case["text"], case["mentions"], "") for case in tables(lang)["case"]]
    for pair in tables(lang).get("pair", ()):
        found += zip(pair["texts"], pair["mentions"], pair.get("on", ("", "")), strict=True)
    return [pytest.param(lang, *case, id=f"{lang}-{case[0][:60]}-{case[2]}") for case in found]


@cache
def tools(lang: str) -> tuple[Language, MentionFinder, Gazetteer]:
    gazetteer = load_gazetteer()
    return load_pipeline(lang), MentionFinder(load_pack(lang), gazetteer), gazetteer


#: Every pack has a table, and each of at least so many pairs.
LEAST = 40


@pytest.mark.parametrize("lang", available_languages())
def test_every_pack_has_a_table_of_pairs(lang: str) -> None:
    assert len(tables(lang)["pair"]) >= LEAST


@pytest.mark.parametrize(
    ("lang", "text", "mentions", "on"),
    [case for lang in available_languages() for case in cases(lang)],
)
def test_mentions_are_those_of_the_table(
    lang: str, text: str, mentions: list[tuple[str, str, str]], on: str
) -> None:
    nlp, finder, gazetteer = tools(lang)
    day = date.fromisoformat(on) if on else None
    found = finder.find(parse(nlp, text), day)
    for surface, actors, uses in mentions:
        wanted = {tuple(sorted(actor.split("+"))) for actor in actors.split("|")}
        fine = actors.startswith("per:")
        assert any(
            read in wanted and use in uses.split("|")
            for read, use in readings(found, surface, fine, gazetteer, day)
        ), (surface, found)


def readings(
    found: tuple[Mention, ...], surface: str, fine: bool, gazetteer: Gazetteer, on: date | None
) -> list[tuple[tuple[str, ...], str]]:
    """What `surface` was taken for; actors rolled up unless a person is wanted."""
    same = [mention for mention in found if mention.surface == surface]
    if not same:
        return [(("-",), "none")]
    return [
        (tuple(sorted(a if fine else gazetteer.roll_up(a, on) for a in m.actors)) or ("-",), m.use)
        for m in same
    ]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pairs_are_many_alike_and_read_differently(lang: str) -> None:
    pairs = tables(lang)["pair"]
    assert len(pairs) + len(tables(lang)["case"]) // 2 >= 150
    for pair in pairs:
        one, other = (set(re.findall(r"\w+", text)) for text in pair["texts"])
        assert one & other, pair
        assert pair["mentions"][0] != pair["mentions"][1], pair
