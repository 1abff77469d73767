"""The house itself: sizes, silence about languages, the checks that tools do not have."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "kg").rglob("*.py"))
LONG_FUNCTION = 50


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_few_functions_are_longer_than_50_lines() -> None:
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                documented = ast.get_docstring(node)
                body = node.end_lineno - node.lineno + 1 - len((documented or "").splitlines())
                if body > LONG_FUNCTION:
                    long.append(f"{path.name}:{node.name} ({body})")
    assert len(long) <= 5, long


def test_no_algorithm_names_a_language() -> None:
    naming = re.compile(r"""\b(lang(uage)?|code)\s*(==|!=|in)\s*[\[({]?\s*["'](fr|en|es|de)["']""")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if naming.search(line)
    ]
    assert found == []


def test_every_public_function_is_documented() -> None:
    bare = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if ast.get_docstring(tree) is None:
            bare.append(str(path.relative_to(ROOT)))
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if public and not node.name.startswith("_") and ast.get_docstring(node) is None:
                bare.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert bare == []


def test_importing_the_package_does_not_load_spacy() -> None:
    code = "import sys, kg; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
