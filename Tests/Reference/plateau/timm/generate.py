#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records timm's plateau, which is PyTorch's under another name, next to recipes."""

from __future__ import annotations

import sys
import warnings
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[2] / "recording"))

from metric_traces import descending, negated, noisy
from reference_case import generate
from timm_plateau import TimmPlateau

CASES = [
    TimmPlateau(name="long", patience=5, factor=0.9, metrics=descending(4, 300, 6, 0.02)),
    TimmPlateau(
        name="max",
        mode="max",
        factor=0.5,
        cooldown=1,
        metrics=negated(noisy(10, 90, -0.5, 1.01, 0.05)),
    ),
    TimmPlateau(name="floor", patience=1, factor=0.5, cooldown=3, floor=0.01),
]

if __name__ == "__main__":
    # timm advises against plateaus, whose state its checkpoints do not keep.
    warnings.filterwarnings("ignore", category=FutureWarning)
    generate(Path(__file__).resolve(), f"timm {version('timm')}", CASES, TimmPlateau.record)
