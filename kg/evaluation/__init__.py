"""How well the program reads: gold sentences, scores at four levels, errors one by one."""

from __future__ import annotations

from kg.evaluation.events import EventReport, evaluate_events, holds_events
from kg.evaluation.gold import Claim, GoldText, read_gold
from kg.evaluation.matching import LEVELS, Level, Outcome, compare, matches
from kg.evaluation.mentions import MentionReport, MentionText, evaluate_mentions, holds_mentions
from kg.evaluation.run import GROUPS, claim_of, evaluate, predict
from kg.evaluation.scores import Counts, Mistakes, Report, Score, build_report

__all__ = [
    "GROUPS",
    "LEVELS",
    "Claim",
    "Counts",
    "EventReport",
    "GoldText",
    "Level",
    "MentionReport",
    "MentionText",
    "Mistakes",
    "Outcome",
    "Report",
    "Score",
    "build_report",
    "claim_of",
    "compare",
    "evaluate",
    "evaluate_events",
    "evaluate_mentions",
    "holds_events",
    "holds_mentions",
    "matches",
    "predict",
    "read_gold",
]
