#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes composed schedules and formulas with mpmath, next to recipes that mean the same.

Every number of a recipe is rounded to binary64 once, and all else is exact: 60 digits stand for
that. Each formula below is written by hand from the reference of the language, in t alone, and does
not know how the compiler composes, splits or fits. The first schedule of a recipe is recorded.

    generate.py                    writes the files of this folder
    generate.py --output FOLDER    writes them elsewhere
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 60


def F(text: str) -> mpf:  # noqa: N802, so that formulas stay short
    """A decimal of a recipe, as the compiler rounds it."""
    return mpf(float(text))


#: What 60 digits leave of an exact integer that thirds went into: floor and ceil must not see it.
DUST = mpf(10) ** -40


def floor(value: mpf) -> mpf:
    """The largest integer that is not above a value."""
    return mp.floor(value + DUST)


def ceil(value: mpf) -> mpf:
    """The smallest integer that is not below a value."""
    return mp.ceil(value - DUST)


MASK = 2**64 - 1


def splitmix(seed: int, index: int) -> int:
    """Number `index` of a seed, of SplitMix64 (Steele, Lea and Flood, 2014)."""
    z = (seed + (index + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def unit(seed: int, index: int) -> mpf:
    """A number in (0, 1)."""
    return (mpf(splitmix(seed, index) >> 12) + mpf(1) / 2) / 2**52


def normal(seed: int, cell: int) -> mpf:
    """A number of a normal distribution with deviation 1/2, without those beyond 1."""
    for first in range(cell * 128, cell * 128 + 128, 2):
        radius = mp.sqrt(-2 * mp.log(unit(seed, first)))
        value = radius * mp.cos(2 * mp.pi * unit(seed, first + 1)) / 2
        if abs(value) <= 1:
            return mpf(float(value))
    return mpf(0)


def noisy(amount: str, z: mpf) -> mpf:
    """A factor around 1, as binary64 has it."""
    return mpf(1 + float(amount) * float(z))


def linear(start: mpf, end: mpf, p: mpf) -> mpf:
    """A straight line from p = 0 to p = 1."""
    return start * (1 - p) + end * p


def cosine(start: mpf, end: mpf, p: mpf) -> mpf:
    """Half a cosine from p = 0 to p = 1."""
    return end + (start - end) * (1 + mp.cos(mp.pi * p)) / 2


@dataclass(frozen=True)
class Case:
    """A recipe, and the value of its first schedule at an update."""

    name: str
    updates: int
    recipe: str
    value: Callable[[mpf], mpf]
    #: Updates to record besides those that are spread over the run.
    places: tuple[int, ...] = field(default=())

    def recorded(self) -> list[int]:
        """All updates of a short run; of a long one both ends, the places, and 300 more."""
        if self.updates <= 600:
            return list(range(self.updates))
        numbers = random.Random(self.name)
        chosen = {numbers.randrange(self.updates) for _ in range(300)}
        for place in (0, self.updates, *self.places):
            chosen.update(range(place - 3, place + 4))
        return sorted(update for update in chosen if 0 <= update < self.updates)


def run(length: str, schedules: str, extra: str = "") -> str:
    """A recipe of a run and its schedules."""
    lines = ["recipec: 1", f"run: {{ length: {length} }}", *extra.strip().splitlines()]
    return "\n".join(lines + ["schedules:", *schedules.strip("\n").splitlines()])


CASES = [
    Case(
        "times_curve",
        500,
        run(
            "500 steps",
            """
  lr:
    phases: [cosine: { from: 0.1, to: 0 }]
    times: warm
""",
            "curves: { warm: { phases: [linear: { from: 0, to: 1, for: 120 steps }, hold] } }",
        ),
        lambda t: cosine(F("0.1"), mpf(0), t / 500) * min(t / 120, mpf(1)),
    ),
    Case(
        "times_list",
        400,
        run(
            "400 steps",
            """
  lr:
    phases: [polynomial: { from: 0.3, to: 0.01, power: 2 }]
    times: [0.7, 1 + t / 1000, { phases: [hold: { from: 1, for: 40% }, linear: { to: 0.15 }] }]
""",
        ),
        lambda t: (F("0.01") + (F("0.3") - F("0.01")) * (1 - t / 400) ** 2)
        * F("0.7")
        * (1 + t / 1000)
        * (mpf(1) if t < 160 else linear(mpf(1), F("0.15"), (t - 160) / 240)),
    ),
    Case(
        "blend_over_cosine",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [cosine: { from: 0.01, to: 1e-4 }]
    blend: { from: 0.1, for: 90 steps }
""",
        ),
        lambda t: cosine(F("0.01"), F("1e-4"), t / 600)
        if t >= 90
        else F("0.1") * (1 - t / 90) + cosine(F("0.01"), F("1e-4"), t / 600) * (t / 90),
    ),
    Case(
        "blend_from_zero_by_cosine",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [linear: { from: 5e-5, to: 0 }]
    blend: { from: 0, for: 10%, shape: cosine }
""",
        ),
        lambda t: linear(F("5e-5"), mpf(0), t / 600)
        * (mpf(1) if t >= 60 else (1 - mp.cos(mp.pi * t / 60)) / 2),
    ),
    Case(
        "cooldown_to_zero",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [exponential: { from: 0.1, to: 0.01 }]
    cooldown: { for: last 25% }
""",
        ),
        lambda t: F("0.1")
        * (F("0.01") / F("0.1")) ** (t / 600)
        * (mpf(1) if t < 450 else 1 - (t - 450) / 150),
    ),
    Case(
        "cooldown_to_value_by_1_sqrt",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [staircase: { from: 0.02, factor: 0.5, at: [100 steps, 500 steps] }]
    cooldown: { for: last 200 steps, to: 1e-3, shape: 1-sqrt }
""",
        ),
        lambda t: (
            lambda v: v
            if t < 400
            else v * (1 - mp.sqrt((t - 400) / 200)) + F("1e-3") * mp.sqrt((t - 400) / 200)
        )(F("0.02") if t < 100 else F("0.01") if t < 500 else F("0.005")),
    ),
    Case(
        "cooldown_by_factor",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [staircase: { values: [0.023, 0.03496, 0.03979], at: [200 steps, 400 steps] }]
    cooldown: { for: last 60%, factor: 0.15 }
""",
        ),
        lambda t: (F("0.023") if t < 200 else F("0.03496") if t < 400 else F("0.03979"))
        * (mpf(1) if t < 240 else linear(mpf(1), F("0.15"), (t - 240) / 360)),
    ),
    Case(
        "round_to_floor",
        600,
        run(
            "600 steps",
            """
  width:
    bounds: [0, 10000]
    phases: [linear: { from: 3072, to: 5000 }]
    round_to: { multiple: 16, mode: floor }
""",
        ),
        lambda t: 16 * floor((3072 + mpf(5000 - 3072) * t / 600) / 16),
    ),
    Case(
        "round_to_nearest",
        600,
        run(
            "600 steps",
            """
  width:
    bounds: [0, 10000]
    phases: [cosine: { from: 100, to: 7 }]
    round_to: { multiple: 3 }
""",
        ),
        lambda t: 3 * floor(cosine(mpf(100), mpf(7), t / 600) / 3 + mpf(1) / 2),
    ),
    Case(
        "round_to_ceil",
        600,
        run(
            "600 steps",
            """
  width:
    bounds: [0, 10000]
    phases: [linear: { from: 1, to: 100, for: 300 steps }, linear: { to: 40 }]
    round_to: { multiple: 8, mode: ceil }
""",
        ),
        lambda t: 8
        * ceil(
            (
                linear(mpf(1), mpf(100), t / 300)
                if t < 300
                else linear(mpf(100), mpf(40), (t - 300) / 300)
            )
            / 8
        ),
    ),
    Case(
        "clamp",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [cosine: { from: 0.1, to: 0 }]
    clamp: [0.01, 0.08]
""",
        ),
        lambda t: min(max(cosine(F("0.1"), mpf(0), t / 600), F("0.01")), F("0.08")),
    ),
    Case(
        "follows_square",
        600,
        run(
            "600 steps",
            """
  weight_decay: { follows: lr, as: lr^2 }
  lr:
    phases:
      - warmup: { from: 0, to: 0.01, for: 60 steps }
      - cosine: { to: 1e-4 }
""",
        ),
        lambda t: (
            linear(mpf(0), F("0.01"), t / 60)
            if t < 60
            else cosine(F("0.01"), F("1e-4"), (t - 60) / 540)
        )
        ** 2,
    ),
    Case(
        "follows_and_is_scaled",
        600,
        run(
            "600 steps",
            """
  weight_decay: { follows: lr, as: 0.1 * lr / 0.3, times: 2 }
  lr: { phases: [linear: { from: 0.3, to: 0.1 }] }
""",
        ),
        lambda t: F("0.1") * linear(F("0.3"), F("0.1"), t / 600) / F("0.3") * 2,
    ),
    Case(
        "adafactor_beta2",
        100_000,
        run("100000 steps", "  beta2: { expression: 1 - (t + 1)^-0.8 }"),
        lambda t: 1 - (t + 1) ** F("-0.8"),
    ),
    Case(
        "noam",
        50_000,
        run(
            "50000 steps",
            "  lr: { expression: 'd^-0.5 * min((t + 1)^-0.5, (t + 1) * w^-1.5)' }",
            "vars: { d: 512, w: 4000 }",
        ),
        lambda t: mpf(512) ** F("-0.5")
        * min((t + 1) ** F("-0.5"), (t + 1) * mpf(4000) ** F("-1.5")),
        (4000,),
    ),
    Case(
        "cosine_as_a_formula",
        1_000_000_000_000,
        run(
            "1T steps",
            "  lr: { expression: '0.1 * (0.5 * (1 + cos(pi * p)))' }",
        ),
        lambda t: F("0.1") * (1 + mp.cos(mp.pi * t / 10**12)) / 2,
        (10**12 - 1, 10**12 - 2, 10**12 - 1000),
    ),
    Case(
        "formulas_that_end_at_zero",
        600,
        run(
            "600 steps",
            """
  lr:
    bounds: [0, 1]
    phases:
      - expression: { formula: 1 - p^2, for: 100 steps }
      - expression: { formula: 1 - sqrt(p), for: 100 steps, jump: true }
      - expression: { formula: 2 * 0.5^p - 1, for: 100 steps, jump: true }
      - expression: { formula: cos(pi * p / 2)^2, for: 100 steps, jump: true }
      - expression: { formula: 0.25 - 0.25 * cos(2 * pi * p), for: 100 steps }
      - expression: { formula: "max(0, 1 - (t - 499) / 77)", jump: true }
""",
        ),
        lambda t: [
            lambda p: 1 - p**2,
            lambda p: 1 - mp.sqrt(p),
            lambda p: 2 * mpf(1) / 2**p - 1,
            lambda p: mp.cos(mp.pi * p / 2) ** 2,
            lambda p: mp.sin(mp.pi * p) ** 2 / 2,
            lambda p: max(mpf(0), 1 - (100 * p + 1) / 77),
        ][int(t) // 100]((t % 100) / 100),
    ),
    Case(
        "average_up_to_its_limit",
        1_000_000_000_000,
        run(
            "1T steps",
            "  ema: { expression: 'min(0.9999, (t + 2) / (t + 11))', bounds: [0, 0.9999] }",
        ),
        lambda t: min(F("0.9999"), (t + 2) / (t + 11)),
        (*range(600), *range(600, 90_000, 300), *range(89_980, 89_992)),
    ),
    Case(
        "formula_phases",
        600,
        run(
            "600 steps",
            """
  momentum:
    phases:
      - expression: { formula: "min(0.95, 0.5 + t/500)", for: 300 steps }
      - expression: "previous - 0.1 * sin(pi * p)^2"
""",
        ),
        lambda t: min(F("0.95"), F("0.5") + t / 500)
        if t < 300
        else F("0.95") - F("0.1") * mp.sin(mp.pi * (t - 300) / 300) ** 2,
    ),
    Case(
        "waves",
        600,
        run(
            "600 steps",
            "  dropout: { expression: 'if(t < 250, 0.1, 0.2) * abs(cos(2*pi*(t + 0.5)/100))' }",
        ),
        lambda t: (F("0.1") if t < 250 else F("0.2"))
        * abs(mp.cos(2 * mp.pi * (t + mpf("0.5")) / 100)),
    ),
    Case(
        "steps_of_a_formula",
        600,
        run(
            "600 steps",
            """
  x:
    bounds: [-1000, 1000]
    expression: floor(t / 70) - ceil(k / 90) + round(n * p / 37) + clamp(t - 100, -5, 5)
""",
        ),
        lambda t: floor(t / 70)
        - ceil(t / 90)
        + floor(t / 37 + mpf(1) / 2)
        + min(max(t - 100, mpf(-5)), mpf(5)),
    ),
    Case(
        "functions",
        600,
        run(
            "600 steps",
            """
  x:
    bounds: [-1000, 1000]
    expression: >-
      exp(-p) + log(t + 2) - log2(t + 1) / 7 + log10(k + 3) + sqrt(t)
      + tanh(2*p - 1) + sin(t / 10)
""",
        ),
        lambda t: mp.exp(-t / 600)
        + mp.log(t + 2)
        - mp.log(t + 1, 2) / 7
        + mp.log10(t + 3)
        + mp.sqrt(t)
        + mp.tanh(2 * t / 600 - 1)
        + mp.sin(t / 10),
    ),
    Case(
        "consumption",
        640,
        run(
            "10 epochs, dataset: 65536 samples, batch: 1024 samples, sequence: 2048 tokens",
            """
  lr:
    expression: 1e-3 / (1 + epoch) + 1e-9 * sqrt(samples + 1) + 1e-12 * (tokens + 1)^0.3
""",
        ),
        lambda t: F("1e-3") / (1 + t / 64)
        + F("1e-9") * mp.sqrt(t * 1024 + 1)
        + F("1e-12") * (t * 1024 * 2048 + 1) ** F("0.3"),
    ),
    Case(
        "noise_uniform",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [cosine: { from: 0.1, to: 0 }]
    noise: { seed: 42, amount: 0.67, every: 25 steps }
""",
        ),
        lambda t: cosine(F("0.1"), mpf(0), t / 600)
        * noisy("0.67", 2 * unit(42, int(t) // 25) - 1),
    ),
    Case(
        "noise_normal",
        600,
        run(
            "600 steps",
            """
  lr:
    phases: [linear: { from: 0.1, to: 0.01 }]
    noise: { seed: 7, amount: 0.3, every: 7 steps, distribution: normal }
""",
        ),
        lambda t: linear(F("0.1"), F("0.01"), t / 600) * noisy("0.3", normal(7, int(t) // 7)),
    ),
    Case(
        "longest",
        10**12,
        run(
            "1T steps",
            """
  lr:
    phases: [expression: "max(0.1 * (1 - p)^2, 1e-3)"]
    times: warm
    cooldown: { for: last 10%, shape: 1-sqrt }
""",
            "curves: { warm: 'min(1, t / 1000000)' }",
        ),
        lambda t: max(F("0.1") * (1 - t / 10**12) ** 2, F("1e-3"))
        * min(mpf(1), t / 10**6)
        * (mpf(1) if t < 9 * 10**11 else 1 - mp.sqrt((t - 9 * 10**11) / 10**11)),
        (10**6, 9 * 10**11),
    ),
]


def text(case: Case, script: str) -> str:
    """A file of the format that `../README.md` describes."""
    lines = [
        f"# library: mpmath, {mp.dps} digits",
        f"# script-sha256: {script}",
        f"# call: CASES[{case.name!r}].value(t)",
        "# kind: closed-form",
        f"# updates: {case.updates}",
        "# recipe:",
        *(f"#   {line}".rstrip() for line in case.recipe.splitlines()),
        "t,value",
    ]
    lines += [f"{update},{float(case.value(mpf(update)))!r}" for update in case.recorded()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes every case."""
    parser = argparse.ArgumentParser(description="Computes composed schedules with mpmath.")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent)
    folder: Path = parser.parse_args().output
    script = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    for case in CASES:
        (folder / f"{case.name}.csv").write_text(text(case, script))


if __name__ == "__main__":
    main()
