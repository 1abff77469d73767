"""Which claims are one event, and which only look like one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

RUS_UKR: dict[str, Any] = {"who": ["RUS", "UKR"], "type": "ASSAULT"}
EU_RUS: dict[str, Any] = {"who": ["org:EU", "RUS"], "type": "SANCTION"}
MEET: dict[str, Any] = {"who": ["FRA", "MAR"], "type": "CONSULT", "reciprocal": True}

STRIKE = "[s:Moscou] a [v:frappé] un immeuble de Kharkiv, en [t:Ukraine], faisant sept morts."
STRUCK = "[s:Russian] missiles [v:hit] an apartment block in Kharkiv, [t:Ukraine], killing seven."


def on(day: str, **more: str) -> dict[str, Any]:
    return {"article": {"published": day, **more}}


def plain(text: str) -> str:
    return re.sub(r"\[[svt]:([^\]]*)\]", r"\1", text)


def test_one_act_told_in_two_languages_is_one_event(events):
    (event,) = events(
        [{"text": STRIKE, "date": "2024-03-04"}],
        [{"text": STRUCK, **on("2024-03-05", lang="en")}],
        **RUS_UKR,
    )
    assert (event.claims, event.articles, event.outlets) == (2, 2, 2)
    assert (event.source, event.target, event.type) == ("RUS", "UKR", "ASSAULT")
    assert (event.start, event.precision) == (date(2024, 3, 4), "day")
    assert event.title in {plain(STRIKE), plain(STRUCK)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            {"text": STRIKE, "date": "2024-03-04", **RUS_UKR},
            {"text": STRIKE, "date": "2024-03-11", **RUS_UKR, **on("2024-03-12")},
            id="strikes on one city a week apart",
        ),
        pytest.param(
            {"text": STRIKE, "date": "2024-03-04", **RUS_UKR},
            {
                "text": "Des drones [s:russes] ont [v:touché] le port [t:ukrainien] d'Odessa.",
                "date": "2024-03-04",
                **RUS_UKR,
            },
            id="strikes on two cities on one day",
        ),
        pytest.param(
            {
                "text": "[s:L'UE] a [v:adopté] un treizième paquet de sanctions contre [t:Moscou].",
                "date": "2024-02-23",
                **EU_RUS,
            },
            {
                "text": "[s:L'UE] a [v:adopté] un quatorzième paquet de sanctions "
                "contre [t:Moscou].",
                "date": "2024-06-24",
                **EU_RUS,
            },
            id="sanctions of February and of June",
        ),
        pytest.param(
            {
                "text": "La ministre [s:française] a été [v:reçue] à Rabat par [t:le Maroc].",
                "date": "2024-03-04",
                **MEET,
            },
            {
                "text": "Le ministre [s:allemand] a été [v:reçu] à Rabat par [t:le Maroc].",
                "date": "2024-03-04",
                **MEET,
                "who": ["DEU", "MAR"],
            },
            id="visits of two ministers of different states",
        ),
        pytest.param(
            {
                "text": "[s:Poutine] a [v:rencontré] [t:Xi] à Astana.",
                "date": "2024-03-04",
                "who": ["RUS", "CHN"],
                "type": "CONSULT",
                "reciprocal": True,
                "sa": "per:PUTIN_VLADIMIR",
                "ta": "per:XI_JINPING",
            },
            {
                "text": "[s:Lavrov] a [v:rencontré] [t:Wang Yi] à Astana.",
                "date": "2024-03-04",
                "who": ["RUS", "CHN"],
                "type": "CONSULT",
                "reciprocal": True,
                "sa": "per:LAVROV_SERGEI",
                "ta": "per:WANG_YI",
            },
            id="meetings of other people at one summit",
        ),
        pytest.param(
            {"text": STRIKE, "date": "2024-03-04", **RUS_UKR},
            {
                "text": "[s:Kiev] a [v:frappé] un immeuble, faisant sept morts, en [t:Russie].",
                "date": "2024-03-04",
                "who": ["UKR", "RUS"],
                "type": "ASSAULT",
            },
            id="blow and counter-blow",
        ),
        pytest.param(
            {"text": STRIKE, "date": "2024-03-04", **RUS_UKR},
            {"text": STRIKE, "date": "2024-03-04", **RUS_UKR, "type": "SUPPORT"},
            id="types of two classes",
        ),
        pytest.param(
            {
                "text": "[s:Ankara] [v:livrera] des drones à [t:Bamako].",
                "who": ["TUR", "MLI"],
                "type": "AGREE",
                "modality": "planned",
                "date": "2024-05",
            },
            {
                "text": "[s:Ankara] a [v:livré] des drones à [t:Bamako].",
                "who": ["TUR", "MLI"],
                "type": "AID",
                "date": "2024-12-19",
                **on("2024-12-20"),
            },
            id="a plan for May and a delivery in December",
        ),
    ],
)
def test_what_only_looks_alike_stays_apart(events, one, other):
    assert len(events([one], [other])) == 2


def test_a_plan_and_what_came_of_it_are_one_event_of_the_day_it_came(events):
    shared = {"who": ["TUR", "MLI"]}
    plan = {
        "text": "[s:Ankara] [v:livrera] dix drones à [t:Bamako] lundi.",
        "type": "AGREE", "modality": "planned", "date": "2024-03-11",
    }  # fmt: skip
    done = {
        "text": "[s:La Turquie] a [v:livré] dix drones à [t:Bamako].",
        "type": "AID", "date": "2024-03-11", **on("2024-03-12"),
    }  # fmt: skip
    (event,) = events([plan], [done], **shared)
    assert event.modalities == {"asserted": 1, "planned": 1}
    assert set(event.types) == {"AGREE", "AID"}
    assert event.start == date(2024, 3, 11)


def test_types_of_one_class_join_when_the_words_do(events):
    shared = {"who": ["GBR", "RUS"], "date": "2024-03-04"}
    (event,) = events(
        [
            {
                "text": "[s:Londres] a [v:expulsé] 23 diplomates [t:russes] pour Salisbury.",
                "type": "SANCTION",
            }
        ],
        [
            {
                "text": "[s:Londres] a [v:renvoyé] 23 diplomates [t:russes] après Salisbury.",
                "type": "COERCE",
            }
        ],
        **shared,
    )
    assert (event.types, event.quad) == (("COERCE", "SANCTION"), "material_conflict")


def test_one_sentence_that_says_two_things_tells_of_two_events(events):
    text = "[s:Londres] a [v:expulsé] 23 diplomates [t:russes] et gelé des avoirs."
    told = {"who": ["GBR", "RUS"], "date": "2024-03-04"}
    same = {"text": text, "type": "SANCTION", **told}
    other = {"text": text.replace("[v:expulsé]", "expulsé").replace("gelé", "[v:gelé]"), **told}
    both = events([same], [{**other, "type": "COERCE"}])
    assert len(both) == 2


def test_a_month_holds_a_day_of_it(events):
    back = (
        "En mars, [s:Moscou] avait [v:frappé] un immeuble de Kharkiv, en [t:Ukraine], sept morts."
    )
    told = [{"text": STRIKE, "date": "2024-03-04"}]
    (event,) = events(told, [{"text": back, "date": "2024-03", **on("2024-06-01")}], **RUS_UKR)
    assert (event.start, event.end, event.precision) == (
        date(2024, 3, 4), date(2024, 3, 4), "day",
    )  # fmt: skip
    assert (
        len(events(told, [{"text": back, "date": "2024-04", **on("2024-06-01")}], **RUS_UKR)) == 2
    )


def test_without_a_date_the_day_of_print_stands_in_for_some_days(events):
    def after(day: str) -> int:
        later = {"text": STRIKE.replace("sept", "7"), **on(day)}
        return len(events([{"text": STRIKE, "date": "2024-03-04"}], [later], **RUS_UKR))

    assert [after(day) for day in ("2024-03-05", "2024-03-08", "2024-03-20")] == [1, 1, 2]


def test_a_denial_stands_against_the_event_and_does_not_count(events):
    denied = "[s:La Russie] n'a [v:frappé] aucun immeuble de Kharkiv, en [t:Ukraine]."
    (event,) = events(
        [{"text": STRIKE, "date": "2024-03-04"}],
        [{"text": denied, "modality": "negated"}],
        **RUS_UKR,
    )
    assert (event.claims, event.articles, event.outlets) == (1, 1, 1)
    assert len(event.against) == 1
    assert event.modalities == {"asserted": 1}


def test_what_is_only_denied_is_an_event_without_claims(events):
    (event,) = events(
        [{"text": STRIKE.replace("a [v", "n'a pas [v"), "modality": "negated"}], **RUS_UKR
    )
    assert (event.claims, event.relations, len(event.against)) == (0, (), 1)


def test_standing_relations_are_one_for_each_direction_and_type(events):
    told = {"who": ["CHN", "PRK"], "type": "SUPPORT", "aspect": "state"}
    first = [{"text": "[s:La Chine] est le [v:soutien] de [t:Pyongyang].", **told}]
    later = [
        {"text": "[s:Beijing] remains the [v:backer] of [t:North Korea].", **told,
         **on("2031-01-01", lang="en")},
    ]  # fmt: skip
    (standing,) = events(first, later)
    assert (standing.aspect, standing.claims) == ("state", 2)
    assert (standing.start, standing.end, standing.precision) == (
        date(2024, 3, 5), date(2031, 1, 1), "period",
    )  # fmt: skip
    turned = [{**later[0], "who": ["PRK", "CHN"]}]
    assert len(events(first, turned)) == 2
    act = [{**first[0], "aspect": "act"}]
    assert len(events(first, act)) == 2


def test_a_standing_relation_that_holds_both_ways_takes_in_those_that_hold_one_way(events):
    told = {"type": "SUPPORT", "aspect": "state"}
    text = "[s:La Chine] est [v:alliée] de [t:Pyongyang]."
    (standing,) = events(
        [{"text": text, "who": ["CHN", "PRK"], **told}],
        [{"text": text, "who": ["PRK", "CHN"], "reciprocal": True, **told}],
    )
    assert standing.reciprocal
    assert (standing.source, standing.target) == ("CHN", "PRK")


def test_copies_of_one_text_count_once_and_their_outlets_are_named(events):
    claims = [
        {"text": STRIKE, "date": "2024-03-04"},
        {"text": "[s:L'armée russe] a [v:visé] Kharkiv avec des missiles, dit [t:Kiev].",
         "date": "2024-03-04"},
    ]  # fmt: skip
    (event,) = events(
        claims,
        claims,
        claims,
        [{"text": STRUCK, **on("2024-03-05", lang="en")}],
        **RUS_UKR,
    )
    assert (event.claims, event.articles, event.outlets) == (3, 2, 2)
    assert len(event.copies) == 4
    assert event.printed_by == ("Journal 0", "Journal 1", "Journal 2", "Journal 3")
    assert len(event.article_ids) == 4


def test_a_long_sentence_lent_to_another_article_counts_once(events):
    own = (
        "[s:Moscou] nie avoir [v:bombardé] la gare et le marché couvert de Kharkiv, en [t:Ukraine]."
    )
    (event,) = events(
        [{"text": STRIKE, "date": "2024-03-04"}],
        [{"text": STRIKE, "date": "2024-03-04"}, {"text": own, "date": "2024-03-04"}],
        **RUS_UKR,
    )
    assert (event.claims, len(event.copies)) == (2, 1)


def test_the_title_is_a_whole_sentence_sooner_than_a_fragment(events):
    (event,) = events(
        [{"text": "[v:Frappe] [s:russe] sur [t:Kiev]", "title": True, "date": "2024-03-04"},
         {"text": STRIKE, "date": "2024-03-04"}],
        **RUS_UKR,
    )  # fmt: skip
    assert event.title.startswith("Moscou a frappé un immeuble")
    assert event.best in event.relations


def test_a_city_that_stands_for_its_country_tells_strikes_apart(events):
    text = "[s:Moscou] a [v:bombardé] [t:{}] dans la nuit."
    told = [[{"text": text.format(city), "date": "2024-03-04"}] for city in ("Kharkiv", "Odessa")]
    assert len(events(*told, **RUS_UKR)) == 2
    again = "Les missiles [s:russes] ont [v:bombardé] [t:Kharkiv] lundi soir."
    (event,) = events(told[0], [{"text": again, "date": "2024-03-04"}], **RUS_UKR)
    assert event.claims == 2


def test_without_its_article_a_claim_is_an_event_all_the_same(gold):
    from kg.events import cluster

    made = gold([{"text": STRIKE}], **RUS_UKR)
    (event,) = cluster(made.relations, {})
    assert (event.start, event.precision, event.title, event.articles) == (None, None, "", 1)


def test_a_sentence_without_end_is_cut_in_the_title(events):
    (event,) = events([{"text": STRIKE + " et des chiffres" * 10_000}], **RUS_UKR)
    assert len(event.title) < 1210
    assert event.title.endswith(" …")


def test_nothing_tells_of_nothing():
    from kg.events import cluster

    assert cluster([], {}) == []


def test_newest_come_first_and_undated_last(gold):
    from kg.events import cluster

    made = gold(
        [{"text": STRIKE, "date": "2024-03-04"}],
        [{"text": STRIKE, "date": "2024-03-20"}],
        [{"text": STRIKE.replace("Kharkiv", "Lviv")}],
        **RUS_UKR,
    )
    articles = {key: found for key, found in made.articles.items() if key != "a2"}
    days = [event.start for event in cluster(made.relations, articles)]
    assert days == [date(2024, 3, 20), date(2024, 3, 4), None]
