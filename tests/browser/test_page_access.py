"""The page without a mouse, and without eyes."""

from __future__ import annotations

from typing import Any

import pytest


def focused(opened: Any) -> str:
    return str(opened.js("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_a_relation_is_read_with_the_keyboard_alone(show: Any) -> None:
    opened = show()
    opened.page.focus("#canvas")
    keys = opened.page.keyboard
    keys.press("ArrowRight")
    first = opened.state("a")
    keys.press("ArrowRight")
    assert opened.state("sel") == "actor"
    assert opened.state("a") != first
    keys.press("Enter")
    assert focused(opened) == "panel-title"
    for _ in range(3):
        keys.press("Tab")
    keys.press("Enter")
    assert opened.state("sel") == "edge"
    assert opened.page.locator("#evidence blockquote").count() > 0
    keys.press("Escape")
    assert opened.state("sel") == ""


def test_arrows_reach_every_actor(show: Any) -> None:
    opened = show()
    opened.page.focus("#canvas")
    seen = set()
    opened.page.keyboard.press("ArrowRight")
    for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"] * 3:
        for _ in range(6):
            seen.add(opened.state("a"))
            opened.page.keyboard.press(key)
    assert len(seen) >= 9


def test_views_filters_and_rows_are_reached_by_tab(show: Any) -> None:
    opened = show("world", "view=table")
    stops = set()
    for _ in range(90):
        opened.page.keyboard.press("Tab")
        stops.add(
            opened.js(
                "(() => { const e = document.activeElement; return e.id || e.dataset.view"
                " || (e.dataset.row && 'row') || e.dataset.sort || e.className; })()"
            )
        )
    for stop in (
        "skip",
        "search",
        "matrix",
        "lang",
        "theme",
        "sign-positive",
        "type-AID",
        "from",
        "conf",
        "row",
        "date",
    ):
        assert stop in stops


def test_focus_stays_where_it_was_when_a_filter_changes(show: Any) -> None:
    opened = show()
    opened.page.focus("#type-AID")
    opened.page.keyboard.press("Space")
    assert focused(opened) == "type-AID"
    opened.page.click("[data-view=matrix]")
    opened.page.locator("[data-pair='CHN>PRK']").focus()
    opened.page.keyboard.press("Enter")
    assert opened.js("document.activeElement.dataset.pair") == "CHN>PRK"


def test_the_shortcut_does_not_eat_a_slash_that_is_typed(show: Any) -> None:
    opened = show()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("a/b")
    assert opened.page.input_value("#search") == "a/b"


def test_the_page_has_landmarks_a_language_and_a_live_line(show: Any) -> None:
    opened = show()
    page = opened.page
    for role in ("banner", "search", "navigation", "main", "complementary", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.locator("#status").get_attribute("aria-live") == "polite"
    assert page.get_by_role("heading", level=1).inner_text() == "Asie 2025"
    assert page.title() == "Asie 2025"
    assert opened.js("document.documentElement.lang") == "fr"
    assert opened.js("document.compatMode") == "CSS1Compat"


@pytest.mark.parametrize("view", ["graph", "matrix", "table"])
def test_everything_that_acts_has_a_name(show: Any, view: str) -> None:
    opened = show("world", f"view={view}&sel=actor&a=CHN&scope=path&focus=CHN&goal=FRA")
    nameless = opened.js(
        """() => [...document.querySelectorAll("button, input, select, a, [role]")]
            .filter((e) => e.offsetParent !== null && e.id !== "status")
            .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || e.title
                || [...(e.labels ?? [])].some((label) => label.textContent.trim())))
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(show: Any, scheme: str) -> None:
    opened = show("world", "sel=actor&a=PRK", color_scheme=scheme)
    # WCAG 2.2, level AA: 4.5 for text of this size.
    weak = opened.js(
        """() => {
            const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            const lum = (c) => c.map((v) => linear(v / 255))
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
            const ground = (e) => {
                for (; e; e = e.parentElement) {
                    const c = rgb(getComputedStyle(e).backgroundColor);
                    if (c.length < 4 || c[3] === 1) return c.slice(0, 3);
                }
                return [255, 255, 255];
            };
            const found = new Set();
            for (const e of document.querySelectorAll("body *")) {
                const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
                if (!own || !e.offsetParent) continue;
                if (e.closest("svg, script, [aria-hidden=true]")) continue;
                const style = getComputedStyle(e);
                if (style.opacity === "0") continue;
                const [a, b] = [lum(rgb(style.color).slice(0, 3)), lum(ground(e))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) found.add(`${e.className || e.tagName} ${ratio.toFixed(2)}`);
            }
            return [...found];
        }"""
    )
    assert weak == []


def test_a_reader_of_the_matrix_hears_what_a_cell_says(show: Any) -> None:
    opened = show("world", "view=matrix")
    cell = opened.page.locator("[data-pair='CHN>USA']")
    assert (
        cell.get_attribute("aria-label")
        == "Chine → États-Unis : positifs 0, négatifs 2, demandes 1"
    )
