#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records timm's schedulers, next to recipes that mean the same."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from reference_case import generate
from timm import scheduler
from timm.scheduler.scheduler import Scheduler
from timm_case import TimmCase, by_epochs, by_updates

COSINES = [
    TimmCase(
        name="cosine",
        call=by_updates(
            5e-4,
            "CosineLRScheduler(optimizer, t_initial=230, lr_min=1e-5, warmup_t=17,"
            " warmup_lr_init=1e-6, warmup_prefix=True)",
        ),
        updates=260,
        phases=[
            "warmup: { from: 1e-6, to: 5e-4, for: 17 steps }",
            "cosine: { to: 1e-5, for: 230 steps }",
            "hold",
        ],
        holds=True,
    ),
    TimmCase(
        name="cosine_entered_late",
        call=by_updates(
            0.1, "CosineLRScheduler(optimizer, t_initial=100, lr_min=0.001, warmup_t=15)"
        ),
        updates=110,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 15 steps }",
            "cosine: { to: 0.001, for: 85 steps, endpoints: { offset: 15, span: 15 } }",
            "hold",
        ],
        holds=True,
    ),
    TimmCase(
        name="cosine_without_prefix",
        call=by_updates(
            0.1, "CosineLRScheduler(optimizer, t_initial=100, lr_min=0.001, warmup_t=15)"
        ),
        updates=110,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 15 steps }",
            "cosine: { to: 0.001, for: 85 steps }",
            "hold",
        ],
        holds=True,
        differs=Difference(
            cause=Cause.PEAK_NOT_REACHED,
            what="Without `warmup_prefix` the warmup takes the place of the first updates of the"
            " curve, which then goes on below the peak. The recipe decays from the peak.",
            at="15-99",
        ),
    ),
    TimmCase(
        name="cosine_cycles",
        call=by_updates(
            0.2,
            "CosineLRScheduler(optimizer, t_initial=40, lr_min=0.002, cycle_mul=2.0,"
            " cycle_decay=0.5, cycle_limit=3, warmup_t=10, warmup_prefix=True)",
        ),
        updates=300,
        phases=[
            "warmup: { from: 0, to: 0.2, for: 10 steps }",
            "restarts: { to: 0.002, first: 40 steps, grow: 2, cycles: 3, peak_decay: 0.5 }",
            "hold",
        ],
        holds=True,
    ),
    TimmCase(
        name="cosine_cycles_missed",
        call=by_updates(
            0.1, "CosineLRScheduler(optimizer, t_initial=3, cycle_mul=3.0, cycle_limit=6)"
        ),
        updates=600,
        phases=["restarts: { from: 0.1, to: 0, first: 3 steps, grow: 3 }"],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="The number of the cycle is a logarithm rounded down, which falls just short of 5:"
            " the sixth cycle starts one update late. The recipe restarts where the cycle ends.",
            at="363",
        ),
    ),
    TimmCase(
        name="cosine_k_decay",
        call=by_updates(
            0.003, "CosineLRScheduler(optimizer, t_initial=180, lr_min=1e-4, k_decay=1.7)"
        ),
        updates=200,
        phases=["k_decay: { from: 0.003, to: 1e-4, k: 1.7, for: 180 steps }", "hold"],
        holds=True,
    ),
    TimmCase(
        name="cosine_by_epochs",
        call=by_epochs(
            1e-3,
            "CosineLRScheduler(optimizer, t_initial=10, lr_min=1e-5, warmup_t=3,"
            " warmup_lr_init=1e-4, warmup_prefix=True)",
        ),
        updates=420,
        stepped_every=30,
        run="length: 14 epochs, dataset: 1900 samples, batch: 64 samples",
        phases=[
            "warmup: { from: 1e-4, to: 1e-3, for: 3 epochs }",
            "cosine: { to: 1e-5, for: 10 epochs }",
            "hold",
        ],
        keys=["grid: 1 epoch"],
        holds=True,
    ),
    TimmCase(
        name="cosine_long",
        call=by_updates(
            4e-4,
            "CosineLRScheduler(optimizer, t_initial=98765, lr_min=1e-6, warmup_t=4321,"
            " warmup_lr_init=1e-7, warmup_prefix=True)",
        ),
        updates=104000,
        phases=[
            "warmup: { from: 1e-7, to: 4e-4, for: 4321 steps }",
            "cosine: { to: 1e-6, for: 98765 steps }",
            "hold",
        ],
        boundaries=[4321, 103086],
        holds=True,
    ),
]

POLYNOMIALS = [
    TimmCase(
        name="polynomial",
        call=by_updates(
            0.05,
            "PolyLRScheduler(optimizer, t_initial=150, power=0.9, lr_min=0.001, warmup_t=1,"
            " warmup_prefix=True)",
        ),
        updates=160,
        phases=[
            "warmup: { from: 0, to: 0.05, for: 1 step }",
            "polynomial: { to: 0.001, power: 0.9, for: 150 steps }",
            "hold",
        ],
        holds=True,
    ),
    TimmCase(
        name="polynomial_default",
        call=by_updates(0.4, "PolyLRScheduler(optimizer, t_initial=77)"),
        updates=77,
        phases=["polynomial: { from: 0.4, to: 0, power: 0.5 }"],
        holds=True,
    ),
    TimmCase(
        name="polynomial_entered_late",
        call=by_updates(
            0.1,
            "PolyLRScheduler(optimizer, t_initial=90, power=2.0, lr_min=0.01, warmup_t=20,"
            " warmup_lr_init=0.05)",
        ),
        updates=90,
        phases=[
            "warmup: { from: 0.05, to: 0.1, for: 20 steps }",
            "polynomial: { to: 0.01, power: 2, endpoints: { offset: 20, span: 20 } }",
        ],
        holds=True,
    ),
    TimmCase(
        name="polynomial_without_prefix",
        call=by_updates(
            0.1, "PolyLRScheduler(optimizer, t_initial=90, power=1.0, lr_min=0.01, warmup_t=20)"
        ),
        updates=90,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 20 steps }",
            "polynomial: { to: 0.01, power: 1 }",
        ],
        holds=True,
        differs=Difference(
            cause=Cause.PEAK_NOT_REACHED,
            what="Without `warmup_prefix` the warmup takes the place of the first updates of the"
            " curve, which then goes on below the peak. The recipe decays from the peak.",
            at="20-89",
        ),
    ),
    TimmCase(
        name="polynomial_cycles",
        call=by_updates(
            0.3,
            "PolyLRScheduler(optimizer, t_initial=50, power=1.5, cycle_decay=0.7, cycle_limit=4)",
        ),
        updates=220,
        phases=[
            "restarts: { from: 0.3, to: 0, first: 50 steps, cycles: 4, peak_decay: 0.7,"
            " shape: { polynomial: 1.5 } }",
            "hold",
        ],
        holds=True,
    ),
    TimmCase(
        name="polynomial_k_decay",
        call=by_updates(
            0.02, "PolyLRScheduler(optimizer, t_initial=140, power=0.8, lr_min=0.002, k_decay=1.5)"
        ),
        updates=140,
        phases=["expression: 0.002 + 0.018 * (1 - p^1.5)^0.8"],
        holds=True,
    ),
    TimmCase(
        name="polynomial_long",
        call=by_updates(6e-4, "PolyLRScheduler(optimizer, t_initial=123321, power=0.3)"),
        updates=123321,
        phases=["polynomial: { from: 6e-4, to: 0, power: 0.3 }"],
        holds=True,
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="What remains of the run is computed as 1 minus a share that is nearly 1, and the"
            " power multiplies what that loses. The recipe counts what remains.",
            at="122000-123320",
        ),
    ),
]

TANGENTS = [
    TimmCase(
        name="tanh",
        call=by_updates(
            0.2,
            "TanhLRScheduler(optimizer, t_initial=300, lb=-6.0, ub=4.0, lr_min=0.001,"
            " warmup_t=10, warmup_prefix=True)",
        ),
        updates=330,
        phases=[
            "warmup: { from: 0, to: 0.2, for: 10 steps }",
            "tanh: { from: 0.19999877730925415927, to: 0.0010667346759628291427, lower: -6,"
            " upper: 4, for: 300 steps, jump: true }",
            "hold: { from: 0.001, jump: true }",
        ],
        holds=True,
    ),
    TimmCase(
        name="tanh_default",
        call=by_updates(0.1, "TanhLRScheduler(optimizer, t_initial=120)"),
        updates=130,
        phases=["tanh: { from: 0.1, to: 0, for: 120 steps }", "hold"],
        holds=True,
        differs=Difference(
            cause=Cause.END_NOT_REACHED,
            what="The tangent runs from its value at -7 to the one at 3, which are not quite -1"
            " and 1, so the curve starts below the rate and ends above 0, and then jumps. The"
            " recipe has a curve between the two values.",
            at="0-119",
        ),
    ),
    TimmCase(
        name="tanh_entered_late",
        call=by_updates(
            0.05, "TanhLRScheduler(optimizer, t_initial=80, lb=-5.0, ub=2.0, warmup_t=8)"
        ),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 0.049990796404751828803, for: 8 steps }",
            "tanh: { from: 0.04999773010656487828, to: 0.00089931049810457790134, lower: -5,"
            " upper: 2, jump: true, endpoints: { offset: 8, span: 8 } }",
        ],
    ),
    TimmCase(
        name="tanh_long",
        call=by_updates(0.1, "TanhLRScheduler(optimizer, t_initial=100100)"),
        updates=100100,
        # It sets no rate before the first update, which has that of the optimizer.
        phases=[
            "hold: { from: 0.1, for: 1 step }",
            "tanh: { from: 0.099999916847197233587, to: 0.00024726231566347743341,"
            " endpoints: { offset: 1, span: 1 } }",
        ],
    ),
]

STAIRCASES = [
    TimmCase(
        name="step",
        call=by_updates(
            0.016,
            "StepLRScheduler(optimizer, decay_t=24, decay_rate=0.97, warmup_t=11,"
            " warmup_lr_init=1e-6)",
        ),
        updates=300,
        phases=[
            "warmup: { from: 1e-6, to: 0.016, for: 11 steps }",
            "staircase: { factor: 0.97, every: 24 steps }",
        ],
    ),
    TimmCase(
        name="step_by_epochs",
        call=by_epochs(
            0.048, "StepLRScheduler(optimizer, decay_t=2.4, decay_rate=0.9, warmup_t=0)"
        ),
        updates=190,
        stepped_every=10,
        run="length: 19 epochs, epoch: 10 steps",
        phases=["staircase: { from: 0.048, factor: 0.9, every: 2.4 epochs }"],
        keys=["grid: 1 epoch"],
    ),
    TimmCase(
        name="step_without_prefix",
        call=by_updates(
            0.1,
            "StepLRScheduler(optimizer, decay_t=30, decay_rate=0.5, warmup_t=20,"
            " warmup_prefix=False)",
        ),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 20 steps }",
            "staircase: { factor: 0.5, at: [30 steps, 60 steps, 90 steps] }",
        ],
    ),
    TimmCase(
        name="step_long",
        call=by_updates(
            1.0, "StepLRScheduler(optimizer, decay_t=2345.6, decay_rate=0.94, warmup_t=1000)"
        ),
        updates=120000,
        phases=[
            "warmup: { from: 0, to: 1, for: 1000 steps }",
            "staircase: { factor: 0.94, every: 2345.6 steps }",
        ],
        boundaries=[1000, 3346, 5692, 8037, 12728],
    ),
    TimmCase(
        name="multi_step",
        call=by_updates(
            0.1,
            "MultiStepLRScheduler(optimizer, decay_t=[30, 60, 80], decay_rate=0.2, warmup_t=5,"
            " warmup_prefix=False)",
        ),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 5 steps }",
            "staircase: { factor: 0.2, at: [29 steps, 59 steps, 79 steps] }",
        ],
        holds=True,
    ),
    TimmCase(
        name="multi_step_early",
        call=by_updates(
            0.4, "MultiStepLRScheduler(optimizer, decay_t=[25, 50], decay_rate=0.1, warmup_t=10)"
        ),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 0.4, for: 10 steps }",
            "staircase: { factor: 0.1, at: [35 steps, 60 steps] }",
        ],
        holds=True,
        differs=Difference(
            cause=Cause.OFF_BY_ONE,
            what="A milestone takes effect one update before it, as the class documents. The"
            " recipe steps at the milestone.",
            at="34, 59",
        ),
    ),
    TimmCase(
        name="multi_step_by_epochs",
        call=by_epochs(0.6, "MultiStepLRScheduler(optimizer, decay_t=[3, 4, 9], decay_rate=0.5)"),
        updates=96,
        stepped_every=8,
        run="length: 12 epochs, dataset: 255 samples, batch: 32 samples",
        phases=["staircase: { from: 0.6, factor: 0.5, at: [2 epochs, 3 epochs, 8 epochs] }"],
        holds=True,
    ),
]

STABLE = [
    TimmCase(
        name="wsd",
        call=by_updates(
            0.01, "WSDLRScheduler(optimizer, t_initial=200, decay_t=60, lr_min=1e-4, warmup_t=20)"
        ),
        updates=230,
        phases=[
            "warmup: { from: 0, to: 0.01, for: 20 steps }",
            "hold: { for: 140 steps }",
            "1-sqrt: { to: 1e-4, for: 60 steps }",
            "hold",
        ],
        holds=True,
    ),
    TimmCase(
        name="wsd_rsqrt",
        call=by_updates(
            3e-3,
            "WSDLRScheduler(optimizer, t_initial=400, decay_t=100, lr_min=1e-5,"
            " stable_fn='rsqrt', decay_fn='linear', warmup_t=50, warmup_lr_init=1e-4)",
        ),
        updates=450,
        phases=["warmup: { from: 1e-4, to: 3e-3, for: 50 steps }", "inverse_sqrt"],
        keys=["cooldown: { for: last 100 steps, to: 1e-5, shape: linear }"],
    ),
    TimmCase(
        name="wsd_power",
        call=by_updates(
            0.5,
            "WSDLRScheduler(optimizer, t_initial=300, decay_t=75, stable_fn='power',"
            " stable_timescale=40, stable_power=0.51, decay_fn='cosine')",
        ),
        updates=300,
        phases=["power: { from: 0.5, exponent: -0.51, timescale: 40 steps }"],
        keys=["cooldown: { for: last 75 steps, to: 0, shape: cosine }"],
        holds=True,
    ),
    TimmCase(
        name="wsd_square",
        call=by_updates(
            0.02,
            "WSDLRScheduler(optimizer, t_initial=90, decay_t=90, lr_min=0.005, decay_fn='power',"
            " decay_power=2.0, warmup_t=1)",
        ),
        updates=91,
        phases=["warmup: { from: 0, to: 0.02, for: 1 step }", "1-square: { to: 0.005 }"],
        holds=True,
    ),
    TimmCase(
        name="wsd_fractional_power",
        call=by_updates(
            0.02,
            "WSDLRScheduler(optimizer, t_initial=120, decay_t=90, lr_min=0.005,"
            " decay_fn='power', decay_power=1.3)",
        ),
        updates=120,
        phases=[
            "hold: { from: 0.02, for: 30 steps }",
            "expression: 0.005 + 0.015 * (1 - p^1.3)",
        ],
        holds=True,
    ),
    TimmCase(
        name="wsd_exponential",
        call=by_updates(
            6e-4,
            "WSDLRScheduler(optimizer, t_initial=150, decay_t=40, lr_min=6e-5, decay_fn='exp',"
            " decay_ratio=0.01)",
        ),
        updates=150,
        phases=[
            "hold: { from: 6e-4, for: 110 steps }",
            "expression: 6e-5 + 5.4e-4 * (0.01^p - 0.01) / 0.99",
        ],
        holds=True,
    ),
    TimmCase(
        name="wsd_by_epochs",
        call=by_epochs(
            0.1,
            "WSDLRScheduler(optimizer, t_initial=12, decay_t=5, warmup_t=2, decay_fn='linear')",
        ),
        updates=210,
        stepped_every=14,
        run="length: 15 epochs, epoch: 14 steps",
        phases=[
            "warmup: { from: 0, to: 0.1, for: 2 epochs }",
            "hold: { for: 7 epochs }",
            "linear: { to: 0, for: 5 epochs }",
            "hold",
        ],
        keys=["grid: 1 epoch"],
        holds=True,
    ),
    TimmCase(
        name="wsd_long",
        call=by_updates(
            2e-3,
            "WSDLRScheduler(optimizer, t_initial=118000, decay_t=23600, stable_fn='rsqrt',"
            " stable_timescale=10000, warmup_t=2000)",
        ),
        updates=120000,
        phases=[
            "warmup: { from: 0, to: 2e-3, for: 2000 steps }",
            "inverse_sqrt: { timescale: 10000 steps }",
        ],
        keys=["cooldown: { for: last 23600 steps, to: 0, shape: 1-sqrt }"],
        boundaries=[2000, 96400],
        holds=True,
    ),
]

CASES = [*COSINES, *POLYNOMIALS, *TANGENTS, *STAIRCASES, *STABLE]


def schedulers() -> list[str]:
    """The qualified names of timm's schedulers."""
    return [
        f"{scheduler.__name__}.{name}"
        for name, found in vars(scheduler).items()
        if isinstance(found, type) and issubclass(found, Scheduler)
    ]


if __name__ == "__main__":
    library = f"timm {version('timm')}"
    generate(Path(__file__).resolve(), library, CASES, TimmCase.record, schedulers())
