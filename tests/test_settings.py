"""Settings come from the environment, are checked, and are all documented."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import describe, load_settings

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def test_a_pipeline_is_set_for_any_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_FR_PIPELINE", "fr_core_news_sm")
    monkeypatch.setenv("KG_SW_PIPELINE", "/models/sw")
    assert load_settings().pipelines == {"fr": "fr_core_news_sm", "sw": "/models/sw"}


def test_an_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_WORKERS", "3")
    assert load_settings().workers == 3
    assert load_settings(workers=2).workers == 2
    assert load_settings(workers=None).workers == 3


@pytest.mark.parametrize(
    ("variable", "value"),
    [("KG_WORKERS", "many"), ("KG_MIN_CONFIDENCE", "2"), ("KG_LANG", "French")],
)
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=value) as caught:
        load_settings()
    assert caught.value.where == variable


def test_files_of_actors_are_separated_like_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ACTORS", os.pathsep.join(["ours.toml", "theirs.toml"]))
    assert load_settings().actors == ("ours.toml", "theirs.toml")


def test_a_mapping_that_is_no_json_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PIPELINES", "fr_core_news_sm")
    with pytest.raises(SettingsError, match="pipelines"):
        load_settings()


@pytest.mark.parametrize("row", describe(), ids=lambda row: row[0])
def test_every_setting_is_documented(row: tuple[str, str, str]) -> None:
    variable, default, meaning = row
    assert f"| `{variable}` | {f'`{default}`' if default else ''} | {meaning} |" in DOCS.read_text()
