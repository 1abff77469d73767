"""Every notebook runs, from the root and from its own folder, and is kept without output."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import networkx as nx
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def outputs(notebook: Any) -> list[Any]:
    return [o for cell in notebook.cells for o in cell.get("outputs", ())]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_output(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert outputs(notebook) == []
    assert all(c.execution_count is None for c in notebook.cells if c.cell_type == "code")


@pytest.mark.parametrize("where", [".", "notebooks"])
def test_the_first_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    folder = tmp_path / where
    folder.mkdir(exist_ok=True)
    paths = [str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    notebook = nbformat.read(ROOT / "notebooks" / "first_graph.ipynb", as_version=4)

    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()

    shown = [o.data for o in outputs(notebook) if o.output_type == "execute_result"]
    printed = "".join(o.text for o in outputs(notebook) if o.output_type == "stream")
    assert "14 articles" in printed
    frames = [data["text/html"] for data in shown if "<table" in data.get("text/html", "")]
    assert len(frames) == 2
    assert "Corée du Nord" in frames[0]
    pages = [data["text/html"] for data in shown if data.get("text/html", "")[:7] == "<iframe"]
    assert len(pages) == 1
    assert "Pyongyang" in pages[0]
    graph = nx.read_graphml(folder / "graph.graphml", force_multigraph=True)
    assert {"CHN", "PRK", "RUS"} <= set(graph)
