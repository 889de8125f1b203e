#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the reference values again and compares them with the committed files.

Only the libraries that are installed take part. The exit status is 0 when every file is the same,
1 when one differs, is missing or is left over, and 2 when nothing could be recorded.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("torch", "optax")
SCRIPTS = Path(__file__).resolve().parent

#: Half an ulp of 1, the unit in which a difference between two values is counted.
UNIT = 2.0**-53

#: The line after which a file has rows and no more header.
COLUMNS = "t,value"


def is_installed(library: str) -> bool:
    """Whether `library` can be imported.

    The package metadata is asked because this folder has sub-folders of the same names, which
    Python takes for packages.
    """
    try:
        version(library)
    except PackageNotFoundError:
        return False
    return True


def rows(lines: list[str]) -> dict[int, float]:
    """The values of a file by position."""
    pairs = (line.split(",") for line in lines[lines.index(COLUMNS) + 1 :])
    return {int(t): float(value) for t, value in pairs}


def difference(committed: Path, recorded: Path, tolerance: float) -> str | None:
    """What tells two files apart, in one line; nothing when they agree.

    Values agree when they differ by at most `tolerance` units of 2^-53 of the largest value in
    the file; everything else has to be equal.
    """
    old, new = (path.read_text(encoding="utf-8").splitlines() for path in (committed, recorded))
    if old == new:
        return None
    if COLUMNS not in old:
        return f"there is no line {COLUMNS!r}"
    for number, (before, after) in enumerate(zip(old, new, strict=False), start=1):
        if COLUMNS in (before, after):
            break
        if before != after:
            return f"line {number} is {before!r}, recorded now {after!r}"
    before_rows, after_rows = rows(old), rows(new)
    if list(before_rows) != list(after_rows):
        return "the recorded updates are different ones"
    largest = max(abs(value) for value in after_rows.values())
    worst = max(after_rows, key=lambda t: abs(after_rows[t] - before_rows[t]))
    distance = abs(after_rows[worst] - before_rows[worst])
    if distance <= tolerance * UNIT * largest:
        return None
    return (
        f"update {worst} is {before_rows[worst]!r}, recorded now {after_rows[worst]!r}:"
        f" {distance / (UNIT * largest):.3g} units of 2^-53 of the largest value"
    )


def compare(library: str, folder: Path, tolerance: float) -> list[str]:
    """Every difference between the files in `folder` and what `library` returns now."""
    script = SCRIPTS / library / "generate.py"
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run([sys.executable, script, "--output", temporary], check=True)
        committed = {path.name: path for path in folder.glob("*.csv")}
        recorded = {path.name: path for path in Path(temporary).glob("*.csv")}
        findings = []
        for name in sorted(committed | recorded):
            if name not in recorded:
                findings.append(f"{library}/{name}: no case records it")
            elif name not in committed:
                findings.append(f"{library}/{name}: not in {folder}")
            elif found := difference(committed[name], recorded[name], tolerance):
                findings.append(f"{library}/{name}: {found}")
        return findings


def main() -> int:
    """Compares and reports; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=SCRIPTS,
        metavar="CSVDIR",
        help="the folder with the sub-folders torch and optax (default: the one of this script)",
    )
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0.0,
        metavar="UNITS",
        help="units of 2^-53 by which values may differ, for processors whose libm rounds"
        " otherwise (default: 0)",
    )
    arguments = parser.parse_args()
    libraries = [library for library in LIBRARIES if is_installed(library)]
    if not libraries:
        print("neither torch nor optax is installed", file=sys.stderr)
        return 2
    findings = []
    for library in libraries:
        try:
            findings += compare(library, arguments.folder / library, arguments.tolerance)
        except subprocess.CalledProcessError as failure:
            print(f"{library}: the recording ended with {failure.returncode}", file=sys.stderr)
            return 2
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
