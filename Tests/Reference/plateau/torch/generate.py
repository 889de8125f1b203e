#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records PyTorch's plateau, next to recipes that mean the same."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[2] / "recording"))

from metric_traces import (
    INFINITY,
    NAN,
    along_relative_threshold,
    constant,
    descending,
    negated,
    noisy,
    recovering,
    slow,
    with_values,
)
from plateau_case import absolute, relative
from reference_case import generate
from torch_plateau import TorchPlateau

PATIENCE = [
    TorchPlateau(name="constant", patience=10),
    TorchPlateau(name="patience_0", patience=0, factor=0.5, metrics=noisy(1, 60, 1.0, 0.98, 0.05)),
    TorchPlateau(name="patience_1", patience=1, factor=0.5, metrics=noisy(2, 60, 1.0, 0.98, 0.05)),
    TorchPlateau(name="patience_5", patience=5, factor=0.5, metrics=noisy(3, 90, 1.0, 0.99, 0.1)),
    TorchPlateau(name="long", patience=5, factor=0.9, metrics=descending(4, 300, 6, 0.02)),
]

COOLDOWN = [
    TorchPlateau(name="cooldown_1", factor=0.5, cooldown=1),
    TorchPlateau(name="cooldown_3", factor=0.5, cooldown=3),
    TorchPlateau(
        name="cooldown_noisy",
        factor=0.5,
        patience=1,
        cooldown=3,
        metrics=noisy(5, 120, 1.0, 0.99, 0.1),
    ),
    TorchPlateau(
        name="best_during_cooldown",
        factor=0.5,
        cooldown=3,
        metrics=recovering([(4, 1), (1, 0.25), (6, 0.75), (6, 0.5), (8, 0.375), (9, 0.25)]),
    ),
    TorchPlateau(
        name="cooldown_patience_0",
        factor=0.5,
        patience=0,
        cooldown=1,
        metrics=noisy(6, 60, 1.0, 0.97, 0.1),
    ),
]

THRESHOLDS = [
    TorchPlateau(
        name="absolute",
        factor=0.5,
        threshold=absolute(0.02),
        metrics=noisy(7, 90, 1.0, 0.98, 0.02),
    ),
    TorchPlateau(
        name="no_threshold",
        factor=0.5,
        threshold=relative(0.0),
        metrics=recovering([(3, 1), (1, 0.999), (3, 0.999), (1, 0.998), (4, 0.998), (9, 0.9985)]),
    ),
    TorchPlateau(name="slow", patience=5, factor=0.5, metrics=slow(120, 1.0, 2.0**-17)),
    TorchPlateau(
        name="along_the_threshold",
        patience=1,
        factor=0.9,
        metrics=along_relative_threshold(8, 200, 1e-4),
    ),
    TorchPlateau(
        name="along_a_wide_threshold",
        patience=1,
        factor=0.9,
        threshold=relative(0.003),
        metrics=along_relative_threshold(9, 200, 0.003),
    ),
]

MODES_AND_SIGNS = [
    TorchPlateau(
        name="max", mode="max", factor=0.5, metrics=negated(noisy(10, 90, -0.5, 1.01, 0.05))
    ),
    TorchPlateau(
        name="max_absolute",
        mode="max",
        factor=0.5,
        threshold=absolute(0.01),
        cooldown=1,
        metrics=negated(noisy(11, 90, -0.5, 1.01, 0.05)),
    ),
    # A negative best times 1 − τ lies above the best: a constant metric improves for ever.
    TorchPlateau(name="negative", metrics=constant(40, -1.0)),
    TorchPlateau(
        name="negative_getting_worse",
        patience=1,
        factor=0.5,
        threshold=relative(0.01),
        metrics=negated(noisy(12, 60, 1.0, 0.99, 0.02)),
    ),
    TorchPlateau(
        name="negative_max",
        mode="max",
        patience=1,
        factor=0.5,
        threshold=relative(0.01),
        metrics=negated(noisy(13, 60, 1.0, 0.99, 0.02)),
    ),
    TorchPlateau(
        name="through_zero",
        patience=1,
        factor=0.5,
        threshold=relative(0.05),
        metrics=slow(60, 0.25, 0.0625) + constant(10, -0.66) + constant(20, -0.5),
    ),
]

FLOORS = [
    TorchPlateau(name="floor", patience=1, factor=0.5, floor=0.01),
    TorchPlateau(
        name="floor_long", patience=1, factor=0.9, floor=3e-4, metrics=descending(14, 300, 4, 0.05)
    ),
    TorchPlateau(name="floor_above_base", floor=0.5),
    TorchPlateau(name="eps_freeze", base=1e-6, patience=0),
    TorchPlateau(name="large_eps", patience=0, factor=0.5, eps=1e-3),
    TorchPlateau(name="eps_freeze_above_floor", patience=0, factor=0.5, eps=1e-3, floor=1e-3),
]

NOT_FINITE = [
    TorchPlateau(
        name="nan",
        patience=1,
        factor=0.5,
        cooldown=1,
        metrics=with_values(noisy(15, 60, 1.0, 0.99, 0.05), NAN, [3, 4, 5, 11, 20, 22, 24, 40, 41]),
    ),
    TorchPlateau(
        name="nan_first",
        patience=1,
        factor=0.5,
        metrics=with_values(noisy(16, 40, 1.0, 0.97, 0.05), NAN, [0, 1]),
    ),
    TorchPlateau(name="nan_only", patience=5, factor=0.5, metrics=[NAN] * 30),
    TorchPlateau(
        name="infinity",
        patience=1,
        factor=0.5,
        metrics=with_values(noisy(17, 60, 1.0, 0.97, 0.05), INFINITY, [0, 1, 7, 8, 9, 30, 31, 32]),
    ),
]

CASES = [*PATIENCE, *COOLDOWN, *THRESHOLDS, *MODES_AND_SIGNS, *FLOORS, *NOT_FINITE]

if __name__ == "__main__":
    # What follows a plus sign names the build, which does not matter here.
    release = version("torch").partition("+")[0]
    generate(Path(__file__).resolve(), f"torch {release}", CASES, TorchPlateau.record)
