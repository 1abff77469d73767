"""What a text must hold for a pattern of a date to match."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.lang import available_languages, load_pack
from kg.lang.needed import needed

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize(
    ("regex", "ways"),
    [
        ("Hier", [(["hier"], "")]),
        ("{day} {month}", [([" "], "day month")]),
        ("(?:{weekday} )?{day} mai", [([" mai"], "day")]),
        ("le {day}? mai {month}{0,1}", [([" mai "], "")]),
        ("ce {unknown} mois", [([" mois"], "")]),
        (r"l'an\.? prochaine?", [([" prochain"], "")]),
        ("années? {2}passées", [(["passées"], "")]),
        ("demain|(?:la )?nuit (?=a|b)", [(["demain"], ""), (["nuit "], "")]),
        ("[(|]jour", [(["jour"], "")]),
        ("(?:ce|cet)", [(["ce", "cet"], "")]),
        (
            "{day} (?:mois (?:dernier|passé)|an dernier)",
            [(["mois ", "an dernier"], "day")],
        ),
        ("le (?:mois|{month})", [(["le "], "")]),
        ("le (?:mois|){2} (?:an|jour){0,1}(?:soir)*", [(["le "], "")]),
        ("(?!demain)(?<=le )jour", [(["jour"], "")]),
    ],
)
def test_only_what_no_match_can_do_without_is_needed(
    regex: str, ways: list[tuple[list[str], str]]
) -> None:
    found = needed(regex, ("day", "month", "weekday"))
    expected = [(tuple(literals), frozenset(groups.split())) for literals, groups in ways]
    assert [(need.rarest, need.groups) for need in found] == expected


@pytest.mark.parametrize("lang", available_languages())
def test_a_pattern_that_is_left_out_matches_nowhere(lang: str) -> None:
    calendar = load_pack(lang).calendar
    table = tomllib.loads((GOLDEN / f"dates_{lang}.toml").read_text("utf-8"))
    groups = table["group"]
    texts = [case[0] for group in groups for case in group.get("cases", ())]
    texts += [text for group in groups for text in group.get("none", ())]
    left = 0
    for text in (*texts, *map(str.upper, texts)):
        possible = calendar.possible(text)
        others = [entry for entry in calendar.compiled if entry not in possible]
        assert not [(text, regex.pattern) for regex, _ in others if regex.search(text)]
        left += len(others)
    assert left > len(texts) * len(calendar.compiled)  # more than half, over both readings
