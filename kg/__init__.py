"""kg: news articles in, a graph of who does what to whom out, each edge with its sentences.

>>> import kg
>>> kg.Article(id="1", uri="a.txt", text="Pékin soutient Pyongyang.").title
''
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.version import __version__

if TYPE_CHECKING:
    from kg.api import (
        BuildReport,
        QueryResult,
        build,
        check,
        different_actors,
        doctor,
        evaluate,
        evaluate_events,
        evaluate_mentions,
        explain,
        export,
        extract,
        failures,
        find_actors,
        find_events,
        judgements,
        query,
        same_actors,
        show,
        show_actor,
        to_networkx,
        unknown_actors,
        view,
        write_unknown,
    )
    from kg.errors import KGError
    from kg.records import Actor, Article, Failure, Mention, Relation
    from kg.settings import Settings

__all__ = [
    "Actor",
    "Article",
    "BuildReport",
    "Failure",
    "KGError",
    "Mention",
    "QueryResult",
    "Relation",
    "Settings",
    "__version__",
    "build",
    "check",
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
    "query",
    "same_actors",
    "show",
    "show_actor",
    "to_networkx",
    "unknown_actors",
    "view",
    "write_unknown",
]

_HOME = {
    "kg.errors": ("KGError",),
    "kg.records": ("Actor", "Article", "Failure", "Mention", "Relation"),
    "kg.settings": ("Settings",),
}
_WHERE = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `import kg` alone loads nothing slow."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_WHERE.get(name, "kg.api")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
