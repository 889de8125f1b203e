#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records Paddle's plateau, next to recipes that mean the same."""

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
from paddle_plateau import PaddlePlateau
from plateau_case import absolute, relative
from reference_case import generate

PATIENCE = [
    PaddlePlateau(name="constant", patience=10),
    PaddlePlateau(name="patience_0", patience=0, factor=0.5, metrics=noisy(1, 60, 1.0, 0.98, 0.05)),
    PaddlePlateau(name="patience_1", patience=1, factor=0.5, metrics=noisy(2, 60, 1.0, 0.98, 0.05)),
    PaddlePlateau(name="patience_5", patience=5, factor=0.5, metrics=noisy(3, 90, 1.0, 0.99, 0.1)),
    PaddlePlateau(name="long", patience=5, factor=0.9, metrics=descending(4, 300, 6, 0.02)),
]

COOLDOWN = [
    PaddlePlateau(name="cooldown_1", factor=0.5, cooldown=1),
    PaddlePlateau(name="cooldown_3", factor=0.5, cooldown=3),
    PaddlePlateau(
        name="cooldown_noisy",
        factor=0.5,
        patience=1,
        cooldown=3,
        metrics=noisy(5, 120, 1.0, 0.99, 0.1),
    ),
    PaddlePlateau(
        name="best_during_cooldown",
        factor=0.5,
        cooldown=3,
        metrics=recovering([(4, 1), (1, 0.25), (6, 0.75), (6, 0.5), (8, 0.375), (9, 0.25)]),
    ),
    PaddlePlateau(
        name="cooldown_patience_0",
        factor=0.5,
        patience=0,
        cooldown=1,
        metrics=noisy(6, 60, 1.0, 0.97, 0.1),
    ),
]

THRESHOLDS = [
    PaddlePlateau(
        name="absolute",
        factor=0.5,
        threshold=absolute(0.02),
        metrics=noisy(7, 90, 1.0, 0.98, 0.02),
    ),
    PaddlePlateau(
        name="no_threshold",
        factor=0.5,
        threshold=relative(0.0),
        metrics=recovering([(3, 1), (1, 0.999), (3, 0.999), (1, 0.998), (4, 0.998), (9, 0.9985)]),
    ),
    PaddlePlateau(name="slow", patience=5, factor=0.5, metrics=slow(120, 1.0, 2.0**-17)),
    PaddlePlateau(
        name="along_the_threshold",
        patience=1,
        factor=0.9,
        metrics=along_relative_threshold(8, 200, 1e-4),
    ),
    PaddlePlateau(
        name="along_a_wide_threshold",
        patience=1,
        factor=0.9,
        threshold=relative(0.003),
        metrics=along_relative_threshold(9, 200, 0.003),
    ),
]

MODES_AND_SIGNS = [
    PaddlePlateau(
        name="max", mode="max", factor=0.5, metrics=negated(noisy(10, 90, -0.5, 1.01, 0.05))
    ),
    PaddlePlateau(
        name="max_absolute",
        mode="max",
        factor=0.5,
        threshold=absolute(0.01),
        cooldown=1,
        metrics=negated(noisy(11, 90, -0.5, 1.01, 0.05)),
    ),
    # A negative best less τ of it lies above the best: a constant metric improves for ever.
    PaddlePlateau(name="negative", metrics=constant(40, -1.0)),
    PaddlePlateau(
        name="negative_getting_worse",
        patience=1,
        factor=0.5,
        threshold=relative(0.01),
        metrics=negated(noisy(12, 60, 1.0, 0.99, 0.02)),
    ),
    PaddlePlateau(
        name="negative_max",
        mode="max",
        patience=1,
        factor=0.5,
        threshold=relative(0.01),
        metrics=negated(noisy(13, 60, 1.0, 0.99, 0.02)),
    ),
    PaddlePlateau(
        name="through_zero",
        patience=1,
        factor=0.5,
        threshold=relative(0.05),
        metrics=slow(60, 0.25, 0.0625) + constant(10, -0.66) + constant(20, -0.5),
    ),
]

FLOORS = [
    PaddlePlateau(name="floor", patience=1, factor=0.5, floor=0.01),
    PaddlePlateau(
        name="floor_long", patience=1, factor=0.9, floor=3e-4, metrics=descending(14, 300, 4, 0.05)
    ),
    PaddlePlateau(name="floor_above_base", floor=0.5),
    PaddlePlateau(name="eps_freeze", base=1e-6, patience=0),
    PaddlePlateau(name="large_eps", patience=0, factor=0.5, eps=1e-3),
    PaddlePlateau(name="eps_freeze_above_floor", patience=0, factor=0.5, eps=1e-3, floor=1e-3),
]

NOT_FINITE = [
    PaddlePlateau(
        name="nan",
        patience=1,
        factor=0.5,
        cooldown=1,
        metrics=with_values(noisy(15, 60, 1.0, 0.99, 0.05), NAN, [3, 4, 5, 11, 20, 22, 24, 40, 41]),
    ),
    PaddlePlateau(
        name="nan_first",
        patience=1,
        factor=0.5,
        metrics=with_values(noisy(16, 40, 1.0, 0.97, 0.05), NAN, [0, 1]),
    ),
    PaddlePlateau(name="nan_only", patience=5, factor=0.5, metrics=[NAN] * 30),
    PaddlePlateau(
        name="infinity",
        patience=1,
        factor=0.5,
        metrics=with_values(noisy(17, 60, 1.0, 0.97, 0.05), INFINITY, [0, 1, 7, 8, 9, 30, 31, 32]),
    ),
]

CASES = [*PATIENCE, *COOLDOWN, *THRESHOLDS, *MODES_AND_SIGNS, *FLOORS, *NOT_FINITE]

if __name__ == "__main__":
    release = version("paddlepaddle")
    generate(Path(__file__).resolve(), f"paddlepaddle {release}", CASES, PaddlePlateau.record)
