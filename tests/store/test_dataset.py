"""What the folder promises: whole after a crash, refused when damaged, plain Parquet inside."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from kg.errors import StoreError
from kg.records import Failure, Judgement
from kg.store import Added, open_store
from kg.store.manifest import digest

ROOT = Path(__file__).parents[2]

# A writer in a process of its own; the tests put what they need between its two halves.
WRITER = """
import itertools, os, sys
sys.path.insert(0, {here!r})
from conftest import _extract
from kg.store import open_store

def items(first, last):
    for n in range(first, last):
        yield _extract("CHN SUPPORT PRK", uri=f"{{n}}.txt")

store = open_store({folder!r}, "w", batch_size=2)
{body}
"""


def writer(folder: Path, body: str) -> list[str]:
    here = str(Path(__file__).parent)
    code = WRITER.format(here=here, folder=str(folder), body=textwrap.dedent(body))
    return [sys.executable, "-c", code]


def run(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        writer(folder, body), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def strangers(folder: Path) -> set[str]:
    """Files in the store that its manifest does not list."""
    manifest = json.loads((folder / "manifest.json").read_text())
    listed = {shard["file"] for shard in manifest["shards"]} | {"manifest.json", "writer.lock"}
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return found - listed


class TestFolder:
    def test_shards_are_plain_parquet_beside_a_manifest(self, dataset, folder, extract):
        dataset.add([extract("CHN SUPPORT PRK")])
        rows = duckdb.execute(
            "SELECT source, target, sentence_start, sentence_end FROM read_parquet($path)",
            {"path": str(folder / "relations" / "*.parquet")},
        ).fetchall()
        assert rows == [("CHN", "PRK", 0, 16)]
        manifest = json.loads((folder / "manifest.json").read_text())
        assert manifest["schema_version"] == 2
        assert manifest["extractor"] == "1"
        assert {shard["table"] for shard in manifest["shards"]} == {
            "articles", "mentions", "relations",
        }  # fmt: skip

    def test_a_store_of_the_first_schema_opens_and_grows(self, folder, extract):
        """Its judgements lack columns and it has no unresolved names."""
        judgement = Judgement(
            id="j", verdict="same", about="PRC", other="CHN", author="ana", time="2024"
        )
        with open_store(folder, "w", version="1") as store:
            store.add([extract("PRC SUPPORT PRK")])
            store.add_judgement(judgement)
        manifest = json.loads((folder / "manifest.json").read_text()) | {"schema_version": 1}
        (shard,) = [s for s in manifest["shards"] if s["table"] == "judgements"]
        path = folder / shard["file"]
        old = duckdb.sql(f"SELECT * EXCLUDE (spelling, undone_by, undone_at) FROM '{path}'")
        old.to_table("old")
        duckdb.sql(f"COPY old TO '{path}' (FORMAT parquet)")
        duckdb.sql("DROP TABLE old")
        shard["bytes"], shard["sha256"] = path.stat().st_size, digest(path)
        (folder / "manifest.json").write_text(json.dumps(manifest))
        with open_store(folder) as store:
            assert [r.source for r in store.relations()] == ["CHN"]
            assert (store.judgements(), store.unresolved()) == ([judgement], {})
        with open_store(folder, "w", version="1") as store:
            store.undo_judgement("j", author="bob", time="2025")
            assert store.compact() == 1
            assert [r.source for r in store.relations()] == ["PRC"]
            (undone,) = store.judgements(undone=True)
            assert (undone.undone_by, undone.author) == ("bob", "ana")
        assert json.loads((folder / "manifest.json").read_text())["schema_version"] == 2

    def test_each_batch_is_a_shard(self, folder, extract):
        with open_store(folder, "w", batch_size=2) as store:
            store.add(extract("CHN SUPPORT PRK", uri=f"{n}") for n in range(5))
        assert len(list((folder / "articles").glob("*.parquet"))) == 3

    def test_replaced_rows_stay_in_their_shards(self, dataset, folder, extract):
        dataset.add([extract("CHN SUPPORT PRK")])
        dataset.add([extract("CHN SUPPORT PRK")], replace=True)
        path = str(folder / "relations" / "*.parquet")
        assert len(duckdb.execute("FROM read_parquet($p)", {"p": path}).fetchall()) == 2

    @pytest.mark.parametrize("name", ["l'été [2024] * ?", "a'; DROP TABLE x; --", "%20 é"])
    def test_any_folder_name_will_do(self, tmp_path, extract, name):
        (tmp_path / "l'été [2024] xx ?").mkdir()
        with open_store(tmp_path / name, "w") as store:
            store.add([extract("CHN SUPPORT PRK")])
        with open_store(tmp_path / name) as store:
            assert len(store.relations()) == 1


class TestRefusing:
    def test_a_folder_of_something_else(self, tmp_path):
        (tmp_path / "holiday.jpg").write_bytes(b"")
        for mode in ("r", "w"):
            with pytest.raises(StoreError, match=r"is not a store \(name the folder"):
                open_store(tmp_path, mode)
        assert [p.name for p in tmp_path.iterdir()] == ["holiday.jpg"]

    def test_a_file(self, tmp_path):
        file = tmp_path / "world.kg"
        file.write_text("")
        with pytest.raises(StoreError, match="is not a store"):
            open_store(file)

    def test_another_programs_manifest(self, folder):
        folder.mkdir()
        (folder / "manifest.json").write_text('{"name": "app"}')
        with pytest.raises(StoreError, match="is not a store"):
            open_store(folder)

    def test_a_newer_schema(self, dataset, folder):
        path = folder / "manifest.json"
        newer = json.loads(path.read_text()) | {"schema_version": 3}
        path.write_text(json.dumps(newer))
        with pytest.raises(StoreError, match=r"newer program \(schema 3.*upgrade kg"):
            open_store(folder)

    @pytest.mark.parametrize("content", ["", "{", '{"format": "kg-store", "shards": 3}'])
    def test_a_damaged_manifest(self, dataset, folder, content):
        (folder / "manifest.json").write_text(content)
        with pytest.raises(StoreError, match=r"manifest\.json: (cannot be read|breaks)"):
            open_store(folder)

    @pytest.mark.parametrize("option", [{"mode": "a"}, {"mode": "w", "batch_size": 0}])
    def test_options_out_of_range(self, folder, option):
        with pytest.raises(StoreError, match="cannot be opened"):
            open_store(folder, **option)


class TestDamage:
    @pytest.fixture
    def shard(self, folder, extract):
        with open_store(folder, "w") as store:
            store.add([extract("CHN SUPPORT PRK")])
            store.add([extract("USA AID UKR", uri="b.txt")])
        return sorted((folder / "relations").glob("*.parquet"))[0]

    def flip(self, path):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    def test_one_flipped_bit_is_noticed(self, folder, shard):
        self.flip(shard)
        with open_store(folder) as store, pytest.raises(StoreError, match="is damaged") as caught:
            store.relations()
        assert caught.value.where == str(shard)
        assert "backup" in caught.value.hint

    def test_a_missing_shard_is_noticed(self, folder, shard):
        shard.unlink()
        with open_store(folder) as store, pytest.raises(StoreError, match="cannot be read"):
            store.relations()

    def test_tables_that_are_whole_can_still_be_read(self, folder, shard):
        self.flip(shard)
        with open_store(folder) as store:
            assert len(store.articles()) == 2

    def test_repair_sets_the_batch_aside_so_that_a_run_can_fill_the_gap(
        self, folder, shard, extract
    ):
        self.flip(shard)
        damaged = shard.read_bytes()
        with open_store(folder, "w") as store:
            moved = store.repair()
            assert shard.relative_to(folder).as_posix() in moved
            assert [r.source for r in store.relations()] == ["USA"]
            assert store.add([extract("CHN SUPPORT PRK")]) == Added(1, 2, 1)
        assert (folder / "damaged" / shard.relative_to(folder)).read_bytes() == damaged
        with open_store(folder, "w") as store:
            assert store.repair() == []
            assert len(store.relations()) == 2


class TestMerging:
    def test_merging_changes_files_only(self, folder, extract):
        with open_store(folder, "w", version="1", batch_size=1) as store:
            store.add([extract("CHN SUPPORT PRK", uri=f"{n}") for n in range(4)])
            store.add([extract("CHN SUPPORT PRK", uri="2")], replace=True)
            store.add([Failure(uri="x", reason="empty")])
            before = (store.articles(), store.relations(), store.mentions(), store.failures())
            assert store.compact() == 1
            assert (store.articles(), store.relations(), store.mentions(), store.failures()) == (
                before
            )
            assert store.add([extract("CHN SUPPORT PRK", uri="0")]) == Added()
        with open_store(folder, "w") as store:
            assert strangers(folder) == set()
            assert (store.articles(), store.relations()) == before[:2]

    def test_small_shards_never_pile_up(self, folder, extract):
        with open_store(folder, "w", batch_size=1) as store:
            store.add(extract("CHN SUPPORT PRK", uri=f"{n}") for n in range(120))
            manifest = json.loads((folder / "manifest.json").read_text())
            assert len({shard["seq"] for shard in manifest["shards"]}) <= 101
            assert len(store.relations()) == 120

    def test_readers_of_an_earlier_moment_are_not_disturbed(self, folder, extract):
        with open_store(folder, "w", batch_size=1) as store:
            store.add(extract("CHN SUPPORT PRK", uri=f"{n}") for n in range(3))
            with open_store(folder) as reader:
                store.compact()
                assert len(reader.relations()) == 3

    def test_a_reader_of_files_that_are_gone_is_told_to_refresh(self, folder, extract):
        with open_store(folder, "w", batch_size=1) as store:
            store.add(extract("CHN SUPPORT PRK", uri=f"{n}") for n in range(3))
        with open_store(folder) as early, open_store(folder) as late:
            assert len(early.relations()) == 3
            with open_store(folder, "w") as store:
                store.compact()
            open_store(folder, "w").close()
            for reader in (early, late):
                with pytest.raises(StoreError, match=r"refresh\(\)"):
                    reader.relations()
                reader.refresh()
                assert len(reader.relations()) == 3

    @pytest.mark.parametrize("nth", range(1, 6))
    def test_death_while_merging_loses_nothing(self, folder, nth):
        done = run(
            folder,
            f"""
            store.add(items(0, 6))
            real, calls = os.replace, itertools.count(1)
            def die(*arguments):
                if next(calls) == {nth}:
                    os._exit(9)
                return real(*arguments)
            os.replace = die
            store.compact()
            os._exit(0)
            """,
        )
        assert done.returncode in (0, 9), done.stderr
        with open_store(folder, "w") as store:
            assert strangers(folder) == set()
            assert len(store.relations()) == len(store.articles()) == 6


class TestCrashing:
    @pytest.mark.parametrize("call", ["replace", "fsync"])
    @pytest.mark.parametrize("nth", range(1, 9))
    def test_death_at_any_moment_leaves_a_store_that_goes_on(self, folder, call, nth, extract):
        done = run(
            folder,
            f"""
            store.add(items(0, 2))
            real, calls = os.{call}, itertools.count(1)
            def die(*arguments):
                if next(calls) == {nth}:
                    os._exit(9)
                return real(*arguments)
            os.{call} = die
            store.add(items(2, 4))
            os._exit(0)
            """,
        )
        assert done.returncode in (0, 9), done.stderr
        with open_store(folder) as reader:
            stored = len(reader.relations())
            assert stored in (2, 4)
            assert len(reader.articles()) == stored
        with open_store(folder, "w") as store:
            assert strangers(folder) == set()
            items = [extract("CHN SUPPORT PRK", uri=f"{n}.txt") for n in range(4)]
            assert store.add(items).articles == 4 - stored

    def test_a_creation_cut_short_can_be_repeated(self, folder):
        folder.mkdir()
        (folder / "writer.lock").write_text("")
        (folder / "manifest.json.tmp").write_text('{"for')
        with open_store(folder, "w"):
            assert strangers(folder) == set()

    def test_files_of_other_people_are_left_alone(self, dataset, folder, extract):
        dataset.add([extract("CHN SUPPORT PRK")])
        dataset.close()
        note = folder / "articles" / "mine.parquet"
        note.write_bytes(b"")
        with open_store(folder, "w"):
            assert note.exists()

    def test_a_full_disk_loses_nothing_that_was_stored(self, folder, extract):
        # A limit on file size makes the system refuse writes as a full disk does.
        done = run(
            folder,
            """
            import random, resource
            from kg.errors import StoreError
            store.add(items(0, 2))
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
            noise = random.Random(1)
            def large():
                item = _extract("CHN SUPPORT PRK", uri="large")
                text = "".join(chr(noise.randrange(0x4E00, 0x9000)) for _ in range(50_000))
                article = item.document.article.model_copy(update={"text": text})
                document = item.document.model_copy(update={"article": article})
                yield type(item)(document, item.mentions, item.relations)
            try:
                store.add(large())
            except StoreError as error:
                print(error)
            print(store.add(items(2, 3)))
            """,
        )
        assert "cannot be written" in done.stdout, done.stderr
        assert "what was stored before is safe" in done.stdout
        assert "Added(articles=1" in done.stdout
        assert strangers(folder) == set()
        with open_store(folder) as store:
            assert len(store.relations()) == 3


class TestLocking:
    def holding(self, folder: Path) -> subprocess.Popen[str]:
        body = """
        store.add(items(0, 2))
        print("open", flush=True)
        sys.stdin.read()
        store.close()
        """
        process = subprocess.Popen(
            writer(folder, body), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        return process

    def test_the_second_writer_is_told_who_is_the_first(self, folder):
        with self.holding(folder) as process:
            with pytest.raises(StoreError, match=f"being written by process {process.pid} on"):
                open_store(folder, "w")
            with open_store(folder, "r") as reader:
                assert len(reader.relations()) == 2
            process.communicate("")
        with open_store(folder, "w") as store:
            assert len(store.relations()) == 2

    def test_a_killed_writers_lock_is_taken_over(self, folder):
        with self.holding(folder) as process:
            process.kill()
        assert str(process.pid) in (folder / "writer.lock").read_text()
        with open_store(folder, "w") as store:
            assert len(store.relations()) == 2

    def test_one_process_cannot_write_twice_either(self, dataset, folder):
        with pytest.raises(StoreError, match="being written by process"):
            open_store(folder, "w")

    def test_a_lock_of_another_machine_is_respected(self, dataset, folder):
        dataset.close()
        lock = folder / "writer.lock"
        lock.write_text('{"pid": 1, "host": "elsewhere.example", "time": "2024-01-01"}')
        with pytest.raises(StoreError, match=r"process 1 on elsewhere\.example.*delete"):
            open_store(folder, "w")
        lock.unlink()
        open_store(folder, "w").close()

    def test_closing_frees_the_lock(self, dataset, folder):
        dataset.close()
        open_store(folder, "w").close()
