#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the reference values again and compares them with the committed files.

Only the libraries that are installed take part, and the model of plateaus and events, which needs
none. The exit status is 0 when every file is the same, 1 when one differs, is missing or is left
over, and 2 when something could not be recorded.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Every folder with a `generate.py` that is run, and the distributions that it needs, if any.
RECORDINGS = {
    "torch": "torch",
    "optax": "optax",
    "transformers": "transformers",
    "timm": "timm",
    "fvcore": "fvcore",
    "mmengine": "mmengine",
    "ignite": "pytorch-ignite",
    "fastai": "fastai",
    "keras": "keras torch",
    "paddle": "paddlepaddle",
    "deepspeed": "deepspeed",
    "megatron": "megatron-core",
    "torchtitan": "torchtitan",
    "nemo": "nemo_toolkit",
    "composition": "mpmath",
    "plateau/torch": "torch",
    "plateau/keras": "keras",
    "plateau/optax": "optax",
    "plateau/paddle": "paddlepaddle",
    "plateau/timm": "timm",
    "plateau/ignite": "pytorch-ignite",
    "plateau/transformers": "transformers",
    "plateau/mmengine": "mmengine",
    "plateau/fastai": "fastai",
    "plateau/model": None,
}

SCRIPTS = Path(__file__).resolve().parent

#: Half an ulp of 1, the unit in which a difference between two values is counted.
UNIT = 2.0**-53

#: The lines after which a file has rows and no more header; the last column is the value.
COLUMNS = ("t,value", "update,metric,rate")


def is_installed(distributions: str | None) -> bool:
    """Whether `distributions`, apart by blanks, can be imported, or nothing is needed.

    The package metadata is asked because this folder has sub-folders of the same names, which
    Python takes for packages.
    """
    try:
        for distribution in (distributions or "").split():
            version(distribution)
    except PackageNotFoundError:
        return False
    return True


def rows(lines: list[str], columns: str) -> dict[str, float]:
    """The values of a file by everything that stands before them in their rows."""
    pairs = (line.rsplit(",", 1) for line in lines[lines.index(columns) + 1 :])
    return {place: float(value) for place, value in pairs}


def difference(committed: Path, recorded: Path, tolerance: float) -> str | None:
    """What tells two files apart, in one line; nothing when they agree.

    Values agree when they differ by at most `tolerance` units of 2^-53 of the largest value in
    the file; everything else has to be equal.
    """
    old, new = (path.read_text(encoding="utf-8").splitlines() for path in (committed, recorded))
    if old == new:
        return None
    columns = next((line for line in old if line in COLUMNS), None)
    for number, (before, after) in enumerate(zip(old, new, strict=False), start=1):
        if columns in (before, after):
            break
        if before != after:
            return f"line {number} is {before!r}, recorded now {after!r}"
    if columns is None or columns not in new:
        return f"there are {len(old)} lines, recorded now {len(new)}"
    before_rows, after_rows = rows(old, columns), rows(new, columns)
    if list(before_rows) != list(after_rows):
        return "the recorded updates are different ones"
    largest = max(abs(value) for value in after_rows.values())
    worst = max(after_rows, key=lambda place: abs(after_rows[place] - before_rows[place]))
    distance = abs(after_rows[worst] - before_rows[worst])
    if distance <= tolerance * UNIT * largest:
        return None
    units = distance / (UNIT * largest) if largest else math.inf
    return (
        f"update {worst} is {before_rows[worst]!r}, recorded now {after_rows[worst]!r}:"
        f" {units:.3g} units of 2^-53 of the largest value"
    )


def compare(name: str, folder: Path, tolerance: float) -> list[str]:
    """Every difference between the files in `folder` and what the recording `name` returns now."""
    script = SCRIPTS / name / "generate.py"
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run([sys.executable, script, "--output", temporary], check=True)
        recorded = {path.name: path for path in Path(temporary).iterdir()}
        suffixes = {path.suffix for path in recorded.values()}
        committed = {path.name: path for path in folder.glob("*") if path.suffix in suffixes}
        committed.pop("not-recorded.txt", None)
        findings = []
        for file in sorted(committed | recorded):
            if file not in recorded:
                findings.append(f"{name}/{file}: no case records it")
            elif file not in committed:
                findings.append(f"{name}/{file}: not in {folder}")
            elif found := difference(committed[file], recorded[file], tolerance):
                findings.append(f"{name}/{file}: {found}")
        return findings


def main() -> int:
    """Compares and reports; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=SCRIPTS,
        metavar="FOLDER",
        help="the folder with the sub-folders to compare (default: the one of this script)",
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
    findings = []
    for name, distributions in RECORDINGS.items():
        if not is_installed(distributions):
            print(f"{name}: {distributions} is not installed")
            continue
        try:
            findings += compare(name, arguments.folder / name, arguments.tolerance)
        except subprocess.CalledProcessError as failure:
            print(f"{name}: the recording ended with {failure.returncode}", file=sys.stderr)
            return 2
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
