"""Fails when a wheel lacks a file of the package that git tracks, or is too large."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

LIMIT_MB = 60


def main(wheel: Path) -> int:
    """Return 0 when the wheel is complete and small enough, 1 otherwise."""
    tracked = subprocess.run(
        ["git", "ls-files", "kg"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    shipped = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in tracked if name not in shipped]
    size = wheel.stat().st_size / 1e6
    print(f"{wheel.name}: {len(shipped)} files, {size:.1f} MB")
    for name in missing:
        print(f"missing from the wheel: {name}")
    if size > LIMIT_MB:
        print(f"larger than {LIMIT_MB} MB")
    return int(bool(missing) or size > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
