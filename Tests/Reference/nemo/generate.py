#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records NeMo's schedulers, next to recipes that mean the same.

Of the installed distribution one file is loaded, `nemo/core/optim/lr_scheduler.py`, so that
`pip install --no-deps nemo_toolkit` and PyTorch will do: what it imports of NeMo and OmegaConf are
configurations and logging, which no scheduler uses.

A warmup of W updates has the values 1/(W + 1) to W/(W + 1), and the peak comes after it, as
`endpoints: neither` says. Past `max_steps` a scheduler sets `min_lr`, wherever it was.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stands a folder called `nemo`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from nemo_case import NemoCase, schedulers
from reference_case import generate


def scheduler(rate: float, text: str) -> str:
    """The call that lays the scheduler `text` over an optimizer with the learning rate `rate`."""
    return f"optimizer = SGD([weight], lr={rate!r}); {text}"


POLICIES = [
    NemoCase(
        name="warmup_policy",
        call=scheduler(0.5, "WarmupPolicy(optimizer, warmup_steps=9, max_steps=60, min_lr=0.01)"),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 0.5, for: 9 steps, endpoints: neither }",
            "hold: { for: 52 steps }",
            "hold: { from: 0.01, jump: true }",
        ],
        holds=True,
    ),
    NemoCase(
        name="warmup_policy_by_ratio",
        call=scheduler(0.03, "WarmupPolicy(optimizer, warmup_ratio=0.07, max_steps=110)"),
        updates=111,
        phases=["warmup: { from: 0, to: 0.03, for: 7 steps, endpoints: neither }", "hold"],
    ),
    NemoCase(
        name="warmup_of_one_update",
        call=scheduler(0.03, "WarmupPolicy(optimizer, warmup_steps=1)"),
        updates=20,
        phases=["warmup: { from: 0, to: 0.03, for: 1 step, endpoints: neither }", "hold"],
        holds=True,
    ),
    NemoCase(
        name="warmup_hold_policy",
        call=scheduler(
            0.2,
            "WarmupHoldPolicy(optimizer, warmup_steps=10, hold_steps=20, max_steps=50,"
            " min_lr=0.05)",
        ),
        updates=60,
        phases=[
            "warmup: { from: 0, to: 0.2, for: 10 steps, endpoints: neither }",
            "hold: { for: 41 steps }",
            "hold: { from: 0.05, jump: true }",
        ],
        holds=True,
    ),
]

POLYNOMIALS = [
    NemoCase(
        name="square",
        call=scheduler(
            0.1, "SquareAnnealing(optimizer, warmup_steps=12, max_steps=100, min_lr=0.004)"
        ),
        updates=120,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 12 steps, endpoints: neither }",
            "expression: { formula: 'max(0.004, 0.1 * (1 - p)^2)', for: 88 steps }",
            "hold: { from: 0.004 }",
        ],
        holds=True,
    ),
    NemoCase(
        name="square_without_warmup",
        call=scheduler(0.1, "SquareAnnealing(optimizer, max_steps=77, min_lr=0.0)"),
        updates=77,
        phases=["polynomial: { from: 0.1, to: 0, power: 2 }"],
        holds=True,
    ),
    NemoCase(
        name="square_root",
        # The decay does not know of the warmup before it.
        call=scheduler(0.1, "SquareRootAnnealing(optimizer, warmup_steps=19, max_steps=100)"),
        updates=110,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 20 steps, endpoints: end }",
            "polynomial: { to: 0, power: 0.5, for: 80 steps, endpoints: { offset: 20, span: 20 } }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="square_root_above_a_floor",
        call=scheduler(0.6, "SquareRootAnnealing(optimizer, max_steps=64, min_lr=0.3)"),
        updates=70,
        phases=[
            "expression: { formula: 0.6 * sqrt(1 - k / 64), for: 48 steps }",
            "hold: { from: 0.3 }",
        ],
        holds=True,
    ),
    NemoCase(
        name="polynomial",
        call=scheduler(
            0.02,
            "PolynomialDecayAnnealing(optimizer, warmup_ratio=0.1, max_steps=150, min_lr=0.001,"
            " power=1.6)",
        ),
        updates=170,
        phases=[
            "warmup: { from: 0, to: 0.02, for: 15 steps, endpoints: neither }",
            "polynomial: { to: 0.001, power: 1.6, for: 135 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="polynomial_cycle",
        # Cycles would begin past `max_steps`, where there is `min_lr` instead.
        call=scheduler(
            0.02, "PolynomialDecayAnnealing(optimizer, max_steps=50, power=0.5, cycle=True)"
        ),
        updates=80,
        phases=["polynomial: { from: 0.02, to: 0, power: 0.5, for: 50 steps }", "hold"],
        holds=True,
    ),
    NemoCase(
        name="polynomial_long",
        call=scheduler(
            6e-4,
            "PolynomialDecayAnnealing(optimizer, warmup_steps=5000, max_steps=100000,"
            " min_lr=6e-6, power=2.0)",
        ),
        updates=100000,
        phases=[
            "warmup: { from: 0, to: 6e-4, for: 5000 steps, endpoints: neither }",
            "polynomial: { to: 6e-6, power: 2 }",
        ],
        boundaries=[5000],
        holds=True,
    ),
    NemoCase(
        name="polynomial_hold",
        call=scheduler(
            0.3,
            "PolynomialHoldDecayAnnealing(optimizer, warmup_steps=8, hold_steps=30,"
            " max_steps=120, min_lr=0.03, power=3.0)",
        ),
        updates=130,
        phases=[
            "warmup: { from: 0, to: 0.3, for: 8 steps, endpoints: neither }",
            "hold: { for: 30 steps }",
            "polynomial: { to: 0.03, power: 3, for: 82 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="polynomial_without_hold",
        # Without `hold_steps` the decay counts from 0, and is over before `max_steps`.
        call=scheduler(
            1.0, "PolynomialHoldDecayAnnealing(optimizer, warmup_steps=15, max_steps=80)"
        ),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 1, for: 16 steps, endpoints: end }",
            "linear: { to: 0, for: 49 steps, endpoints: { offset: 16, span: 16 } }",
            "hold",
        ],
        holds=True,
    ),
]

COSINES = [
    NemoCase(
        name="cosine",
        call=scheduler(
            0.01, "CosineAnnealing(optimizer, warmup_steps=25, max_steps=140, min_lr=0.0005)"
        ),
        updates=160,
        phases=[
            "warmup: { from: 0, to: 0.01, for: 25 steps, endpoints: neither }",
            "cosine: { to: 0.0005, for: 115 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="cosine_then_constant",
        # With constant steps the warmup is another one, from 0 in W updates.
        call=scheduler(
            2e-4,
            "CosineAnnealing(optimizer, warmup_steps=20, constant_steps=50, max_steps=200,"
            " min_lr=2e-5)",
        ),
        updates=210,
        phases=[
            "warmup: { from: 0, to: 2e-4, for: 20 steps }",
            "cosine: { to: 2e-5, for: 130 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="cosine_by_ratios",
        call=scheduler(
            0.5,
            "CosineAnnealing(optimizer, warmup_ratio=0.11, constant_ratio=0.25, max_steps=90)",
        ),
        updates=90,
        phases=[
            "warmup: { from: 0, to: 0.5, for: 9 steps }",
            "cosine: { to: 0, for: 59 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="cosine_long",
        call=scheduler(
            1e-4,
            "CosineAnnealing(optimizer, warmup_steps=500, constant_steps=20000,"
            " max_steps=100000, min_lr=1e-5)",
        ),
        updates=100000,
        phases=[
            "warmup: { from: 0, to: 1e-4, for: 500 steps }",
            "cosine: { to: 1e-5, for: 79500 steps }",
            "hold",
        ],
        boundaries=[500, 80000],
        holds=True,
    ),
]

HOLDS = [
    NemoCase(
        name="hold_linear",
        call=scheduler(
            0.4,
            "WarmupHoldAnnealLinear(optimizer, warmup_steps=10, hold_steps=33, max_steps=100,"
            " min_lr=0.04)",
        ),
        updates=110,
        phases=[
            "warmup: { from: 0, to: 0.4, for: 10 steps, endpoints: neither }",
            "hold: { for: 33 steps }",
            "linear: { to: 0.04, for: 57 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="hold_linear_without_hold",
        # Without `hold_steps` the decay counts from 0: a jump after the warmup.
        call=scheduler(
            0.4,
            "WarmupHoldAnnealLinear(optimizer, warmup_steps=14, max_steps=100, min_lr=0.1)",
        ),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 0.4, for: 15 steps, endpoints: end }",
            "linear: { to: 0.1, endpoints: { offset: 15, span: 15 } }",
        ],
        holds=True,
    ),
    NemoCase(
        name="hold_minus_square_root",
        call=scheduler(
            0.002,
            "WarmupHoldAnnealOneMinusSquareRoot(optimizer, warmup_ratio=0.05, hold_ratio=0.7,"
            " max_steps=200)",
        ),
        updates=200,
        phases=[
            "warmup: { from: 0, to: 0.002, for: 10 steps, endpoints: neither }",
            "hold",
            "1-sqrt: { to: 0, for: last 25% }",
        ],
        holds=True,
    ),
    NemoCase(
        name="hold_minus_square_root_above_a_floor",
        # The curve heads for 0 and is cut at the floor.
        call=scheduler(
            0.08,
            "WarmupHoldAnnealOneMinusSquareRoot(optimizer, warmup_steps=5, hold_steps=45,"
            " max_steps=150, min_lr=0.02)",
        ),
        updates=170,
        phases=[
            "warmup: { from: 0, to: 0.08, for: 5 steps, endpoints: neither }",
            "hold: { for: 45 steps }",
            "expression: { formula: 'max(0.02, 0.08 * (1 - sqrt(k / 100)))', for: 100 steps }",
            "hold",
        ],
        holds=True,
    ),
    NemoCase(
        name="hold_minus_square_root_long",
        call=scheduler(
            3e-4,
            "WarmupHoldAnnealOneMinusSquareRoot(optimizer, warmup_steps=2000, hold_steps=78000,"
            " max_steps=100000)",
        ),
        updates=100000,
        phases=[
            "warmup: { from: 0, to: 3e-4, for: 2000 steps, endpoints: neither }",
            "hold: { for: 78000 steps }",
            "1-sqrt: { to: 0 }",
        ],
        boundaries=[2000, 80000],
        holds=True,
    ),
    NemoCase(
        name="warmup_annealing",
        call=scheduler(
            0.05, "WarmupAnnealing(optimizer, warmup_steps=21, max_steps=121, min_lr=0.01)"
        ),
        updates=140,
        phases=[
            "warmup: { from: 0, to: 0.05, for: 21 steps, endpoints: neither }",
            "linear: { to: 0.01, for: 100 steps }",
            "hold",
        ],
        holds=True,
    ),
]

INVERSE_ROOTS = [
    NemoCase(
        name="inverse_square_root",
        call=scheduler(
            0.1, "InverseSquareRootAnnealing(optimizer, warmup_steps=24, max_steps=300)"
        ),
        updates=301,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 24 steps, endpoints: neither }",
            "inverse_sqrt: { timescale: 25 steps }",
        ],
    ),
    NemoCase(
        name="inverse_square_root_past_its_end",
        call=scheduler(
            0.1,
            "InverseSquareRootAnnealing(optimizer, warmup_steps=4, max_steps=40, min_lr=0.001)",
        ),
        updates=60,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 4 steps, endpoints: neither }",
            "inverse_sqrt: { timescale: 5 steps, for: 37 steps }",
            "hold: { from: 0.001, jump: true }",
        ],
        holds=True,
    ),
    NemoCase(
        name="t5",
        # The learning rate of the optimizer is not used.
        call=scheduler(
            0.3, "T5InverseSquareRootAnnealing(optimizer, constant_steps=25, max_steps=200)"
        ),
        updates=220,
        phases=[
            "hold: { from: 0.2, for: 25 steps }",
            "inverse_sqrt: { for: 176 steps }",
            "hold: { from: 0, jump: true }",
        ],
        holds=True,
    ),
    NemoCase(
        name="t5_long",
        call=scheduler(
            1.0, "T5InverseSquareRootAnnealing(optimizer, constant_steps=10000, max_steps=100000)"
        ),
        updates=100000,
        phases=["hold: { from: 0.01, for: 10000 steps }", "inverse_sqrt"],
        boundaries=[10000],
    ),
    NemoCase(
        name="noam",
        # The first two updates use the same value.
        call=scheduler(0.7, "NoamAnnealing(optimizer, d_model=64, warmup_steps=40, max_steps=300)"),
        updates=300,
        keys=["expression: 0.7 * 64^-0.5 * min(max(1, t)^-0.5, max(1, t) * 40^-1.5)"],
    ),
    NemoCase(
        name="noam_above_a_floor",
        call=scheduler(1.0, "NoamAnnealing(optimizer, d_model=256, warmup_steps=16, min_lr=0.006)"),
        updates=200,
        phases=[
            "expression: { formula: 'max(1, t) / 1024', for: 16 steps }",
            "expression: max(0.006, t^-0.5 / 16)",
        ],
    ),
    NemoCase(
        name="noam_without_warmup",
        call=scheduler(0.5, "NoamAnnealing(optimizer, d_model=100)"),
        updates=150,
        keys=["expression: 0.05 * max(1, t)^-0.5"],
    ),
    NemoCase(
        name="noam_long",
        call=scheduler(
            2.0, "NoamAnnealing(optimizer, d_model=512, warmup_steps=10000, max_steps=100000)"
        ),
        updates=100000,
        keys=["expression: 2 * 512^-0.5 * min(max(1, t)^-0.5, max(1, t) * 10000^-1.5)"],
        boundaries=[10000],
    ),
    NemoCase(
        name="noam_hold",
        call=scheduler(
            2e-3,
            "NoamHoldAnnealing(optimizer, warmup_steps=20, hold_steps=60, max_steps=300,"
            " decay_rate=1.0)",
        ),
        updates=301,
        phases=[
            "warmup: { from: 0, to: 2e-3, for: 20 steps, endpoints: neither }",
            "hold: { for: 60 steps }",
            "power: { exponent: -1, timescale: 20 steps }",
        ],
    ),
    NemoCase(
        name="noam_hold_above_a_floor",
        call=scheduler(
            0.05,
            "NoamHoldAnnealing(optimizer, warmup_ratio=0.1, hold_ratio=0.2, max_steps=100,"
            " min_lr=0.02)",
        ),
        updates=120,
        phases=[
            "warmup: { from: 0, to: 0.05, for: 10 steps, endpoints: neither }",
            "hold: { for: 20 steps }",
            "expression: { formula: 'max(0.02, 0.05 * sqrt(10 / (10 + k)))', for: 71 steps }",
            "hold: { from: 0.02 }",
        ],
        holds=True,
    ),
]

CASES = [*POLICIES, *POLYNOMIALS, *COSINES, *HOLDS, *INVERSE_ROOTS]

if __name__ == "__main__":
    library = f"nemo_toolkit {version('nemo_toolkit')}"
    generate(Path(__file__).resolve(), library, CASES, NemoCase.record, schedulers())
