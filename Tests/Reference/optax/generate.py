#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records optax's schedules, next to recipes that mean the same.

optax computes in single precision unless JAX is told otherwise; here values are computed in double
precision, where a difference from the recipe shows, but for a few cases that say so.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import jax
import optax

# Appended, not put in front: beside the recording stands a folder called `optax`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from optax_case import OptaxCase
from reference_case import Precision, generate

LINEAR_AND_CONSTANT = [
    OptaxCase(
        name="constant",
        call="optax.constant_schedule(0.0375)",
        updates=10,
        phases=["hold: { from: 0.0375 }"],
        holds=True,
    ),
    OptaxCase(
        name="linear_three_updates",
        call="optax.linear_schedule(0.3, 0.0, 3)",
        updates=3,
        phases=["linear: { from: 0.3, to: 0 }"],
        holds=True,
    ),
    OptaxCase(
        name="linear_rising",
        call="optax.linear_schedule(0.001, 0.7, 10)",
        updates=10,
        phases=["warmup: { from: 0.001, to: 0.7, for: rest }"],
        holds=True,
    ),
    OptaxCase(
        name="linear_delayed",
        call="optax.linear_schedule(0.9, 0.0125, transition_steps=600, transition_begin=150)",
        updates=1000,
        phases=[
            "hold: { from: 0.9, for: 150 steps }",
            "linear: { to: 0.0125, for: 600 steps }",
            "hold: { for: rest }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="linear_reaches_its_end",
        call="optax.linear_schedule(1e-6, 2e-3, 99)",
        updates=100,
        phases=["linear: { from: 1e-6, to: 2e-3, endpoints: both }"],
        holds=True,
    ),
]

STAIRCASES = [
    OptaxCase(
        name="piecewise_constant",
        call="optax.piecewise_constant_schedule(0.1, {30: 0.1, 60: 0.1, 80: 0.1})",
        updates=90,
        phases=["staircase: { from: 0.1, factor: 0.1, at: [30 steps, 60 steps, 80 steps] }"],
        holds=True,
    ),
    OptaxCase(
        name="piecewise_constant_by_values",
        call="optax.piecewise_constant_schedule(0.64, {100: 0.5, 250: 2.0, 700: 0.125})",
        updates=1000,
        phases=[
            "staircase: { from: 0.64, values: [0.32, 0.64, 0.08],"
            " at: [100 steps, 250 steps, 700 steps] }"
        ],
        holds=True,
    ),
    OptaxCase(
        name="exponential_staircase",
        call="optax.exponential_decay(0.045, transition_steps=24, decay_rate=0.94, staircase=True)",
        updates=240,
        phases=["staircase: { from: 0.045, factor: 0.94, every: 24 steps }"],
    ),
    OptaxCase(
        name="exponential_staircase_long",
        call="optax.exponential_decay(2.0, transition_steps=9001, decay_rate=0.8, staircase=True)",
        updates=100000,
        phases=["staircase: { from: 2, factor: 0.8, every: 9001 step, for: rest }"],
        boundaries=[9001 * index for index in range(1, 12)],
    ),
]

EXPONENTIALS = [
    OptaxCase(
        name="exponential",
        call="optax.exponential_decay(0.5, transition_steps=1, decay_rate=0.85)",
        updates=10,
        phases=["exponential: { from: 0.5, rate: 0.85, every: 1 step }"],
    ),
    OptaxCase(
        name="exponential_long",
        call="optax.exponential_decay(0.004, transition_steps=2500, decay_rate=0.96)",
        updates=100000,
        phases=["exponential: { from: 4e-3, rate: 0.96, every: 2500 steps }"],
    ),
    OptaxCase(
        name="exponential_delayed",
        call=(
            "optax.exponential_decay(0.2, transition_steps=70, decay_rate=0.3, transition_begin=40)"
        ),
        updates=200,
        phases=[
            "hold: { from: 0.2, for: 40 steps }",
            "exponential: { rate: 0.3, every: 70 steps, for: rest }",
        ],
    ),
    OptaxCase(
        name="exponential_to_floor",
        call="optax.exponential_decay(1.0, transition_steps=50, decay_rate=0.5, end_value=0.125)",
        updates=200,
        phases=["exponential: { from: 1, to: 0.125, for: 150 steps }", "hold: { for: rest }"],
        holds=True,
    ),
    OptaxCase(
        name="exponential_rising",
        call="optax.exponential_decay(1e-4, transition_steps=60, decay_rate=10.0, end_value=0.01)",
        updates=150,
        phases=["exponential: { from: 1e-4, to: 0.01, for: 120 steps }", "hold"],
        holds=True,
    ),
]

POLYNOMIALS = [
    OptaxCase(
        name="polynomial_power_1",
        call="optax.polynomial_schedule(0.6, 0.15, 1, 10)",
        updates=10,
        phases=["polynomial: { from: 0.6, to: 0.15, power: 1 }"],
        holds=True,
    ),
    OptaxCase(
        name="polynomial_power_2",
        call="optax.polynomial_schedule(5e-4, 1e-5, 2, 1000)",
        updates=1000,
        phases=["polynomial: { from: 5e-4, to: 1e-5, power: 2, for: rest }"],
        holds=True,
    ),
    OptaxCase(
        name="polynomial_power_half",
        call="optax.polynomial_schedule(1.0, 0.0, 0.5, 160, transition_begin=32)",
        updates=256,
        phases=[
            "hold: { from: 1, for: 32 steps }",
            "polynomial: { to: 0, power: 0.5, for: 160 steps }",
            "hold: { for: rest }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="polynomial_long",
        call="optax.polynomial_schedule(0.03, 0.001, 3, 100000)",
        updates=100000,
        phases=["polynomial: { from: 0.03, to: 0.001, power: 3 }"],
        holds=True,
    ),
]

COSINES = [
    OptaxCase(
        name="cosine",
        call="optax.cosine_decay_schedule(0.1, 10)",
        updates=10,
        phases=["cosine: { from: 0.1, to: 0 }"],
        holds=True,
    ),
    OptaxCase(
        name="cosine_above_floor",
        call="optax.cosine_decay_schedule(0.03, 1000, alpha=0.1)",
        updates=1000,
        phases=["cosine: { from: 0.03, to: 0.003, for: rest }"],
        holds=True,
    ),
    OptaxCase(
        name="cosine_cut_short",
        call="optax.cosine_decay_schedule(8e-5, 120, alpha=0.1)",
        updates=90,
        phases=["cosine: { from: 8e-5, to: 8e-6, for: rest, over: 120 steps }"],
    ),
    OptaxCase(
        name="cosine_long",
        call="optax.cosine_decay_schedule(0.9, 100000)",
        updates=100000,
        phases=["cosine: { from: 0.9, to: 0, for: rest }"],
        holds=True,
    ),
]

COMPOSITIONS = [
    OptaxCase(
        name="warmup_constant",
        call="optax.warmup_constant_schedule(0.0, 0.05, 12)",
        updates=30,
        phases=["warmup: { from: 0, to: 0.05, for: 12 steps }", "hold"],
        holds=True,
    ),
    OptaxCase(
        name="warmup_cosine",
        call="optax.warmup_cosine_decay_schedule(1e-4, 0.02, 100, 1000, end_value=5e-4)",
        updates=1000,
        phases=[
            "warmup: { from: 1e-4, to: 0.02, for: 100 steps }",
            "cosine: { from: 0.02, to: 5e-4 }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="warmup_cosine_long",
        call="optax.warmup_cosine_decay_schedule(0.0, 3e-4, 2000, 90000, end_value=3e-5)",
        updates=100000,
        phases=[
            "warmup: { from: 0, to: 3e-4, for: 2000 steps }",
            "cosine: { to: 3e-5, for: 88000 steps }",
            "hold: { for: rest }",
        ],
        boundaries=[2000, 90000],
        holds=True,
    ),
    OptaxCase(
        name="warmup_exponential",
        call=(
            "optax.warmup_exponential_decay_schedule(0.002, 0.1, 15, 40, 0.5, transition_begin=25)"
        ),
        updates=160,
        phases=[
            "warmup: { from: 0.002, to: 0.1, for: 15 steps }",
            "hold: { for: 25 steps }",
            "exponential: { rate: 0.5, every: 40 steps }",
        ],
    ),
    OptaxCase(
        name="warmup_exponential_staircase",
        call=("optax.warmup_exponential_decay_schedule(0.0, 0.016, 10, 24, 0.97, staircase=True)"),
        updates=130,
        phases=[
            "warmup: { from: 0, to: 0.016, for: 10 steps }",
            "staircase: { factor: 0.97, every: 24 steps, for: rest }",
        ],
    ),
    OptaxCase(
        name="join_three",
        call=(
            "optax.join_schedules([optax.linear_schedule(0.05, 0.25, 20),"
            " optax.constant_schedule(0.25), optax.polynomial_schedule(0.2, 0.01, 1.5, 30)],"
            " [20, 70])"
        ),
        updates=100,
        phases=[
            "linear: { from: 0.05, to: 0.25, for: 20 steps }",
            "hold: { for: rest }",
            "polynomial: { from: 0.2, to: 0.01, power: 1.5, for: 30 steps, jump: true }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="join_cut_short",
        call=(
            "optax.join_schedules([optax.cosine_decay_schedule(0.6, 80),"
            " optax.linear_schedule(0.3, 0.0, 20)], [40])"
        ),
        updates=60,
        phases=[
            "cosine: { from: 0.6, to: 0, for: 40 steps, over: 80 steps }",
            "linear: { from: 0.3, to: 0, for: rest }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="warm_restarts",
        call=(
            "optax.sgdr_schedule([dict(init_value=0.0, peak_value=1.0, warmup_steps=5,"
            " decay_steps=25, end_value=0.1), dict(init_value=0.1, peak_value=0.5,"
            " warmup_steps=10, decay_steps=50, end_value=0.02)])"
        ),
        updates=75,
        phases=[
            "warmup: { from: 0, to: 1, for: 5 steps }",
            "cosine: { to: 0.1, for: 20 steps }",
            "linear: { to: 0.5, for: 10 steps }",
            "cosine: { to: 0.02, for: 40 steps }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_linear",
        call="optax.linear_onecycle_schedule(200, 0.5)",
        updates=200,
        phases=[
            "linear: { from: 0.02, to: 0.5, for: 60 steps }",
            "linear: { to: 0.02, for: 110 steps }",
            "linear: { to: 2e-6, for: 30 steps }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_cosine",
        call="optax.cosine_onecycle_schedule(200, 0.8, pct_start=0.4, div_factor=10.0)",
        updates=200,
        phases=[
            "cosine: { from: 0.08, to: 0.8, for: 80 steps }",
            "cosine: { to: 8e-6, for: rest }",
        ],
        holds=True,
    ),
]

UNUSUAL = [
    OptaxCase(
        name="constant_zero",
        call="optax.constant_schedule(0.0)",
        updates=5,
        phases=["hold: { from: 0 }"],
        holds=True,
    ),
    OptaxCase(
        name="linear_long",
        call="optax.linear_schedule(6e-4, 6e-6, 99000, transition_begin=1000)",
        updates=100000,
        phases=["hold: { from: 6e-4, for: 1000 steps }", "linear: { to: 6e-6 }"],
        boundaries=[1000],
        holds=True,
    ),
    OptaxCase(
        name="piecewise_constant_rising",
        call="optax.piecewise_constant_schedule(1e-3, {7: 3.0, 8: 0.0, 9: 5.0})",
        updates=20,
        # What was multiplied by 0 stays there.
        phases=["staircase: { from: 1e-3, values: [3e-3, 0], at: [7 steps, 8 steps] }"],
        holds=True,
    ),
    OptaxCase(
        name="exponential_staircase_delayed_to_floor",
        call=(
            "optax.exponential_decay(0.8, transition_steps=13, decay_rate=0.6,"
            " transition_begin=20, staircase=True, end_value=0.11)"
        ),
        updates=110,
        phases=[
            "hold: { from: 0.8, for: 20 steps }",
            "expression: 'max(0.11, 0.8 * 0.6^floor(k / 13))'",
        ],
        holds=True,
    ),
    OptaxCase(
        name="exponential_cut_at_its_floor",
        call="optax.exponential_decay(0.3, transition_steps=40, decay_rate=0.2, end_value=0.02)",
        updates=100,
        keys=["expression: max(0.02, 0.3 * 0.2^(t / 40))"],
        holds=True,
    ),
    OptaxCase(
        name="exponential_rising_to_its_ceiling",
        call=(
            "optax.exponential_decay(1e-4, transition_steps=30, decay_rate=2.5,"
            " transition_begin=5, end_value=3e-3)"
        ),
        updates=160,
        phases=[
            "hold: { from: 1e-4, for: 5 steps }",
            "expression: min(3e-3, 1e-4 * 2.5^(k / 30))",
        ],
        holds=True,
    ),
    OptaxCase(
        name="polynomial_rising",
        call="optax.polynomial_schedule(0.01, 0.9, 2.5, 90, transition_begin=9)",
        updates=99,
        phases=[
            "hold: { from: 0.01, for: 9 steps }",
            "polynomial: { to: 0.9, power: 2.5 }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="cosine_squared",
        call="optax.cosine_decay_schedule(0.25, 130, alpha=0.04, exponent=2.0)",
        updates=150,
        phases=["cosine: { from: 0.25, to: 0.01, exponent: 2, for: 130 steps }", "hold"],
        holds=True,
    ),
    OptaxCase(
        name="cosine_of_an_odd_exponent",
        call="optax.cosine_decay_schedule(3e-3, 77, exponent=0.7)",
        updates=77,
        phases=["cosine: { from: 3e-3, to: 0, exponent: 0.7 }"],
        holds=True,
    ),
    OptaxCase(
        name="warmup_cosine_of_an_exponent",
        call=(
            "optax.warmup_cosine_decay_schedule(0.0, 0.4, 21, 160, end_value=0.02, exponent=1.5)"
        ),
        updates=160,
        phases=[
            "warmup: { from: 0, to: 0.4, for: 21 steps }",
            "cosine: { to: 0.02, exponent: 1.5 }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="warmup_cosine_without_warmup",
        call="optax.warmup_cosine_decay_schedule(0.1, 0.2, 0, 60, end_value=0.01)",
        updates=60,
        phases=["cosine: { from: 0.2, to: 0.01 }"],
        holds=True,
    ),
    OptaxCase(
        name="warmup_cosine_of_one_update",
        call="optax.warmup_cosine_decay_schedule(0.1, 0.2, 1, 40)",
        updates=40,
        phases=["warmup: { from: 0.1, to: 0.2, for: 1 step }", "cosine: { to: 0 }"],
        holds=True,
    ),
    OptaxCase(
        name="warmup_constant_without_warmup",
        call="optax.warmup_constant_schedule(0.01, 0.05, 0)",
        updates=20,
        phases=["hold: { from: 0.05 }"],
        holds=True,
        differs=Difference(
            cause=Cause.PARAMETER,
            what="without warmup updates the schedule stays at its first value for ever; the"
            " recipe is at the peak",
            at="0-",
        ),
    ),
    OptaxCase(
        name="warmup_exponential_to_floor",
        call=("optax.warmup_exponential_decay_schedule(0.0, 0.6, 10, 25, 0.5, end_value=0.075)"),
        updates=100,
        phases=[
            "warmup: { from: 0, to: 0.6, for: 10 steps }",
            "exponential: { to: 0.075, for: 75 steps }",
            "hold",
        ],
        holds=True,
    ),
    OptaxCase(
        name="join_long",
        call=(
            "optax.join_schedules([optax.linear_schedule(0.0, 0.01, 3000),"
            " optax.constant_schedule(0.01), optax.polynomial_schedule(0.01, 0.0, 0.5, 20000)],"
            " [3000, 80000])"
        ),
        updates=100000,
        phases=[
            "warmup: { from: 0, to: 0.01, for: 3000 steps }",
            "hold",
            "polynomial: { to: 0, power: 0.5, for: last 20% }",
        ],
        boundaries=[3000, 80000],
        holds=True,
    ),
    OptaxCase(
        name="join_past_an_end",
        call=(
            "optax.join_schedules([optax.linear_schedule(0.2, 0.1, 15),"
            " optax.exponential_decay(0.4, 10, 0.5, staircase=True)], [40])"
        ),
        updates=75,
        phases=[
            "linear: { from: 0.2, to: 0.1, for: 15 steps }",
            "hold: { for: 25 steps }",
            "staircase: { from: 0.4, factor: 0.5, every: 10 steps, jump: true }",
        ],
    ),
    OptaxCase(
        name="warm_restarts_long",
        call=(
            "optax.sgdr_schedule([dict(init_value=0.0, peak_value=1e-3 * 0.5**i,"
            " warmup_steps=500, decay_steps=20000 * 2**i, end_value=0.0) for i in range(3)])"
        ),
        updates=140000,
        phases=[
            "warmup: { from: 0, to: 1e-3, for: 500 steps }",
            "cosine: { to: 0, for: 19500 steps }",
            "linear: { to: 5e-4, for: 500 steps }",
            "cosine: { to: 0, for: 39500 steps }",
            "linear: { to: 2.5e-4, for: 500 steps }",
            "cosine: { to: 0 }",
        ],
        boundaries=[500, 20000, 20500, 60000, 60500],
        holds=True,
    ),
]

INTERPOLATIONS = [
    OptaxCase(
        name="interpolate_linear",
        call=(
            "optax.piecewise_interpolate_schedule('linear', 0.2, {13: 5.0, 40: 0.1, 41: 2.0,"
            " 90: 0.0})"
        ),
        updates=100,
        phases=[
            "points: { from: 0.2, at: [0 steps, 13 steps, 40 steps, 41 steps, 90 steps],"
            " values: [0.2, 1, 0.1, 0.2, 0] }"
        ],
        holds=True,
    ),
    OptaxCase(
        name="interpolate_cosine",
        call="optax.piecewise_interpolate_schedule('cosine', 1e-3, {25: 8.0, 61: 0.5, 140: 0.25})",
        updates=140,
        phases=[
            "points: { at: [0 steps, 25 steps, 61 steps, 140 steps],"
            " values: [1e-3, 8e-3, 4e-3, 1e-3], interpolate: cosine }"
        ],
        holds=True,
    ),
    OptaxCase(
        name="interpolate_one_value",
        call="optax.piecewise_interpolate_schedule('linear', 0.3)",
        updates=10,
        phases=["hold: { from: 0.3 }"],
        holds=True,
    ),
    OptaxCase(
        name="interpolate_long",
        call=(
            "optax.piecewise_interpolate_schedule('cosine', 1e-5, {5000: 100.0, 60000: 0.2,"
            " 100000: 0.05})"
        ),
        updates=100000,
        phases=[
            "points: { at: [0 steps, 5000 steps, 60000 steps, 100000 steps],"
            " values: [1e-5, 1e-3, 2e-4, 1e-5], interpolate: cosine }"
        ],
        boundaries=[5000, 60000],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_linear_at_odd_updates",
        # The ends of the phases are 18.87 and 46.92 updates, cut to 18 and 46.
        call=(
            "optax.linear_onecycle_schedule(51, 0.9, pct_start=0.37, pct_final=0.92,"
            " div_factor=3.0, final_div_factor=0.5)"
        ),
        updates=60,
        phases=[
            "linear: { from: 0.3, to: 0.9, for: 18 steps }",
            "linear: { to: 0.3, for: 28 steps }",
            "linear: { to: 0.6, for: 5 steps }",
            "hold",
        ],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_linear_long",
        call="optax.linear_onecycle_schedule(100000, 0.01)",
        updates=100000,
        phases=[
            "linear: { from: 4e-4, to: 0.01, for: 30000 steps }",
            "linear: { to: 4e-4, for: 55000 steps }",
            "linear: { to: 4e-8 }",
        ],
        boundaries=[30000, 85000],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_cosine_at_odd_updates",
        call=(
            "optax.cosine_onecycle_schedule(77, 0.6, pct_start=0.15, div_factor=6.0,"
            " final_div_factor=20.0)"
        ),
        updates=80,
        phases=[
            "cosine: { from: 0.1, to: 0.6, for: 11 steps }",
            "cosine: { to: 0.005, for: 66 steps }",
            "hold",
        ],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_cosine_long",
        call="optax.cosine_onecycle_schedule(100000, 2e-3, pct_start=0.25)",
        updates=100000,
        recipe_keys=["one_cycle: { peak: 2e-3, warmup: 25% }"],
        boundaries=[25000],
    ),
]

SINGLE = [
    OptaxCase(
        name="linear_single",
        call="optax.linear_schedule(0.3, 0.01, 777)",
        updates=777,
        precision=Precision.SINGLE,
        phases=["linear: { from: 0.3, to: 0.01 }"],
        holds=True,
    ),
    OptaxCase(
        name="exponential_single",
        call="optax.exponential_decay(0.5, transition_steps=70, decay_rate=0.3)",
        updates=700,
        precision=Precision.SINGLE,
        phases=["exponential: { from: 0.5, rate: 0.3, every: 70 steps }"],
    ),
    OptaxCase(
        name="warmup_cosine_single",
        call="optax.warmup_cosine_decay_schedule(0.0, 3e-4, 100, 1000, end_value=3e-5)",
        updates=1000,
        precision=Precision.SINGLE,
        phases=["warmup: { from: 0, to: 3e-4, for: 100 steps }", "cosine: { to: 3e-5 }"],
        holds=True,
    ),
    OptaxCase(
        name="one_cycle_linear_single",
        call="optax.linear_onecycle_schedule(700, 0.8)",
        updates=700,
        precision=Precision.SINGLE,
        phases=[
            "linear: { from: 0.032, to: 0.8, for: 210 steps }",
            "linear: { to: 0.032, for: 385 steps }",
            "linear: { to: 3.2e-6 }",
        ],
        holds=True,
    ),
    OptaxCase(
        name="cosine_single",
        call="optax.cosine_decay_schedule(0.03, 240, alpha=0.1)",
        updates=240,
        precision=Precision.SINGLE,
        phases=["cosine: { from: 0.03, to: 0.003 }"],
        holds=True,
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="operations in single precision add up to more than one unit; the value of the"
            " recipe is rounded once",
            at="32, 122, 129, 133, 145, 174, 183, 196",
        ),
    ),
]

CASES = [
    *LINEAR_AND_CONSTANT,
    *STAIRCASES,
    *EXPONENTIALS,
    *POLYNOMIALS,
    *COSINES,
    *COMPOSITIONS,
    *UNUSUAL,
    *INTERPOLATIONS,
    *SINGLE,
]


def schedulers() -> list[str]:
    """The qualified names of optax's schedules, and of its plateau."""
    # What is capitalized is a type, and what injects a schedule has no values of its own.
    names = [
        name for name in dir(optax.schedules) if name[0].islower() and not name.startswith("inject")
    ]
    return [*(f"optax.{name}" for name in names), "optax.contrib.reduce_on_plateau"]


if __name__ == "__main__":
    jax.config.update("jax_platforms", "cpu")
    library = f"optax {version('optax')}"
    generate(Path(__file__).resolve(), library, CASES, OptaxCase.record, schedulers())
