"""How many of a gold file's actors the mention finder reaches.

    python bench/mentions.py GOLD.jsonl [--errors] [--lang fr]

GOLD holds one text per line with `lang`, `text` and `relations` whose `source` and `target` are
rolled-up actor ids, alternatives separated by "|". For every owed relation both actors are sought
among the mentions of the text: as agents, as places, as others, or nowhere.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kg.records import Mention

__all__ = ["main", "measure"]

Row = dict[str, Any]


def _bare(actor: str) -> str:
    return actor.rpartition(":")[2]


def reached(mentions: Iterable[Mention], wanted: str, roll_up: Callable[[str], str | None]) -> str:
    """Return the best use under which an actor of `wanted` ("A|B") is mentioned, or "missed"."""
    names = {_bare(name) for name in wanted.split("|")}
    uses = set()
    for mention in mentions:
        ids = {_bare(a) for a in mention.actors}
        ids |= {_bare(roll_up(a) or a) for a in mention.actors}
        if ids & names:
            uses.add(mention.use)
    return next((use for use in ("agent", "place", "other") if use in uses), "missed")


def measure(
    rows: Iterable[Row],
    find: Callable[[Row], Iterable[Mention]],
    roll_up: Callable[[str], str | None],
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Return per language how gold actors are reached, and a line for each that is not as agent."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    errors = []
    for row in rows:
        mentions = list(find(row))
        owed = [r for r in row["relations"] if not r.get("optional")]
        for wanted in sorted({r[side] for r in owed for side in ("source", "target")}):
            use = reached(mentions, wanted, roll_up)
            counts[row["lang"]][use] += 1
            if use != "agent":
                errors.append(f"{use:6} {wanted:12} {row['id']} {row['text']}")
    return counts, errors


def main() -> None:
    """Run the measure from the command line and print it."""
    from kg.gazetteer import load_gazetteer
    from kg.lang.pack import load_pack
    from kg.mentions import MentionFinder
    from kg.nlp import load_pipeline, parse

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--lang")
    args = parser.parse_args()
    gazetteer = load_gazetteer()
    rows = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines()]
    rows = [row for row in rows if not args.lang or row["lang"] == args.lang]
    tools = {
        lang: (load_pipeline(lang), MentionFinder(load_pack(lang), gazetteer))
        for lang in sorted({row["lang"] for row in rows})
    }
    spent = {"parse": 0.0, "mentions": 0.0}

    def find(row: Row) -> Iterable[Mention]:
        nlp, finder = tools[row["lang"]]
        start = time.perf_counter()
        doc = parse(nlp, row["text"])
        parsed = time.perf_counter()
        mentions = finder.find(doc)
        spent["parse"] += parsed - start
        spent["mentions"] += time.perf_counter() - parsed
        return mentions

    counts, errors = measure(rows, find, gazetteer.roll_up)
    for lang, uses in counts.items():
        total = uses.total()
        parts = ", ".join(f"{use} {n} ({n / total:.1%})" for use, n in uses.most_common())
        print(f"{lang}: {total} gold actors: {parts}")
    print(f"parse {spent['parse']:.2f} s, mentions {spent['mentions']:.2f} s")
    if args.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
