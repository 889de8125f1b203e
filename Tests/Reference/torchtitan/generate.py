#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the schedule of torchtitan, next to recipes that mean the same.

A warmup of W updates has the values 1/W to 1, and a decay of D updates starts at 1 - 1/D: both are
one update ahead, and a run ends one update before the end of its decay.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stands a folder called `torchtitan`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from reference_case import generate
from torchtitan_case import TorchtitanCase, schedulers


def scheduler(rate: float, arguments: str, training_steps: int) -> str:
    """The call that builds the schedule over an optimizer with the learning rate `rate`."""
    return (
        f"optimizer = SGD([weight], lr={rate!r});"
        f" LRSchedulersContainer.Config({arguments}).build(optimizers=[optimizer],"
        f" training_steps={training_steps})"
    )


CASES = [
    TorchtitanCase(
        name="linear",
        call=scheduler(8e-4, "warmup_steps=20", 100),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 8e-4, for: 20 steps, endpoints: end }",
            "hold: { for: 1 step }",
            "linear: { to: 0, over: 80 steps, endpoints: end }",
        ],
    ),
    TorchtitanCase(
        name="linear_without_warmup",
        call=scheduler(0.3, "warmup_steps=0, decay_ratio=0.4, min_lr_factor=0.2", 55),
        updates=55,
        phases=[
            "hold: { from: 0.3, for: 34 steps }",
            "linear: { to: 0.06, over: 22 steps, endpoints: end }",
        ],
    ),
    TorchtitanCase(
        name="sqrt",
        call=scheduler(
            0.02, "warmup_steps=7, decay_ratio=0.33, decay_type='sqrt', min_lr_factor=0.05", 150
        ),
        updates=150,
        phases=[
            "warmup: { from: 0, to: 0.02, for: 7 steps, endpoints: end }",
            "hold: { for: 94 steps }",
            "1-sqrt: { to: 1e-3, over: 50 steps, endpoints: end }",
        ],
    ),
    TorchtitanCase(
        name="cosine",
        call=scheduler(
            3e-4, "warmup_steps=1, decay_ratio=0.8, decay_type='cosine', min_lr_factor=0.1", 90
        ),
        updates=90,
        phases=[
            "warmup: { from: 0, to: 3e-4, for: 1 step, endpoints: end }",
            "hold: { for: 18 steps }",
            "cosine: { to: 3e-5, over: 72 steps, endpoints: end }",
        ],
    ),
    TorchtitanCase(
        name="decay_shortened_by_the_warmup",
        # Warmup and decay do not fit; the decay gives way.
        call=scheduler(0.1, "warmup_steps=40, decay_ratio=0.9", 100),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 40 steps, endpoints: end }",
            "hold: { for: 1 step }",
            "linear: { to: 0, over: 60 steps, endpoints: end }",
        ],
    ),
    TorchtitanCase(
        name="warmup_only",
        call=scheduler(0.5, "warmup_steps=200", 30),
        updates=30,
        phases=["warmup: { from: 0, to: 0.5, endpoints: end }"],
    ),
    TorchtitanCase(
        name="longer_than_the_run",
        call=scheduler(1e-3, "warmup_steps=10, total_steps=200, decay_type='cosine'", 60),
        updates=60,
        phases=[
            "warmup: { from: 0, to: 1e-3, for: 10 steps, endpoints: end }",
            "hold: { for: 1 step }",
            "cosine: { to: 0, over: 190 steps, endpoints: end }",
        ],
    ),
    TorchtitanCase(
        name="linear_past_its_end",
        call=scheduler(1.0, "warmup_steps=5, decay_ratio=0.5", 40),
        updates=60,
        phases=[
            "warmup: { from: 0, to: 1, for: 5 steps, endpoints: end }",
            "hold: { for: 16 steps }",
            "linear: { to: 0, for: 20 steps, endpoints: end }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.NEGATIVE,
            what="the line goes on below 0; the recipe stays at 0",
            at="41-",
        ),
    ),
    TorchtitanCase(
        name="sqrt_past_its_end",
        call=scheduler(0.2, "warmup_steps=10, decay_type='sqrt'", 50),
        updates=70,
        phases=[
            "warmup: { from: 0, to: 0.2, for: 10 steps, endpoints: end }",
            "hold: { for: 1 step }",
            "1-sqrt: { to: 0, for: 40 steps, endpoints: end }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.NEGATIVE,
            what="the curve goes on below 0; the recipe stays at 0",
            at="51-",
        ),
    ),
    TorchtitanCase(
        name="cosine_past_its_end",
        call=scheduler(0.01, "warmup_steps=8, decay_type='cosine', min_lr_factor=0.1", 48),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 0.01, for: 8 steps, endpoints: end }",
            "hold: { for: 1 step }",
            "cosine: { to: 1e-3, for: 40 steps, endpoints: end }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.REBOUND,
            what="the cosine goes on and rises again; the recipe stays at its end",
            at="49-",
        ),
    ),
    TorchtitanCase(
        name="sqrt_long",
        call=scheduler(
            4e-4,
            "warmup_steps=2000, decay_ratio=0.15, decay_type='sqrt', min_lr_factor=0.1",
            120000,
        ),
        updates=120000,
        phases=[
            "warmup: { from: 0, to: 4e-4, for: 2000 steps, endpoints: end }",
            "hold: { for: 100001 steps }",
            "1-sqrt: { to: 4e-5, over: 18000 steps, endpoints: end }",
        ],
        boundaries=[2000, 102001],
    ),
    TorchtitanCase(
        name="cosine_long",
        call=scheduler(3e-3, "warmup_steps=1000, decay_type='cosine'", 100000),
        updates=100000,
        phases=[
            "warmup: { from: 0, to: 3e-3, for: 1000 steps, endpoints: end }",
            "hold: { for: 1 step }",
            "cosine: { to: 0, over: 99000 steps, endpoints: end }",
        ],
        boundaries=[1000],
    ),
]

if __name__ == "__main__":
    library = f"torchtitan {version('torchtitan')}"
    generate(Path(__file__).resolve(), library, CASES, TorchtitanCase.record, schedulers())
