"""What an analyst does: click, read, filter, search, share, switch."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_click_on_an_edge_shows_its_sentences_newest_first(show: Any) -> None:
    opened = show()
    point = opened.point_on(opened.edge("CHN", "USA", "negative"))
    opened.page.mouse.click(point["x"], point["y"])
    panel = opened.page.locator("#evidence")
    assert panel.locator("h2").inner_text() == "Chine → États-Unis"
    assert panel.locator("time").all_inner_texts() == ["28 sept. 2025", "21 mai 2025"]
    first = panel.locator(".card").first
    assert first.locator("mark.m-trigger").inner_text() == "dénoncé"
    assert first.locator("mark.m-source").inner_text() == "Xi Jinping"
    assert first.locator("mark.m-target").inner_text() == "aux États-Unis"
    text = first.inner_text()
    for shown in (
        "accuse",
        "81 %",
        "Le Courrier d’Asie",
        "Pékin et Pyongyang affichent leur entente",
    ):
        assert shown in text
    link = first.locator("a")
    assert link.get_attribute("href") == "https://news.example/0"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_claim_says_who_claims_it_and_how_sure_they_are(show: Any) -> None:
    opened = show()
    opened.js("(id) => KG.selectEdge(id)", opened.edge("PRK", "RUS", "positive"))
    assert opened.page.locator(".bits").all_inner_texts() == ["selon Ukraine · rapporté"]


def test_edges_both_ways_can_be_clicked_apart(show: Any) -> None:
    opened = show()
    for source, target in (("IRN", "USA"), ("USA", "IRN")):
        edge = opened.edge(source, target, "negative")
        point = opened.point_on(edge)
        opened.page.mouse.click(point["x"], point["y"])
        assert opened.state("a") == edge


def test_a_click_on_an_actor_shows_its_partners_and_its_claims(show: Any) -> None:
    opened = show()
    box = opened.page.locator("#canvas").bounding_box()
    at = opened.js("KG.network.canvasToDOM(KG.network.getPosition('TWN'))")
    opened.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert opened.page.inner_text("#evidence h2") == "Taïwan"
    assert opened.page.locator("#evidence .rows .row").count() == 2
    assert opened.page.locator("#evidence .card").count() == 2


def test_a_click_beside_everything_returns_to_the_overview(show: Any) -> None:
    opened = show("world", "sel=actor&a=CHN")
    box = opened.page.locator("#canvas").bounding_box()
    opened.page.mouse.click(box["x"] + 8, box["y"] + 8)
    assert opened.page.inner_text("#evidence h2") == "Vue d’ensemble"


def test_pointing_at_an_edge_says_what_it_is(show: Any) -> None:
    opened = show()
    point = opened.point_on(opened.edge("RUS", "UKR", "negative"))
    opened.page.mouse.move(point["x"], point["y"])
    opened.page.wait_for_selector("#tip:not([hidden])")
    assert "Russie → Ukraine" in opened.page.inner_text("#tip")
    assert "attaque ×2" in opened.page.inner_text("#tip")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("#sign-positive", "13 acteurs, 19 liens, 22 énoncés sur 43"),
        ("#type-SANCTION", "13 acteurs, 32 liens, 38 énoncés sur 43"),
        ("#mod-reported", "13 acteurs, 34 liens, 40 énoncés sur 43"),
        ("#mod-negated", "13 acteurs, 37 liens, 43 énoncés sur 43"),
    ],
)
def test_a_box_switches_its_claims_off_or_on(show: Any, change: str, status: str) -> None:
    opened = show()
    opened.page.click(change)
    assert opened.status() == status
    opened.page.click("#reset")
    assert opened.status() == "13 acteurs, 36 liens, 42 énoncés sur 43"


def test_counts_beside_filters_look_past_the_filter_itself(show: Any) -> None:
    opened = show("world", "sign=negative")
    assert opened.page.inner_text("#f-sign .check:nth-child(2) .n") == "20"
    assert opened.page.inner_text("#f-type .check:has(#type-ACCUSE) .n") == "0"


def test_only_one_type_is_one_click(show: Any) -> None:
    opened = show()
    opened.page.hover("#f-type .check:has(#type-SANCTION)")
    opened.page.click("[data-only=SANCTION]")
    assert opened.status() == "5 acteurs, 4 liens, 4 énoncés sur 43"


def test_dates_confidence_and_mentions_narrow_too(show: Any) -> None:
    opened = show()
    opened.page.fill("#from", "2025-06-01")
    opened.page.fill("#to", "2025-07-31")
    assert opened.status() == "7 acteurs, 7 liens, 7 énoncés sur 43"
    opened.page.fill("#conf", "90")
    assert opened.status() == "5 acteurs, 4 liens, 4 énoncés sur 43"
    opened.page.click("#reset")
    opened.page.fill("#min", "2")
    assert opened.status() == "6 acteurs, 6 liens, 12 énoncés sur 43"


def test_dragging_over_the_timeline_chooses_a_period(show: Any) -> None:
    opened = show()
    box = opened.page.locator("#timeline").bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 20)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + 25, steps=4)
    opened.page.mouse.up()
    assert opened.state("from") > "2024-11"
    assert opened.page.input_value("#from") == opened.state("from")
    assert opened.status() != "13 acteurs, 36 liens, 42 énoncés sur 43"
    opened.page.click("#timeline-clear")
    assert opened.status() == "13 acteurs, 36 liens, 42 énoncés sur 43"


def test_the_width_of_an_edge_follows_the_filters(show: Any) -> None:
    opened = show()
    edge = opened.edge("CHN", "USA", "negative")
    width = "(id) => KG.network.body.data.edges.get(id).width"
    wide = opened.js(width, edge)
    opened.page.fill("#from", "2025-09-01")
    assert opened.js(width, edge) < wide


def test_nothing_left_offers_the_way_back(show: Any) -> None:
    opened = show("world", "from=1990-01-01&to=1990-02-01")
    assert "Aucun énoncé ne répond" in opened.page.inner_text("#empty")
    opened.page.click("#empty-reset")
    assert opened.page.locator("#empty").is_hidden()


@pytest.mark.parametrize("typed", ["etats-un", "États-Unis", "maison-bl", "WASHINGTON"])
def test_search_finds_actors_by_any_name_without_accents(show: Any, typed: str) -> None:
    opened = show()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(typed)
    opened.page.keyboard.press("Enter")
    assert opened.page.inner_text("#evidence h2") == "États-Unis"


def test_search_finds_sentences(show: Any) -> None:
    opened = show()
    opened.page.fill("#search", "batteries cotieres")
    opened.page.click("#search-list li")
    assert opened.status() == "2 acteurs, 1 lien, 1 énoncé sur 43"


def test_searching_an_actor_outside_the_backbone_brings_it_up(show: Any) -> None:
    opened = show("large")
    outside = opened.js("[...KG.actors.keys()].find((id) => !KG.result.actors.has(id))")
    opened.page.fill("#search", outside)
    opened.page.keyboard.press("Enter")
    assert opened.state("scope") == "ego"
    assert opened.js("(id) => KG.result.actors.has(id)", outside)


def test_a_large_graph_opens_on_its_backbone_and_shows_more_on_demand(show: Any) -> None:
    opened = show("large")
    assert opened.js("KG.result.edges.size") == 150
    assert "L’essentiel" in opened.page.inner_text("#note")
    opened.page.click("#note button")
    assert opened.js("KG.result.edges.size") > 900


def test_neighbours_and_paths(show: Any) -> None:
    opened = show("world", "sel=actor&a=TWN")
    opened.page.click("#evidence .actions .button")
    assert opened.status().startswith("3 acteurs")
    opened.page.click("[data-scope-field=hops2]")
    assert opened.status().startswith("12 acteurs")
    opened.page.select_option("#evidence .actions select", "FRA")
    assert opened.page.inner_text("#note") == "Longueur du plus court : 2."
    assert opened.js("[...KG.result.actors].sort()") == ["CHN", "FRA", "TWN"]


def test_an_address_restores_what_was_seen(show: Any) -> None:
    first = show()
    first.page.click("#sign-neutral")
    first.page.fill("#from", "2024-01-01")
    first.page.fill("#conf", "55")
    first.page.click("[data-view=table]")
    first.page.click("#theme")
    first.page.select_option("#lang", "en")
    first.js("KG.reveal('PRK')")
    address = first.js("location.hash.slice(1)")
    second = show("world", address)
    assert second.js("KG.state") == first.js("KG.state")
    assert second.status() == first.status()
    assert second.page.inner_text("#view-table") == first.page.inner_text("#view-table")


def test_a_changed_address_changes_the_page(show: Any) -> None:
    opened = show()
    opened.js("location.hash = 'view=matrix&sel=pair&a=CHN&b=USA'")
    opened.page.wait_for_selector("#view-matrix table")
    assert opened.page.locator("#evidence .card").count() == 3


def test_matrix_table_and_graph_hold_the_same(show: Any) -> None:
    opened = show("world", "view=table&from=2025-01-01")
    claims = opened.js("KG.result.events.length")
    assert opened.page.locator(".claims tbody tr").count() == claims
    opened.page.click("[data-rows=links]")
    assert opened.page.locator(".claims tbody tr").count() == opened.js("KG.result.edges.size")
    opened.page.click("[data-view=matrix]")
    pairs = opened.js(
        "new Set(KG.result.events.flatMap((i) => { const e = KG.events[i];"
        " return e.both ? [e.s + '>' + e.t, e.t + '>' + e.s] : [e.s + '>' + e.t]; })).size"
    )
    assert opened.page.locator(".matrix .cell").count() == pairs


def test_columns_sort_both_ways(show: Any) -> None:
    opened = show("world", "view=table")
    opened.page.click("[data-sort=conf]")
    column = opened.page.locator(".claims .c-conf:not(th)").all_inner_texts()
    assert column == sorted(column, key=lambda text: -int(text.split()[0]))
    opened.page.click("[data-sort=conf]")
    assert opened.page.locator("th.c-conf").get_attribute("aria-sort") == "ascending"
    assert opened.page.locator(".claims .c-conf:not(th)").all_inner_texts() == sorted(
        column, key=lambda text: int(text.split()[0])
    )


def test_the_camps_order_parts_friends_from_opponents(show: Any) -> None:
    opened = show("world", "view=matrix")
    rows = opened.page.locator(".matrix tbody th").all_inner_texts()
    east = {rows.index(name) for name in ("Chine", "Corée du Nord", "Russie")}
    west = {rows.index(name) for name in ("États-Unis", "Corée du Sud", "Japon")}
    assert max(east) < min(west) or max(west) < min(east)


def test_french_and_english_at_a_switch(show: Any) -> None:
    opened = show()
    assert opened.page.inner_text("[data-view=table]") == "Tableau"
    opened.page.select_option("#lang", "en")
    assert opened.js("document.documentElement.lang") == "en"
    assert opened.page.inner_text("[data-view=table]") == "Table"
    assert opened.status() == "13 actors, 36 links, 42 claims of 43"
    assert "accuses" in opened.page.inner_text("#f-type")
    assert opened.js("KG.network.body.data.nodes.get('CHN').label") == "China"
    assert opened.page.get_attribute("#search", "placeholder") == "Search for an actor or a word"


def test_the_theme_follows_the_system_until_told_otherwise(show: Any) -> None:
    opened = show(color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert opened.js(background) == "rgb(13, 15, 19)"
    assert opened.js("KG.network.body.data.edges.get()[0].color.color") in (
        "#56b4e9",
        "#ff8a50",
        "#98a1ac",
    )
    opened.page.click("#theme")
    assert opened.js(background) == "rgb(243, 244, 246)"
    opened.page.emulate_media(color_scheme="dark")
    assert opened.js(background) == "rgb(243, 244, 246)"


@pytest.mark.parametrize("width", [1440, 900, 390])
def test_no_window_is_too_narrow(show: Any, width: int) -> None:
    opened = show(viewport={"width": width, "height": 760})
    assert opened.js("document.documentElement.scrollWidth") <= width
    box = opened.page.locator("#canvas").bounding_box()
    assert box["height"] > 200
    assert box["width"] > 200
