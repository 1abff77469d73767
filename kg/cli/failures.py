"""``kg failures``."""

from __future__ import annotations

from kg.cli.options import JsonFlag, StoreArgument
from kg.cli.output import say

__all__ = ["failures"]


def failures(store: StoreArgument, as_json: JsonFlag = False) -> None:
    """List what failed so far.

    Files and articles that are not in the store, with the reason and what to do.

    \b
    Examples:
      kg failures world.kg
      kg failures world.kg --json | jq -r .uri
    """
    from kg import api

    for failure in api.failures(store):
        say(
            failure.model_dump_json()
            if as_json
            else f"{failure.uri}: {failure.reason} ({failure.hint})"
        )
