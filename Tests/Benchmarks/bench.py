#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the release build against its targets and beside NumPy and optax, and prints a table.

Nothing is asserted: a number depends on the machine and on what else it does. What is compared with
one another is run alternately, A B A B, so that a busy moment meets both; ratios are those of
medians.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from child_process import Cost, cost, lines
from growth import growth
from table import Target, heading, median, row

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
#: Runs that warm caches up and are not counted.
WARM_UP = 3
#: The updates of a fill, the peers' included: the length of the recipe.
UPDATES = 2**24
#: Updates whose values fit into the caches of one core.
IN_CACHE = 2**18
#: The stages of a compilation that are timed.
STAGES = ("read", "fit", "prove")


def whole_processes(tool: Path, recipe: Path, runs: int) -> None:
    """Times the tool as a user sees it, its start included."""
    trillion = HERE / "recipes/trillion.yaml"
    commands = {
        f"check {recipe.name}": ([tool, "check", recipe], Target(20)),
        f"check {trillion.name} (10^12 updates)": ([tool, "check", trillion], Target(60)),
        "check recipes/language/deepseek-v3.yaml": (
            [tool, "check", recipe.parent / "language/deepseek-v3.yaml"],
            Target(60),
        ),
        f"check {recipe.parent.name}/ (every file)": ([tool, "check", recipe.parent], Target(400)),
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


@dataclass(frozen=True)
class Peer:
    """Another library that computes the same, in a process of its own."""

    name: str
    #: The interpreter that has the library; `None` where none has.
    python: Path | None
    script: str
    #: The name of what the script prints.
    line: str

    def seconds(self, updates: int) -> float:
        """Seconds per update."""
        command = [self.python, HERE / self.script, "--repeats", "3", "--updates", str(updates)]
        return float(lines([word for word in command if word])[self.line][0])


def interpreter(libraries: Sequence[str], *candidates: str | None) -> Path | None:
    """The first interpreter that has all of the libraries."""
    code = "import importlib.util as i, sys; sys.exit(not all(map(i.find_spec, sys.argv[1:])))"
    for candidate in filter(None, candidates):
        command = [candidate, "-c", code, *libraries]
        if subprocess.run(command, check=False).returncode == 0:
            return Path(candidate)
    return None


def peers() -> tuple[Peer, Peer]:
    """NumPy and optax, the latter also where the environment says that there is an interpreter."""
    jax_python = os.environ.get("RECIPEC_JAX_PYTHON")
    return (
        Peer(
            "NumPy, closed form",
            interpreter(["numpy"], sys.executable),
            "numpy_peer.py",
            "numpy_seconds_per_update",
        ),
        Peer(
            "optax, jitted, f32",
            interpreter(["jax", "optax"], sys.executable, jax_python),
            "optax_peer.py",
            "optax_seconds_per_update",
        ),
    )


def fills(bench: Path, recipe: Path, updates: int, repeats: int) -> dict[str, float]:
    """Seconds per update of every way to fill a buffer."""
    command = [bench, "fill", recipe, "--updates", str(updates), "--repeats", str(repeats)]
    return {
        name: median([float(sample) for sample in samples])
        for name, samples in lines(command).items()
    }


def evaluation(bench: Path, pairs: int) -> None:
    """Times the evaluators alternately with NumPy and optax."""
    numpy, optax = peers()
    recipe = HERE / "recipes/warmup_cosine.yaml"
    found: dict[str, list[float]] = {}
    for _ in range(pairs):
        for name, seconds in fills(bench, recipe, UPDATES, repeats=3).items():
            found.setdefault(name, []).append(seconds)
        # Where memory is not what limits, one instruction set shows beside another.
        for name, seconds in fills(bench, recipe, IN_CACHE, repeats=21).items():
            found.setdefault(f"{name}, in cache", []).append(seconds)
        for peer in (numpy, optax):
            if peer.python:
                found.setdefault(peer.name, []).append(peer.seconds(UPDATES))
    print(heading(f"Contiguous evaluation of {UPDATES:,} updates, {pairs} rounds in turn"))
    for name, samples in found.items():
        print(row(name, [1e-9 / one for one in samples], "G updates/s"))
    best = "avx2" if "fill_f64_avx2" in found else "sse2" if "fill_f64_sse2" in found else "simd8"
    comparisons = [
        (f"fill_f64_{best}", numpy.name, 50.0),
        (f"fill_f32_{best}", optax.name, 10.0),
        ("fill_f64_avx2, in cache", "fill_f64_sse2, in cache", 1.7),
        ("constant_f64", "memset_f64", 0.7),
        ("constant_f32", "memset_f32", 0.7),
    ]
    for own, other, goal in comparisons:
        missing = [name for name in (own, other) if name not in found]
        if missing:
            print(f"skipped: {own} over {other} ({', '.join(missing)} is not installed here)")
            continue
        each = [theirs / ours for theirs, ours in zip(found[other], found[own], strict=True)]
        ratio = median(found[other]) / median(found[own])
        target = Target(goal, at_least=True)
        print(row(f"{own} over {other}", [ratio], "times", target))
        print(row("  round by round", each, "times"))


def lookups(bench: Path) -> None:
    """Times single values and gathers."""
    print(heading("Values one by one, processor time"))
    targets = {
        "gather_at_random_10": Target(6),
        "gather_at_random_1000": Target(10),
        "cursor_in_order_10": Target(4),
        "cursor_in_order_1000": Target(4),
    }
    for name, samples in lines([bench, "lookup"]).items():
        print(row(name, [1e9 * float(sample) for sample in samples], "ns", targets.get(name)))


def opening(bench: Path) -> None:
    """Times opening a table, and prints what it then takes."""
    print(heading("Opening and verifying a table of 16 KiB, processor time"))
    found = lines([bench, "open"])
    for name, target in (("open", Target(150)), ("digest", None)):
        print(row(name, [1e6 * float(sample) for sample in found[name]], "us", target))
    for name in (name for name in found if name.startswith("memory")):
        memory, file = (int(one) / 1024 for one in found[name])
        print(row(f"{name} of a file of {file:.1f} KiB", [memory], "KiB", Target(file + 64)))


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
    parser.add_argument("--pairs", type=int, default=5, help="of fills in turn with the peers")
    arguments = parser.parse_args()
    tool, bench = arguments.build / "recipec", arguments.build / "recipec-bench"
    recipe = arguments.recipes / "resnet50.yaml"
    for needed in (tool, bench, recipe):
        if not needed.exists():
            parser.error(f"{needed} is missing: run `make bench`")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {load} (1, 5, 15 minutes)")
    whole_processes(tool, recipe, arguments.runs)
    evaluation(bench, arguments.pairs)
    lookups(bench)
    opening(bench)
    stages(bench, recipe)
    growth(tool, bench)
    sizes(bench, arguments.recipes)


if __name__ == "__main__":
    main()
