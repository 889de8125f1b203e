#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records fvcore's parameter schedulers, next to recipes that mean the same."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from fvcore.common import param_scheduler
from fvcore_case import FvcoreCase, over
from reference_case import generate

CURVES = [
    FvcoreCase(
        name="constant",
        call=over(40, "ConstantParamScheduler(0.0375)"),
        updates=40,
        phases=["hold: { from: 0.0375 }"],
    ),
    FvcoreCase(
        name="linear",
        call=over(333, "LinearParamScheduler(1e-4, 0.7)"),
        updates=333,
        phases=["warmup: { from: 1e-4, to: 0.7 }"],
    ),
    FvcoreCase(
        name="linear_falling_long",
        call=over(270000, "LinearParamScheduler(0.02, 2e-5)"),
        updates=270000,
        phases=["linear: { from: 0.02, to: 2e-5 }"],
    ),
    FvcoreCase(
        name="cosine",
        call=over(777, "CosineParamScheduler(0.1, 3e-4)"),
        updates=777,
        phases=["cosine: { from: 0.1, to: 3e-4 }"],
    ),
    FvcoreCase(
        name="cosine_rising",
        call=over(50, "CosineParamScheduler(0.0, 0.04)"),
        updates=50,
        phases=["cosine: { from: 0, to: 0.04 }"],
    ),
    FvcoreCase(
        name="cosine_long",
        call=over(184375, "CosineParamScheduler(1e-4, 0.0)"),
        updates=184375,
        phases=["cosine: { from: 1e-4, to: 0 }"],
    ),
    FvcoreCase(
        name="exponential",
        call=over(400, "ExponentialParamScheduler(2.0, 0.02)"),
        updates=400,
        phases=["exponential: { from: 2, to: 0.04 }"],
    ),
    FvcoreCase(
        name="exponential_rising_long",
        call=over(100001, "ExponentialParamScheduler(1e-5, 250.0)"),
        updates=100001,
        phases=["exponential: { from: 1e-5, to: 2.5e-3 }"],
    ),
    FvcoreCase(
        name="polynomial",
        call=over(600, "PolynomialDecayParamScheduler(0.01, 0.9)"),
        updates=600,
        phases=["polynomial: { from: 0.01, to: 0, power: 0.9 }"],
    ),
    FvcoreCase(
        name="polynomial_cubic_long",
        call=over(123456, "PolynomialDecayParamScheduler(0.3, 3.0)"),
        updates=123456,
        phases=["polynomial: { from: 0.3, to: 0, power: 3 }"],
    ),
]

STAIRCASES = [
    FvcoreCase(
        name="step",
        call=over(100, "StepParamScheduler(100, [0.1, 0.5, 0.001])"),
        updates=100,
        phases=["staircase: { values: [0.1, 0.5, 0.001], at: [1/3 of run, 2/3 of run] }"],
    ),
    FvcoreCase(
        name="step_long",
        call=over(100003, "StepParamScheduler(1, [1.0, 0.3, 0.2, 0.1, 0.01, 0.001, 0.0001])"),
        updates=100003,
        phases=[
            "staircase: { values: [1, 0.3, 0.2, 0.1, 0.01, 0.001, 0.0001],"
            " at: [1/7 of run, 2/7 of run, 3/7 of run, 4/7 of run, 5/7 of run, 6/7 of run] }"
        ],
        boundaries=[14287, 28573, 42859, 57145, 71431, 85717],
    ),
    FvcoreCase(
        name="step_with_gamma",
        call=over(130, "StepWithFixedGammaParamScheduler(0.4, 4, 0.3, 130)"),
        updates=130,
        phases=["staircase: { from: 0.4, factor: 0.3, every: 26 steps }"],
    ),
    FvcoreCase(
        name="step_with_gamma_uneven",
        call=over(1000, "StepWithFixedGammaParamScheduler(0.4, 6, 0.5, 1000)"),
        updates=1000,
        phases=["staircase: { from: 0.4, factor: 0.5, every: 1/7 of run }"],
    ),
    FvcoreCase(
        name="multi_step",
        call=over(
            270, "MultiStepParamScheduler([1.0, 0.1, 0.01], milestones=[210, 250], num_updates=270)"
        ),
        updates=270,
        phases=["staircase: { values: [1, 0.1, 0.01], at: [210 steps, 250 steps] }"],
    ),
    FvcoreCase(
        name="multi_step_of_epochs",
        call=over(1200, "MultiStepParamScheduler([0.02, 0.002, 5e-4], milestones=[8, 11, 12])"),
        updates=1200,
        run="length: 12 epochs, epoch: 100 steps",
        phases=["staircase: { values: [0.02, 0.002, 5e-4], at: [8 epochs, 11 epochs] }"],
        boundaries=[800, 1100],
    ),
    FvcoreCase(
        name="multi_step_evenly",
        call=over(100, "MultiStepParamScheduler([0.3, 0.2, 0.1], num_updates=100)"),
        updates=100,
        phases=["staircase: { values: [0.3, 0.2, 0.1], at: [34 steps, 68 steps] }"],
    ),
    FvcoreCase(
        name="multi_step_of_millions",
        call=over(
            3000000,
            "MultiStepParamScheduler([1.0, 0.1, 0.01], milestones=[1000000, 2500000],"
            " num_updates=3000000)",
        ),
        updates=3000000,
        phases=["staircase: { values: [1, 0.1, 0.01], at: [1000000 steps, 2500000 steps] }"],
        boundaries=[1000000, 2500000],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="Shares of a run are told apart to 1e-6, so in a run of three million updates"
            " every step comes three updates early. The recipe steps at the milestones.",
            at="999997-999999, 2499997-2499999",
        ),
    ),
]

COMPOSITES = [
    FvcoreCase(
        name="composite",
        call=over(
            900,
            "CompositeParamScheduler([LinearParamScheduler(1e-3, 0.1),"
            " CosineParamScheduler(0.1, 1e-4)], [0.05, 0.95], ['rescaled', 'rescaled'])",
        ),
        updates=900,
        phases=["warmup: { from: 1e-3, to: 0.1, for: 5% }", "cosine: { to: 1e-4 }"],
    ),
    FvcoreCase(
        name="composite_entered_late",
        call=over(
            200,
            "CompositeParamScheduler([LinearParamScheduler(0.0, 0.1),"
            " CosineParamScheduler(0.1, 0.001)], [0.15, 0.85], ['rescaled', 'fixed'])",
        ),
        updates=200,
        phases=[
            "warmup: { from: 0, to: 0.1, for: 15% }",
            "cosine: { to: 0.001, endpoints: { offset: 30, span: 30 } }",
        ],
    ),
    FvcoreCase(
        name="composite_without_peak",
        call=over(
            200,
            "CompositeParamScheduler([LinearParamScheduler(0.0, 0.1),"
            " CosineParamScheduler(0.1, 0.001)], [0.15, 0.85], ['rescaled', 'fixed'])",
        ),
        updates=200,
        phases=["warmup: { from: 0, to: 0.1, for: 15% }", "cosine: { to: 0.001 }"],
        differs=Difference(
            cause=Cause.PEAK_NOT_REACHED,
            what="A part that is `fixed` is entered where it would be without the parts before it,"
            " below the peak. The recipe decays from the peak.",
            at="30-199",
        ),
    ),
    FvcoreCase(
        name="composite_of_four",
        call=over(
            101,
            "CompositeParamScheduler([ConstantParamScheduler(0.42),"
            " PolynomialDecayParamScheduler(0.42, 0.5), LinearParamScheduler(0.0, 0.2),"
            " ExponentialParamScheduler(0.2, 0.01)], [0.25, 0.3, 0.2, 0.25],"
            " ['fixed', 'rescaled', 'rescaled', 'rescaled'])",
        ),
        updates=101,
        # Parts of a run that are no whole updates: a curve then starts between two of them.
        phases=[
            "hold: { from: 0.42, for: 26 steps }",
            "polynomial: { to: 0, power: 0.5, for: 30 steps,"
            " endpoints: { offset: 0.75, span: 0.3 } }",
            "linear: { to: 0.2, for: 20 steps, endpoints: { offset: 0.45, span: 0.2 } }",
            "exponential: { to: 0.002, endpoints: { offset: 0.25, span: 0.25 } }",
        ],
    ),
    FvcoreCase(
        name="composite_long",
        call=over(
            250000,
            "CompositeParamScheduler([CosineParamScheduler(0.0, 3e-3),"
            " ConstantParamScheduler(3e-3), LinearParamScheduler(3e-3, 3e-5)], [0.1, 0.7, 0.2],"
            " ['rescaled', 'rescaled', 'rescaled'])",
        ),
        updates=250000,
        phases=[
            "cosine: { from: 0, to: 3e-3, for: 10% }",
            "hold: { for: 70% }",
            "linear: { to: 3e-5 }",
        ],
        boundaries=[25000, 200000],
    ),
]

CASES = [*CURVES, *STAIRCASES, *COMPOSITES]


def schedulers() -> list[str]:
    """The qualified names of fvcore's schedulers."""
    return [
        f"{param_scheduler.__name__}.{name}"
        for name in param_scheduler.__all__
        if name != "ParamScheduler"
    ]


if __name__ == "__main__":
    library = f"fvcore {version('fvcore')}"
    generate(Path(__file__).resolve(), library, CASES, FvcoreCase.record, schedulers())
