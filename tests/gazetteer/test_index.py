"""What the gazetteer answers: who bears a name, who held an office, for whom somebody counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownActorError
from kg.gazetteer import Gazetteer, load_gazetteer, normalise
from kg.gazetteer.index import in_force
from kg.records import Actor, Membership, Name, Office


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "lang", "ids"),
    [
        ("Pékin", "fr", ["CHN"]),
        ("pekin", "fr", ["CHN"]),
        ("Beijing", "en", ["CHN"]),
        ("nord-coréenne", "fr", ["PRK"]),
        ("nord coréenne", "fr", ["PRK"]),
        ("République populaire démocratique de Corée", "fr", ["PRK"]),
        ("RPDC", "fr", ["PRK"]),
        ("Kremlin", "fr", ["gov:RUS.PRES"]),
        ("Maison Blanche", "fr", ["gov:USA.PRES"]),
        ("Élysée", "fr", ["gov:FRA.PRES"]),
        ("Elysée", "fr", ["gov:FRA.PRES"]),
        ("Quai d’Orsay", "fr", ["gov:FRA.MFA"]),
        ("Downing Street", "en", ["gov:GBR.PM"]),
        ("Tsahal", "fr", ["gov:ISR.MIL"]),
        ("OTAN", "fr", ["org:NATO"]),
        ("Otan", "fr", ["org:NATO"]),
        ("otan", "fr", []),
        ("Conseil de sécurité de l'ONU", "fr", ["org:UNSC"]),
        ("AIEA", "fr", ["org:IAEA"]),
        ("Cédéao", "fr", ["org:ECOWAS"]),
        ("Congo", "fr", ["COD", "COG"]),
        ("Corée", "fr", ["KOR", "PRK"]),
        ("nigérien", "fr", ["NER"]),
        ("nigérian", "fr", ["NGA"]),
        ("dominicaine", "fr", ["DOM"]),
        ("Bruxelles", "fr", ["BEL", "org:EU", "org:NATO"]),
        ("Poutine", "fr", ["per:VLADIMIR_PUTIN"]),
        ("Vladimir Putin", "fr", ["per:VLADIMIR_PUTIN"]),
        ("Kim Jong Un", "fr", ["per:KIM_JONG_UN"]),
        ("Erdogan", "fr", ["per:RECEP_TAYYIP_ERDOGAN"]),
        ("may", "en", []),
        ("us", "en", []),
        ("US", "en", ["USA"]),
        ("Occidentaux", "fr", ["bloc:WEST"]),
        ("Houthis", "en", ["grp:HOUTHIS"]),
        ("sino-", "fr", ["CHN"]),
        ("sino", "fr", []),
        ("Atlantide", "fr", []),
    ],
)
def test_lookup(gazetteer: Gazetteer, text: str, lang: str, ids: list[str]) -> None:
    assert [found.actor_id for found in gazetteer.lookup(text, lang)] == ids


def test_lookup_without_a_language_knows_all(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Pékin")
    assert gazetteer.lookup("Beijing")
    assert not gazetteer.lookup("Pékin", "en")


def test_names_for_a_language_leave_out_the_others(gazetteer: Gazetteer) -> None:
    french = {name.text for name, _ in gazetteer.names("fr")}
    assert {"Chine", "Poutine", "Emmanuel Macron"} <= french
    assert "White House" not in french


@pytest.mark.parametrize(
    ("id", "on", "whole"),
    [
        ("per:XI_JINPING", None, "CHN"),
        ("per:MARK_RUTTE", date(2018, 5, 1), "NLD"),
        ("per:MARK_RUTTE", date(2025, 5, 1), "org:NATO"),
        ("per:FEDERICA_MOGHERINI", date(2014, 6, 1), "ITA"),
        ("per:FEDERICA_MOGHERINI", date(2016, 6, 1), "org:EU"),
        ("per:BAN_KI_MOON", date(2005, 6, 1), "KOR"),
        ("per:CHRISTINE_LAGARDE", date(2010, 6, 1), "FRA"),
        ("per:CHRISTINE_LAGARDE", date(2015, 6, 1), "org:IMF"),
        ("per:EMMANUEL_MACRON", date(2024, 6, 1), "FRA"),
        ("per:CHARLES_III", date(2024, 6, 1), "GBR"),
        ("per:ELIZABETH_II", date(1990, 6, 1), "GBR"),
        ("per:JOSEPH_STALIN", date(1940, 1, 1), "RUS"),
        ("gov:RUS.PRES", None, "RUS"),
        ("gov:IRN.QUDS", None, "IRN"),
        ("org:UNSC", None, "org:UN"),
        ("org:ECB", None, "org:EU"),
        ("org:IAEA", None, "org:IAEA"),
        ("HKG", None, "CHN"),
        ("xdf:USSR", None, "RUS"),
        ("xdf:ZAIRE", None, "COD"),
        ("xdf:ABKHAZIA", None, "xdf:ABKHAZIA"),
        ("grp:HAMAS", None, "grp:HAMAS"),
        ("bloc:WEST", None, "bloc:WEST"),
        ("FRA", None, "FRA"),
    ],
)
def test_roll_up(gazetteer: Gazetteer, id: str, on: date | None, whole: str) -> None:
    assert gazetteer.roll_up(id, on) == whole


@pytest.mark.parametrize(
    ("office", "of", "on", "holder"),
    [
        ("head_of_state", "USA", date(2019, 5, 1), "per:DONALD_TRUMP"),
        ("head_of_state", "USA", date(2021, 1, 19), "per:DONALD_TRUMP"),
        ("head_of_state", "USA", date(2021, 1, 20), "per:JOE_BIDEN"),
        ("foreign_minister", "USA", date(2011, 3, 1), "per:HILLARY_CLINTON"),
        ("head_of_state", "RUS", date(2010, 3, 1), "per:DMITRY_MEDVEDEV"),
        ("head_of_government", "RUS", date(2010, 3, 1), "per:VLADIMIR_PUTIN"),
        ("head_of_government", "GBR", date(2018, 3, 1), "per:THERESA_MAY"),
        ("head_of_government", "DEU", date(2012, 3, 1), "per:ANGELA_MERKEL"),
        ("head_of_state", "FRA", date(2008, 3, 1), "per:NICOLAS_SARKOZY"),
        ("foreign_minister", "CHN", date(2023, 5, 1), "per:QIN_GANG"),
        ("foreign_minister", "PRK", date(2024, 1, 26), "per:CHOE_SON_HUI"),
        ("secretary_general", "org:NATO", date(2010, 1, 1), "per:ANDERS_FOGH_RASMUSSEN"),
        ("secretary_general", "org:UN", date(2010, 1, 1), "per:BAN_KI_MOON"),
        ("president", "org:EC", date(2010, 1, 1), "per:JOSE_MANUEL_BARROSO"),
        ("leader", "grp:HEZBOLLAH", date(2010, 1, 1), None),
        ("head_of_state", "KOR", date(2025, 5, 1), None),
    ],
)
def test_holders(gazetteer: Gazetteer, office: str, of: str, on: date, holder: str | None) -> None:
    found = [person.id for person in gazetteer.holders(office, of, on)]
    assert found == ([holder] if holder else [])


def test_members_change_with_time(gazetteer: Gazetteer) -> None:
    def count(org: str, on: date) -> int:
        return len(gazetteer.members(org, on))

    assert count("org:EU", date(2019, 6, 1)) == 28
    assert count("org:EU", date(2020, 6, 1)) == 27
    assert count("org:NATO", date(2008, 1, 1)) == 26
    assert count("org:NATO", date(2024, 6, 1)) == 32
    assert count("org:BRICS", date(2009, 7, 1)) == 4
    assert count("org:ECOWAS", date(2024, 6, 1)) - count("org:ECOWAS", date(2025, 6, 1)) == 3
    assert "UKR" in {a.id for a in gazetteer.members("org:EU", status="candidate")}


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("CHN", "CHN"),
        ("cn", "CHN"),
        ("fra", "FRA"),
        ("NATO", "org:NATO"),
        ("otan", "org:NATO"),
        ("AU", "org:AU"),
        ("IS", "grp:IS"),
        ("Guinée", "GIN"),
        ("zelenski", "per:VOLODYMYR_ZELENSKY"),
        ("maison-blanche", "gov:USA.PRES"),
        (" Chine ", "CHN"),
    ],
)
def test_resolve(gazetteer: Gazetteer, query: str, id: str) -> None:
    assert gazetteer.resolve(query).id == id


def test_what_may_mean_several_is_listed(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownActorError, match=r"COD .* COG") as error:
        gazetteer.resolve("Congo")
    assert error.value.hint == "give the id"


def test_what_nobody_is_called_gets_a_suggestion(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownActorError, match=r"did you mean Hillary Clinton"):
        gazetteer.resolve("Hilary Clinton")
    with pytest.raises(UnknownActorError, match="NATO"):
        gazetteer.get("org:NATOO")
    assert gazetteer.suggest("qqqqqqqqqq") == []


def test_find_falls_back_on_beginnings_of_words(gazetteer: Gazetteer) -> None:
    assert [actor.id for actor in gazetteer.find("emman macr")] == ["per:EMMANUEL_MACRON"]
    assert gazetteer.find("qqqqqq") == []
    assert gazetteer.find("") == []


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        (None, None, date(1900, 1, 1), True),
        ("2012", None, date(2011, 12, 31), False),
        ("2012", None, date(2012, 1, 1), True),
        ("2012-05", "2012-06", date(2012, 6, 30), True),
        ("2012-05", "2012-06", date(2012, 7, 1), False),
        (None, "2014", date(2014, 12, 31), True),
        (None, "2020-02-01", date(2020, 2, 1), False),
    ],
)
def test_a_period_is_as_exact_as_its_dates(
    start: str | None, end: str | None, on: date, holds: bool
) -> None:
    assert in_force(Membership(org="org:EU", start=start, end=end), on) is holds


def test_a_person_without_a_post_that_day_counts_for_their_affiliation() -> None:
    state = Actor(id="AAA", type="state", label={"en": "A"})
    other = Actor(id="BBB", type="state", label={"en": "B"})
    office = Office(office="head_of_state", of="BBB", start="2000-01-01", end="2001-01-01")
    person = Actor(
        id="per:P",
        type="person",
        label={"en": "P"},
        names=(Name(text="P Q", lang="any", kind="full"),),
        affiliation="AAA",
        offices=(office,),
    )
    gazetteer = Gazetteer({actor.id: actor for actor in (state, other, person)})
    assert gazetteer.roll_up("per:P", date(2000, 6, 1)) == "BBB"
    assert gazetteer.roll_up("per:P", date(2002, 6, 1)) == "AAA"
    assert gazetteer.roll_up("per:P") == "AAA"


def test_affiliations_in_a_circle_end() -> None:
    ring = {
        id: Actor(id=id, type="organ", label={"en": id}, affiliation=other)
        for id, other in (("gov:A", "gov:B"), ("gov:B", "gov:A"))
    }
    assert Gazetteer(ring).roll_up("gov:A") in ring
