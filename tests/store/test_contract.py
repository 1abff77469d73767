"""What any store promises."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import StoreError
from kg.records import Failure, Unresolved
from kg.store import Added

FAILED = Failure(uri="b.txt", reason="empty", hint="remove it", stage="documents")


def pairs(relations):
    return [(r.source, r.type, r.target) for r in relations]


class TestAdding:
    def test_what_is_added_is_read_back(self, store, extract):
        item = extract("CHN SUPPORT PRK", "USA ACCUSE CHN")
        assert store.add([item]) == Added(articles=1, mentions=4, relations=2)
        assert store.articles() == [item.document.article]
        assert store.documents() == [item.document]
        assert store.relations() == list(item.relations)
        assert store.mentions() == {item.document.article.id: item.mentions}

    def test_a_second_run_adds_nothing(self, store, extract):
        items = [extract("CHN SUPPORT PRK"), extract("USA AID UKR", uri="b.txt")]
        store.add(items, [FAILED])
        assert store.add(items, [FAILED]) == Added()
        assert store.counts()["relations"] == 2

    def test_doubles_in_one_run_are_added_once(self, store, extract):
        item = extract("CHN SUPPORT PRK")
        assert store.add([item, item], [FAILED, FAILED]) == Added(1, 2, 1, 1)

    def test_a_relation_found_twice_in_an_article_is_added_once(self, store, extract):
        item = extract("CHN SUPPORT PRK")
        doubled = type(item)(item.document, item.mentions, item.relations * 2)
        assert store.add([doubled]).relations == 1

    def test_known_articles_can_be_skipped(self, store, extract):
        item = extract("CHN SUPPORT PRK")
        store.add([item])
        assert store.known_articles() == {item.document.article.id}
        assert store.known_articles("1") == {item.document.article.id}
        assert store.known_articles("2") == set()

    def test_articles_without_relations_are_known_too(self, store, extract):
        store.add([extract()])
        assert len(store.known_articles()) == 1
        assert store.relations() == []

    def test_failures_may_come_among_the_extractions(self, store, extract):
        added = store.add([extract("CHN SUPPORT PRK"), FAILED])
        assert added == Added(1, 2, 1, 1)
        assert store.failures() == [FAILED]

    def test_a_failure_is_settled_when_its_article_is_stored_later(self, store, extract):
        store.add([], [FAILED])
        store.add([extract("CHN SUPPORT PRK", uri=FAILED.uri)])
        assert store.failures() == []

    def test_a_settled_failure_that_comes_back_is_listed_again(self, store, extract):
        store.add([FAILED])
        store.add([extract("CHN SUPPORT PRK", uri=FAILED.uri)])
        assert store.add([FAILED]).failures == 1
        assert store.failures() == [FAILED]

    def test_evidence_from_another_article_is_refused(self, store, extract):
        good, other = extract("CHN SUPPORT PRK"), extract("USA AID UKR", uri="b.txt")
        mixed = type(good)(other.document, (), good.relations)
        with pytest.raises(StoreError, match="has its evidence in"):
            store.add([good, mixed])
        assert store.known_articles() == {good.document.article.id}

    @pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
    def test_a_run_that_is_stopped_keeps_what_it_has(self, opener, folder, extract, stop):
        def source():
            for n in range(5):
                yield extract("CHN SUPPORT PRK", uri=f"{n}.txt")
            raise stop

        with opener(folder, "w", batch_size=2) as store, pytest.raises(stop):
            store.add(source())
        with opener(folder, "w") as store:
            assert len(store.known_articles()) == 5
            everything = [extract("CHN SUPPORT PRK", uri=f"{n}.txt") for n in range(6)]
            assert store.add(everything).articles == 1


class TestExtractingAgain:
    def test_a_newer_extractor_replaces_an_articles_relations(self, opener, folder, extract):
        old = extract("CHN SUPPORT PRK", "USA ACCUSE CHN")
        kept = extract("FRA AID UKR", uri="b.txt")
        with opener(folder, "w", version="1") as store:
            store.add([old, kept])
        new = type(old)(old.document, old.mentions[:2], old.relations[1:])
        with opener(folder, "w", version="2") as store:
            assert store.add([new]) == Added(1, 2, 1)
            assert pairs(store.relations()) == [("FRA", "AID", "UKR"), ("USA", "ACCUSE", "CHN")]
            assert store.mentions([old.document.article.id]) == {
                old.document.article.id: old.mentions[:2]
            }
            assert store.counts()["articles"] == 2
            assert store.known_articles("1") == {kept.document.article.id}

    def test_the_version_may_come_with_the_relations(self, opener, folder, extract):
        with opener(folder, "w") as store:
            store.add([extract("CHN SUPPORT PRK", version="1")])
            assert store.add([extract("CHN SUPPORT PRK", version="1")]) == Added()
            assert store.add([extract("CHN SUPPORT PRK", version="2")]).relations == 1
            assert [r.version for r in store.relations()] == ["2"]

    def test_replacing_can_be_asked_for(self, store, extract):
        item = extract("CHN SUPPORT PRK", "USA ACCUSE CHN")
        store.add([item])
        fewer = type(item)(item.document, item.mentions, item.relations[:1])
        assert store.add([fewer], replace=True).relations == 1
        assert store.relations() == list(item.relations[:1])


class TestFiltering:
    @pytest.fixture
    def store(self, store, extract):
        store.add(
            [
                extract("CHN SUPPORT PRK", "USA ACCUSE CHN", uri="old", day=date(2020, 1, 1)),
                extract("FRA AID UKR", uri="new", day=date(2024, 1, 1), confidence=0.4),
                extract("RUS ASSAULT UKR", uri="said", day=date(2022, 3, 1), modality="reported"),
                extract(
                    "PRK THREATEN JPN", uri="undated", dated=False, day=date(2023, 1, 1),
                    source_actor="per:KIM_JONG_UN",
                ),
                extract("IRN REJECT USA", uri="timeless", day=None),
            ]
        )  # fmt: skip
        return store

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"source": "CHN"}, ["CHN SUPPORT PRK"]),
            ({"source": "per:KIM_JONG_UN"}, ["PRK THREATEN JPN"]),
            ({"source": ["CHN", "FRA"]}, ["CHN SUPPORT PRK", "FRA AID UKR"]),
            ({"source": []}, []),
            ({"target": "UKR"}, ["FRA AID UKR", "RUS ASSAULT UKR"]),
            ({"source": "CHN", "target": "UKR"}, []),
            ({"types": ["aid", "ASSAULT"]}, ["FRA AID UKR", "RUS ASSAULT UKR"]),
            ({"since": date(2022, 3, 1)}, ["FRA AID UKR", "RUS ASSAULT UKR", "PRK THREATEN JPN"]),
            ({"until": date(2020, 1, 1)}, ["CHN SUPPORT PRK", "USA ACCUSE CHN"]),
            ({"since": date(2022, 1, 1), "until": date(2022, 12, 31)}, ["RUS ASSAULT UKR"]),
            ({"min_confidence": 0.8, "target": "UKR"}, ["RUS ASSAULT UKR"]),
            ({"modality": "reported"}, ["RUS ASSAULT UKR"]),
            ({"modality": ("reported", "asserted"), "limit": 1}, ["CHN SUPPORT PRK"]),
            ({"limit": 0}, []),
            ({"source": "' OR 1=1 --"}, []),
        ],
    )
    def test_relations_pass_every_filter(self, store, filters, expected):
        assert [" ".join(pair) for pair in pairs(store.relations(**filters))] == expected

    def test_articles_and_mentions_by_id(self, store):
        wanted = [a.id for a in store.articles() if a.uri in ("old", "said")]
        assert [a.uri for a in store.articles(wanted)] == ["old", "said"]
        assert list(store.mentions(wanted)) == wanted
        assert len(store.relations(articles=wanted)) == 3
        assert store.articles([]) == []
        assert store.articles(["unknown"]) == []

    def test_mentions_by_actor(self, store):
        found = [m for mentions in store.mentions(actor="UKR").values() for m in mentions]
        assert [m.surface for m in found] == ["UKR", "UKR"]

    def test_unresolved_mentions_can_be_listed(self, store, extract):
        item = extract("CHN SUPPORT PRK", uri="more")
        lost = item.mentions[0].model_copy(update={"actors": (), "candidates": ("CHN", "TWN")})
        store.add([type(item)(item.document, (lost,), ())])
        assert store.mentions(resolved=False) == {item.document.article.id: (lost,)}
        assert item.document.article.id not in store.mentions(resolved=True)

    def test_unresolved_names_are_kept_and_go_with_their_article(self, store, extract):
        item = extract("CHN SUPPORT PRK")
        name = Unresolved(
            start=0,
            end=3,
            surface="CHN",
            kind="person",
            sentence=(0, 16),
            why="introduced",
            actors=("PRK",),
            candidates=("per:CHN",),
        )
        article = item.document.article.id
        added = store.add([type(item)(item.document, (), (), (name,))])
        assert added == Added(articles=1, unresolved=1)
        assert store.unresolved() == store.unresolved([article]) == {article: (name,)}
        assert store.unresolved(["other"]) == {}
        assert store.sql("SELECT surface, why FROM unresolved") == [
            {"surface": "CHN", "why": "introduced"}
        ]
        store.add([item], replace=True)
        assert store.unresolved() == {}


class TestSQL:
    @pytest.fixture
    def store(self, store, extract):
        store.add([extract("CHN SUPPORT PRK", "USA ACCUSE CHN")])
        return store

    def test_rows_come_as_dictionaries(self, store):
        rows = store.sql(
            "SELECT source, count(*) AS n FROM relations WHERE target = $t GROUP BY ALL",
            {"t": "PRK"},
        )
        assert rows == [{"source": "CHN", "n": 1}]

    def test_evidence_can_be_sliced(self, store):
        rows = store.sql(
            "SELECT substr(a.text, r.trigger_start + 1, r.trigger_end - r.trigger_start) AS word "
            "FROM relations r JOIN articles a ON a.id = r.article ORDER BY r.n"
        )
        assert [row["word"] for row in rows] == ["SUPPORT", "ACCUSE"]

    @pytest.mark.parametrize(
        "query",
        [
            "DELETE FROM relations",
            "DROP VIEW relations",
            "SELECT 1; SELECT 2",
            "COPY relations TO 'out.csv'",
            "SET threads = 1",
            "",
        ],
    )
    def test_only_one_select_runs(self, store, query):
        with pytest.raises(StoreError, match="only one SELECT"):
            store.sql(query)

    @pytest.mark.parametrize("query", ["SELECT nothing FROM relations", "SELEKT 1"])
    def test_a_mistake_is_explained(self, store, query):
        with pytest.raises(StoreError, match=r"nothing|SELEKT"):
            store.sql(query)

    def test_the_rest_of_the_disk_is_out_of_reach(self, store, tmp_path):
        secret = tmp_path / "secret.csv"
        secret.write_text("a,b\n1,2\n")
        with pytest.raises(StoreError, match="query failed"):
            store.sql("SELECT * FROM read_csv($path)", {"path": str(secret)})


class TestOpening:
    def test_reading_needs_a_store(self, opener, folder):
        with pytest.raises(StoreError, match=r"world\.kg: no store there"):
            opener(folder, "r")

    def test_a_new_store_is_empty(self, store):
        assert set(store.counts().values()) == {0}
        assert store.articles() == store.relations() == store.failures() == []
        assert store.mentions() == {}

    def test_a_reader_does_not_write(self, store, opener, folder, extract):
        with opener(folder, "r") as reader, pytest.raises(StoreError, match="use mode 'w'"):
            reader.add([extract("CHN SUPPORT PRK")])

    def test_readers_see_a_moment_until_they_refresh(self, store, opener, folder, extract):
        with opener(folder, "r") as reader:
            store.add([extract("CHN SUPPORT PRK")])
            assert reader.relations() == []
            reader.refresh()
            assert len(reader.relations()) == 1

    def test_a_closed_store_says_so(self, store):
        store.close()
        store.close()
        with pytest.raises(StoreError, match="is closed"):
            store.relations()
