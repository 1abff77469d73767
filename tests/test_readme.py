"""What the documentation promises is there: commands, options, files, sections."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer.main

import kg
from kg.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/**/*.md")])
BLOCKS = re.findall(r"```sh\n(.*?)\n```", README, re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def marked(name: str) -> str:
    found = re.findall(rf"<!-- {name} -->\n+```sh\n(.*?)\n```", README, re.S)
    assert len(found) == 1
    return str(found[0])


def calls() -> list[list[str]]:
    """Every call of kg in the README's shell blocks, split as a shell does."""
    lines = (part for block in BLOCKS for line in block.splitlines() for part in line.split("&&"))
    split = [shlex.split(line, comments=True) for line in lines]
    return [words for words in split if words and words[0] == "kg"]


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_there_are_two_commands_and_nothing_to_do_before_them() -> None:
    assert marked("build").startswith("pip install . && kg build seeds/")
    assert marked("test").startswith("pip install '.[test]' && pytest")
    assert "\n" not in marked("build") + marked("test")
    assert "test" in PROJECT["optional-dependencies"]


@pytest.mark.parametrize("words", calls(), ids=" ".join)
def test_commands_of_the_readme_are_understood(words: list[str]) -> None:
    command = typer.main.get_command(app)
    rest = words[1:]
    while hasattr(command, "commands"):
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    assert {word for word in rest if word.startswith("-")} <= known


def test_functions_of_the_readme_exist() -> None:
    named = set(re.findall(r"kg\.([a-z_]+)\(", README))
    assert named
    assert named <= set(kg.__all__)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_folder_is_explained() -> None:
    table = README.partition("## What each folder is")[2].partition("\n## ")[0]
    named = {name.split("/")[0] for name in re.findall(r"`([\w/]+)/`", table)}
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    built = {"build", "dist", "kg.egg-info"} | {name for name in there if name.endswith(".kg")}
    assert named <= there
    assert there - built <= named


def test_the_version_is_in_the_changelog() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", changes, re.M)
    assert releases[0] == kg.__version__


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "images").glob("*.png"):
        assert picture.stat().st_size < 300_000
