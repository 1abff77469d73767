"""A real browser for the explorer page; its absence skips these tests, save where CI is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import load_ontology
from kg.views import render_explorer, write_explorer
from tests.views.sample import large, world

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running browser."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        reason = f"no browser: none of {', '.join(BROWSERS)} is on the PATH"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI=true demands one", pytrace=False)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page open in the browser, with all it asked for, said and threw."""

    page: Any
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def js(self, expression: str, argument: object = None) -> Any:
        return self.page.evaluate(expression, argument)

    def status(self) -> str:
        return str(self.page.inner_text("#status"))

    def state(self, name: str) -> Any:
        return self.js("(name) => KG.state[name]", name)

    def edge(self, source: str, target: str, sign: str) -> str:
        """Return the id of a drawn edge."""
        found = self.js(
            "([s, t, sign]) => KG.data.edges.find("
            "(e) => e.from === s && e.to === t && e.sign === sign).id",
            [source, target, sign],
        )
        return str(found)

    def point_on(self, edge: str) -> dict[str, float]:
        """Return a point of the window where the pointer is on `edge`."""
        point: dict[str, float] = self.js(
            """(id) => {
                const box = KG.$("canvas").getBoundingClientRect(), hits = [];
                for (let x = 2; x < box.width; x += 4)
                    for (let y = 2; y < box.height; y += 4)
                        if (KG.network.getEdgeAt({x, y}) === id
                            && KG.network.getNodeAt({x, y}) === undefined) hits.push([x, y]);
                const [x, y] = hits[Math.floor(hits.length / 2)];
                return {x: box.left + x, y: box.top + y};
            }""",
            edge,
        )
        return point


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the pages under test by name."""
    folder = tmp_path_factory.mktemp("pages")
    relations, articles, gazetteer = world()
    ontology = load_ontology()
    made = {
        "world": render_explorer(relations, articles, gazetteer, ontology, title="Asie 2025"),
        "empty": render_explorer([], {}, gazetteer, ontology),
        "large": render_explorer(*large(200, 1000), gazetteer, ontology),
    }
    return {name: write_explorer(folder / f"{name}.html", html) for name, html in made.items()}


Open = Callable[..., Opened]


@pytest.fixture
def show(chromium: Any, pages: dict[str, Path]) -> Iterator[Open]:
    """Return a function that opens a page by name or path, at an address, in its own window."""
    contexts = []

    def open_page(name: str | Path = "world", address: str = "", **options: Any) -> Opened:
        settings: dict[str, Any] = {
            "viewport": {"width": 1440, "height": 900},
            "reduced_motion": "reduce",
            "accept_downloads": True,
            **options,
        }
        context = chromium.new_context(**settings)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.console.append(message.text))
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        file = name if isinstance(name, Path) else pages[name]
        opened.page.goto(file.as_uri() + (f"#{address}" if address else ""))
        opened.page.wait_for_selector("html[data-ready]", state="attached")
        # The drawing settles once the window has its final size.
        opened.page.wait_for_timeout(200)
        return opened

    yield open_page
    for context in contexts:
        context.close()
