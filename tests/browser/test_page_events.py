"""Claims of one event stand together in the panel, counted apart; the timeline counts events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.events import read_event_gold
from kg.ontology import load_ontology
from kg.views import render_explorer, write_explorer
from tests.views.sample import ACTORS, FakeGazetteer, actor

FILE = Path(__file__).parents[2] / "data" / "gold" / "events" / "open.jsonl"
PAIR = "sel=pair&a=RUS&b=UKR"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of gold articles that tell of the same events."""
    gold = read_event_gold([FILE])
    known = FakeGazetteer([*ACTORS, actor("NER", "Niger", "Niger")])
    html = render_explorer(gold.relations, gold.articles, known, load_ontology(), title="Mars")
    return write_explorer(tmp_path_factory.mktemp("events") / "events.html", html)


def test_the_panel_lists_events_newest_first_with_their_numbers(show: Any, page: Path) -> None:
    opened = show(page, PAIR)
    heads = opened.page.locator("#evidence .event summary")
    assert heads.locator("time").all_inner_texts() == ["11 mars 2024", "4 mars 2024", "4 mars 2024"]
    assert heads.locator(".chip").all_inner_texts()[0].endswith("attaque")
    counts = heads.locator(".event-counts").all_inner_texts()
    assert "5 phrases · 4 articles · 3 médias" in counts
    assert counts.count("2 phrases · 2 articles · 2 médias") == 2
    spread = opened.page.inner_text("#evidence .spread")
    assert spread.startswith("3 événements · 9 phrases · 5 articles · 3 médias")


def test_sentences_are_folded_under_their_event(show: Any, page: Path) -> None:
    opened = show(page, PAIR)
    first = opened.page.locator("#evidence .event").first
    assert first.locator(".event-title").inner_text().startswith("La Russie a de nouveau bombardé")
    assert first.locator(".card").first.is_hidden()
    first.locator("summary").click()
    assert first.locator(".card blockquote").count() == 2
    assert first.locator(".card").first.is_visible()
    assert first.locator("mark.m-trigger").first.is_visible()


def test_an_event_opens_by_the_keyboard(show: Any, page: Path) -> None:
    opened = show(page, PAIR)
    opened.page.locator("#evidence .event summary").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#evidence .event .card").first.is_visible()


def test_the_page_speaks_of_events_in_english_too(show: Any, page: Path) -> None:
    opened = show(page, f"{PAIR}&lang=en")
    counts = opened.page.locator(".event-counts").all_inner_texts()
    assert "5 sentences · 4 articles · 3 outlets" in counts
    assert opened.page.inner_text("#timeline-title") == "Events over time"


def test_copies_count_once_and_name_their_outlets(show: Any, page: Path) -> None:
    opened = show(page, "sel=pair&a=org:ECOWAS&b=NER&type=THREATEN,CONCEDE")
    counts = opened.page.locator(".event-counts").first
    assert counts.inner_text() == "2 phrases · 2 articles · 2 médias · 2 reprises"
    for outlet in ("Le Fil", "La Gazette", "Le Courrier du Sahel", "The Wire"):
        assert outlet in counts.get_attribute("title")


def test_a_denial_is_shown_with_what_it_denies_and_not_counted(show: Any, page: Path) -> None:
    opened = show(page, PAIR)
    opened.page.click("#mod-negated")
    counts = opened.page.locator(".event-counts").all_inner_texts()
    assert "5 phrases · 4 articles · 3 médias · 1 démenti" in counts


def test_numbers_follow_the_filters(show: Any, page: Path) -> None:
    opened = show(page, PAIR)
    opened.page.click("#mod-reported")
    counts = opened.page.locator(".event-counts").all_inner_texts()
    assert "4 phrases · 3 articles · 2 médias" in counts
    # An event of which one sentence is left is that sentence.
    assert opened.page.locator("#evidence .cards.events > .card").count() == 1


def test_the_timeline_counts_events(show: Any, page: Path) -> None:
    opened = show(page)
    label = opened.page.get_attribute("#timeline svg", "aria-label")
    events = opened.js("KG.tallyEvents(KG.result.dated)")
    assert f"Conflit, reproche {events['negative']}" in label
    assert sum(events.values()) < opened.js("KG.result.events.length") / 2
    heights = opened.js(
        "[...document.querySelectorAll('#timeline rect.negative')]"
        ".map((rect) => rect.height.baseVal.value)"
    )
    unit = min(heights)
    drawn = round(sum(heights) / unit)
    assert drawn == events["negative"]


def test_the_overview_shows_numbers_of_events_and_the_latest(show: Any, page: Path) -> None:
    opened = show(page)
    figures = opened.page.locator(".figures div").all_inner_texts()
    shown = {words.split("\n")[1]: words.split("\n")[0] for words in figures}
    assert set(shown) == {"acteurs", "liens", "événements", "énoncés", "articles", "médias"}
    assert int(shown["événements"]) == opened.js("KG.counted(KG.result.events).events")
    latest = opened.page.locator("#evidence .cards.events > li")
    assert latest.count() == 3
    assert "Li Qiang" in latest.first.inner_text()


def test_exports_name_the_event_of_each_claim(show: Any, page: Path) -> None:
    opened = show(page, PAIR)
    header, *rows = opened.js("KG.toCsv()").splitlines()
    place = header.split(",").index("event")
    assert len(rows) > 50
    assert all(opened.js("(id) => KG.data.acts.some((act) => act.id === id)", row.split(",")[place])
               for row in rows[:1])  # fmt: skip
    assert 'attr.name="event"' in opened.js("KG.toGraphml()")
    assert opened.errors == []
