"""What engines promise. Functions stand at the top level, where other processes find them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from itertools import count
from pathlib import Path

import pytest

from kg.engines import ENGINES, ShardResult, get_engine
from kg.errors import LanguageError, SettingsError

ROOT = Path(__file__).parents[2]
STATE: list[str] = []


def total(shard):
    return sum(shard)


def picky(shard):
    if 13 in shard:
        raise ValueError("thirteen")
    return sum(shard)


def slow_first(shard):
    time.sleep(0.5 if shard == [0] else 0)
    return shard


def prepare(word):
    STATE.append(word)


def prepared(shard):
    return [*STATE, *shard]


def refuse():
    raise LanguageError("no pack for 'de'", hint="install one")


def die_at_seven(shard):
    if 7 in shard:
        os.kill(os.getpid(), signal.SIGKILL)
    return sum(shard)


def die_once(shard):
    marker = Path(shard[0])
    if not marker.exists():
        marker.write_text("")
        os._exit(3)
    return "second time"


def unpicklable(shard):
    return lambda: shard


@pytest.fixture(params=ENGINES)
def engine(request):
    return ENGINES[request.param]


@pytest.fixture
def local():
    return ENGINES["local"]


class TestEvery:
    def test_results_come_in_the_order_of_shards(self, engine):
        found = list(engine(slow_first, [[n] for n in range(5)], workers=2))
        assert found == [ShardResult(n, [n]) for n in range(5)]

    def test_no_shards_no_results(self, engine):
        assert list(engine(total, [])) == []

    def test_an_error_fails_its_shard_alone(self, engine):
        found = list(engine(picky, [[1], [13], [2]], workers=1))
        assert [result.value for result in found] == [1, None, 2]
        assert [result.failed for result in found] == [False, True, False]
        assert found[1].error == "ValueError: thirteen"
        assert found[1].attempts == 1

    def test_the_initializer_runs_before_the_first_shard(self, engine, monkeypatch):
        monkeypatch.setitem(globals(), "STATE", [])
        shards = engine(prepared, [["b"], ["c"]], workers=1, initializer=prepare, initargs=("a",))
        assert [result.value for result in shards] == [["a", "b"], ["a", "c"]]

    def test_an_initializer_that_fails_ends_everything(self, engine):
        with pytest.raises(LanguageError, match="no pack for 'de'"):
            list(engine(total, [[1], [2]], workers=2, initializer=refuse))

    def test_shards_are_taken_as_they_are_needed(self, engine):
        endless = engine(total, ([n] for n in count()), workers=2)
        assert [next(endless).value for _ in range(10)] == list(range(10))
        endless.close()


class TestLocal:
    def test_work_is_spread_over_processes(self, local):
        found = [result.value for result in local(slow_pid, [[n] for n in range(4)], workers=2)]
        assert len(set(found)) == 2
        assert os.getpid() not in found

    def test_a_shard_that_kills_its_worker_is_reported_and_the_rest_goes_on(self, local):
        found = list(local(die_at_seven, [[n] for n in range(10)], workers=2))
        assert [result.value for result in found if not result.failed] == [
            n for n in range(10) if n != 7
        ]
        assert found[7].attempts == 2
        assert found[7].error == "its worker died (exit code -9), 2 times"

    def test_a_shard_whose_worker_died_by_accident_succeeds_in_another(self, local, tmp_path):
        (found,) = local(die_once, [[str(tmp_path / "marker")]], workers=1)
        assert found == ShardResult(0, "second time", attempts=2)

    def test_a_result_that_cannot_be_sent_fails_its_shard(self, local):
        (found,) = local(unpicklable, [[1]], workers=1)
        assert found.failed
        assert "pickle" in found.error

    def test_a_function_that_cannot_be_sent_is_refused_at_once(self, local):
        with pytest.raises(SettingsError, match=r"cannot be sent.*top level"):
            local(lambda shard: shard, [[1]])

    def test_some_worker_is_needed(self, local):
        with pytest.raises(SettingsError, match="0 workers"):
            local(total, [[1]], workers=0)

    def test_closing_ends_the_workers(self, local):
        before = set(multiprocessing.active_children())
        results = local(total, ([n] for n in count()), workers=2)
        next(results)
        assert set(multiprocessing.active_children()) - before
        results.close()
        assert set(multiprocessing.active_children()) <= before

    def test_ctrl_c_ends_parent_and_workers(self, tmp_path):
        code = """
        import signal, sys, time
        # Shells start what runs in the background with Ctrl-C ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.path.insert(0, {here!r})
        from test_engines import forever
        from kg.engines import ENGINES
        if __name__ == "__main__":
            try:
                list(ENGINES["local"](forever, [[{folder!r}]] * 2, workers=2))
            except KeyboardInterrupt:
                print("interrupted")
        """
        script = tmp_path / "script.py"
        here = str(Path(__file__).parent)
        script.write_text(textwrap.dedent(code).format(here=here, folder=str(tmp_path)))
        process = subprocess.Popen(
            [sys.executable, str(script)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while len(list(tmp_path.glob("*.pid"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        workers = [int(found.stem) for found in tmp_path.glob("*.pid")]
        assert len(workers) == 2
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert out == "interrupted\n"
        assert "Traceback" not in err
        for pid in workers:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def slow_pid(shard):
    time.sleep(0.3)
    return os.getpid()


def forever(shard):
    (Path(shard[0]) / f"{os.getpid()}.pid").write_text("")
    time.sleep(600)


def test_a_mistyped_engine_is_suggested():
    with pytest.raises(SettingsError, match="did you mean local"):
        get_engine("locl")
