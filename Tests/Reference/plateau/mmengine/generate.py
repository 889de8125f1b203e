#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records MMEngine's plateau, which was made after PyTorch's, next to recipes."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[2] / "recording"))

from metric_traces import descending, negated, noisy
from mmengine_plateau import MMEnginePlateau
from plateau_case import absolute
from reference_case import generate

CASES = [
    MMEnginePlateau(name="long", patience=5, factor=0.9, metrics=descending(4, 300, 6, 0.02)),
    MMEnginePlateau(
        name="max",
        mode="max",
        factor=0.5,
        cooldown=1,
        metrics=negated(noisy(10, 90, -0.5, 1.01, 0.05)),
    ),
    MMEnginePlateau(name="floor", patience=1, factor=0.5, cooldown=3, floor=0.01),
    MMEnginePlateau(
        name="absolute",
        patience=3,
        factor=0.7,
        threshold=absolute(0.01),
        metrics=noisy(21, 120, 1.0, 0.99, 0.03),
    ),
]

if __name__ == "__main__":
    generate(
        Path(__file__).resolve(),
        f"mmengine {version('mmengine')}",
        CASES,
        MMEnginePlateau.record,
    )
