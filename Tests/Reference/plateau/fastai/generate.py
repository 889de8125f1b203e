#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records fastai's plateau, next to recipes that mean the same."""

from __future__ import annotations

import sys
import warnings
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[2] / "recording"))

from fastai_plateau import FastaiPlateau
from metric_traces import (
    INFINITY,
    NAN,
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

CASES = [
    FastaiPlateau(name="constant", floor=1e-5),
    FastaiPlateau(name="patient", patience=4, factor=0.5, metrics=constant(50)),
    FastaiPlateau(name="long", patience=5, factor=0.5, metrics=descending(4, 300, 6, 0.02)),
    FastaiPlateau(name="noisy", patience=3, factor=0.25, metrics=noisy(21, 120, 2.0, 0.98, 0.06)),
    FastaiPlateau(
        name="max",
        mode="max",
        patience=2,
        factor=0.5,
        metrics=negated(noisy(10, 90, -0.5, 1.01, 0.05)),
    ),
    FastaiPlateau(
        name="max_absolute",
        mode="max",
        patience=3,
        factor=0.5,
        threshold=absolute(0.015),
        metrics=negated(noisy(11, 90, -0.5, 1.01, 0.02)),
    ),
    FastaiPlateau(
        name="absolute",
        patience=2,
        factor=0.5,
        threshold=absolute(0.05),
        metrics=noisy(12, 80, 1.0, 0.97, 0.04),
    ),
    FastaiPlateau(
        name="slow",
        patience=4,
        factor=0.5,
        threshold=absolute(0.01),
        metrics=slow(60, 1.0, 0.003),
    ),
    FastaiPlateau(name="floor", patience=1, factor=0.5, floor=0.01),
    FastaiPlateau(name="large_factor", base=0.256, patience=2, factor=0.125, floor=1e-4),
    FastaiPlateau(
        name="recovering",
        patience=3,
        factor=0.5,
        metrics=recovering([(5, 1.0), (2, 0.8), (7, 0.8), (1, 0.7), (9, 0.9), (3, 0.6)]),
    ),
    FastaiPlateau(
        name="below_zero",
        patience=2,
        factor=0.5,
        threshold=absolute(0.1),
        metrics=negated(noisy(13, 70, 1.0, 1.02, 0.05)),
    ),
    FastaiPlateau(
        name="not_a_number",
        patience=3,
        factor=0.5,
        metrics=with_values(noisy(14, 60, 1.0, 0.95, 0.02), NAN, [0, 7, 8, 30]),
    ),
    FastaiPlateau(
        name="infinity",
        patience=3,
        factor=0.5,
        metrics=with_values(noisy(15, 60, 1.0, 0.96, 0.03), INFINITY, [0, 1, 20, 21, 22]),
    ),
]

if __name__ == "__main__":
    # What fastai imports warns of what it imports; no value depends on it.
    warnings.simplefilter("ignore")
    generate(Path(__file__).resolve(), f"fastai {version('fastai')}", CASES, FastaiPlateau.record)
