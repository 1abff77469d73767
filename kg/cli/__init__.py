"""The command ``kg``: prints what `kg.api` computes. One file per command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer

from kg.api.spreading import collect_seldom
from kg.cli import (
    actors,
    build,
    check,
    doctor,
    evaluate,
    events,
    explain,
    export,
    extract,
    failures,
    query,
    version,
    view,
)
from kg.cli.output import ERROR, OK, STOPPED, USAGE, ReaderGone, tell
from kg.errors import KGError

__all__ = ["app", "main", "run"]

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Articles in, a graph of who does what to whom out, each edge with its sentences.",
    epilog="Exit codes: 0 done, 1 error, 2 wrong usage, 3 some articles failed and the rest is "
    "done, 130 stopped by Ctrl-C.",
)

#: In the order of the help; a new command is one file in this folder and its line here.
_COMMANDS = (
    build.build,
    extract.extract,
    query.query,
    events.events,
    view.view,
    export.export,
    explain.explain,
    failures.failures,
    doctor.doctor,
    check.check,
    evaluate.evaluate,
    version.version,
)
for _command in _COMMANDS:
    app.command()(_command)
app.add_typer(actors.app, name="actors")

#: Typer's error for a command written wrongly, however it brings its command parser along.
_UsageError: Any = typer.BadParameter.__bases__[0]
_TRACEBACK = "--traceback"


@app.callback()
def _options(
    traceback: Annotated[
        bool, typer.Option(_TRACEBACK, help="Show the whole traceback of an unexpected error.")
    ] = False,
) -> None:
    """Options before every command; `run` acts on them."""


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` say and return its exit code; prints, never raises.

    With ``--traceback`` (anywhere) an unexpected error is raised as it is.
    """
    given = [argument for argument in arguments if argument != _TRACEBACK]
    try:
        code = app(given, prog_name="kg", standalone_mode=False)
        if code == STOPPED:  # typer answers Ctrl-C with the code alone
            tell("stopped")
        return code if isinstance(code, int) else OK
    except _UsageError as error:
        error.show()
        return USAGE
    except KGError as error:
        tell(f"kg: {error}")
        return ERROR
    except (KeyboardInterrupt, typer.Abort):
        tell("stopped")
        return STOPPED
    except ReaderGone:
        return OK
    except Exception as error:
        if _TRACEBACK in arguments:
            raise
        tell(
            f"kg: unexpected {type(error).__name__}: {error} (run it with --traceback for details)"
        )
        return ERROR


def main() -> NoReturn:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal or locale that is not UTF-8 loses no line
            stream.reconfigure(encoding="utf-8", errors="replace")
    collect_seldom()
    sys.exit(run(sys.argv[1:]))
