"""The notebook's face: everything the command line can do is a call here."""

from __future__ import annotations

from kg.api.answers import (
    describe_ties,
    export,
    failures,
    find_actors,
    origin,
    query,
    show,
    show_actor,
    to_networkx,
    view,
)
from kg.api.event_list import EventResult, Happening, find_events
from kg.api.extraction import build, extract, to_row
from kg.api.inspection import Explained, check, doctor, explain
from kg.api.judging import different_actors, judgements, same_actors
from kg.api.reports import BuildReport, Check, Claim, QueryResult, Tie
from kg.api.unknown import UnknownName, unknown_actors, write_unknown
from kg.evaluation import (
    EventReport,
    MentionReport,
    Report,
    evaluate,
    evaluate_events,
    evaluate_mentions,
)

__all__ = [
    "BuildReport",
    "Check",
    "Claim",
    "EventReport",
    "EventResult",
    "Explained",
    "Happening",
    "MentionReport",
    "QueryResult",
    "Report",
    "Tie",
    "UnknownName",
    "build",
    "check",
    "describe_ties",
    "different_actors",
    "doctor",
    "evaluate",
    "evaluate_events",
    "evaluate_mentions",
    "explain",
    "export",
    "extract",
    "failures",
    "find_actors",
    "find_events",
    "judgements",
    "origin",
    "query",
    "same_actors",
    "show",
    "show_actor",
    "to_networkx",
    "to_row",
    "unknown_actors",
    "view",
    "write_unknown",
]
