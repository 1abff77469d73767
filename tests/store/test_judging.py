"""What any store makes of an analyst's judgements."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import StoreError, UnknownActorError
from kg.records import Judgement


def judge(verdict, about, other=None, *, id="j1", time="2024-06-01"):
    return Judgement(id=id, verdict=verdict, about=about, other=other, author="ana", time=time)


def pairs(relations):
    return [(r.source, r.type, r.target) for r in relations]


class TestJudging:
    @pytest.fixture
    def store(self, store, extract):
        store.add([extract("CHN SUPPORT PRK", "USA ACCUSE CHN", "PRC AID PRK")])
        return store

    def test_wrong_relations_are_dropped_until_undone(self, store):
        before = store.relations()
        assert store.add_judgement(judge("wrong", before[0].id))
        assert store.relations() == before[1:]
        assert store.undo_judgement("j1").undone
        assert store.relations() == before
        assert store.judgements() == []
        assert len(store.judgements(undone=True)) == 1

    def test_the_later_verdict_holds(self, store):
        about = store.relations()[0].id
        store.add_judgement(judge("right", about, id="late", time="2024-07-01"))
        store.add_judgement(judge("wrong", about, id="early", time="2024-06-01"))
        assert store.relations()[0].id == about

    def test_right_relations_are_certain(self, store):
        store.add_judgement(judge("right", store.relations()[1].id))
        assert [r.confidence for r in store.relations()] == [0.8, 1.0, 0.8]

    def test_same_actors_are_merged_wherever_they_stand(self, store):
        store.add_judgement(judge("same", "PRC", "CHN"))
        assert pairs(store.relations(source="CHN")) == [
            ("CHN", "SUPPORT", "PRK"),
            ("CHN", "AID", "PRK"),
        ]
        assert store.relations(source="PRC") == []
        assert [len(m) for m in store.mentions(actor="CHN").values()] == [3]

    def test_a_relation_between_actors_that_are_one_is_none(self, store):
        store.add_judgement(judge("same", "CHN", "PRK"))
        assert pairs(store.relations()) == [("USA", "ACCUSE", "PRK"), ("PRC", "AID", "PRK")]

    def test_different_ends_same(self, store):
        store.add_judgement(judge("same", "PRC", "CHN"))
        store.add_judgement(judge("different", "CHN", "PRC", id="j2", time="2024-06-02"))
        assert store.relations(source="PRC")

    def test_same_follows_chains_whichever_was_said_first(self, store):
        store.add_judgement(judge("same", "PRK", "USA", id="j2", time="2024-06-02"))
        store.add_judgement(judge("same", "PRC", "PRK", id="j1", time="2024-06-01"))
        assert pairs(store.relations()) == [("CHN", "SUPPORT", "USA"), ("USA", "ACCUSE", "CHN")]

    def test_a_circle_of_same_ends_nowhere(self, store):
        for n, (a, b) in enumerate([("PRC", "CHN"), ("CHN", "USA"), ("USA", "PRC")]):
            store.add_judgement(judge("same", a, b, id=f"j{n}", time=f"2024-06-0{n + 1}"))
        assert pairs(store.relations()) == [("USA", "SUPPORT", "PRK"), ("USA", "AID", "PRK")]

    def test_different_keeps_apart_what_others_would_join(self, store):
        store.add_judgement(judge("different", "PRC", "CHN", id="j1", time="2024-06-01"))
        store.add_judgement(judge("same", "CHN", "TWN", id="j2", time="2024-06-02"))
        store.add_judgement(judge("same", "PRC", "TWN", id="j3", time="2024-06-03"))
        assert [r.source for r in store.relations()] == ["TWN", "USA", "PRC"]

    def test_different_parts_what_others_have_joined_at_the_latest_joint(self, store):
        store.add_judgement(judge("same", "CHN", "TWN", id="j1", time="2024-06-01"))
        store.add_judgement(judge("same", "PRC", "TWN", id="j2", time="2024-06-02"))
        store.add_judgement(judge("different", "PRC", "CHN", id="j3", time="2024-06-03"))
        assert [r.source for r in store.relations()] == ["TWN", "USA", "PRC"]
        store.undo_judgement("j3")
        assert [r.source for r in store.relations()] == ["TWN", "USA", "TWN"]

    def test_an_undone_judgement_stays_in_the_log(self, store):
        store.add_judgement(judge("same", "PRC", "CHN"))
        store.undo_judgement("j1", author="bob", time="2024-07-01")
        (found,) = store.judgements(undone=True)
        assert (found.author, found.time) == ("ana", "2024-06-01")
        assert (found.undone, found.undone_by, found.undone_at) == (True, "bob", "2024-07-01")

    def test_one_spelling_can_be_parted_from_the_actor_it_was_linked_to(
        self, opener, folder, extract
    ):
        with opener(folder / "2", "w") as store:
            store.add(
                [
                    extract("PRC AID PRK", source="CHN", source_actor="CHN"),
                    extract("CHINE AID PRK", uri="b", source="CHN", source_actor="CHN"),
                ]
            )
            store.add_judgement(
                judge("different", "CHN", "PRC").model_copy(update={"spelling": True})
            )
            assert [r.source for r in store.relations()] == ["act:CHN.PRC", "CHN"]
            assert [r.source_actor for r in store.relations()] == ["act:CHN.PRC", "CHN"]
            store.add_judgement(judge("same", "act:CHN.PRC", "TWN", id="j2", time="2024-06-02"))
            assert [r.source for r in store.relations()] == ["TWN", "CHN"]
            store.undo_judgement("j2")
            store.undo_judgement("j1")
            assert [r.source for r in store.relations()] == ["CHN", "CHN"]

    def test_a_parted_spelling_is_parted_in_mentions_too(self, store):
        store.add_judgement(judge("different", "PRC", "PRC").model_copy(update={"spelling": True}))
        assert len(next(iter(store.mentions(actor="act:PRC.PRC").values()))) == 1

    def test_merged_persons_are_rolled_up_at_the_articles_date(self, opener, folder, extract):
        def roll_up(actor, day):
            if actor != "per:B":
                return actor if ":" not in actor else "CHN"
            return "DEU" if day.year < 2020 else "FRA"

        with opener(folder / "2", "w", roll_up=roll_up) as store:
            claims = {"source_actor": "per:A"}
            store.add(
                [
                    extract("CHN AID PRK", uri=str(y), day=date(y, 1, 1), **claims)
                    for y in (2019, 2021)
                ]
            )
            assert [r.source for r in store.relations()] == ["CHN", "CHN"]
            store.add_judgement(judge("same", "per:A", "per:B"))
            assert [(r.source, r.source_actor) for r in store.relations()] == [
                ("DEU", "per:B"),
                ("FRA", "per:B"),
            ]

    def test_actors_are_rolled_up_by_the_gazetteer_of_the_reader(self, opener, folder, extract):
        with opener(folder / "2", "w") as store:
            store.add([extract("CHN AID PRK", source_actor="per:A")])
        moved = {"per:A": "TWN"}
        with opener(folder / "2", roll_up=lambda actor, day: moved.get(actor, actor)) as store:
            assert pairs(store.relations(source="TWN")) == [("TWN", "AID", "PRK")]

    def test_a_name_can_be_given_another_actor(self, store):
        store.add_judgement(judge("means", "PRC", "TWN"))
        assert pairs(store.relations())[2] == ("TWN", "AID", "PRK")
        assert [m.surface for m in next(iter(store.mentions(actor="TWN").values()))] == ["PRC"]

    def test_the_actor_a_name_means_is_rolled_up(self, opener, folder, extract):
        with opener(folder / "2", "w", roll_up=lambda actor, day: actor[4:7]) as store:
            store.add([extract("XI AID PRK")])
            store.add_judgement(judge("means", "XI", "per:CHN_XI"))
            assert [(r.source, r.source_actor) for r in store.relations()] == [
                ("CHN", "per:CHN_XI")
            ]

    def test_an_actor_that_no_gazetteer_knows_can_be_meant(self, opener, folder, extract):
        def roll_up(actor, day):
            raise UnknownActorError("unknown")

        with opener(folder / "2", "w", roll_up=roll_up) as store:
            store.add([extract("XI AID PRK")])
            store.add_judgement(judge("means", "XI", "per:NEW"))
            assert pairs(store.relations()) == [("per:NEW", "AID", "PRK")]

    def test_the_same_word_twice_is_one(self, store):
        assert store.add_judgement(judge("same", "PRC", "CHN"))
        assert not store.add_judgement(judge("same", "PRC", "CHN"))
        assert store.counts()["judgements"] == 1

    def test_only_a_judgement_in_force_can_be_undone(self, store):
        with pytest.raises(StoreError, match="no judgement 'j9' in force"):
            store.undo_judgement("j9")

    def test_judgements_outlive_the_store_being_closed(self, store, opener, folder):
        store.add_judgement(judge("same", "PRC", "CHN"))
        store.close()
        with opener(folder) as again:
            assert again.relations(source="PRC") == []
            assert again.judgements() == [judge("same", "PRC", "CHN")]
