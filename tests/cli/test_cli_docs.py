"""Every command and every option is documented, and nothing documented is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from kg.cli import app

DOCS = Path(__file__).parent.parent.parent / "docs" / "cli.md"
PART = re.compile(r"^## kg (.+?)\n(.*?)(?=^## |\Z)", re.M | re.S)
SECTIONS = dict(PART.findall(DOCS.read_text(encoding="utf-8")))


def commands(group: object, path: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, command in group.commands.items():
        full = f"{path}{name}"
        found |= commands(command, f"{full} ") if hasattr(command, "commands") else {full: command}
    return found


COMMANDS = commands(typer.main.get_command(app))


def test_the_commands_are_those_documented() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_are_those_documented(name: str) -> None:
    command = COMMANDS[name]
    options = {
        option
        for param in command.params
        for option in (*param.opts, *param.secondary_opts)
        if option[0] == "-"
    }
    named = set(re.findall(r"`(--?[a-z][a-z-]*)`", SECTIONS[name]))
    named |= set(re.findall(r"\[(--json|--lang)", SECTIONS[name]))
    assert {option for option in options if option.startswith("--")} <= named | {"--help"}
    assert {option for option in named if option != "--html"} <= options | {"--html"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str) -> None:
    assert re.search(rf"Examples?:\n\s+kg {name}", COMMANDS[name].help)
    assert "In Python: `kg." in SECTIONS[name]
