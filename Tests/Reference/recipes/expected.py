#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the published recipes have to say, from the formulas of their sources.

Writes expected.csv beside itself: for every channel of every recipe the value that an update uses,
and the largest magnitude in its phase, which tolerances are relative to. Nothing here reads a
recipe. Every number is written again from the paper or the code that the recipe names, positions
are counted with integers, and curves are evaluated with mpmath. The last update of a run is always
among the rows, so they also say how long a run is.
"""

import csv
import pathlib

import batches
import language
import mpmath
import others
import pretraining
import vision
from formulas import ROWS
from mpmath import mp, mpf

HERE = pathlib.Path(__file__).resolve().parent


def decimal(value: mpf) -> str:
    """More digits than a binary64 number has."""
    return mpmath.nstr(value, 25, min_fixed=0, max_fixed=0)


def main() -> None:
    """Write expected.csv."""
    for field in (vision, pretraining, language, batches, others):
        field.rows()
    with open(HERE / "expected.csv", "w", encoding="ascii", newline="") as file:
        file.write(f"# expected.py, mpmath {mpmath.__version__}, {mp.dps} digits\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("recipe", "channel", "update", "value", "maximum"))
        for recipe, channel, update, value, largest in sorted(ROWS, key=lambda row: row[:3]):
            writer.writerow((recipe, channel, update, decimal(value), decimal(largest)))


if __name__ == "__main__":
    main()
