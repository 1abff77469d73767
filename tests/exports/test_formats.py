"""What the formats promise, each read by a reader that is not ours."""

from __future__ import annotations

import csv
import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.exports import EXPORTS, export
from kg.exports.claims import claims
from kg.exports.common import Export, clean
from kg.exports.csv import cell


def same(one: nx.Graph, other: nx.Graph) -> bool:
    """Whether nodes, edges and all their attributes are equal."""
    return (one.nodes, one.adj) == (other.nodes, other.adj)


@pytest.fixture
def written(graph, relations, articles, tmp_path):
    """Write a format and return the file."""
    return lambda name: export(name, graph, relations, articles, tmp_path / f"out.{name}")


def test_formats():
    assert list(EXPORTS) == ["graphml", "gexf", "csv", "jsonl"]


class TestGraphML:
    def test_networkx_reads_the_same_graph(self, written, source):
        found = nx.read_graphml(written("graphml"), force_multigraph=True)
        assert same(found, source.flat)

    def test_edges_carry_their_evidence(self, written):
        found = nx.read_graphml(written("graphml"), force_multigraph=True)
        assert found.nodes["CHN"] == {"label": "Chine", "type": "state", "claims": 4}
        edge = found["CHN"]["PRK"]["CHN|SUPPORT|PRK"]
        assert edge["evidence"] == (
            "Pékin soutient Pyongyang. (Le Fil, 2024-04-30)\n"
            "Pékin soutient Pyongyang. (Le Fil, 2024-05-01)"
        )
        assert edge["relations"] == "r1 r2"
        assert edge["label"] == "soutient"
        assert (edge["count"], edge["weight"], edge["reciprocal"]) == (2, 0.75, False)
        assert (edge["first"], edge["last"]) == ("2024-04-30", "2024-05-01")

    def test_edges_count_events(self, written):
        edge = nx.read_graphml(written("graphml"), force_multigraph=True)["CHN"]["PRK"]
        assert edge["CHN|SUPPORT|PRK"]["events"] == 1

    def test_every_value_is_declared_with_its_type(self, written):
        root = ET.parse(written("graphml")).getroot()
        space = "{http://graphml.graphdrawing.org/xmlns}"
        keys = {key.get("id"): key for key in root.findall(f"{space}key")}
        for key in keys.values():
            assert key.get("for") in ("node", "edge")
            types = ("boolean", "long", "double", "string")
            assert key.get("yfiles.type") or key.get("attr.type") in types
        used = {data.get("key") for data in root.iter(f"{space}data")}
        assert used == set(keys)

    def test_gephi_sees_unique_ids_and_a_label_and_no_column_twice(self, written):
        root = ET.parse(written("graphml")).getroot()
        space = "{http://graphml.graphdrawing.org/xmlns}"
        ids = [element.get("id") for element in root.iter(f"{space}edge")]
        assert len(ids) == len(set(ids)) == 3
        columns = [(k.get("for"), k.get("attr.name")) for k in root.findall(f"{space}key")]
        assert len(columns) == len(set(columns))
        assert ("node", "label") in columns
        assert ("edge", "weight") in columns
        # The ids by which Gephi's importer knows yEd's labels.
        graphics = {k.get("id") for k in root.findall(f"{space}key") if k.get("yfiles.type")}
        assert graphics == {"d3", "d7"}

    def test_yed_sees_labels_arrows_and_signs(self, written):
        root = ET.parse(written("graphml")).getroot()
        y = "{http://www.yworks.com/xml/graphml}"
        labels = [label.text for label in root.iter(f"{y}NodeLabel")]
        assert labels == ["Chine", "Corée du Nord", "États-Unis"]
        assert next(label.text for label in root.iter(f"{y}EdgeLabel")) == "soutient"
        assert {arrow.get("target") for arrow in root.iter(f"{y}Arrows")} == {"standard"}
        assert [line.get("type") for line in root.iter(f"{y}LineStyle")].count("dashed") == 1


class TestGEXF:
    def test_networkx_reads_the_same_graph(self, written, source):
        found = nx.read_gexf(written("gexf"))
        assert dict(found.nodes(data=True)) == dict(source.flat.nodes(data=True))
        edges = {key: data for _, _, key, data in source.flat.edges(keys=True, data=True)}
        for _, _, data in found.edges(data=True):
            id_ = data.pop("id")
            assert data == edges.pop(id_)
        assert edges == {}

    def test_parallel_edges_have_kinds(self, written):
        root = ET.parse(written("gexf")).getroot()
        kinds = [edge.get("kind") for edge in root.iter("{http://gexf.net/1.3}edge")]
        assert kinds == ["SUPPORT", "AID", "ACCUSE"]


class TestCSV:
    def rows(self, path):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def test_claims_of_one_event_name_it(self, written):
        events = [row["event"] for row in self.rows(written("csv"))]
        assert all(events)
        assert events[0] == events[1] != events[3]

    def test_a_row_is_a_claim_with_its_sentence(self, written):
        rows = self.rows(written("csv"))
        assert [row["id"] for row in rows] == ["r1", "r2", "r3", "r4"]
        row = rows[3]
        assert row["sentence"] == "Washington accuse Pékin."
        assert row["trigger"] == "accuse"
        assert (row["source_label"], row["type_label"]) == ("États-Unis", "accuse")
        assert (row["sign"], row["mode"], row["speaker"]) == ("negative", "allege", "")
        assert (row["published"], row["date_start"]) == ("2024-05-01", "")

    def test_pandas_reads_it_without_options(self, written):
        frame = pd.read_csv(written("csv"))
        assert frame.columns[0] == "id"
        assert frame["confidence"].tolist() == [0.5, 0.25, 0.5, 0.5]

    @pytest.mark.parametrize("first", list("=+-@\t\n\r＝＋－＠"))
    def test_text_never_becomes_a_formula(self, first, graph, relations, articles, tmp_path):
        attack = f"{first}HYPERLINK('x')"
        hostile = {"a": articles["a"].model_copy(update={"title": attack, "outlet": attack})}
        row = self.rows(export("csv", graph, relations, hostile, tmp_path / "x.csv"))[0]
        assert row["title"][0] == row["outlet"][0] == "'"

    def test_numbers_stay_numbers(self):
        assert cell(-3.5) == "-3.5"


class TestJSONL:
    def test_a_line_is_a_claim_with_its_spans(self, written):
        lines = written("jsonl").read_text("utf-8").splitlines()
        record = json.loads(lines[0])
        assert len(lines) == 4
        assert record["sentence"] == "Pékin soutient Pyongyang."
        assert record["spans"]["trigger"] == [6, 14]
        assert record["field"] == "text"
        assert "Pékin" in lines[0]

    def test_lone_surrogates_survive(self, graph, relations, articles, tmp_path):
        odd = {"a": articles["a"].model_copy(update={"title": "a\ud800é"})}
        path = export("jsonl", graph, relations, odd, tmp_path / "x.jsonl")
        assert json.loads(path.read_text("utf-8").splitlines()[0])["title"] == "a\ud800é"


class TestWriting:
    @pytest.mark.parametrize("name", EXPORTS)
    def test_an_empty_graph_is_a_whole_file(self, name, tmp_path):
        path = export(name, nx.MultiDiGraph(), [], {}, tmp_path / "x")
        if name in ("graphml", "gexf"):
            assert ET.parse(path).getroot() is not None
        else:
            assert path.read_text("utf-8-sig") == ""

    @pytest.mark.parametrize("name", EXPORTS)
    def test_claims_of_unknown_articles_are_written_without_sentence(
        self, name, graph, relations, tmp_path
    ):
        path = export(name, graph, relations, {}, tmp_path / "x")
        assert "Pyongyang" not in path.read_text("utf-8")
        assert "CHN" in path.read_text("utf-8")

    @pytest.mark.parametrize("name", EXPORTS)
    def test_markup_stays_text(self, name, graph, relations, articles, tmp_path):
        hostile = {"a": articles["a"].model_copy(update={"outlet": "<b>&\"'</b>]]>"})}
        path = export(name, graph, relations, hostile, tmp_path / "x")
        if name in ("graphml", "gexf"):
            assert "<b>" not in path.read_text("utf-8")
            assert ET.parse(path).getroot() is not None

    def test_a_mistyped_format_is_suggested(self, graph, tmp_path):
        with pytest.raises(ExportError, match=r"unknown format 'graphlm' \(did you mean graphml"):
            export("graphlm", graph, [], {}, tmp_path / "x")

    def test_a_missing_folder_is_named(self, graph, tmp_path):
        with pytest.raises(ExportError, match=r"nowhere.*x\.csv: cannot be written"):
            export("csv", graph, [], {}, tmp_path / "nowhere" / "x.csv")

    def test_a_failed_write_leaves_the_old_file(self, written, monkeypatch, tmp_path):
        path = written("csv")
        before = path.read_bytes()

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(ExportError, match="No space left"):
            written("csv")
        assert path.read_bytes() == before
        assert [p.name for p in tmp_path.iterdir()] == [path.name]


ANY = st.text(st.characters(codec=None, categories=None), max_size=12)
EDGE = st.fixed_dictionaries(
    {
        "label": ANY,
        "type": ANY,
        "sign": st.sampled_from(["positive", "negative", "neutral"]),
        "count": st.integers(1, 2**40),
        "weight": st.floats(allow_nan=False, allow_infinity=False),
        "reciprocal": st.booleans(),
        "relations": st.lists(ANY, max_size=3),
    }
)


@st.composite
def graphs(draw):
    graph = nx.MultiDiGraph()
    nodes = draw(st.lists(ANY, min_size=1, max_size=4, unique=True))
    for node in nodes:
        graph.add_node(node, label=draw(ANY), type=draw(ANY), claims=draw(st.integers(0, 9)))
    ends = st.sampled_from(nodes)
    for source, target, kind in draw(st.lists(st.tuples(ends, ends, ANY), max_size=4)):
        graph.add_edge(source, target, kind, **draw(EDGE))
    return graph


@given(ANY)
def test_cleaned_text_survives_xml(text):
    element = ET.Element("a", value=clean(text))
    element.text = clean(text)
    found = ET.fromstring(ET.tostring(element))
    assert (found.text or "") == found.get("value") == clean(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_any_graph_survives_graphml(tmp_path, graph):
    path = export("graphml", graph, [], {}, tmp_path / "x.graphml")
    found = nx.read_graphml(path, force_multigraph=True, edge_key_type=str)
    assert same(found, Export(graph, (), {}).flat)
    assert found.number_of_edges() == graph.number_of_edges()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_any_graph_survives_gexf(tmp_path, graph):
    flat = Export(graph, (), {}).flat
    found = nx.read_gexf(export("gexf", graph, [], {}, tmp_path / "x.gexf"))
    assert dict(found.nodes(data=True)) == dict(flat.nodes(data=True))
    assert _by_id(found) == {key: data for _, _, key, data in flat.edges(keys=True, data=True)}


def _by_id(graph: nx.Graph) -> Mapping[str, dict]:
    return {data.pop("id"): data for _, _, data in graph.edges(data=True)}


class TestDocs:
    DOCS = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")

    def test_every_format_is_documented(self):
        for name in EXPORTS:
            assert f"| `{name}` |" in self.DOCS

    def test_every_attribute_and_column_is_documented(self, source):
        nodes = {name for _, data in source.flat.nodes(data=True) for name in data}
        edges = {name for *_, data in source.flat.edges(data=True) for name in data}
        columns = set(next(claims(source)))
        assert [n for n in nodes | edges | columns if f"`{n}`" not in self.DOCS] == []
