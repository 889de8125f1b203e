#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records Paddle's schedulers, next to recipes that mean the same.

Paddle computes in Python's floats. `ReduceOnPlateau` is recorded in `plateau/paddle`.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stands a folder called `paddle`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from paddle_case import PaddleCase, schedulers
from reference_case import Kind, generate

PACKAGE = "paddle.optimizer.lr"

NOAM = [
    PaddleCase(
        name="noam",
        call=f"{PACKAGE}.NoamDecay(d_model=64, warmup_steps=100, learning_rate=0.8)",
        updates=600,
        phases=["warmup: { from: 0, to: 0.01, for: 100 steps }", "inverse_sqrt"],
    ),
    PaddleCase(
        name="noam_by_formula",
        call=f"{PACKAGE}.NoamDecay(d_model=96, warmup_steps=37)",
        updates=400,
        keys=["expression: 96^-0.5 * min(max(t, 1)^-0.5, t * 37^-1.5)"],
    ),
    PaddleCase(
        name="noam_long",
        call=f"{PACKAGE}.NoamDecay(d_model=512, warmup_steps=4000, learning_rate=2.0)",
        updates=100000,
        keys=["expression: 2 * 512^-0.5 * min(max(t, 1)^-0.5, t * 4000^-1.5)"],
        boundaries=[4000],
    ),
]

STAIRCASES = [
    PaddleCase(
        name="piecewise",
        call=f"{PACKAGE}.PiecewiseDecay(boundaries=[30, 31, 80], values=[0.1, 0.7, 0.05, 0.02])",
        updates=120,
        phases=[
            "staircase: { values: [0.1, 0.7, 0.05, 0.02], at: [30 steps, 31 steps, 80 steps] }"
        ],
        holds=True,
    ),
    PaddleCase(
        name="piecewise_by_epoch",
        call=f"{PACKAGE}.PiecewiseDecay(boundaries=[3, 6, 8], values=[0.4, 0.04, 0.004, 4e-4])",
        updates=130,
        run="length: 10 epochs, dataset: 1600 samples, batch: 128 samples",
        stepped_every=13,
        phases=[
            "staircase: { values: [0.4, 0.04, 0.004, 4e-4], at: [3 epochs, 6 epochs, 8 epochs] }"
        ],
    ),
    PaddleCase(
        name="multi_step",
        call=f"{PACKAGE}.MultiStepDecay(0.3, milestones=[15, 70, 71], gamma=0.7)",
        updates=100,
        phases=["staircase: { from: 0.3, factor: 0.7, at: [15 steps, 70 steps, 71 steps] }"],
        holds=True,
    ),
    PaddleCase(
        name="step",
        call=f"{PACKAGE}.StepDecay(0.045, step_size=7, gamma=0.94)",
        updates=100,
        phases=["staircase: { from: 0.045, factor: 0.94, every: 7 steps }"],
    ),
    PaddleCase(
        name="step_by_epoch",
        call=f"{PACKAGE}.StepDecay(0.256, step_size=2, gamma=0.97)",
        updates=190,
        run="length: 10 epochs, epoch: 19 steps",
        stepped_every=19,
        phases=["staircase: { from: 0.256, factor: 0.97, every: 2 epochs }"],
    ),
    PaddleCase(
        name="step_long",
        call=f"{PACKAGE}.StepDecay(2.0, step_size=9001, gamma=0.8)",
        updates=100000,
        phases=["staircase: { from: 2, factor: 0.8, every: 9001 steps }"],
        boundaries=[9001 * index for index in range(1, 12)],
    ),
]

EXPONENTIALS = [
    PaddleCase(
        name="natural_exponential",
        call=f"{PACKAGE}.NaturalExpDecay(0.5, gamma=0.125)",
        updates=100,
        phases=["exponential: { from: 0.5, time_constant: 8 steps }"],
    ),
    PaddleCase(
        name="natural_exponential_slow",
        call=f"{PACKAGE}.NaturalExpDecay(0.03, gamma=3e-05)",
        updates=100000,
        keys=["expression: 0.03 * exp(-3e-5 * t)"],
    ),
    PaddleCase(
        name="exponential",
        call=f"{PACKAGE}.ExponentialDecay(0.7, gamma=0.9)",
        updates=200,
        phases=["exponential: { from: 0.7, rate: 0.9, every: 1 step }"],
    ),
    PaddleCase(
        name="exponential_by_epoch",
        call=f"{PACKAGE}.ExponentialDecay(0.08, gamma=0.95)",
        updates=220,
        run="length: 20 epochs, epoch: 11 steps",
        stepped_every=11,
        phases=["exponential: { from: 0.08, rate: 0.95, every: 1 epoch, grid: 1 epoch }"],
    ),
    PaddleCase(
        name="exponential_long",
        call=f"{PACKAGE}.ExponentialDecay(0.004, gamma=0.99998)",
        updates=100000,
        phases=["exponential: { from: 0.004, rate: 0.99998, every: 1 step }"],
    ),
    PaddleCase(
        name="inverse_time",
        call=f"{PACKAGE}.InverseTimeDecay(0.5, gamma=0.1)",
        updates=300,
        phases=["inverse_time: { from: 0.5, rate: 0.1, every: 1 step }"],
    ),
    PaddleCase(
        name="inverse_time_long",
        call=f"{PACKAGE}.InverseTimeDecay(0.02, gamma=0.0007)",
        updates=100000,
        phases=["inverse_time: { from: 0.02, rate: 7e-4, every: 1 step }"],
    ),
]

POLYNOMIALS = [
    PaddleCase(
        name="polynomial",
        call=f"{PACKAGE}.PolynomialDecay(0.06, decay_steps=33, end_lr=0.007, power=1.7)",
        updates=60,
        phases=[
            "polynomial: { from: 0.06, to: 0.007, power: 1.7, for: 33 steps }",
            "hold",
        ],
        holds=True,
    ),
    PaddleCase(
        name="polynomial_default",
        call=f"{PACKAGE}.PolynomialDecay(0.01, decay_steps=20)",
        updates=20,
        phases=["polynomial: { from: 0.01, to: 1e-4 }"],
        holds=True,
    ),
    PaddleCase(
        name="polynomial_cycles",
        call=f"{PACKAGE}.PolynomialDecay(0.5, decay_steps=30, end_lr=0.02, power=2, cycle=True)",
        updates=105,
        keys=[
            "expression: 0.02 + 0.48 * ((30 * max(1, ceil(t / 30)) - t)"
            " / (30 * max(1, ceil(t / 30))))^2"
        ],
    ),
    PaddleCase(
        name="polynomial_cycles_of_a_root",
        call=(
            f"{PACKAGE}.PolynomialDecay(0.5, decay_steps=30, end_lr=0.02, power=0.5, cycle=True)"
        ),
        updates=91,
        # Every cycle begins part of the way down a curve that began at 0.
        phases=[
            "polynomial: { from: 0.5, to: 0.02, power: 0.5, for: 31 steps, endpoints: both }",
            "polynomial: { from: 0.5, to: 0.02, power: 0.5, for: 30 steps, jump: true,"
            " endpoints: { offset: 31, span: 30 } }",
            "polynomial: { from: 0.5, to: 0.02, power: 0.5, for: 30 steps, jump: true,"
            " endpoints: { offset: 61, span: 60 } }",
        ],
    ),
    PaddleCase(
        name="polynomial_long",
        call=f"{PACKAGE}.PolynomialDecay(0.03, decay_steps=100000, end_lr=0.001, power=3)",
        updates=100000,
        phases=["polynomial: { from: 0.03, to: 0.001, power: 3 }"],
        holds=True,
    ),
]

COSINES = [
    PaddleCase(
        name="cosine",
        call=f"{PACKAGE}.CosineAnnealingDecay(0.1, T_max=50, eta_min=0.003)",
        kind=Kind.RECURSION,
        updates=50,
        phases=["cosine: { from: 0.1, to: 0.003 }"],
    ),
    PaddleCase(
        name="cosine_closed_form",
        call=f"{PACKAGE}.CosineAnnealingDecay(0.1, T_max=77, eta_min=0.003); scheduler.step(t)",
        updates=60,
        phases=["cosine: { from: 0.1, to: 0.003, over: 77 steps }"],
    ),
    PaddleCase(
        name="cosine_past_its_end",
        call=f"{PACKAGE}.CosineAnnealingDecay(0.2, T_max=40)",
        kind=Kind.RECURSION,
        updates=100,
        phases=["cosine: { from: 0.2, to: 0, for: 40 steps }", "hold"],
        differs=Difference(
            cause=Cause.REBOUND,
            what="the cosine goes on and rises back to the start by update 80; the recipe stays at"
            " its end",
            at="41-",
        ),
    ),
    PaddleCase(
        name="cosine_by_epoch",
        call=f"{PACKAGE}.CosineAnnealingDecay(0.1, T_max=12, eta_min=1e-4)",
        kind=Kind.RECURSION,
        updates=156,
        run="length: 12 epochs, dataset: 1600 samples, batch: 128 samples",
        stepped_every=13,
        phases=["cosine: { from: 0.1, to: 1e-4, grid: 1 epoch }"],
    ),
    PaddleCase(
        name="cosine_long",
        call=f"{PACKAGE}.CosineAnnealingDecay(0.9, T_max=100000, eta_min=0.09); scheduler.step(t)",
        updates=100000,
        phases=["cosine: { from: 0.9, to: 0.09 }"],
    ),
    PaddleCase(
        name="warm_restarts",
        call=f"{PACKAGE}.CosineAnnealingWarmRestarts(0.05, T_0=20, T_mult=1, eta_min=0.001)",
        updates=50,
        phases=["restarts: { from: 0.05, to: 0.001, first: 20 steps }"],
    ),
    PaddleCase(
        name="warm_restarts_growing",
        call=f"{PACKAGE}.CosineAnnealingWarmRestarts(0.4, T_0=9, T_mult=3, eta_min=0.02)",
        updates=360,
        phases=["restarts: { from: 0.4, to: 0.02, first: 9 steps, grow: 3, cycles: 4 }"],
    ),
    PaddleCase(
        name="warm_restarts_long",
        call=f"{PACKAGE}.CosineAnnealingWarmRestarts(0.5, T_0=5000, T_mult=2)",
        updates=100000,
        phases=["restarts: { from: 0.5, to: 0, first: 5000 steps, grow: 2 }"],
        boundaries=[5000, 15000, 35000, 75000],
    ),
]

WARMUPS = [
    PaddleCase(
        name="linear_warmup_of_a_number",
        call=f"{PACKAGE}.LinearWarmup(0.5, warmup_steps=20, start_lr=0.01, end_lr=0.5)",
        updates=40,
        phases=["warmup: { from: 0.01, to: 0.5, for: 20 steps }", "hold"],
        holds=True,
    ),
    PaddleCase(
        name="linear_warmup_of_one_update",
        call=f"{PACKAGE}.LinearWarmup(0.5, warmup_steps=1, start_lr=0.0, end_lr=0.5)",
        updates=10,
        phases=["warmup: { from: 0, to: 0.5, for: 1 step }", "hold"],
        holds=True,
    ),
    PaddleCase(
        name="linear_warmup_of_polynomial",
        call=(
            f"{PACKAGE}.LinearWarmup({PACKAGE}.PolynomialDecay(0.3, 50, end_lr=0.03, power=2),"
            " warmup_steps=15, start_lr=0.0, end_lr=0.3)"
        ),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 0.3, for: 15 steps }",
            "polynomial: { to: 0.03, power: 2, for: 50 steps }",
            "hold",
        ],
        holds=True,
    ),
    PaddleCase(
        name="linear_warmup_that_jumps",
        call=(
            f"{PACKAGE}.LinearWarmup({PACKAGE}.StepDecay(0.2, step_size=10, gamma=0.5),"
            " warmup_steps=8, start_lr=0.05, end_lr=0.4)"
        ),
        updates=48,
        phases=[
            "warmup: { from: 0.05, to: 0.4, for: 8 steps }",
            "staircase: { from: 0.2, jump: true, factor: 0.5, every: 10 steps }",
        ],
    ),
    PaddleCase(
        name="linear_warmup_past_the_cosine",
        call=(
            f"{PACKAGE}.LinearWarmup({PACKAGE}.CosineAnnealingDecay(1.0, T_max=30),"
            " warmup_steps=10, start_lr=0.0, end_lr=1.0)"
        ),
        updates=60,
        phases=[
            "warmup: { from: 0, to: 1, for: 10 steps }",
            "cosine: { to: 0, for: 30 steps }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.REBOUND,
            what="the cosine under the warmup goes on and rises again; the recipe stays at its end",
            at="41-",
        ),
    ),
    PaddleCase(
        name="linear_warmup_long",
        call=(
            f"{PACKAGE}.LinearWarmup({PACKAGE}.CosineAnnealingDecay(6e-4, T_max=98000,"
            " eta_min=6e-5), warmup_steps=2000, start_lr=6e-7, end_lr=6e-4)"
        ),
        updates=100000,
        phases=[
            "warmup: { from: 6e-7, to: 6e-4, for: 2000 steps }",
            "cosine: { to: 6e-5 }",
        ],
        boundaries=[2000],
    ),
    PaddleCase(
        name="linear",
        call=f"{PACKAGE}.LinearLR(0.3, total_steps=30, start_factor=0.2, end_factor=0.9)",
        kind=Kind.RECURSION,
        updates=45,
        phases=["linear: { from: 0.06, to: 0.27, for: 30 steps }", "hold"],
        holds=True,
    ),
    PaddleCase(
        name="linear_to_zero",
        call=f"{PACKAGE}.LinearLR(0.3, total_steps=17, start_factor=1.0, end_factor=0.0)",
        kind=Kind.RECURSION,
        updates=17,
        phases=["linear: { from: 0.3, to: 0 }"],
        holds=True,
    ),
]

FUNCTIONS = [
    PaddleCase(
        name="lambda",
        call=f"{PACKAGE}.LambdaDecay(0.5, lr_lambda=lambda t: 0.95 ** (t // 4))",
        updates=100,
        phases=["staircase: { from: 0.5, factor: 0.95, every: 4 steps }"],
    ),
    PaddleCase(
        name="lambda_inverse_sqrt",
        call=f"{PACKAGE}.LambdaDecay(2.0, lr_lambda=lambda t: min((t + 1) / 50, 0.02 / (t + 1)))",
        updates=200,
        keys=["expression: 2 * min((t + 1) / 50, 0.02 / (t + 1))"],
    ),
    PaddleCase(
        name="lambda_long",
        call=f"{PACKAGE}.LambdaDecay(0.1, lr_lambda=lambda t: min((t + 1) / 500, 1 - t / 120000))",
        updates=100000,
        keys=["expression: 0.1 * min((t + 1) / 500, 1 - t / 120000)"],
        boundaries=[497, 499],
    ),
    PaddleCase(
        name="multiplicative",
        call=f"{PACKAGE}.MultiplicativeDecay(0.5, lr_lambda=lambda t: 0.95)",
        kind=Kind.RECURSION,
        updates=200,
        phases=["exponential: { from: 0.5, rate: 0.95, every: 1 step }"],
    ),
    PaddleCase(
        name="multiplicative_staircase",
        call=(
            f"{PACKAGE}.MultiplicativeDecay(0.8, lr_lambda=lambda t: 0.5 if t % 25 == 0 else 1.0)"
        ),
        kind=Kind.RECURSION,
        updates=120,
        phases=["staircase: { from: 0.8, factor: 0.5, every: 25 steps }"],
    ),
]

CYCLES = [
    PaddleCase(
        name="one_cycle",
        call=(
            f"{PACKAGE}.OneCycleLR(0.6, total_steps=50, divide_factor=12.0,"
            " end_learning_rate=0.005, phase_pct=0.3)"
        ),
        updates=50,
        phases=[
            "cosine: { from: 0.05, to: 0.6, for: 14 steps }",
            "cosine: { to: 0.005, endpoints: both }",
        ],
    ),
    PaddleCase(
        name="one_cycle_between_updates",
        call=f"{PACKAGE}.OneCycleLR(1.0, total_steps=75, end_learning_rate=4e-06, phase_pct=0.31)",
        updates=75,
        recipe_keys=["one_cycle: { peak: 1, warmup: 31%, convention: torch }"],
    ),
    PaddleCase(
        name="one_cycle_three_phases",
        call=(
            f"{PACKAGE}.OneCycleLR(0.3, total_steps=200, divide_factor=10, end_learning_rate=3e-4,"
            " phase_pct=0.4, anneal_strategy='linear', three_phase=True)"
        ),
        updates=200,
        recipe_keys=[
            "one_cycle: { peak: 0.3, warmup: 40%, div: 10, final_div: 100, anneal: linear,"
            " three_phase: true, convention: torch }"
        ],
    ),
    PaddleCase(
        name="one_cycle_past_its_end",
        call=(
            f"{PACKAGE}.OneCycleLR(0.5, total_steps=40, end_learning_rate=0.0, phase_pct=0.25,"
            " anneal_strategy='linear')"
        ),
        updates=41,
        phases=[
            "linear: { from: 0.02, to: 0.5, for: 9 steps }",
            "linear: { to: 0, for: 31 steps, endpoints: both }",
            "hold",
        ],
        differs=Difference(
            cause=Cause.NEGATIVE,
            what="one update more than `total_steps` is allowed and gets a learning rate below 0;"
            " the recipe stays at its end",
            at="40-",
        ),
    ),
    PaddleCase(
        name="one_cycle_long",
        call=f"{PACKAGE}.OneCycleLR(0.8, total_steps=100000, phase_pct=0.45)",
        updates=100000,
        phases=[
            "cosine: { from: 0.032, to: 0.8, for: 44999 steps }",
            "cosine: { to: 1e-4, endpoints: both }",
        ],
        boundaries=[44999],
    ),
    PaddleCase(
        name="cyclic_triangular",
        call=(
            f"{PACKAGE}.CyclicLR(0.01, max_learning_rate=0.09, step_size_up=16, step_size_down=48)"
        ),
        updates=160,
        phases=["cyclic: { from: 0.01, to: 0.09, up: 16 steps, down: 48 steps }"],
    ),
    PaddleCase(
        name="cyclic_triangular_2",
        call=(
            f"{PACKAGE}.CyclicLR(0.001, max_learning_rate=0.1, step_size_up=20, mode='triangular2')"
        ),
        updates=200,
        phases=["cyclic: { from: 0.001, to: 0.1, up: 20 steps, mode: triangular2, cycles: 5 }"],
    ),
    PaddleCase(
        name="cyclic_exp_range",
        call=(
            f"{PACKAGE}.CyclicLR(0.002, max_learning_rate=0.2, step_size_up=25,"
            " step_size_down=15, mode='exp_range', exp_gamma=0.99)"
        ),
        updates=190,
        phases=[
            "cyclic: { from: 0.002, to: 0.2, up: 25 steps, down: 15 steps, mode: exp_range,"
            " gamma: 0.99 }"
        ],
    ),
    PaddleCase(
        name="cyclic_long",
        call=f"{PACKAGE}.CyclicLR(1e-4, max_learning_rate=0.01, step_size_up=4096)",
        updates=100000,
        phases=["cyclic: { from: 1e-4, to: 0.01, up: 4096 steps }"],
        boundaries=[4096 * index for index in range(1, 25)],
    ),
]

CASES = [
    *NOAM,
    *STAIRCASES,
    *EXPONENTIALS,
    *POLYNOMIALS,
    *COSINES,
    *WARMUPS,
    *FUNCTIONS,
    *CYCLES,
]

if __name__ == "__main__":
    library = f"paddlepaddle {version('paddlepaddle')}"
    generate(Path(__file__).resolve(), library, CASES, PaddleCase.record, schedulers())
