"""Files saved from the page are read back by other programs."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.ontology import load_ontology
from kg.views import render_explorer, write_explorer
from tests.views.sample import world


def saved(opened: Any, kind: str, folder: Path) -> Path:
    opened.page.click("#export summary")
    with opened.page.expect_download() as waiting:
        opened.page.click(f"[data-export={kind}]")
    target = folder / str(waiting.value.suggested_filename)
    waiting.value.save_as(target)
    return target


def test_csv_holds_every_visible_claim_with_its_sentence(show: Any, tmp_path: Path) -> None:
    file = saved(show(), "csv", tmp_path)
    assert file.name == "asie-2025.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    relations, articles, _ = world()
    expected = {
        relation.id: " ".join(
            articles[relation.evidence.article].text[slice(*relation.evidence.sentence)].split(" ")
        )
        for relation in relations
        if relation.modality != "negated" and relation.evidence.field == "text"
    }
    assert len(rows) == 42
    assert {row["id"]: row["sentence"] for row in rows if row["id"] in expected} == expected
    assert {row["sign"] for row in rows} == {"positive", "negative", "neutral"}


def test_csv_follows_the_filters(show: Any, tmp_path: Path) -> None:
    file = saved(show("world", "sign=positive,neutral"), "csv", tmp_path)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert {row["sign"] for row in csv.DictReader(lines)} == {"negative"}


def test_graphml_is_a_graph_with_its_evidence(show: Any, tmp_path: Path) -> None:
    graph = nx.read_graphml(saved(show(), "graphml", tmp_path))
    assert isinstance(graph, nx.MultiDiGraph)
    assert (len(graph), graph.number_of_edges()) == (13, 42)
    assert graph.nodes["CHN"]["label"] == "Chine"
    claims = [edge for *_, edge in graph.out_edges("CHN", data=True) if edge["type"] == "ACCUSE"]
    assert all(claim["sentence"] and claim["date_start"] and claim["url"] for claim in claims)
    assert all(0 < claim["confidence"] <= 1 for claim in claims)


def test_pictures_show_what_is_on_screen(show: Any, tmp_path: Path) -> None:
    opened = show()
    png = saved(opened, "png", tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert len(png) > 20_000
    drawing = ElementTree.parse(saved(opened, "svg", tmp_path)).getroot()
    spaces = {"svg": "http://www.w3.org/2000/svg"}
    assert len(drawing.findall(".//svg:text", spaces)) == 13
    assert len(drawing.findall("svg:path", spaces)) == 36
    assert opened.errors == []


def test_a_picture_asked_for_from_the_table_is_drawn_first(show: Any, tmp_path: Path) -> None:
    png = saved(show("world", "view=table"), "png", tmp_path).read_bytes()
    assert len(png) > 20_000


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """Return a page whose texts are formulas, and hold what XML cannot."""
    relations, articles, gazetteer = world()
    first = relations[0]
    article = articles[first.evidence.article]
    text = '=1+1,"x"\n\x0b\ufffe]]>&<' + article.text[16:]
    spoiled = article.model_copy(update={"text": text, "title": "=HYPERLINK(0)", "outlet": "@SUM"})
    html = render_explorer([first], {article.id: spoiled}, gazetteer, load_ontology())
    return write_explorer(tmp_path / "nasty.html", html)


def test_formulas_stay_text_and_files_stay_readable(show: Any, nasty: Path, tmp_path: Path) -> None:
    opened = show(nasty)
    with saved(opened, "csv", tmp_path).open(encoding="utf-8-sig", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert row["sentence"].startswith("'=1+1")
    assert row["title"] == "'=HYPERLINK(0)"
    assert row["outlet"] == "'@SUM"
    graph = nx.read_graphml(saved(opened, "graphml", tmp_path))
    assert graph.number_of_edges() == 1
