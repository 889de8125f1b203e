#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the release build against its targets and beside NumPy, and prints a table.

Nothing is asserted: a number depends on the machine and on what else it does. What is compared with
one another is run alternately, A B A B, so that a busy moment meets both; ratios are those of
medians.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import sys
from pathlib import Path

from child_process import Cost, cost, lines
from table import Target, heading, median, row

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
#: Runs that warm caches up and are not counted.
WARM_UP = 3
#: The stages of a compilation that are timed.
STAGES = ("read", "fit", "prove")


def whole_processes(tool: Path, recipe: Path, runs: int) -> None:
    """Times the tool as a user sees it, its start included."""
    trillion = HERE / "recipes/trillion.yaml"
    commands = {
        f"check {recipe.name}": ([tool, "check", recipe], Target(20)),
        f"check {trillion.name} (10^12 updates)": ([tool, "check", trillion], Target(60)),
        "start (--version)": ([tool, "--version"], Target(5)),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for run in range(WARM_UP + runs):
        for name, (command, _) in commands.items():
            measured = cost(command)
            if run >= WARM_UP:
                costs[name].append(measured)
    print(heading(f"The tool as a process, {runs} runs each"))
    for name, (_, target) in commands.items():
        print(row(name, [1e3 * one.wall for one in costs[name]], "ms", target))
        print(row("  processor time of it", [1e3 * one.processor for one in costs[name]], "ms"))
    for name in list(commands)[:2]:
        peaks = [one.peak / 2**20 for one in costs[name]]
        print(row(f"peak memory, {name}", peaks, "MiB", Target(64)))


def evaluation(bench: Path, recipe: Path, pairs: int, updates: int) -> None:
    """Times the evaluators alternately with NumPy."""
    has_numpy = importlib.util.find_spec("numpy") is not None
    ours: dict[str, list[float]] = {}
    numpy: list[float] = []
    for _ in range(pairs):
        for name, samples in lines([bench, "fill", recipe, "--updates", str(updates)]).items():
            ours.setdefault(name, []).append(median([float(sample) for sample in samples]))
        if has_numpy:
            peer = [sys.executable, HERE / "numpy_peer.py", "--repeats", "3"]
            found = lines([*peer, "--updates", str(updates)])
            numpy.append(float(found["numpy_seconds_per_update"][0]))
    print(heading(f"Contiguous evaluation of {updates:,} updates, {pairs} pairs with NumPy"))
    for name, seconds in ours.items():
        target = Target(1.1, at_least=True) if name == "fill_f64_simd8" else None
        print(row(name, [1e-9 / one for one in seconds], "G updates/s", target))
    if not has_numpy:
        print("skipped: NumPy's closed form and the ratio to it (there is no numpy here)")
        return
    print(row("NumPy, closed form", [1e-9 / one for one in numpy], "G updates/s"))
    ratio = median(numpy) / median(ours["fill_f64_simd8"])
    each = [peer / own for peer, own in zip(numpy, ours["fill_f64_simd8"], strict=True)]
    goal = Target(25, at_least=True)
    print(row("fill_f64_simd8 over NumPy, of medians", [ratio], "times", goal))
    print(row("fill_f64_simd8 over NumPy, pair by pair", each, "times", goal))


def lookups(bench: Path, recipe: Path) -> None:
    """Times single values and gathers."""
    print(heading("Values one by one, processor time"))
    for name, samples in lines([bench, "lookup", recipe]).items():
        target = Target(6) if name == "gather_at_random" else None
        print(row(name, [1e9 * float(sample) for sample in samples], "ns", target))


def stages(bench: Path, recipe: Path) -> None:
    """Times the stages of compilation for each kind of curve."""
    kinds = sorted((HERE / "recipes/kinds").glob("*.yaml"))
    recipes = [*kinds, HERE / "recipes/trillion.yaml", recipe]
    print(heading("Stages of a compilation in one process, processor time"))
    print(f"{'':<24}{'read':>11}{'fit':>11}{'prove':>11}{'pieces':>9}   no targets")
    found = lines([bench, "stages", *recipes])
    for name in (path.stem for path in recipes):
        times = [median([float(one) for one in found[f"{name}_{stage}"]]) for stage in STAGES]
        columns = "".join(f"{1e3 * one:>8.3f} ms" for one in times)
        print(f"{name:<24}{columns}{found[f'{name}_pieces'][0]:>9}")


def sizes(bench: Path, recipes: Path) -> None:
    """Prints how large the tables of the recipes are."""
    print(heading(f"Tables of {recipes.name}/"))
    files = sorted(recipes.rglob("*.yaml"))
    found = lines([bench, "sizes", *files]) if files else {}
    bound = {name: int(size) / 1024 for name, (size,) in found.items() if size.isdigit()}
    if not bound:
        print("skipped: table sizes (there is no recipe that compiles)")
        return
    print(row(f"table size of {len(bound)} recipes", list(bound.values()), "KiB", Target(16)))
    largest = max(bound, key=lambda name: bound[name])
    print(row(f"largest: {largest}", [bound[largest]], "KiB", Target(64)))
    for name in sorted(found.keys() - bound.keys()):
        print(f"skipped: {name} ({found[name][0]})")


def main() -> None:
    """Measures everything and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / ".build/release", metavar="FOLDER")
    parser.add_argument("--recipes", type=Path, default=ROOT / "recipes", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=20, help="of each whole process")
    parser.add_argument("--pairs", type=int, default=5, help="of fills with NumPy")
    parser.add_argument("--updates", type=int, default=2**24, help="of each fill")
    arguments = parser.parse_args()
    tool, bench = arguments.build / "recipec", arguments.build / "recipec-bench"
    recipe = arguments.recipes / "resnet50.yaml"
    for needed in (tool, bench, recipe):
        if not needed.exists():
            parser.error(f"{needed} is missing: run `make bench`")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {load} (1, 5, 15 minutes)")
    whole_processes(tool, recipe, arguments.runs)
    evaluation(bench, recipe, arguments.pairs, arguments.updates)
    lookups(bench, recipe)
    stages(bench, recipe)
    sizes(bench, arguments.recipes)


if __name__ == "__main__":
    main()
