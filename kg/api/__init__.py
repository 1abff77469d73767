"""The notebook's face: everything the command line can do is a call here."""

from __future__ import annotations

from kg.api.answers import (
    describe_ties,
    export,
    failures,
    find_actors,
    query,
    show,
    show_actor,
    to_networkx,
    view,
)
from kg.api.extraction import build, extract, to_row
from kg.api.inspection import Explained, check, doctor, explain
from kg.api.reports import BuildReport, Check, Claim, QueryResult, Tie
from kg.evaluation import MentionReport, Report, evaluate, evaluate_mentions

__all__ = [
    "BuildReport",
    "Check",
    "Claim",
    "Explained",
    "MentionReport",
    "QueryResult",
    "Report",
    "Tie",
    "build",
    "check",
    "describe_ties",
    "doctor",
    "evaluate",
    "evaluate_mentions",
    "explain",
    "export",
    "extract",
    "failures",
    "find_actors",
    "query",
    "show",
    "show_actor",
    "to_networkx",
    "to_row",
    "view",
]
