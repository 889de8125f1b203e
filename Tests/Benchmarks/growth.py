# SPDX-License-Identifier: Apache-2.0
"""Shows how the time of a compilation grows with the pieces and with the groups of a recipe."""

from __future__ import annotations

import tempfile
from pathlib import Path

from child_process import cost, lines
from table import heading, median

#: The orders of magnitude of pieces; a cycle has some 26 of them.
PIECES = (100, 1_000, 10_000, 100_000)
PIECES_OF_A_CYCLE = 26
GROUPS = (1, 10, 100, 1_000)
#: How often the longest of the runs is repeated; shorter ones more often.
REPEATS = 3


def recipe(length: int, phase: str, groups: int = 0) -> str:
    """A recipe of one phase, with groups that differ in their factor."""
    rules = "".join(
        f'  group{index}: {{ match: "layer{index}.*", multiply: {{ lr: {1 / (index + 2)!r} }} }}\n'
        for index in range(groups)
    )
    return (
        f"recipec: 1\nrun: {{ length: {length} steps }}\n"
        + (f"groups:\n{rules}" if rules else "")
        + f"schedules:\n  lr: {{ phases: [{phase}] }}\n"
    )


def cycles(pieces: int, phase: str) -> str:
    """A recipe of so many pieces, of cycles of 1,000 updates."""
    return recipe(pieces // PIECES_OF_A_CYCLE * 1_000, phase)


def pieces(bench: Path) -> None:
    """Times the stages for 10^2 to 10^5 pieces, of curves that differ and of one that repeats."""
    families = {
        "unequal cycles": (
            "restarts: { from: 0.1, to: 1e-3, first: 1000 steps, peak_decay: 0.9999 }"
        ),
        "equal cycles": "restarts: { from: 0.1, to: 1e-3, first: 1000 steps }",
    }
    print(heading("Growth with the number of pieces, processor time"))
    titles = ("pieces", "read", "fit", "prove", "each")
    print(f"{'':<24}" + "".join(f"{title:>12}" for title in titles))
    with tempfile.TemporaryDirectory() as folder:
        for family, phase in families.items():
            for size in PIECES:
                file = Path(folder) / f"{family.split()[0]}{size}.yaml"
                file.write_text(cycles(size, phase), encoding="utf-8")
                repeats = str(1 if size == PIECES[-1] else REPEATS)
                found = lines([bench, "stages", file, "--repeats", repeats])
                count = int(found[f"{file.stem}_pieces"][0])
                stages = ("read", "fit", "prove")
                times = [
                    median([float(one) for one in found[f"{file.stem}_{stage}"]])
                    for stage in stages
                ]
                columns = "".join(f"{1e3 * one:>9.1f} ms" for one in times)
                each = 1e6 * sum(times) / count
                print(f"{family:<24}{count:>12,}{columns}{each:>9.1f} us")


def groups(tool: Path) -> None:
    """Times the whole process for 1 to 1,000 groups, which share the rows of one schedule."""
    print(heading("Growth with the number of groups, the tool as a process"))
    titles = ("processor", "wall", "peak", "each")
    print(f"{'':<24}" + "".join(f"{title:>12}" for title in titles))
    with tempfile.TemporaryDirectory() as folder:
        for count in GROUPS:
            file = Path(folder) / f"groups{count}.yaml"
            phase = "cosine: { from: 0.1, to: 1e-3 }"
            file.write_text(recipe(450_450, phase, count), encoding="utf-8")
            costs = [cost([tool, "check", file]) for _ in range(REPEATS)]
            processor = median([one.processor for one in costs])
            wall = median([one.wall for one in costs])
            peak = max(one.peak for one in costs) / 2**20
            print(
                f"{count:>6,} groups           {1e3 * processor:>9.1f} ms{1e3 * wall:>9.1f} ms"
                f"{peak:>8.1f} MiB{1e6 * processor / count:>9.1f} us"
            )


def growth(tool: Path, bench: Path) -> None:
    """Prints both."""
    pieces(bench)
    groups(tool)
