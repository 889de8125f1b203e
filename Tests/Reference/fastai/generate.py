#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records fastai's schedules, next to recipes that mean the same."""

from __future__ import annotations

import sys
import warnings
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from fastai_case import FastaiCase, FunctionCase, LearnerCase, learner, over, schedulers
from reference_case import Kind, Precision, generate

#: What the row of a combination is about.
SINGLE = "The position within a part is computed in single precision"


def single(what: str, at: str) -> Difference:
    """A difference that comes from single precision: `what` goes on from there."""
    return Difference(cause=Cause.RESOLUTION, what=f"{SINGLE}, {what}", at=at)


#: Where that is all.
STEEP = "which makes more than one unit where the curve is steep. The recipe's is exact."

FUNCTIONS = [
    FunctionCase(
        name="linear",
        call=over(333, "SchedLin(1e-4, 0.7)"),
        updates=333,
        phases=["warmup: { from: 1e-4, to: 0.7 }"],
    ),
    FunctionCase(
        name="linear_falling_long",
        call=over(250000, "SchedLin(0.02, 2e-5)"),
        updates=250000,
        phases=["linear: { from: 0.02, to: 2e-5 }"],
    ),
    FunctionCase(
        name="cosine",
        call=over(777, "SchedCos(0.1, 3e-4)"),
        updates=777,
        phases=["cosine: { from: 0.1, to: 3e-4 }"],
    ),
    FunctionCase(
        name="cosine_rising",
        call=over(50, "SchedCos(0.85, 0.95)"),
        channel="momentum",
        updates=50,
        phases=["cosine: { from: 0.85, to: 0.95 }"],
    ),
    FunctionCase(
        name="cosine_long",
        call=over(184375, "SchedCos(1e-4, 0.0)"),
        updates=184375,
        phases=["cosine: { from: 1e-4, to: 0 }"],
    ),
    FunctionCase(
        name="constant",
        call=over(40, "SchedNo(0.0375, 0.1)"),
        updates=40,
        phases=["hold: { from: 0.0375 }"],
    ),
    FunctionCase(
        name="exponential",
        call=over(400, "SchedExp(2.0, 0.04)"),
        updates=400,
        phases=["exponential: { from: 2, to: 0.04 }"],
    ),
    FunctionCase(
        name="exponential_rising_long",
        call=over(100001, "SchedExp(1e-5, 2.5e-3)"),
        updates=100001,
        phases=["exponential: { from: 1e-5, to: 2.5e-3 }"],
    ),
    FunctionCase(
        # The power is one of progress, not of what remains of it.
        name="polynomial",
        call=over(600, "SchedPoly(1e-3, 0.4, 2.5)"),
        updates=600,
        phases=['expression: "0.001 + 0.399 * p^2.5"'],
    ),
    FunctionCase(
        name="polynomial_falling",
        call=over(100, "SchedPoly(0.3, 0.01, 2)"),
        updates=100,
        phases=["1-square: { from: 0.3, to: 0.01 }"],
    ),
    FunctionCase(
        name="polynomial_root_long",
        call=over(123456, "SchedPoly(0.5, 0.0, 0.5)"),
        updates=123456,
        phases=["1-sqrt: { from: 0.5, to: 0 }"],
    ),
]

COMBINATIONS = [
    FunctionCase(
        name="combined_binary",
        call=over(
            512,
            "combine_scheds([0.25, 0.25, 0.5],"
            " [SchedLin(0.01, 0.3), SchedNo(0.3, 0.3), SchedCos(0.3, 1e-3)])",
        ),
        updates=512,
        phases=[
            "warmup: { from: 0.01, to: 0.3, for: 25% }",
            "hold: { for: 25% }",
            "cosine: { to: 1e-3 }",
        ],
    ),
    FunctionCase(
        name="combined",
        call=over(
            700,
            "combine_scheds([0.1, 0.6, 0.3],"
            " [SchedCos(0.001, 0.4), SchedNo(0.4, 0.4), SchedPoly(0.4, 0.0, 2)])",
        ),
        precision=Precision.SINGLE,
        updates=700,
        phases=[
            "cosine: { from: 0.001, to: 0.4, for: 10% }",
            "hold: { for: 60% }",
            "1-square: { to: 0 }",
        ],
        differs=single(STEEP, "548-"),
    ),
    FunctionCase(
        name="combined_with_jumps",
        call=over(
            256,
            "combine_scheds([0.5, 0.125, 0.375],"
            " [SchedExp(1.0, 0.1), SchedLin(0.5, 0.25), SchedCos(0.5, 0.0)])",
        ),
        precision=Precision.SINGLE,
        updates=256,
        phases=[
            "exponential: { from: 1, to: 0.1, for: 128 steps }",
            "linear: { from: 0.5, to: 0.25, for: 32 steps, jump: true }",
            "cosine: { from: 0.5, to: 0, jump: true }",
        ],
    ),
    FunctionCase(
        name="combined_cosines",
        call=over(200, "combined_cos(0.3, 0.004, 0.1, 1e-6)"),
        precision=Precision.SINGLE,
        updates=200,
        phases=["cosine: { from: 0.004, to: 0.1, for: 30% }", "cosine: { to: 1e-6 }"],
        differs=single(STEEP, "42, 131"),
    ),
    FunctionCase(
        name="combined_cosines_binary",
        call=over(1024, "combined_cos(0.5, 0.95, 0.85, 0.95)"),
        channel="momentum",
        updates=1024,
        phases=["cosine: { from: 0.95, to: 0.85, for: 50% }", "cosine: { to: 0.95 }"],
    ),
    FunctionCase(
        name="combined_cosines_long",
        call=over(100000, "combined_cos(0.05, 1e-5, 6e-4, 6e-5)"),
        precision=Precision.SINGLE,
        updates=100000,
        boundaries=[5000],
        phases=["cosine: { from: 1e-5, to: 6e-4, for: 5% }", "cosine: { to: 6e-5 }"],
    ),
]

CALLBACKS = [
    LearnerCase(
        name="callback_cosine",
        kind=Kind.RECURSION,
        call=learner(37, "fit(4, cbs=ParamScheduler({'lr': SchedCos(0.1, 0.002)}))"),
        updates=148,
        phases=["cosine: { from: 0.1, to: 0.002 }"],
    ),
    LearnerCase(
        name="callback_momentum",
        kind=Kind.RECURSION,
        call=learner(
            15, "fit(6, cbs=ParamScheduler({'mom': SchedPoly(0.95, 0.8, 0.5)}))", read="mom"
        ),
        channel="momentum",
        updates=90,
        phases=["1-sqrt: { from: 0.95, to: 0.8 }"],
    ),
    LearnerCase(
        name="callback_decay",
        kind=Kind.RECURSION,
        call=learner(
            50,
            "fit(2, cbs=ParamScheduler({'lr': SchedNo(0.1, 0.1), 'wd': SchedExp(1e-3, 0.1)}))",
            read="wd",
        ),
        channel="weight_decay",
        updates=100,
        phases=["exponential: { from: 1e-3, to: 0.1 }"],
    ),
    LearnerCase(
        name="callback_range_test",
        call=learner(30, "fit(3, cbs=LRFinder(1e-6, 10, num_it=90, stop_div=False))"),
        updates=90,
        phases=["range_test: { from: 1e-6, to: 10 }"],
    ),
]

METHODS = [
    LearnerCase(
        name="one_cycle",
        precision=Precision.SINGLE,
        call=learner(36, "fit_one_cycle(3, 0.02)"),
        updates=108,
        recipe_keys=["one_cycle: { peak: 0.02, convention: fastai }"],
    ),
    LearnerCase(
        # A quarter of the run is no whole number of updates, and the peak lies between two of them.
        name="one_cycle_between_updates",
        precision=Precision.SINGLE,
        call=learner(37, "fit_one_cycle(3, 0.02)"),
        updates=111,
        phases=[
            "cosine: { from: 8e-4, to: 0.02, for: 28 steps,"
            " endpoints: { offset: 0, span: -0.25 } }",
            "cosine: { to: 2e-7, endpoints: { offset: 0.25, span: 0.25 } }",
        ],
    ),
    LearnerCase(
        name="one_cycle_binary",
        call=learner(64, "fit_one_cycle(4, 0.6, div=20.0, div_final=1000.0, pct_start=0.5)"),
        updates=256,
        recipe_keys=[
            "one_cycle: { peak: 0.6, warmup: 50%, div: 20, final_div: 1000, convention: fastai }"
        ],
    ),
    LearnerCase(
        name="one_cycle_momentum",
        precision=Precision.SINGLE,
        call=learner(
            25,
            "fit_one_cycle(8, 0.05, pct_start=0.4, moms=(0.98, 0.8, 0.98))",
            read="mom",
        ),
        channel="momentum",
        updates=200,
        recipe_keys=[
            "one_cycle: { peak: 0.05, warmup: 40%, momentum: [0.8, 0.98], convention: fastai }"
        ],
    ),
    LearnerCase(
        name="one_cycle_beta1_binary",
        call=learner(
            16,
            "fit_one_cycle(8, 3e-3, pct_start=0.5, moms=(0.95, 0.85, 0.9))",
            read="mom",
            optimizer="Adam",
        ),
        channel="beta1",
        updates=128,
        phases=["cosine: { from: 0.95, to: 0.85, for: 50% }", "cosine: { to: 0.9 }"],
    ),
    LearnerCase(
        name="flat_cosine",
        precision=Precision.SINGLE,
        call=learner(40, "fit_flat_cos(5, 4e-3)", optimizer="Adam"),
        updates=200,
        phases=["hold: { from: 4e-3, for: 75% }", "cosine: { to: 4e-8 }"],
        differs=single(STEEP, "168-170, 181-182"),
    ),
    LearnerCase(
        name="flat_cosine_binary",
        call=learner(32, "fit_flat_cos(4, 0.3, div_final=50.0, pct_start=0.5)"),
        updates=128,
        phases=["hold: { from: 0.3, for: 50% }", "cosine: { to: 0.006 }"],
    ),
    LearnerCase(
        name="sgdr",
        precision=Precision.SINGLE,
        call=learner(20, "fit_sgdr(3, 2, 0.1)"),
        updates=280,
        phases=["restarts: { from: 0.1, to: 0, first: 2 epochs, grow: 2, cycles: 3 }"],
        run="length: 14 epochs, epoch: 20 steps",
        differs=single(
            "and so is where a part ends: the update that should restart is the last of the cycle"
            " before it, with a rate of nearly 0. The recipe restarts there.",
            "65-114, 120, 171-220",
        ),
    ),
    LearnerCase(
        name="sgdr_by_three",
        precision=Precision.SINGLE,
        call=learner(12, "fit_sgdr(2, 3, 0.5, cycle_mult=3)"),
        updates=144,
        phases=["restarts: { from: 0.5, to: 0, first: 3 epochs, grow: 3, cycles: 2 }"],
        run="length: 12 epochs, epoch: 12 steps",
    ),
    LearnerCase(
        # Two trainings one after another: with a part of the model frozen, and with all of it.
        name="fine_tuning",
        precision=Precision.SINGLE,
        call=learner(50, "fine_tune(4, 2e-3, freeze_epochs=2)"),
        updates=300,
        phases=[
            "cosine: { from: 8e-5, to: 2e-3, for: 99 steps }",
            "cosine: { to: 2e-8, for: 1 step }",
            "cosine: { from: 2e-4, to: 1e-3, for: 60 steps, jump: true }",
            "cosine: { to: 1e-8 }",
        ],
    ),
    LearnerCase(
        name="range_test",
        call=learner(
            33,
            "lr_find(start_lr=1e-8, end_lr=3.0, num_it=150, stop_div=False, show_plot=False,"
            " suggest_funcs=None)",
        ),
        updates=150,
        phases=["range_test: { from: 1e-8, to: 3 }"],
    ),
]

CASES: list[FastaiCase] = [*FUNCTIONS, *COMBINATIONS, *CALLBACKS, *METHODS]

if __name__ == "__main__":
    # What fastai imports warns of what it imports; no value depends on it.
    warnings.simplefilter("ignore")
    library = f"fastai {version('fastai')}"
    generate(Path(__file__).resolve(), library, CASES, lambda case: case.record(), schedulers())
