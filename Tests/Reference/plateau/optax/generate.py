#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records optax's plateau, next to recipes that mean the same."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

os.environ["JAX_PLATFORMS"] = "cpu"

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[2] / "recording"))

from metric_traces import (
    INFINITY,
    NAN,
    along_single_threshold,
    constant,
    descending,
    negated,
    noisy,
    recovering,
    slow,
    with_values,
)
from optax_plateau import OptaxPlateau
from plateau_case import absolute, relative
from reference_case import generate

PATIENCE = [
    OptaxPlateau(name="constant", patience=10),
    # With a patience of 0 every improvement cuts, and nothing else does.
    OptaxPlateau(name="patience_0", patience=0, factor=0.9, metrics=noisy(1, 60, 1.0, 0.98, 0.05)),
    OptaxPlateau(name="patience_0_constant", patience=0, factor=0.5),
    OptaxPlateau(name="patience_1", patience=1, factor=0.5, metrics=noisy(2, 60, 1.0, 0.98, 0.05)),
    OptaxPlateau(name="patience_5", patience=5, factor=0.5, metrics=noisy(3, 90, 1.0, 0.99, 0.1)),
    OptaxPlateau(name="long", patience=5, factor=0.9, metrics=descending(4, 300, 6, 0.02)),
]

COOLDOWN = [
    OptaxPlateau(name="cooldown_1", factor=0.5, cooldown=1),
    OptaxPlateau(name="cooldown_3", factor=0.5, cooldown=3),
    OptaxPlateau(
        name="cooldown_noisy",
        factor=0.5,
        patience=1,
        cooldown=3,
        metrics=noisy(5, 120, 1.0, 0.99, 0.1),
    ),
    OptaxPlateau(
        name="best_during_cooldown",
        factor=0.5,
        cooldown=3,
        metrics=recovering([(4, 1), (1, 0.25), (6, 0.75), (6, 0.5), (8, 0.375), (9, 0.25)]),
    ),
    OptaxPlateau(
        name="cooldown_patience_0",
        factor=0.5,
        patience=0,
        cooldown=3,
        metrics=noisy(6, 60, 1.0, 0.97, 0.1),
    ),
]

THRESHOLDS = [
    OptaxPlateau(
        name="absolute",
        factor=0.5,
        threshold=absolute(0.02),
        metrics=noisy(7, 90, 1.0, 0.98, 0.02),
    ),
    OptaxPlateau(name="slow", patience=5, factor=0.5, metrics=slow(120, 1.0, 2.0**-17)),
    OptaxPlateau(
        name="along_the_threshold",
        patience=1,
        factor=0.9,
        metrics=along_single_threshold(8, 200, relative=1e-4),
    ),
    OptaxPlateau(
        name="along_a_wide_threshold",
        patience=1,
        factor=0.9,
        threshold=relative(0.003),
        metrics=along_single_threshold(9, 200, relative=0.003),
    ),
    OptaxPlateau(
        name="along_an_absolute_threshold",
        patience=1,
        factor=0.9,
        threshold=absolute(0.003),
        metrics=along_single_threshold(10, 200, absolute=0.003),
    ),
    # In double precision each value beats the best by enough, in single none does.
    OptaxPlateau(
        name="below_single_precision",
        patience=1,
        factor=0.5,
        threshold=relative(1e-9),
        metrics=[1.0 - index * 2.0**-26 for index in range(40)],
    ),
]

# Compiled, a running mean may be rounded otherwise than step by step, so these stay clear of the
# threshold.
AVERAGES = [
    OptaxPlateau(
        name="averaged",
        patience=1,
        factor=0.5,
        averages=3,
        metrics=noisy(20, 200, 1.0, 0.998, 0.1),
    ),
    OptaxPlateau(
        name="averaged_cooldown",
        patience=2,
        factor=0.5,
        cooldown=1,
        averages=2,
        metrics=noisy(21, 120, 1.0, 0.995, 0.2),
    ),
]

SIGNS = [
    # A negative best times 1 − rtol lies above the best: a constant metric improves for ever.
    OptaxPlateau(name="negative", metrics=constant(40, -1.0)),
    OptaxPlateau(
        name="negative_getting_worse",
        patience=1,
        factor=0.5,
        threshold=relative(0.01),
        metrics=negated(noisy(12, 60, 1.0, 0.99, 0.02)),
    ),
    OptaxPlateau(
        name="through_zero",
        patience=1,
        factor=0.5,
        threshold=relative(0.05),
        metrics=slow(60, 0.25, 0.0625) + constant(10, -0.66) + constant(20, -0.5),
    ),
]

FLOORS = [
    OptaxPlateau(name="floor", patience=1, factor=0.5, floor=0.01),
    OptaxPlateau(
        name="floor_long", patience=1, factor=0.9, floor=3e-4, metrics=descending(14, 300, 4, 0.05)
    ),
]

NOT_FINITE = [
    OptaxPlateau(
        name="nan",
        patience=1,
        factor=0.5,
        cooldown=1,
        metrics=with_values(noisy(15, 60, 1.0, 0.99, 0.05), NAN, [3, 4, 5, 11, 20, 22, 24, 40, 41]),
    ),
    OptaxPlateau(
        name="nan_first",
        patience=2,
        factor=0.5,
        metrics=with_values(noisy(16, 40, 1.0, 0.97, 0.05), NAN, [0, 1]),
    ),
    OptaxPlateau(
        name="nan_patience_0",
        patience=0,
        factor=0.5,
        metrics=with_values(noisy(19, 20, 1.0, 0.97, 0.2), NAN, [0, 5, 6, 11]),
    ),
    OptaxPlateau(
        name="infinity",
        patience=1,
        factor=0.5,
        metrics=with_values(noisy(17, 60, 1.0, 0.97, 0.05), INFINITY, [0, 1, 7, 8, 9, 30, 31, 32]),
    ),
]

CASES = [*PATIENCE, *COOLDOWN, *THRESHOLDS, *AVERAGES, *SIGNS, *FLOORS, *NOT_FINITE]

if __name__ == "__main__":
    generate(Path(__file__).resolve(), f"optax {version('optax')}", CASES, OptaxPlateau.record)
