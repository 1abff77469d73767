"""From paths to files: folders in sorted order, links that run in circles reported."""

from __future__ import annotations

import difflib
import errno
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import InputError

__all__ = ["STORE_SUFFIX", "files_in"]

#: Folders of this name are stores, not articles.
STORE_SUFFIX = ".kg"


def files_in(
    paths: Collection[Path], skip: Collection[Path] = ()
) -> Iterator[tuple[Path, InputError | None]]:
    """Yield every file under `paths`, as an absolute path, in the order given, sorted in folders.

    With the path comes None, or the error that says why it cannot be used. Hidden files, stores
    and the paths in `skip` are left out silently, unless `paths` names them.
    """
    left_out = {_absolute(path) for path in skip}
    for path in paths:
        start = _absolute(path)
        if not os.path.lexists(start):
            yield start, _missing(start)
        else:
            yield from _walk(start, (), left_out)


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _missing(path: Path) -> InputError:
    near: list[str] = []
    if path.parent.is_dir():
        near = difflib.get_close_matches(path.name, os.listdir(path.parent), n=1)
    hint = f"did you mean {path.parent / near[0]}?" if near else "check the path"
    return InputError("no such file or folder", where=str(path), hint=hint)


def _walk(
    path: Path, above: tuple[tuple[int, int], ...], left_out: set[Path]
) -> Iterator[tuple[Path, InputError | None]]:
    try:
        found = path.stat()
    except OSError as error:
        yield path, explain(error, path)
        return
    if stat.S_ISREG(found.st_mode):
        yield path, None
        return
    if not stat.S_ISDIR(found.st_mode):
        what = "neither a file nor a folder"
        yield path, InputError(what, where=str(path), hint="pass text files")
        return
    here = (found.st_dev, found.st_ino)
    if here in above:
        what = "a link that leads back to a folder it lies in"
        yield path, InputError(what, where=str(path), hint="remove the link")
        return
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        yield path, explain(error, path)
        return
    for name in names:
        below = path / name
        if not (name.startswith(".") or name.endswith(STORE_SUFFIX) or below in left_out):
            yield from _walk(below, (*above, here), left_out)


def explain(error: OSError, path: Path) -> InputError:
    """Return what an error of the operating system means for a reader, and what to do about it."""
    hint = "try again"
    if isinstance(error, PermissionError):
        hint = "allow reading it: chmod u+r"
    elif isinstance(error, FileNotFoundError):
        hint = "a broken link, or removed meanwhile"
    elif error.errno == errno.ELOOP:
        hint = "a link that leads to itself: remove it"
    return InputError(error.strerror or str(error), where=str(path), hint=hint)
