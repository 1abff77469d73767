"""The page opens alone: no network, no errors, nothing of the articles runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.ontology import load_ontology
from kg.views import render_explorer, view_explorer, write_explorer
from tests.views.sample import ACTORS, FakeGazetteer, world

PAYLOAD = "</script><script>window.ran=1</script><img src=x onerror='window.ran=1'>"


@pytest.mark.parametrize("name", ["world", "empty", "large"])
def test_it_asks_for_itself_alone_and_stays_silent(show: Any, name: str) -> None:
    opened = show(name)
    opened.page.wait_for_timeout(300)
    assert [url.rpartition("/")[2] for url in opened.requests] == [f"{name}.html"]
    assert opened.console == []
    assert opened.errors == []


def test_the_network_is_closed_to_scripts(show: Any) -> None:
    opened = show()
    refused = opened.js("fetch('https://example.org/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    assert any("Content Security Policy" in text for text in opened.console)


def test_it_draws_both_signs_in_their_colours(show: Any) -> None:
    drawn = show().js(
        """() => {
            const canvas = KG.$("canvas").querySelector("canvas");
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const near = (r, g, b) => {
                let n = 0;
                for (let i = 0; i < data.length; i += 4)
                    if (Math.hypot(data[i] - r, data[i + 1] - g, data[i + 2] - b) < 40) n += 1;
                return n;
            };
            return {
                support: near(0, 114, 178), conflict: near(213, 94, 0), actors: near(75, 86, 99),
            };
        }"""
    )
    assert min(drawn.values()) > 300


def test_an_empty_graph_says_so_and_what_to_do(show: Any) -> None:
    opened = show("empty")
    assert "Aucune relation à montrer" in opened.page.inner_text("#empty")
    assert "Ajoutez des articles" in opened.page.inner_text("#empty")
    for view in ("matrix", "table", "graph"):
        opened.page.click(f"[data-view={view}]")
    for scope in ("ego", "path", "all"):
        opened.page.click(f"[data-scope={scope}]")
    opened.page.click("#theme")
    assert opened.errors == []


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a page whose every text tries to run."""
    relations, articles, _ = world()
    source = ACTORS[0].model_copy(update={"label": {"fr": PAYLOAD, "en": PAYLOAD}})
    gazetteer = FakeGazetteer([source, *ACTORS[1:]])
    chinese = [relation for relation in relations if relation.source == "CHN"]
    first = chinese[0].model_copy(update={"speaker": PAYLOAD, "mode": PAYLOAD, "type": PAYLOAD})
    proto = chinese[1].model_copy(update={"target": "__proto__", "target_actor": "constructor"})
    article = articles[first.evidence.article]
    text = PAYLOAD + article.text[len(PAYLOAD) :]
    spoiled = article.model_copy(
        update={"text": text, "title": PAYLOAD, "outlet": PAYLOAD, "url": "javascript:window.ran=1"}
    )
    html = render_explorer(
        [first, proto, *chinese[2:]],
        {**articles, spoiled.id: spoiled},
        gazetteer,
        load_ontology(),
        title=PAYLOAD,
    )
    return write_explorer(tmp_path / "hostile.html", html)


def test_texts_that_try_to_run_are_shown_as_they_are(show: Any, hostile: Path) -> None:
    opened = show(hostile, "sel=actor&a=CHN")
    for view in ("matrix", "table", "graph"):
        opened.page.click(f"[data-view={view}]")
    opened.page.fill("#search", "script")
    opened.page.hover(".zoom")
    opened.page.wait_for_timeout(200)
    assert opened.js("window.ran") is None
    assert opened.errors == []
    assert PAYLOAD in opened.page.inner_text("#evidence h2")
    assert opened.page.locator("#evidence img, #evidence script").count() == 0
    assert opened.page.locator("a[href^='javascript']").count() == 0
    assert opened.js("Object.prototype.hidden") is None


def test_a_hostile_address_is_ignored(show: Any) -> None:
    address = (
        "view=%3Cimg%3E&sel=edge&a=__proto__&conf=NaN&from=x&type=%3Cscript%3E&__proto__=1&lang=xx"
    )
    opened = show("world", address)
    assert opened.errors == []
    assert opened.status() == "13 acteurs, 36 liens, 42 énoncés sur 43"


def test_two_views_in_one_notebook_do_not_meet(show: Any, tmp_path: Path) -> None:
    relations, articles, gazetteer = world()
    view = view_explorer(relations, articles, gazetteer, load_ontology())._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<html data-ready=1><body>{view}{view}</body></html>", encoding="utf-8")
    opened = show(notebook, viewport={"width": 1000, "height": 1600})
    frames = [frame for frame in opened.page.frames if frame.parent_frame]
    assert len(frames) == 2
    for frame in frames:
        frame.wait_for_selector("html[data-ready]", state="attached")
        frame.click("[data-view=table]")
        assert frame.evaluate("KG.state.view") == "table"
    assert opened.errors == []
