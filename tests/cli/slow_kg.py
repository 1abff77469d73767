"""The command with fake stages, as a process of its own that can be interrupted."""

from __future__ import annotations

import runpy
from pathlib import Path

import kg.pipeline
from kg.cli import main

if __name__ == "__main__":
    conftest = runpy.run_path(str(Path(__file__).parent.parent / "conftest.py"))
    kg.pipeline.load_stages = conftest["Fakes"]()
    main()
