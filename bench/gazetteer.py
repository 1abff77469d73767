"""What the gazetteer costs, and how that grows with the number of actors.

    python bench/gazetteer.py [PATH...] [--actors 3000 30000 300000] [--rounds 3] [--lang fr]

PATH is text as `kg build` reads it (default: seeds/). Each size runs in a process of its own: the
shipped actors and as many invented ones, read from a CSV file as a user's own are, as the size asks
for. Times are of the processor, with one thread, the best of the rounds. Printed for each size:

- load: reading the files into a gazetteer, and building the mention finder of the language;
- match: finding names alone, and all of the mention stage, as a share of the parse of the texts;
- memory: what gazetteer and finder add to the process, and that by actor;

and each of these as a ratio to the smallest size.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import argparse
import csv
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import kg.gazetteer
from kg.gazetteer import load_gazetteer
from kg.records import Article

_SHIPPED = Path(kg.gazetteer.__file__).parent / "actors.jsonl"
#: Syllables of invented names: they look like names, share beginnings, and are no words.
_SYLLABLES = ("ba", "ko", "ri", "mu", "ta", "ze", "lo", "fi", "shu", "dra", "gor", "wen", "ust")
_STATES = ("FRA", "CHN", "USA", "RUS", "IND", "BRA", "NGA", "EGY", "TUR", "DEU")


def invented(count: int) -> list[dict[str, str]]:
    """Rows of a CSV file of actors: persons and groups in equal parts, each with three names."""
    chance = random.Random(7)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).title()

    rows = []
    for number in range(count):
        person = number % 2 == 0
        name = f"{word()} {word()}" if person else f"Front {word()} de {word()}"
        rows.append(
            {
                "id": f"{'per' if person else 'grp'}:X{number}",
                "type": "person" if person else "group",
                "affiliation": chance.choice(_STATES),
                "names_any": f"{name}; {name} {word()}",
                "names_fr": f"{word()} {name}",
            }
        )
    return rows


def memory() -> float:
    """Resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def timed(run: Callable[[], Any], rounds: int = 1) -> tuple[float, Any]:
    """Seconds of processor time of the best of `rounds`, and the last result."""
    best, result = float("inf"), None
    for _ in range(rounds):
        begun = time.process_time()
        result = run()
        best = min(best, time.process_time() - begun)
    return best, result


def measure(size: int, paths: list[Path], lang: str, rounds: int) -> dict[str, float]:
    """All figures for one number of actors."""
    from kg.lang import load_pack
    from kg.mentions import MentionFinder
    from kg.mentions.text import Text
    from kg.nlp import load_pipeline, parse_many
    from kg.sources import read

    articles = [found for found in read(paths) if isinstance(found, Article)]
    texts = [found.text for found in articles if found.lang in (None, lang)]
    nlp, pack = load_pipeline(lang), load_pack(lang)
    list(parse_many(nlp, texts[:1]))
    parsing, docs = timed(lambda: list(parse_many(nlp, texts)), rounds)
    shipped = len(_SHIPPED.read_text(encoding="utf-8").splitlines())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "more.csv"
        rows = invented(max(0, size - shipped))
        with file.open("w", encoding="utf-8", newline="") as stream:
            fields = ("id", "type", "affiliation", "names_any", "names_fr")
            writer = csv.DictWriter(stream, fields)
            writer.writeheader()
            writer.writerows(rows)
        del rows
        gc.collect()
        before = memory()
        loading, gazetteer = timed(lambda: load_gazetteer([file]))
        building, finder = timed(lambda: MentionFinder(pack, gazetteer))
        gc.collect()
        grown = memory() - before
    matching, _ = timed(lambda: [finder._matcher.match(Text(doc)) for doc in docs], rounds)
    finding, _ = timed(lambda: [finder.find(doc) for doc in docs], rounds)
    return {
        "actors": len(gazetteer.actors),
        "load_s": loading,
        "finder_s": building,
        "match_share": matching / parsing,
        "mentions_share": finding / parsing,
        "memory_mib": grown,
        "kib_per_actor": grown * 1024 / len(gazetteer.actors),
    }


def main() -> None:
    """Measure every size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("seeds")])
    parser.add_argument("--actors", nargs="*", type=int, default=[3_000, 30_000, 300_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lang", default="fr")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one is not None:
        print(json.dumps(measure(args.one, args.paths, args.lang, args.rounds)))
        return
    found = []
    for size in args.actors:
        command = [sys.executable, __file__, *map(str, args.paths), "--one", str(size)]
        command += ["--rounds", str(args.rounds), "--lang", args.lang]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout))
    for name in found[0]:
        cells = [f"{row[name]:12,.3f} (×{row[name] / found[0][name]:6.2f})" for row in found]
        print(f"{name:15}", *cells)


if __name__ == "__main__":
    main()
