"""One document, without a network, written whole."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExportError, LanguageError, SettingsError, UnknownActorError
from kg.events import cluster, events_of
from kg.ontology import load_ontology
from kg.records import Relation
from kg.views import NotebookView, render_explorer, view_ego, view_explorer, write_explorer
from tests.views.sample import world

HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*7 }}"


def page(relations: list[Relation] | None = None, **options: str) -> str:
    given, articles, gazetteer = world()
    chosen = relations if relations is not None else given
    return render_explorer(chosen, articles, gazetteer, load_ontology(), **options)


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="kg-data">(.*?)</script>', html, re.S)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_the_same_relations_give_the_same_bytes() -> None:
    assert page() == page()


def test_it_says_its_language_and_title() -> None:
    html = page(lang="en", title="Who & whom")
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>Who &amp; whom</title>" in html


def test_nothing_is_fetched_from_anywhere() -> None:
    html = page()
    head = html.partition('<script type="application/json"')[0]
    assert not re.search(r"<(link|iframe|img|object|embed|base)\b", html.partition("/**")[0])
    assert not re.search(r"<script[^>]*\bsrc=", html)
    assert "url(" not in head
    assert "sourceMappingURL" not in html


def test_the_licence_of_vis_network_goes_with_it() -> None:
    html = page()
    assert "@copyright (c) 2011-2017 Almende B.V" in html
    assert "http://www.apache.org/licenses/LICENSE-2.0" in html


def test_the_policy_names_each_script_by_its_hash() -> None:
    html = page()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert len(scripts) > 5
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1].replace("&#39;", "'").replace("&#43;", "+")
    assert "connect-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]


def test_markup_in_a_title_stays_text() -> None:
    html = page(title=HOSTILE)
    assert HOSTILE not in html
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}" in html
    assert data_of(html)["title"] == HOSTILE


def test_small_graphs_open_whole_and_large_ones_on_their_backbone() -> None:
    from tests.views.sample import large

    assert data_of(page())["backbone"] is None
    backbone = data_of(page(large(200, 1000)[0]))["backbone"]
    assert isinstance(backbone, dict)
    assert len(backbone["at"]) <= 60


def test_no_relations_make_a_page_too() -> None:
    assert data_of(page([]))["events"] == []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="'tlh'"):
        page(lang="tlh")


def test_pyvis_may_not_write_its_own_way() -> None:
    from kg.views.network import ExplorerNetwork

    with pytest.raises(ExportError, match="use write_explorer"):
        ExplorerNetwork({}, lang="fr", title="").show("page.html")


def test_writing_replaces_a_file_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "graphe é.html"
    target.write_text("old")
    assert write_explorer(target, "ligne 1\nligne é\n") == target
    assert target.read_bytes() == "ligne 1\nligne é\n".encode()
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_explorer(target, "\ud800")
    assert target.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"missing.page\.html: cannot write"):
        write_explorer(tmp_path / "missing" / "page.html", "")


def test_a_notebook_shows_the_page_in_a_closed_frame() -> None:
    relations, articles, gazetteer = world()
    view = view_explorer(relations, articles, gazetteer, load_ontology(), height=400)
    frame = view._repr_html_()
    assert "allow-same-origin" not in frame
    assert "height:400px" in frame
    assert frame.count("<") == 2, "the page's own markup is an escaped attribute"


def test_an_ego_view_holds_the_actor_and_its_neighbours_alone() -> None:
    relations, articles, gazetteer = world()
    view = view_ego("TWN", relations, articles, gazetteer, load_ontology())
    assert isinstance(view, NotebookView)
    data = data_of(view.page)
    assert set(data["actors"]) == {"TWN", "USA", "CHN"}  # type: ignore[call-overload]
    assert data["start"] == {
        "scope": "ego",
        "focus": "TWN",
        "hops": "1",
        "sel": "actor",
        "a": "TWN",
    }


def test_a_notebook_puts_claims_together_as_it_is_told() -> None:
    relations, articles, gazetteer = world()
    found = cluster(relations, articles)
    told = events_of(event.model_copy(update={"id": f"told-{event.id}"}) for event in found)
    shared = (relations, articles, gazetteer, load_ontology())
    for view in (view_explorer(*shared, events=told), view_ego("TWN", *shared, events=told)):
        acts: Any = data_of(view.page)["acts"]
        assert acts
        assert all(act["id"].startswith("told-") for act in acts)


def test_an_ego_view_refuses_strangers_and_odd_distances() -> None:
    relations, articles, gazetteer = world()
    with pytest.raises(UnknownActorError, match="'BRA'"):
        view_ego("BRA", relations, articles, gazetteer, load_ontology())
    with pytest.raises(SettingsError, match="hops is 0"):
        view_ego("CHN", relations, articles, gazetteer, load_ontology(), hops=0)
