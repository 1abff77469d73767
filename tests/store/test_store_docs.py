from __future__ import annotations

from pathlib import Path

import pytest

from kg.store.columns import COLUMNS

DOCS = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_documented(table):
    (line,) = [line for line in DOCS.splitlines() if line.startswith(f"| `{table}` |")]
    missing = [name for name in COLUMNS[table] if f"`{name}`" not in line]
    assert missing == ["seq", "n"]
