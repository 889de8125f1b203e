#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the schedules of Hugging Face's transformers, next to recipes that mean the same."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from reference_case import generate
from torch_case import scheduler
from transformers import optimization
from transformers_case import TransformersCase

CONSTANT = [
    TransformersCase(
        name="constant",
        call=scheduler(3e-5, "get_constant_schedule(optimizer)"),
        updates=30,
        phases=["hold: { from: 3e-5 }"],
        holds=True,
    ),
    TransformersCase(
        name="constant_after_warmup",
        call=scheduler(6e-4, "get_constant_schedule_with_warmup(optimizer, 37)"),
        updates=100,
        phases=["warmup: { from: 0, to: 6e-4, for: 37 steps }", "hold"],
        holds=True,
    ),
    TransformersCase(
        name="constant_after_one_update",
        call=scheduler(2e-5, "get_constant_schedule_with_warmup(optimizer, 1)"),
        updates=10,
        phases=["warmup: { from: 0, to: 2e-5, for: 1 step }", "hold"],
        holds=True,
    ),
    TransformersCase(
        name="constant_without_warmup",
        call=scheduler(1e-3, "get_constant_schedule_with_warmup(optimizer, 0)"),
        updates=10,
        phases=["hold: { from: 1e-3 }"],
        holds=True,
    ),
]

LINEAR = [
    TransformersCase(
        name="linear",
        call=scheduler(5e-5, "get_linear_schedule_with_warmup(optimizer, 60, 997)"),
        updates=997,
        phases=["warmup: { from: 0, to: 5e-5, for: 60 steps }", "linear: { to: 0 }"],
        holds=True,
    ),
    TransformersCase(
        name="linear_without_warmup",
        call=scheduler(2e-5, "get_linear_schedule_with_warmup(optimizer, 0, 250)"),
        updates=400,
        phases=["linear: { from: 2e-5, to: 0, for: 250 steps }", "hold"],
        holds=True,
    ),
    TransformersCase(
        name="linear_warmup_of_one",
        call=scheduler(0.01, "get_linear_schedule_with_warmup(optimizer, 1, 12)"),
        updates=12,
        phases=["warmup: { from: 0, to: 0.01, for: 1 step }", "linear: { to: 0 }"],
        holds=True,
    ),
    TransformersCase(
        name="linear_by_epochs",
        call=scheduler(0.4, "get_linear_schedule_with_warmup(optimizer, 2, 11)"),
        updates=88,
        stepped_every=8,
        run="length: 11 epochs, dataset: 500 samples, batch: 64 samples",
        phases=["warmup: { from: 0, to: 0.4, for: 2 epochs }", "linear: { to: 0 }"],
        keys=["grid: 1 epoch"],
        holds=True,
    ),
    TransformersCase(
        name="linear_long",
        call=scheduler(3e-4, "get_linear_schedule_with_warmup(optimizer, 2345, 123456)"),
        updates=123456,
        phases=["warmup: { from: 0, to: 3e-4, for: 2345 steps }", "linear: { to: 0 }"],
        boundaries=[2345],
        holds=True,
    ),
]

COSINES = [
    TransformersCase(
        name="cosine",
        call=scheduler(1e-4, "get_cosine_schedule_with_warmup(optimizer, 45, 777)"),
        updates=777,
        phases=["warmup: { from: 0, to: 1e-4, for: 45 steps }", "cosine: { to: 0 }"],
    ),
    TransformersCase(
        name="cosine_quarter_cycle",
        call=scheduler(0.02, "get_cosine_schedule_with_warmup(optimizer, 0, 300, num_cycles=0.25)"),
        updates=300,
        phases=["cosine: { from: 0.02, to: 0, over: 600 steps }"],
    ),
    TransformersCase(
        name="cosine_two_and_a_half_cycles",
        call=scheduler(0.3, "get_cosine_schedule_with_warmup(optimizer, 10, 510, num_cycles=2.5)"),
        updates=510,
        phases=[
            "warmup: { from: 0, to: 0.3, for: 10 steps }",
            "cyclic: { to: 0, up: 100 steps, shape: cosine }",
        ],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="The argument of the cosine grows with every cycle, and its rounding with it. The"
            " recipe has every cycle like the first.",
            at="310-",
        ),
    ),
    TransformersCase(
        name="cosine_past_its_end",
        call=scheduler(0.001, "get_cosine_schedule_with_warmup(optimizer, 20, 100)"),
        updates=150,
        phases=[
            "warmup: { from: 0, to: 0.001, for: 20 steps }",
            "cosine: { to: 0, for: 80 steps }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.REBOUND,
            what="Past `num_training_steps` the rate rises again. The recipe holds 0.",
            at="101-",
        ),
    ),
    TransformersCase(
        name="cosine_long",
        call=scheduler(6e-4, "get_cosine_schedule_with_warmup(optimizer, 2000, 100003)"),
        updates=100003,
        phases=["warmup: { from: 0, to: 6e-4, for: 2000 steps }", "cosine: { to: 0 }"],
        boundaries=[2000],
    ),
]

RESTARTS = [
    TransformersCase(
        name="hard_restarts",
        call=scheduler(
            2e-4,
            "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 50, 650, num_cycles=3)",
        ),
        updates=650,
        phases=[
            "warmup: { from: 0, to: 2e-4, for: 50 steps }",
            "restarts: { to: 0, first: 200 steps }",
        ],
        holds=True,
    ),
    TransformersCase(
        name="hard_restarts_cut",
        call=scheduler(
            0.05,
            "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 0, 500, num_cycles=2.5)",
        ),
        updates=520,
        phases=[
            "restarts: { from: 0.05, to: 0, first: 200 steps, for: 500 steps }",
            "hold: { from: 0, jump: true }",
        ],
        holds=True,
    ),
    TransformersCase(
        name="hard_restarts_of_one",
        call=scheduler(
            1e-3, "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 7, 61)"
        ),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 1e-3, for: 7 steps }",
            "cosine: { to: 0, for: 54 steps }",
            "hold",
        ],
        holds=True,
    ),
    TransformersCase(
        name="hard_restarts_missed",
        call=scheduler(
            0.1,
            "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 0, 110, num_cycles=22)",
        ),
        updates=110,
        phases=["restarts: { from: 0.1, to: 0, first: 5 steps }"],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="The place in a cycle is rounded down to just before its end, so the fifteenth"
            " restart is missed and its update has the rate 0, and later ones lose digits. The"
            " recipe restarts from the peak every time.",
            at="25-",
        ),
    ),
]

POLYNOMIALS = [
    TransformersCase(
        name="polynomial",
        call=scheduler(
            0.002,
            "get_polynomial_decay_schedule_with_warmup(optimizer, 33, 400, lr_end=1e-4, power=2.5)",
        ),
        updates=450,
        phases=[
            "warmup: { from: 0, to: 0.002, for: 33 steps }",
            "polynomial: { to: 1e-4, power: 2.5, for: 367 steps }",
            "hold",
        ],
        holds=True,
    ),
    TransformersCase(
        name="polynomial_default",
        call=scheduler(5e-5, "get_polynomial_decay_schedule_with_warmup(optimizer, 1, 90)"),
        updates=90,
        phases=[
            "warmup: { from: 0, to: 5e-5, for: 1 step }",
            "polynomial: { to: 1e-7, power: 1 }",
        ],
        holds=True,
    ),
    TransformersCase(
        name="polynomial_root",
        call=scheduler(
            0.7,
            "get_polynomial_decay_schedule_with_warmup(optimizer, 0, 130, lr_end=0.0, power=0.5)",
        ),
        updates=130,
        phases=["polynomial: { from: 0.7, to: 0, power: 0.5 }"],
        holds=True,
    ),
    TransformersCase(
        name="polynomial_long",
        call=scheduler(
            4e-4,
            "get_polynomial_decay_schedule_with_warmup("
            "optimizer, 9999, 111111, lr_end=1e-5, power=0.9)",
        ),
        updates=111111,
        phases=[
            "warmup: { from: 0, to: 4e-4, for: 9999 steps }",
            "polynomial: { to: 1e-5, power: 0.9 }",
        ],
        boundaries=[9999],
        holds=True,
    ),
]

INVERSE_ROOTS = [
    TransformersCase(
        name="inverse_sqrt",
        call=scheduler(0.01, "get_inverse_sqrt_schedule(optimizer, 80)"),
        updates=900,
        phases=["warmup: { from: 0, to: 0.01, for: 80 steps }", "inverse_sqrt"],
    ),
    TransformersCase(
        name="inverse_sqrt_timescale",
        call=scheduler(0.002, "get_inverse_sqrt_schedule(optimizer, 25, timescale=1234)"),
        updates=1000,
        phases=[
            "warmup: { from: 0, to: 0.002, for: 25 steps }",
            "inverse_sqrt: { timescale: 1234 steps }",
        ],
    ),
    TransformersCase(
        name="inverse_sqrt_without_warmup",
        call=scheduler(1.5, "get_inverse_sqrt_schedule(optimizer, 0)"),
        updates=1000,
        phases=["inverse_sqrt: { from: 1.5, timescale: 10000 steps }"],
    ),
    TransformersCase(
        name="inverse_sqrt_long",
        call=scheduler(7e-4, "get_inverse_sqrt_schedule(optimizer, 4000)"),
        updates=150000,
        phases=["warmup: { from: 0, to: 7e-4, for: 4000 steps }", "inverse_sqrt"],
        boundaries=[4000],
    ),
]

COSINES_WITH_FLOOR = [
    TransformersCase(
        name="cosine_min_lr",
        call=scheduler(
            3e-4,
            "get_cosine_with_min_lr_schedule_with_warmup(optimizer, 30, 630, min_lr=3e-5)",
        ),
        updates=630,
        phases=["warmup: { from: 0, to: 3e-4, for: 30 steps }", "cosine: { to: 3e-5 }"],
    ),
    TransformersCase(
        name="cosine_min_lr_rate",
        call=scheduler(
            0.08,
            "get_cosine_with_min_lr_schedule_with_warmup("
            "optimizer, 0, 210, num_cycles=1.5, min_lr_rate=0.25)",
        ),
        updates=210,
        phases=["cyclic: { from: 0.08, to: 0.02, up: 70 steps, shape: cosine }"],
    ),
    TransformersCase(
        name="cosine_min_lr_past_its_end",
        call=scheduler(
            0.01,
            "get_cosine_with_min_lr_schedule_with_warmup(optimizer, 1, 61, min_lr_rate=0.1)",
        ),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 0.01, for: 1 step }",
            "cosine: { to: 0.001, for: 60 steps }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.REBOUND,
            what="Past `num_training_steps` the rate rises again. The recipe holds `min_lr`.",
            at="62-",
        ),
    ),
    TransformersCase(
        name="cosine_min_lr_shifted",
        call=scheduler(
            3e-4,
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate(optimizer, 30, 630, min_lr=3e-5)",
        ),
        updates=630,
        phases=["warmup: { from: 0, to: 3e-4, for: 30 steps }", "cosine: { to: 3e-5 }"],
        keys=["endpoints: end"],
    ),
    TransformersCase(
        name="cosine_min_lr_warmup_rate",
        call=scheduler(
            0.5,
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate("
            "optimizer, 21, 321, min_lr_rate=0.05, warmup_lr_rate=0.3)",
        ),
        updates=321,
        phases=[
            "warmup: { from: 0.15, to: 0.5, for: 21 steps, endpoints: both }",
            "cosine: { to: 0.025, endpoints: end }",
        ],
    ),
    TransformersCase(
        name="cosine_min_lr_warmup_rate_past_its_end",
        call=scheduler(
            0.5,
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate("
            "optimizer, 4, 44, min_lr_rate=0.05)",
        ),
        updates=60,
        phases=[
            "warmup: { from: 0, to: 0.5, for: 4 steps, endpoints: end }",
            "cosine: { to: 0.025, for: 40 steps, endpoints: end }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.REBOUND,
            what="From `num_training_steps` on the rate rises again. The recipe holds `min_lr`.",
            at="44-",
        ),
    ),
    TransformersCase(
        name="cosine_min_lr_long",
        call=scheduler(
            2e-4,
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate("
            "optimizer, 1001, 100001, min_lr=1e-6)",
        ),
        updates=100001,
        phases=["warmup: { from: 0, to: 2e-4, for: 1001 steps }", "cosine: { to: 1e-6 }"],
        keys=["endpoints: end"],
        boundaries=[1001],
    ),
]

STABLE = [
    TransformersCase(
        name="wsd",
        call=scheduler(
            0.01, "get_wsd_schedule(optimizer, 20, 70, num_training_steps=300, min_lr_ratio=0.1)"
        ),
        updates=300,
        phases=[
            "warmup: { from: 0.001, to: 0.01, for: 20 steps }",
            "hold: { for: rest }",
            "cosine: { to: 0.001, for: last 70 steps }",
        ],
        holds=True,
    ),
    TransformersCase(
        name="wsd_by_roots",
        call=scheduler(
            4e-4,
            "get_wsd_schedule(optimizer, 40, 100, num_stable_steps=200, warmup_type='1-sqrt',"
            " decay_type='1-sqrt')",
        ),
        updates=350,
        phases=[
            "warmup: { from: 0, to: 4e-4, for: 40 steps, shape: { polynomial: 0.5 } }",
            "hold: { for: 200 steps }",
            "1-sqrt: { to: 0, for: 100 steps }",
            "hold",
        ],
        holds=True,
    ),
    TransformersCase(
        name="wsd_cosine_linear",
        call=scheduler(
            0.03,
            "get_wsd_schedule(optimizer, 50, 25, num_stable_steps=0, warmup_type='cosine',"
            " decay_type='linear', min_lr_ratio=0.2)",
        ),
        updates=80,
        phases=[
            "warmup: { from: 0.006, to: 0.03, for: 50 steps, shape: cosine }",
            "linear: { to: 0.006, for: 25 steps }",
            "hold",
        ],
        holds=True,
    ),
    TransformersCase(
        name="wsd_waves",
        call=scheduler(
            1.0,
            "get_wsd_schedule(optimizer, 0, 60, num_stable_steps=15, num_cycles=1.5,"
            " min_lr_ratio=0.5)",
        ),
        updates=75,
        phases=[
            "hold: { from: 1, for: 15 steps }",
            "cyclic: { to: 0.5, up: 20 steps, shape: cosine }",
        ],
        holds=True,
    ),
    TransformersCase(
        name="wsd_long",
        call=scheduler(
            1e-3,
            "get_wsd_schedule(optimizer, 3000, 20001, num_training_steps=120000,"
            " decay_type='1-sqrt', min_lr_ratio=0.01)",
        ),
        updates=120000,
        phases=[
            "warmup: { from: 1e-5, to: 1e-3, for: 3000 steps }",
            "hold",
            "1-sqrt: { to: 1e-5, for: last 20001 steps }",
        ],
        boundaries=[3000, 99999],
        holds=True,
    ),
]

CASES = [
    *CONSTANT,
    *LINEAR,
    *COSINES,
    *RESTARTS,
    *POLYNOMIALS,
    *INVERSE_ROOTS,
    *COSINES_WITH_FLOOR,
    *STABLE,
]


def schedulers() -> list[str]:
    """The qualified names of the functions that return one schedule."""
    return [
        f"{optimization.__name__}.{name}"
        for name, found in vars(optimization).items()
        if name.startswith("get_")
        and "schedule" in name
        and name != "get_scheduler"
        and found.__module__ == optimization.__name__
    ]


if __name__ == "__main__":
    library = f"transformers {version('transformers')}"
    script = Path(__file__).resolve()
    generate(script, library, CASES, TransformersCase.record, schedulers())
