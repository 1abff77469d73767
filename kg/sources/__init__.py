"""Reads articles from files and folders: one reader per kind of file, found by suffix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.records import Article, Failure
from kg.sources.base import Limits, Notice, Reader, ReadOptions, failure, headline
from kg.sources.jsonl import read_jsonl
from kg.sources.text import read_text
from kg.sources.walk import explain, files_in

__all__ = ["READERS", "Limits", "Notice", "Reader", "headline", "read"]

#: Suffix to reader. A new kind of input is one file in this folder and its line here.
READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}


def read(
    paths: Iterable[str | Path],
    *,
    limits: Limits | None = None,
    skip: Collection[Path] = (),
    notice: Callable[[Notice], None] | None = None,
) -> Iterator[Article | Failure]:
    """Yield an article, or a failure that says why there is none, for each thing found in `paths`.

    Order: that of `paths`, names sorted inside folders, lines inside files. `skip` names files to
    leave out (one's own output); `notice` is called for input that was used but deserves a word.
    Raises nothing for bad input, whatever it is.
    """
    options = ReadOptions(limits=limits or Limits())
    if notice is not None:
        options = ReadOptions(limits=options.limits, notice=notice)
    for path, error in files_in([Path(path) for path in paths], skip):
        if error is not None:
            yield failure(error)
            continue
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            yield failure(_no_reader(path))
            continue
        try:
            yield from reader(path, options)
        except OSError as problem:
            yield failure(explain(problem, path))
        except UnicodeError as problem:
            broken = InputError(str(problem), where=str(path), hint="save it as UTF-8 text")
            yield failure(broken)


def _no_reader(path: Path) -> InputError:
    kind = f"{path.suffix} files" if path.suffix else "files without a suffix"
    return InputError(
        f"no reader for {kind}", where=str(path), hint=f"readable: {', '.join(READERS)}"
    )
