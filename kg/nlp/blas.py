"""numpy's BLAS, one thread at a time.

It knows newer processors than the one thinc brings and takes half the time, but over products as
small as a parser's it wastes its threads on waiting for each other.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

__all__ = ["fast_products", "one_thread"]

_NAMES = [(pre, end) for pre in ("scipy_openblas", "openblas") for end in ("64_", "")]


@cache
def _threads() -> tuple[Callable[[], int], Callable[[int], object]] | None:
    """How the threads of numpy's OpenBLAS are asked for and set; None if it is another library."""
    import numpy

    root = Path(numpy.__file__).parent
    for folder in (root.parent / "numpy.libs", root / ".dylibs", root / ".libs"):
        for path in sorted(folder.glob("*openblas*")):
            library = ctypes.CDLL(str(path))
            for pre, end in _NAMES:
                if hasattr(library, f"{pre}_set_num_threads{end}"):
                    return (
                        getattr(library, f"{pre}_get_num_threads{end}"),
                        getattr(library, f"{pre}_set_num_threads{end}"),
                    )
    return None


@contextmanager
def one_thread() -> Iterator[None]:
    """numpy's BLAS has one thread within, and as many as before after; elsewhere nothing happens.

    >>> with one_thread():
    ...     pass
    """
    threads = _threads()
    if threads is None:
        yield
        return
    get, put = threads
    before = get()
    put(1)
    try:
        yield
    finally:
        put(before)


@contextmanager
def fast_products() -> Iterator[None]:
    """Models made within multiply matrices by numpy's BLAS where its threads can be set.

    What they compute is equal to the sixth digit.
    """
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    if type(before) is NumpyOps and _threads():
        set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)
