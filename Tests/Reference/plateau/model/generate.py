#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes random scenarios for machines and events, with what the model makes of them.

The model's rules for the libraries are held against the recorded traces first.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from pathlib import Path
from random import Random

from replay import replay_all
from rules import Machine
from scripts import Script
from tables import TableMaker

SCENARIOS = 300
FOLDER = Path(__file__).resolve().parent


def digest() -> str:
    """The SHA-256 of the model's scripts, in the order of their names."""
    hashed = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.py")):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def scenarios(coverage: Counter[str]) -> list[str]:
    """The lines of all scenarios."""
    lines: list[str] = []
    for number in range(SCENARIOS):
        numbers = Random(number)
        table = TableMaker(numbers).make()
        count(table.machines, coverage)
        lines += [f"scenario {number}", *table.text()]
        lines += Script(table, numbers, coverage).lines()
    return lines


def count(machines: list[Machine], coverage: Counter[str]) -> None:
    """Counts the settings that machines have."""
    for machine in machines:
        coverage[f"machine: {machine.kind}"] += 1
        if machine.kind == "signal":
            continue
        coverage[f"machine: {machine.mode}"] += 1
        coverage[f"machine: not finite, {machine.on_non_finite}"] += 1
        if machine.smoothing:
            coverage["machine: smoothing"] += 1
        if machine.averages > 1:
            coverage["machine: averages"] += 1
        if machine.kind == "crosses":
            continue
        coverage[f"machine: threshold, {machine.threshold_kind}"] += 1
        coverage[f"machine: best since {machine.best}"] += 1
        coverage[f"machine: patience in {machine.patience_unit.value}"] += 1
        if machine.cooldown:
            coverage[f"machine: cooldown in {machine.cooldown_unit.value}"] += 1


def main() -> int:
    """Checks the rules, writes the scenarios; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=FOLDER, metavar="FOLDER")
    output: Path = parser.parse_args().output
    if findings := replay_all(FOLDER.parent):
        print(*findings, sep="\n", file=sys.stderr)
        return 1
    coverage: Counter[str] = Counter()
    lines = scenarios(coverage)
    header = [f"script-sha256: {digest()}", f"scenarios: {SCENARIOS}"]
    header += [f"{name}: {number}" for name, number in sorted(coverage.items())]
    text = "\n".join([*(f"# {line}" for line in header), *lines]) + "\n"
    (output / "scenarios.txt").write_text(text, encoding="utf-8", newline="\n")
    print(f"{SCENARIOS} scenarios of the model in {output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
