"""``kg evaluate``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import ActorFiles, JsonFlag
from kg.cli.output import json_line, put, say

if TYPE_CHECKING:
    from kg.api import EventReport, MentionReport, Report
    from kg.evaluation import Counts

__all__ = ["evaluate"]


def evaluate(
    paths: Annotated[
        list[Path], typer.Argument(help="Files of gold texts (JSON lines).", metavar="GOLD...")
    ],
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            help="Level of --errors and --by: pair, ordered, quad, type; of mentions: actor, use, "
            "span, fine.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="Group by type, rule, construction, modality, split or lang; mentions by kind, "
            "use, genre, split or lang.",
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show each text with something wrong or missed.")
    ] = False,
    split: Annotated[str | None, typer.Option("--split", help="Only the texts of a split.")] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", help="Leave out relations below it, 0 to 1.")
    ] = 0.0,
    extract: Annotated[
        bool,
        typer.Option("--extract", help="Of events: put together what is found in the texts."),
    ] = False,
    actors: ActorFiles = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure how well relations, or mentions, are found in gold texts.

    Precision, recall and F1 with 95 % intervals: for the pair of actors, the direction, the quad
    class and the type. Files whose texts have "mentions" and no "relations" measure who is found:
    the actor, whether as agent, place or other, the span, the finer actor. Files of articles with
    "claims" measure which claims are put together as one event.

    \b
    Examples:
      kg evaluate data/gold/fr.jsonl --split open --errors
      kg evaluate gold.jsonl --by type --level type
      kg evaluate data/gold/mentions/fr.jsonl --by kind
      kg evaluate data/gold/events/blind.jsonl --errors
    """
    from kg import api
    from kg.api.choices import chosen
    from kg.evaluation import holds_events, holds_mentions

    if paths and all(holds_events(path) for path in paths):
        told = api.evaluate_events(paths, extract=extract, settings=chosen(None, actors or ()))
        if as_json:
            put(json_line(_event_row(told, errors)))
        else:
            _events(told, errors)
        return
    settings = chosen(None, actors or ())
    if paths and all(holds_mentions(path) for path in paths):
        who = api.evaluate_mentions(
            paths, level=level or "use", by=by, split=split, settings=settings
        )
        if as_json:
            put(json_line(_row(who, errors)))
        else:
            _mentions(who, by, errors)
        return
    report = api.evaluate(
        paths,
        level=level or "ordered",
        by=by,
        split=split,
        min_confidence=min_confidence,
        settings=settings,
    )
    if as_json:
        put(json_line(_row(report, errors)))
        return
    _summary(report)
    if by:
        _groups(report)
    if errors:
        _errors(report)


def _mentions(report: MentionReport, by: str | None, errors: bool) -> None:
    say(f"{report.texts} texts, {report.failed} failed")
    _levels(report)
    agents = report.agents
    say(f"who acts: P {agents.precision:.3f}  R {agents.recall:.3f}  F {agents.f1:.3f}")
    if by:
        _groups(report)
    if errors:
        _errors(report)


def _event_row(report: EventReport, errors: bool) -> dict[str, Any]:
    row = asdict(report)
    if not errors:
        del row["joined"], row["parted"]
    row["pairs"] |= _figures(report.pairs)
    return row | {"f1": report.f1}


def _events(report: EventReport, errors: bool) -> None:
    say(f"{report.claims} claims of {report.articles} articles")
    say(f"events: {report.owed} owed, {report.found} found")
    pairs = report.pairs
    say(f"pairs    P {pairs.precision:.3f}  R {pairs.recall:.3f}  F {pairs.f1:.3f}")
    say(f"B-cubed  P {report.precision:.3f}  R {report.recall:.3f}  F {report.f1:.3f}")
    for what, mistakes in (("joined", report.joined), ("parted", report.parted)):
        for one, other in mistakes if errors else ():
            say(f"\n{what} by mistake:\n  {one}\n  {other}")


def _row(report: Report | MentionReport, errors: bool) -> dict[str, Any]:
    row = asdict(report)
    if not errors:
        del row["mistakes"]
    for name, score in report.levels.items():
        row["levels"][name]["counts"] |= _figures(score.counts)
    for group, counts in report.groups.items():
        row["groups"][group] |= _figures(counts)
    return row


def _figures(counts: Counts) -> dict[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _summary(report: Report) -> None:
    say(f"{report.texts} texts, {report.failed} failed")
    _levels(report)
    say(f"texts that owe nothing: {report.quiet[0]}, nothing wrong said of {report.quiet[1]}")
    say(f"texts that owe something: {report.silent[0]}, nothing found in {report.silent[1]}")
    for detail, (right, seen) in report.details.items():
        share = f"{right / seen:.3f}" if seen else "-"
        say(f"{detail} right: {share} ({right} of {seen})")


def _levels(report: Report | MentionReport) -> None:
    for name, score in report.levels.items():
        counts = score.counts
        figures = "  ".join(
            f"{label} {value:.3f} [{low:.3f},{high:.3f}]"
            for label, value, (low, high) in (
                ("P", counts.precision, score.precision),
                ("R", counts.recall, score.recall),
                ("F", counts.f1, score.f1),
            )
        )
        say(f"{name:8} {figures}  right {counts.right}, wrong {counts.wrong}, owed {counts.owed}")


def _groups(report: Report | MentionReport) -> None:
    say()
    for name, counts in report.groups.items():
        said, owed = counts.right + counts.wrong, counts.owed
        precision = f"{counts.precision:.3f}" if said else "-"
        recall = f"{counts.recall:.3f}" if owed else "-"
        say(
            f"{name:28} P {precision:5}  R {recall:5}  right {counts.right} of {said}, "
            f"found {owed - counts.missed} of {owed}"
        )


def _errors(report: Report | MentionReport) -> None:
    for case in report.mistakes:
        say()
        say(f"{case.id}  {case.text}")
        for claim in case.wrong:
            say(f"   wrong   {claim}")
        for claim in case.missed:
            say(f"   missed  {claim}")
