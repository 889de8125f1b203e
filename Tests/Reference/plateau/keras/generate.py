#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records Keras' plateau, next to recipes that mean the same."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[2] / "recording"))

from keras_plateau import KerasPlateau
from metric_traces import (
    INFINITY,
    NAN,
    across_binades,
    along_single_threshold,
    constant,
    descending,
    negated,
    noisy,
    recovering,
    slow,
    with_values,
)
from plateau_case import absolute
from reference_case import generate

PATIENCE = [
    KerasPlateau(name="constant", patience=10),
    KerasPlateau(name="patience_0", patience=0, factor=0.5, metrics=noisy(1, 60, 1.0, 0.98, 0.05)),
    KerasPlateau(name="patience_1", patience=1, factor=0.5, metrics=noisy(2, 60, 1.0, 0.98, 0.05)),
    KerasPlateau(name="patience_5", patience=5, factor=0.5, metrics=noisy(3, 90, 1.0, 0.99, 0.1)),
    KerasPlateau(name="long", patience=5, factor=0.9, metrics=descending(4, 300, 6, 0.02)),
]

COOLDOWN = [
    KerasPlateau(name="cooldown_1", factor=0.5, cooldown=1),
    KerasPlateau(name="cooldown_3", factor=0.5, cooldown=3),
    KerasPlateau(
        name="cooldown_noisy",
        factor=0.5,
        patience=1,
        cooldown=3,
        metrics=noisy(5, 120, 1.0, 0.99, 0.1),
    ),
    KerasPlateau(
        name="best_during_cooldown",
        factor=0.5,
        cooldown=3,
        metrics=recovering([(4, 1), (1, 0.25), (6, 0.75), (6, 0.5), (8, 0.375), (9, 0.25)]),
    ),
    KerasPlateau(
        name="cooldown_patience_0",
        factor=0.5,
        patience=0,
        cooldown=3,
        metrics=noisy(6, 60, 1.0, 0.97, 0.1),
    ),
]

THRESHOLDS = [
    KerasPlateau(
        name="absolute",
        factor=0.5,
        threshold=absolute(0.02),
        metrics=noisy(7, 90, 1.0, 0.98, 0.02),
    ),
    KerasPlateau(
        name="no_threshold",
        factor=0.5,
        threshold=absolute(0.0),
        metrics=recovering([(3, 1), (1, 0.999), (3, 0.999), (1, 0.998), (4, 0.998), (9, 0.9985)]),
    ),
    KerasPlateau(name="slow", patience=5, factor=0.5, metrics=slow(120, 1.0, 2.0**-17)),
    KerasPlateau(
        name="along_the_threshold",
        patience=1,
        factor=0.9,
        metrics=along_single_threshold(8, 200, absolute=1e-4),
    ),
    KerasPlateau(
        name="along_a_wide_threshold",
        patience=1,
        factor=0.9,
        threshold=absolute(0.003),
        metrics=along_single_threshold(9, 200, absolute=0.003),
    ),
    KerasPlateau(
        name="across_binades",
        patience=1,
        factor=0.9,
        threshold=absolute(0.11),
        metrics=across_binades(0.11, 30),
    ),
    KerasPlateau(
        name="across_binades_max",
        mode="max",
        patience=1,
        factor=0.9,
        threshold=absolute(0.07),
        metrics=negated(across_binades(0.07, 40)),
    ),
    # Rounded to single precision the threshold would tip the sums that lie half-way.
    KerasPlateau(
        name="half_a_unit",
        patience=1,
        factor=0.9,
        threshold=absolute(0.12500002979504643),
        metrics=across_binades(0.12500002979504643, 20),
    ),
    # In double precision each value beats the best by more than nothing, in single it does not.
    KerasPlateau(
        name="below_single_precision",
        patience=1,
        factor=0.5,
        threshold=absolute(0.0),
        metrics=[1.0 - index * 2.0**-26 for index in range(40)],
    ),
]

MODES_AND_SIGNS = [
    KerasPlateau(
        name="max", mode="max", factor=0.5, metrics=negated(noisy(10, 90, -0.5, 1.01, 0.05))
    ),
    KerasPlateau(
        name="max_cooldown",
        mode="max",
        factor=0.5,
        threshold=absolute(0.01),
        cooldown=3,
        metrics=negated(noisy(11, 90, -0.5, 1.01, 0.05)),
    ),
    KerasPlateau(name="negative", metrics=constant(40, -1.0)),
    KerasPlateau(
        name="negative_getting_worse",
        patience=1,
        factor=0.5,
        threshold=absolute(0.01),
        metrics=negated(noisy(12, 40, 1.0, 0.99, 0.02)),
    ),
]

FLOORS = [
    KerasPlateau(name="floor", patience=1, factor=0.5, floor=0.01),
    KerasPlateau(
        name="floor_cooldown",
        patience=1,
        factor=0.5,
        floor=0.01,
        cooldown=3,
        metrics=noisy(18, 80, 1.0, 0.995, 0.1),
    ),
    KerasPlateau(
        name="floor_long", patience=1, factor=0.9, floor=3e-4, metrics=descending(14, 300, 4, 0.05)
    ),
    KerasPlateau(name="floor_above_base", floor=0.5),
]

NOT_FINITE = [
    KerasPlateau(
        name="nan",
        patience=1,
        factor=0.5,
        cooldown=3,
        metrics=with_values(noisy(15, 60, 1.0, 0.99, 0.05), NAN, [3, 4, 5, 11, 20, 22, 24, 40, 41]),
    ),
    # The first value becomes the best whatever it is, and nothing is better than NaN.
    KerasPlateau(
        name="nan_first",
        patience=5,
        factor=0.5,
        metrics=with_values(noisy(16, 40, 1.0, 0.97, 0.05), NAN, [0]),
    ),
    KerasPlateau(
        name="infinity",
        patience=1,
        factor=0.5,
        metrics=with_values(noisy(17, 60, 1.0, 0.97, 0.05), INFINITY, [0, 1, 7, 8, 9, 30, 31, 32]),
    ),
]

CASES = [*PATIENCE, *COOLDOWN, *THRESHOLDS, *MODES_AND_SIGNS, *FLOORS, *NOT_FINITE]

if __name__ == "__main__":
    generate(Path(__file__).resolve(), f"keras {version('keras')}", CASES, KerasPlateau.record)
