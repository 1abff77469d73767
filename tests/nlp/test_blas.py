"""The threads of numpy's BLAS."""

from __future__ import annotations

import numpy
import pytest

from kg.nlp import blas, load_pipeline, parse


def test_threads_are_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(blas, "_threads", lambda: (lambda: 7, calls.append))

    def fail() -> None:
        with blas.one_thread():
            raise ValueError(f"broken after {calls}")

    with pytest.raises(ValueError, match=r"broken after \[1\]"):
        fail()
    assert calls == [1, 7]


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from thinc.api import get_current_ops

    monkeypatch.setattr(blas, "_threads", lambda: None)
    before = get_current_ops()
    with blas.one_thread(), blas.fast_products():
        assert get_current_ops() is before


def test_parsing_runs_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(blas, "_threads", lambda: (lambda: 4, calls.append))
    parse(load_pipeline("fr"), "Pékin a dit non.")
    assert calls == [1, 4]


def test_vectors_are_those_of_the_other_library() -> None:
    from thinc.api import NumpyOps

    with blas.fast_products():
        left, right = (numpy.arange(12, dtype="float32").reshape(s) / 7 for s in ((3, 4), (4, 3)))
        fast = NumpyOps(use_blis=False).gemm(left, right)
    assert numpy.allclose(fast, NumpyOps(use_blis=True).gemm(left, right), rtol=1e-5)
