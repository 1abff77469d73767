"""How commands speak: results on stdout, the rest on stderr, nothing that a text could forge.

Exit codes: 0 all went well, 1 an error, 2 a command that was written wrongly, 3 some articles
failed and the rest is done, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "ERROR",
    "OK",
    "SOME_FAILED",
    "STOPPED",
    "USAGE",
    "ReaderGone",
    "console",
    "is_terminal",
    "json_line",
    "open_page",
    "plain",
    "put",
    "say",
    "tell",
    "write_lines",
]

OK, ERROR, USAGE, SOME_FAILED, STOPPED = 0, 1, 2, 3, 130

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def plain(text: object) -> str:
    """Return `text` without characters that would steer a terminal, safe to print.

    >>> plain("Pe\\x1b[31mkin")
    'Pe[31mkin'
    """
    return _CONTROL.sub("", str(text)).encode("utf-8", "replace").decode("utf-8")


class ReaderGone(Exception):
    """Whoever read our output closed it: ``kg extract … | head``."""


def put(line: str) -> None:
    """Print a line as it is, at once. Raises ReaderGone when nobody reads any more."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        # Its own class, because typer ends the program on a BrokenPipeError; and the interpreter
        # must not try to flush the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderGone from None


def say(text: object = "") -> None:
    """Print a line of the result, safe for a terminal."""
    put(plain(text))


def tell(text: object) -> None:
    """Print a line beside the result: progress, warnings, errors."""
    print(plain(text), file=sys.stderr)


def json_line(value: Any) -> str:
    """Return `value` as one line of JSON; days are written as ISO strings."""
    return json.dumps(value, ensure_ascii=False, default=str)


def write_lines(lines: Iterable[str], path: Path | None) -> None:
    """Write lines to a file, or to stdout, each as soon as it comes.

    A file that is there already is overwritten when the first line has come, not before: a run
    that fails at once destroys nothing. Raises ExportError.
    """
    if path is None:
        for line in lines:
            put(line)
        return
    from kg.errors import ExportError

    following = iter(lines)
    try:
        path.open("a").close()
        first = next(following, None)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for line in chain([] if first is None else [first], following):
                file.write(line + "\n")
    except OSError as error:
        raise ExportError(f"cannot write: {error.strerror or error}", where=str(path)) from error


def is_terminal() -> bool:
    """Whether a person is reading stdout."""
    return sys.stdout.isatty()


def console() -> Console:
    """Return the console for tables; only worth it on a terminal."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def open_page(path: Path) -> None:
    """Show a page in the browser."""
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        tell(f"no browser could be started; open {path} yourself")
