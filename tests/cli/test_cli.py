"""What the command promises: exit codes, clean lines, one line per article, safe interruption."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import run
from kg.store import open_store

TEXT = "Pékin soutient Pyongyang et condamne Washington."
#: So that the process finds kg when it is not installed.
ROOT = str(Path(__file__).parents[2])
FOUND = {"PYTHONPATH": os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))}
SLOW_KG = [sys.executable, str(Path(__file__).parent / "slow_kg.py")]

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def good(tmp_path: Path, fakes: object) -> Path:
    path = tmp_path / "in" / "2025-09-28-a.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path.parent


@pytest.fixture
def world(good: Path, capsys: Capture) -> Path:
    assert run(["build", "in"]) == 0
    capsys.readouterr()
    return Path("world.kg")


def test_a_build_prints_what_it_did(good: Path, capsys: Capture) -> None:
    assert (
        run(["build", "in", "--html", "page.html", "--graphml", "g.graphml", "--lang", "fr"]) == 0
    )
    out, err = capsys.readouterr()
    assert "1 articles read, 1 added, 0 known already, 0 failed, 1 new relations" in out
    assert "2 actors, 1 relations" in out
    assert "Chine → Corée du Nord" in out
    assert "written: page.html" in out
    assert err == ""
    assert Path("g.graphml").exists()


def test_one_bad_article_is_named_and_gives_exit_code_3(good: Path, capsys: Capture) -> None:
    (good / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert run(["build", "in"]) == 3
    out, err = capsys.readouterr()
    assert "1 added, 0 known already, 1 failed" in out
    assert f"failed: {good / 'bad.txt'}: binary data, not text (pass" in err
    assert run(["failures", "world.kg"]) == 0
    assert "bad.txt: binary data" in capsys.readouterr().out


def test_when_nothing_could_be_used_the_exit_code_is_1(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    assert run(["build", "bad.txt"]) == 1


def test_latin_1_is_read_and_a_line_says_so(good: Path, capsys: Capture) -> None:
    (good / "old.txt").write_bytes(TEXT.encode("latin-1"))
    assert run(["build", "in"]) == 0
    assert "old.txt: read as Windows-1252 (save it as UTF-8)" in capsys.readouterr().err


def test_many_failures_are_cut_short_and_can_be_listed(good: Path, capsys: Capture) -> None:
    for i in range(25):
        (good / f"x{i:02}.txt").write_bytes(b"")
    assert run(["build", "in"]) == 3
    assert "… and 5 more: kg failures world.kg" in capsys.readouterr().err
    run(["failures", "world.kg", "--json"])
    lines = capsys.readouterr().out.splitlines()
    assert len([json.loads(line)["uri"] for line in lines]) == 25


def test_extract_writes_one_line_per_article_in_order(good: Path, capsys: Capture) -> None:
    rows = [{"id": "b", "text": TEXT}, {"id": "a"}, {"id": "c", "text": TEXT}]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert run(["extract", "a.jsonl"]) == 3
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in printed] == ["b", "a", "c"]
    assert printed[1] == {"id": "a", "error": 'no text (each line needs "id" and "text")'}
    assert run(["extract", "a.jsonl", "-o", "out.jsonl"]) == 3
    written = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in written] == printed


def test_an_output_that_cannot_be_written_is_an_error(good: Path, capsys: Capture) -> None:
    assert run(["extract", "in", "-o", "no/such/folder.jsonl"]) == 1
    assert capsys.readouterr().err.startswith("kg: no/such/folder.jsonl: cannot write")


def test_extract_leaves_its_input_and_a_former_output_whole(good: Path, capsys: Capture) -> None:
    Path("a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}))
    before = Path("a.jsonl").read_bytes()
    assert run(["extract", "a.jsonl", "-o", "a.jsonl"]) == 1
    assert run(["extract", "gone.txt", "-o", "a.jsonl"]) == 1
    assert Path("a.jsonl").read_bytes() == before
    for _ in range(2):
        assert run(["extract", "in", "-o", "in/out.jsonl"]) == 0
    assert len(Path("in/out.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_query_prints_lines_or_json(world: Path, capsys: Capture) -> None:
    assert run(["query", "world.kg", "--source", "Chine", "--lang", "fr"]) == 0
    cells = capsys.readouterr().out.rstrip("\n").split("\t")
    assert cells[:2] == ["2025-09-28", "Chine → Corée du Nord"]
    assert cells[4] == TEXT
    assert run(["query", "world.kg", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["source"], row["type"], row["target"]) == ("CHN", "SUPPORT", "PRK")
    assert run(["query", "world.kg", "--type", "ASSAULT"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "no relation passes" in err


def test_on_a_terminal_a_query_is_a_table(
    world: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.query.is_terminal", lambda: True)
    assert run(["query", "world.kg"]) == 0
    assert "Sentence" in capsys.readouterr().out


def test_hostile_text_steers_no_terminal(tmp_path: Path, good: Path, capsys: Capture) -> None:
    evil = {"id": "1", "text": TEXT + "\x1b[2J", "outlet": "\x1b]0;owned\x07[red]"}
    Path("evil.jsonl").write_text(json.dumps(evil))
    assert run(["build", "evil.jsonl"]) == 0
    run(["query", "world.kg"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "[red]" in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["build", "gone"], 1, "no such file or folder"),
        (["build"], 2, "PATH"),
        (["nonsense"], 2, "nonsense"),
        (["query", "gone.kg"], 1, "gone.kg"),
        (["query", "world.kg", "--source", "Atlantis"], 1, "Atlantis"),
        (["query", "world.kg", "--type", "SUPORT"], 1, "SUPPORT"),
        (["query", "world.kg", "--min-confidence", "7"], 1, "min_confidence"),
        (["query", "world.kg", "--limit", "many"], 2, "limit"),
        (["export", "world.kg", "-o", "graph.docx"], 1, "docx"),
        (["view", "world.kg", "-o", "no/such/page.html"], 1, "no/such"),
        (["actors", "find", "Atlantide"], 1, "Atlantide"),
        (["actors", "show", "Atlantis"], 1, "Atlantis"),
        (["actors", "find", "Macrno"], 1, "did you mean"),
        (["check", "xx"], 1, "xx"),
        (["explain", ""], 1, "no word"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_mistakes_give_one_clean_line(
    world: Path, capsys: Capture, arguments: list[str], code: int, message: str
) -> None:
    assert run(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert "Traceback" not in err
    if code == 1:
        assert len(err.splitlines()) == 1


def test_an_unexpected_error_is_one_line_and_a_traceback_on_request(
    world: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the roof is on fire")

    monkeypatch.setattr("kg.api.view", broken)
    assert run(["view", "world.kg"]) == 1
    err = capsys.readouterr().err
    assert "the roof is on fire (run it with --traceback for details)" in err
    with pytest.raises(RuntimeError):
        run(["view", "world.kg", "--traceback"])


def test_views_exports_and_actors(world: Path, capsys: Capture) -> None:
    assert run(["view", "world.kg", "-o", "page.html", "--title", "Asie"]) == 0
    assert "Asie" in Path("page.html").read_text(encoding="utf-8")
    assert run(["export", "world.kg", "-o", "graph.graphml"]) == 0
    assert "<graphml" in Path("graph.graphml").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["actors", "show", "Corée du Nord"]) == 0
    assert capsys.readouterr().out.startswith("PRK\tstate")
    assert run(["actors", "find", "Corée", "--json"]) == 0
    assert "PRK" in [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    assert run(["version"]) == 0


def test_ctrl_c_leaves_a_store_that_opens_and_a_run_that_can_be_repeated(tmp_path: Path) -> None:
    rows = [{"id": str(i), "text": f"{TEXT} SLOW {i}"} for i in range(20)]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    environment = os.environ | FOUND | {"KG_BATCH_SIZE": "1", "KG_SHARD_SIZE": "3"}
    process = subprocess.Popen(
        [*SLOW_KG, "build", "a.jsonl"], env=environment, stderr=subprocess.PIPE
    )
    shards = tmp_path / "world.kg" / "articles"
    deadline = time.monotonic() + 60
    while not (shards.is_dir() and any(shards.iterdir())):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err.decode()
    assert b"the same command goes on from there" in err
    assert b"Traceback" not in err
    with open_store("world.kg") as store:
        before = store.counts()["articles"]
    assert 3 <= before < 20
    again = subprocess.run(
        [*SLOW_KG, "build", "a.jsonl"], env=environment, capture_output=True, text=True, check=True
    )
    assert f"{20 - before} added, {before} known already" in again.stdout


def test_ctrl_c_in_any_command_is_a_line_and_exit_code_130(
    good: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.api.extract", interrupted)
    assert run(["extract", "in"]) == 130
    assert capsys.readouterr().err == "stopped\n"


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    rows = [{"id": str(i), "text": f"{TEXT} {i}"} for i in range(2_000)]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    process = subprocess.Popen(
        [*SLOW_KG, "extract", "a.jsonl"],
        env=os.environ | FOUND,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), err) == (0, b"")


def test_output_is_utf_8_whatever_the_locale(good: Path) -> None:
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    environment = os.environ | FOUND | narrow
    done = subprocess.run(
        [*SLOW_KG, "build", "in"], env=environment, capture_output=True, check=True
    )
    assert "Corée du Nord" in done.stdout.decode("utf-8")
