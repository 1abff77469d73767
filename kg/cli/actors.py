"""``kg actors find`` and ``kg actors show``."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

import typer

from kg.cli.options import JsonFlag, LangOption
from kg.cli.output import say

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look up actors: states, organisations, groups, persons.",
)

Name = Annotated[str, typer.Argument(help="Id or name, in any language.")]


@app.command()
def find(name: Name, lang: LangOption = None, as_json: JsonFlag = False) -> None:
    """List the actors that a name may mean, likeliest first.

    \b
    Examples:
      kg actors find Corée
      kg actors find "Xi" --json
    """
    from kg import api
    from kg.settings import load_settings

    # What nobody is called raises in show_actor, which suggests names like it.
    found = api.find_actors(name) or [api.show_actor(name)]
    code = load_settings(lang=lang).lang
    for actor in found:
        say(
            actor.model_dump_json()
            if as_json
            else f"{actor.id}\t{actor.type}\t{actor.name_in(code)}"
        )


@app.command()
def show(name: Name, as_json: JsonFlag = False) -> None:
    """Show what is known of one actor: names, offices, memberships.

    \b
    Examples:
      kg actors show PRK
      kg actors show "Conseil de sécurité"
    """
    from kg import api

    actor = api.show_actor(name)
    if as_json:
        say(actor.model_dump_json())
        return
    say(f"{actor.id}  {actor.type}")
    for code, label in actor.label.items():
        say(f"  {code}: {label}")
    if actor.affiliation:
        say(f"  belongs to: {actor.affiliation}")
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in actor.names:
        names[each.lang, each.kind].append(each.text)
    for (code, kind), texts in names.items():
        say(f"  {kind} ({code}): {', '.join(dict.fromkeys(texts))}")
    for office in actor.offices:
        say(f"  {office.title or office.office} of {office.of}{_span(office.start, office.end)}")
    for membership in actor.memberships:
        when = _span(membership.start, membership.end)
        say(f"  {membership.status} of {membership.org}{when}")


def _span(start: str | None, end: str | None) -> str:
    return f": {start or '…'} – {end or '…'}" if start or end else ""
