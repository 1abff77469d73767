"""Building, asking and exporting, with the real store and gazetteer and fake stages."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kg
from kg import api
from kg.errors import ExportError, InputError, SettingsError, UnknownActorError, UnknownTypeError
from kg.lang import available_languages, load_pack
from kg.records import Failure
from kg.store import open_store

TEXT = "Pékin soutient Pyongyang et condamne Washington, le {} du mois."


def line(key: object, text: str = "", **fields: object) -> str:
    return json.dumps({"id": key, "text": text or TEXT.format(key), **fields}, ensure_ascii=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [line(i, published=f"2025-09-{10 + i}", outlet="La Gazette") for i in range(5)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def world(tmp_path: Path, articles: Path, fakes: object) -> Path:
    api.build(articles, tmp_path / "world.kg")
    return tmp_path / "world.kg"


def test_public_names_are_there_and_no_others() -> None:
    assert set(dir(kg)) == set(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name) is not None


def test_importing_kg_loads_nothing_slow() -> None:
    code = (
        "import sys, kg; "
        "slow = {'spacy', 'duckdb', 'networkx', 'pandas', 'pyvis', 'numpy', 'typer', 'pydantic'}; "
        "print(*slow & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_build_reports_what_it_did(tmp_path: Path, articles: Path, fakes: object) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    report = api.build([articles, tmp_path / "bad.txt"], tmp_path / "world.kg")
    assert (report.read, report.added, report.known, report.failed) == (5, 5, 0, 1)
    assert (report.actors, report.relations, report.new_relations) == (2, 5, 5)
    assert [(tie.source, tie.target, tie.type, tie.count) for tie in report.ties] == [
        ("CHN", "PRK", "SUPPORT", 5)
    ]
    assert api.describe_ties(report.ties, "fr")[0].startswith("Chine → Corée du Nord")
    assert api.failures(tmp_path / "world.kg") == list(report.failures)


def test_a_second_build_adds_nothing(articles: Path, world: Path) -> None:
    report = api.build(articles, world)
    assert (report.read, report.added, report.known, report.new_relations) == (5, 0, 5, 0)
    assert report.relations == 5


def test_a_text_repeated_inside_one_run_counts_once(tmp_path: Path, fakes: object) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line('1')}\n{line('1')}\n", encoding="utf-8")
    report = api.build(path, tmp_path / "world.kg")
    assert (report.added, report.known) == (1, 1)


def test_an_id_that_comes_back_with_another_text_is_a_failure(tmp_path: Path, world: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(f"{line(2, 'Moscou menace Kiev.')}\n{line('n')}\n{line('n', 'Moscou.')}")
    report = api.build(other, world)
    assert [failure.uri for failure in report.failures] == [f"{other}#2", f"{other}#n"]
    assert "another text" in report.failures[0].reason
    assert (report.added, report.known) == (1, 0)


def test_a_text_is_known_again_however_the_store_writes_its_characters(
    tmp_path: Path, fakes: object
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line("odd", f"{TEXT} \ufdd0"), encoding="utf-8")
    assert api.build(path, tmp_path / "world.kg").added == 1
    again = api.build(path, tmp_path / "world.kg")
    assert (again.known, again.failures) == (1, ())


def test_a_failed_article_is_retried_when_it_comes_back(tmp_path: Path, fakes: object) -> None:
    path, world = tmp_path / "a.txt", tmp_path / "world.kg"
    path.write_text("", encoding="utf-8")
    other = tmp_path / "b.txt"
    other.write_text(TEXT, encoding="utf-8")
    assert api.build([path, other], world).failed == 1
    path.write_text(TEXT, encoding="utf-8")
    assert (api.build([path, other], world).added, api.failures(world)) == (1, [])


def test_nothing_to_read_is_an_error_and_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "gone"):
        with pytest.raises(InputError):
            api.build(path, tmp_path / "world.kg")
    assert not (tmp_path / "world.kg").exists()


def test_own_output_inside_the_folder_is_not_input(tmp_path: Path, fakes: object) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        report = api.build(
            tmp_path,
            tmp_path / "world.kg",
            html=tmp_path / "page.html",
            graphml=tmp_path / "graph.graphml",
        )
        assert (report.read, report.failed) == (1, 0)
        assert report.files == (tmp_path / "page.html", tmp_path / "graph.graphml")
    assert "<!DOCTYPE html>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_output_never_overwrites_what_is_to_be_read(articles: Path, fakes: object) -> None:
    before = articles.read_bytes()
    with pytest.raises(InputError, match="input and output are the same"):
        api.build(articles, articles.with_name("world.kg"), graphml=articles)
    with pytest.raises(InputError, match="input and output are the same"):
        list(api.extract(articles, skip=[articles.parent / "." / articles.name]))
    assert articles.read_bytes() == before


def test_a_page_that_cannot_be_written_is_an_error_before_anything_is_read(
    tmp_path: Path, articles: Path
) -> None:
    for page in (tmp_path / "no" / "page.html", tmp_path):
        with pytest.raises(ExportError):
            api.build(articles, tmp_path / "world.kg", html=page)
    assert not (tmp_path / "world.kg").exists()


def test_ctrl_c_keeps_what_is_done(
    tmp_path: Path, articles: Path, fakes: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: int, failed: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setenv("KG_BATCH_SIZE", "1")
    with pytest.raises(KeyboardInterrupt):
        api.build(articles, tmp_path / "world.kg", progress=stop)
    with open_store(tmp_path / "world.kg") as store:
        assert store.counts()["articles"] == 2
    assert api.build(articles, tmp_path / "world.kg").added == 3


@pytest.mark.parametrize("workers", [1, 2])
def test_extraction_keeps_ids_and_order(tmp_path: Path, fakes: object, workers: int) -> None:
    path = tmp_path / "a.jsonl"
    keys = ["z", "a", "ü", "10", "9"]
    path.write_text("\n".join([*map(line, keys), '{"id": "bad"}', "nonsense"]), encoding="utf-8")
    rows = [api.to_row(result) for result in api.extract(path, workers=workers)]
    assert [row["id"] for row in rows] == [*keys, "bad", f"{path}:7"]
    assert [sorted(row) for row in rows[4:6]] == [["id", "lang", "relations"], ["error", "id"]]


def test_a_row_slices_the_text_and_says_when_it_is_the_title(articles: Path, fakes: object) -> None:
    result = next(iter(api.extract(articles)))
    assert not isinstance(result, Failure)
    (relation,) = api.to_row(result)["relations"]
    start, end = relation["evidence"]["sentence"]
    assert result.document.article.text[start:end] == TEXT.format(0)
    assert "field" not in relation["evidence"]
    first = result.relations[0]
    in_title = first.model_copy(
        update={"evidence": first.evidence.model_copy(update={"field": "title"})}
    )
    (relation,) = api.to_row(result.model_copy(update={"relations": (in_title,)}))["relations"]
    assert relation["evidence"]["field"] == "title"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 5),
        ({"source": "CHN"}, 5),
        ({"source": "Chine"}, 5),
        ({"source": "China", "target": "Corée du Nord"}, 5),
        ({"source": "PRK"}, 0),
        ({"type": "support"}, 5),
        ({"type": "ASSAULT"}, 0),
        ({"since": "2025-09-12"}, 3),
        ({"since": date(2025, 9, 12), "until": "2025-09-13"}, 2),
        ({"until": "2025-09"}, 5),
        ({"until": "2024"}, 0),
        ({"min_confidence": 0.95}, 0),
        ({"limit": 2}, 2),
    ],
)
def test_queries_filter(world: Path, filters: dict[str, object], count: int) -> None:
    assert len(api.query(world, **filters)) == count


def test_claims_are_newest_first_and_say_everything_a_reader_wants(world: Path) -> None:
    found = api.query(world, lang="fr")
    days = [claim.date for claim in found]
    assert days == sorted(days, reverse=True)
    claim = found.claims[0]
    assert (claim.source, claim.target) == ("Chine", "Corée du Nord")
    assert claim.sentence == TEXT.format(4)
    assert claim.outlet == "La Gazette"
    assert claim.title == claim.sentence


def test_a_reciprocal_relation_is_found_from_either_end(tmp_path: Path, world: Path) -> None:
    from kg.pipeline import Extraction

    with open_store(world) as store:
        (document,) = store.documents(["0"])
        (relation,) = store.relations(articles=["0"])
    both = relation.model_copy(update={"reciprocal": True})
    with open_store(tmp_path / "two.kg", "w") as store:
        store.add([Extraction(document=document, relations=(both,))])
    assert len(api.query(tmp_path / "two.kg", "PRK", "CHN")) == 1
    assert len(api.query(tmp_path / "two.kg", "CHN")) == 1
    assert len(api.query(tmp_path / "two.kg", target="CHN")) == 1
    assert len(api.query(world, "PRK", "CHN")) == 0


def test_reprints_can_be_left_out(tmp_path: Path, fakes: object) -> None:
    path = tmp_path / "a.jsonl"
    text = "Pékin soutient Pyongyang. Le ministre l'a dit mardi à la presse réunie au palais."
    other = "Moscou menace Kiev. Le porte-parole du Kremlin a répété hier soir ses exigences."
    lines = [
        line("reprint", text, published="2025-09-29"),
        line("first", text + "\n", published="2025-09-28"),
        line("other", other, published="2025-09-30"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    api.build(path, tmp_path / "world.kg")
    assert len(api.query(tmp_path / "world.kg")) == 3
    kept = api.query(tmp_path / "world.kg", copies=False)
    assert [claim.relation.evidence.article for claim in kept] == ["other", "first"]


def test_a_result_becomes_a_data_frame(world: Path) -> None:
    frame = api.query(world).to_frame()
    assert list(frame["source"]) == ["CHN"] * 5
    empty = api.query(world, source="PRK").to_frame()
    assert list(empty.columns) == list(frame.columns)


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"source": "Atlantis"}, UnknownActorError),
        ({"type": "SUPORT"}, UnknownTypeError),
        ({"since": "tomorrow"}, InputError),
        ({"since": "2025-02-30"}, InputError),
        ({"since": "2025-02", "until": "2025-01"}, InputError),
        ({"min_confidence": 2}, SettingsError),
    ],
)
def test_mistakes_in_a_query_are_named(
    world: Path, filters: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        api.query(world, **filters)


def test_the_graph_has_the_actors_and_their_tie(world: Path) -> None:
    graph = kg.to_networkx(world)
    assert set(graph.nodes) == {"CHN", "PRK"}
    assert list(graph.edges(keys=True)) == [("CHN", "PRK", "SUPPORT")]


def test_a_notebook_shows_all_or_what_lies_around_one_actor(world: Path) -> None:
    everything, around = kg.show(world, lang="en"), kg.show(world, "Pékin", height=300)
    assert "height:640px" in everything._repr_html_()
    assert "height:300px" in around._repr_html_()
    assert '"focus":"CHN"' in around.page
    assert '"focus"' not in everything.page.partition('"start"')[2][:40]
    with pytest.raises(UnknownActorError, match="FRA"):
        kg.show(world, "France")


def test_actors_are_found_in_any_language() -> None:
    assert kg.show_actor("Chine").id == kg.show_actor("China").id == "CHN"
    assert "PRK" in [actor.id for actor in kg.find_actors("Corée")]
    with pytest.raises(UnknownActorError):
        kg.show_actor("Atlantis")


def test_every_pack_is_checked() -> None:
    assert set(kg.check()) >= {"fr", "en"}


def test_the_doctor_reports_a_bad_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_WORKERS", "none")
    checks = kg.doctor()
    assert [check.name for check in checks if not check.ok] == ["settings"]


def test_the_doctor_says_which_language_is_experimental_and_what_its_parser_is_worth() -> None:
    details = {check.name: check.detail for check in kg.doctor()}
    for lang in available_languages():
        pack = load_pack(lang)
        detail = details[f"pack {lang}"]
        assert ("experimental" in detail) == pack.experimental
        if pack.experimental:
            assert {"UAS", "LAS"} <= set(pack.accuracy)
            shown = (f"{measure} {value:g}" for measure, value in pack.accuracy.items())
            assert all(part in detail for part in (*shown, pack.accuracy_on))


def test_an_article_in_every_language_is_read_in_the_same_run(tmp_path: Path) -> None:
    texts = {
        "en": "Beijing supports Pyongyang.",
        "es": "Rusia fue condenada por Francia.",
        "fr": "Londres a sanctionné Minsk.",
    }
    for lang, text in texts.items():
        (tmp_path / f"{lang}.txt").write_text(text, encoding="utf-8")
    report = kg.build(tmp_path, tmp_path / "world.kg")
    assert (report.read, len(report.failures)) == (3, 0)
    claims = kg.query(tmp_path / "world.kg")
    assert {(claim.source, claim.target, claim.type) for claim in claims} == {
        ("Chine", "Corée du Nord", "soutient"),
        ("France", "Russie", "accuse"),
        ("Royaume-Uni", "Biélorussie", "sanctionne"),
    }


def test_the_doctor_says_which_pipeline_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_FR_PIPELINE", "no_such_pipeline")
    bad = {check.name: check for check in kg.doctor() if not check.ok}
    assert "no_such_pipeline" in bad["pipeline fr"].detail
    assert "KG_FR_PIPELINE" in bad["pipeline fr"].hint
