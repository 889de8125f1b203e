#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records PyTorch's learning-rate schedulers, next to recipes that mean the same."""

from __future__ import annotations

import sys
import warnings
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stands a folder called `torch`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from reference_case import Kind, generate
from torch.optim import lr_scheduler, swa_utils
from torch_case import TorchCase, closed, scheduler, with_momentum

LINEAR_AND_CONSTANT = [
    TorchCase(
        name="linear_default",
        call=scheduler(0.05, "LinearLR(optimizer)"),
        updates=10,
        phases=[
            "warmup: { from: 0.016666666666666666, to: 0.05, for: 5 steps }",
            "hold: { for: rest }",
        ],
        holds=True,
    ),
    TorchCase(
        name="linear_three_updates",
        call=scheduler(
            0.3, "LinearLR(optimizer, start_factor=0.5, end_factor=0.25, total_iters=3)"
        ),
        updates=3,
        phases=["linear: { from: 0.15, to: 0.075 }"],
        holds=True,
    ),
    TorchCase(
        name="linear_to_zero",
        call=scheduler(
            6e-4, "LinearLR(optimizer, start_factor=1.0, end_factor=0.0, total_iters=1000)"
        ),
        updates=1000,
        phases=["linear: { from: 6e-4, to: 0, for: rest }"],
        holds=True,
    ),
    TorchCase(
        name="linear_reaches_its_end",
        call=closed(0.1, "LinearLR(optimizer, start_factor=0.01, end_factor=0.75, total_iters=76)"),
        kind=Kind.CLOSED_FORM,
        updates=77,
        phases=["linear: { from: 0.001, to: 0.075, endpoints: both }"],
        holds=True,
    ),
    TorchCase(
        name="constant",
        call=scheduler(0.1, "ConstantLR(optimizer, factor=0.5, total_iters=4)"),
        updates=10,
        phases=["hold: { from: 0.05, for: 4 steps }", "hold: { from: 0.1, jump: true }"],
        holds=True,
    ),
    TorchCase(
        name="linear_falling_by_epochs",
        call=scheduler(0.4, "LinearLR(optimizer, start_factor=1.0, end_factor=0.1, total_iters=6)"),
        updates=200,
        stepped_every=20,
        run="length: 10 epochs, dataset: 639 samples, batch: 32 samples",
        phases=[
            "linear: { from: 0.4, to: 0.04, for: 6 epochs, grid: 1 epoch }",
            "hold: { for: rest }",
        ],
        holds=True,
    ),
    TorchCase(
        name="linear_long",
        call=closed(
            8e-4, "LinearLR(optimizer, start_factor=0.125, end_factor=0.9, total_iters=90001)"
        ),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["warmup: { from: 1e-4, to: 7.2e-4, for: 90001 steps }", "hold"],
        boundaries=[90001],
        holds=True,
    ),
    TorchCase(
        name="linear_of_no_length",
        call=scheduler(0.1, "LinearLR(optimizer, start_factor=0.25, total_iters=0)"),
        updates=20,
        phases=["hold: { from: 0.1 }"],
        holds=True,
        differs=Difference(
            cause=Cause.PARAMETER,
            what="A warmup of no length never ends: the rate stays at `start_factor`. The recipe"
            " has no warmup.",
            at="0-",
        ),
    ),
    TorchCase(
        name="constant_default",
        call=closed(0.3, "ConstantLR(optimizer)"),
        kind=Kind.CLOSED_FORM,
        updates=12,
        phases=["hold: { from: 0.1, for: 5 steps }", "hold: { from: 0.3, jump: true }"],
        holds=True,
    ),
    TorchCase(
        name="constant_raised_by_epochs",
        call=scheduler(0.01, "ConstantLR(optimizer, factor=0.7, total_iters=2)"),
        updates=28,
        stepped_every=7,
        run="length: 4 epochs, epoch: 7 steps",
        phases=["hold: { from: 0.007, for: 2 epochs }", "hold: { from: 0.01, jump: true }"],
        holds=True,
    ),
]

STAIRCASES = [
    TorchCase(
        name="step_thirty",
        call=scheduler(0.1, "StepLR(optimizer, step_size=30)"),
        updates=90,
        phases=["staircase: { from: 0.1, factor: 0.1, every: 30 steps }"],
    ),
    TorchCase(
        name="step_many",
        call=scheduler(0.256, "StepLR(optimizer, step_size=7, gamma=0.97)"),
        updates=250,
        phases=["staircase: { from: 0.256, factor: 0.97, every: 7 steps, for: rest }"],
    ),
    TorchCase(
        name="step_long",
        call=closed(1.5, "StepLR(optimizer, step_size=12345, gamma=0.6)"),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["staircase: { from: 1.5, factor: 0.6, every: 12345 steps }"],
        boundaries=[12345, 24690, 37035, 49380, 61725, 74070, 86415, 98760],
    ),
    TorchCase(
        name="multi_step",
        call=scheduler(0.1, "MultiStepLR(optimizer, milestones=[30, 60, 80], gamma=0.2)"),
        updates=90,
        phases=["staircase: { from: 0.1, factor: 0.2, at: [30 steps, 60 steps, 80 steps] }"],
        holds=True,
    ),
    TorchCase(
        name="multi_step_by_values",
        call=closed(0.8, "MultiStepLR(optimizer, milestones=[1, 2, 7], gamma=0.5)"),
        kind=Kind.CLOSED_FORM,
        updates=10,
        phases=[
            "staircase: { from: 0.8, values: [0.4, 0.2, 0.1], at: [1 step, 2 steps, 7 steps] }"
        ],
        holds=True,
    ),
    TorchCase(
        name="step_by_epochs",
        call=scheduler(0.1, "StepLR(optimizer, step_size=3, gamma=0.3)"),
        updates=3910,
        stepped_every=391,
        run="length: 10 epochs, dataset: 50000 samples, batch: 128 samples",
        phases=["staircase: { from: 0.1, factor: 0.3, every: 3 epochs }"],
        boundaries=[1173, 2346, 3519],
    ),
    TorchCase(
        name="multi_step_twice_at_once",
        call=scheduler(0.6, "MultiStepLR(optimizer, milestones=[40, 10, 10], gamma=0.5)"),
        updates=50,
        phases=[
            "staircase: { from: 0.6, values: [0.15, 0.075], at: [10 steps, 40 steps] }",
        ],
        holds=True,
    ),
    TorchCase(
        name="multi_step_rising_long",
        call=closed(1e-3, "MultiStepLR(optimizer, milestones=[777, 33333, 99999], gamma=1.75)"),
        kind=Kind.CLOSED_FORM,
        updates=120000,
        phases=[
            "staircase: { from: 1e-3, factor: 1.75, at: [777 steps, 33333 steps, 99999 steps] }"
        ],
        boundaries=[777, 33333, 99999],
        holds=True,
    ),
]

EXPONENTIALS = [
    TorchCase(
        name="exponential",
        call=scheduler(0.02, "ExponentialLR(optimizer, gamma=0.9)"),
        updates=10,
        phases=["exponential: { from: 0.02, rate: 0.9, every: 1 step }"],
    ),
    TorchCase(
        name="exponential_slow",
        call=closed(0.004, "ExponentialLR(optimizer, gamma=0.995)"),
        kind=Kind.CLOSED_FORM,
        updates=1000,
        phases=["exponential: { from: 0.004, rate: 0.995, every: 1 step, for: rest }"],
    ),
    TorchCase(
        name="exponential_to_target",
        call=scheduler(0.001, "LambdaLR(optimizer, lambda t: 0.01 ** (t / 100000))"),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["exponential: { from: 1e-3, to: 1e-5, for: rest }"],
    ),
    TorchCase(
        name="multiplicative",
        call=scheduler(3.0, "MultiplicativeLR(optimizer, lambda t: 0.75)"),
        updates=40,
        phases=["exponential: { from: 3, rate: 0.75, every: 1 step }"],
    ),
    TorchCase(
        name="chained_constant_exponential",
        call=scheduler(
            0.1,
            "ChainedScheduler([ConstantLR(optimizer, factor=0.1, total_iters=20),"
            " ExponentialLR(optimizer, gamma=0.9)])",
        ),
        updates=50,
        phases=[
            "exponential: { from: 0.01, rate: 0.9, every: 1 step, for: 20 steps }",
            "exponential: { from: 0.012157665459056929, rate: 0.9, every: 1 step, jump: true }",
        ],
    ),
    TorchCase(
        name="exponential_by_epochs",
        call=scheduler(0.045, "ExponentialLR(optimizer, gamma=0.94)"),
        updates=330,
        stepped_every=33,
        run="length: 10 epochs, epoch: 33 steps",
        phases=["exponential: { from: 0.045, rate: 0.94, every: 1 epoch, grid: 1 epoch }"],
    ),
    TorchCase(
        name="exponential_rising_long",
        call=closed(1e-7, "ExponentialLR(optimizer, gamma=1.0001)"),
        kind=Kind.CLOSED_FORM,
        updates=150000,
        phases=["exponential: { from: 1e-7, rate: 1.0001, every: 1 step }"],
    ),
    TorchCase(
        name="multiplicative_rising",
        call=scheduler(1e-5, "MultiplicativeLR(optimizer, lambda t: 1.02)"),
        updates=400,
        phases=["exponential: { from: 1e-5, rate: 1.02, every: 1 step }"],
    ),
    TorchCase(
        name="multiplicative_changing",
        call=scheduler(
            0.5, "MultiplicativeLR(optimizer, lambda t: 0.9 if t < 10 else t / (t + 1))"
        ),
        updates=60,
        phases=[
            "exponential: { from: 0.5, rate: 0.9, every: 1 step, for: 9 steps }",
            "inverse_time: { rate: 0.1, every: 1 step }",
        ],
    ),
    TorchCase(
        name="chained_cosine_linear",
        call=scheduler(
            0.2,
            "ChainedScheduler([LinearLR(optimizer, start_factor=0.2, total_iters=30),"
            " CosineAnnealingLR(optimizer, T_max=120)])",
        ),
        updates=120,
        phases=["cosine: { from: 0.2, to: 0 }"],
        keys=["times: { phases: [warmup: { from: 0.2, to: 1, for: 30 steps }, hold] }"],
    ),
    TorchCase(
        name="chained_cosine_above_floor",
        call=scheduler(
            0.2,
            "ChainedScheduler([LinearLR(optimizer, start_factor=0.2, total_iters=30),"
            " CosineAnnealingLR(optimizer, T_max=120, eta_min=0.01)])",
        ),
        updates=120,
        phases=["cosine: { from: 0.2, to: 0.01 }"],
        keys=["times: { phases: [warmup: { from: 0.2, to: 1, for: 30 steps }, hold] }"],
        differs=Difference(
            cause=Cause.CHAINED_DRIFT,
            what="A cosine with a floor is computed from the value before, which the others"
            " have changed. The recipe is the product of the two.",
            at="1-",
        ),
    ),
    TorchCase(
        name="chained_restarts",
        call=scheduler(
            0.3,
            "ChainedScheduler([ConstantLR(optimizer, factor=0.5, total_iters=35),"
            " CosineAnnealingWarmRestarts(optimizer, T_0=20)])",
        ),
        kind=Kind.CLOSED_FORM,
        updates=60,
        phases=["restarts: { from: 0.3, to: 0, first: 20 steps, cycles: 3 }"],
        keys=[
            "times: { phases: [hold: { from: 0.5, for: 35 steps }, hold: { from: 1, jump: true }] }"
        ],
        differs=Difference(
            cause=Cause.CHAINED_DRIFT,
            what="Warm restarts set the rate anew at every update, so what the schedulers before"
            " them did is lost. The recipe is the product of the two schedules.",
            at="0-34",
        ),
    ),
]

POLYNOMIALS = [
    TorchCase(
        name="polynomial_power_1",
        call=scheduler(0.2, "PolynomialLR(optimizer, total_iters=10)"),
        updates=10,
        phases=["polynomial: { from: 0.2, to: 0, power: 1 }"],
        holds=True,
    ),
    TorchCase(
        name="polynomial_power_2",
        call=closed(0.01, "PolynomialLR(optimizer, total_iters=250, power=2)"),
        kind=Kind.CLOSED_FORM,
        updates=300,
        phases=[
            "polynomial: { from: 0.01, to: 0, power: 2, for: 250 steps }",
            "hold: { for: rest }",
        ],
        holds=True,
    ),
    TorchCase(
        name="polynomial_power_09",
        call=scheduler(0.007, "PolynomialLR(optimizer, total_iters=1000, power=0.9)"),
        updates=1000,
        phases=["polynomial: { from: 0.007, to: 0, power: 0.9, for: rest }"],
        holds=True,
    ),
    TorchCase(
        name="polynomial_long",
        call=closed(0.01, "PolynomialLR(optimizer, total_iters=100000, power=0.9)"),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["polynomial: { from: 0.01, to: 0, power: 0.9 }"],
        holds=True,
    ),
    TorchCase(
        name="polynomial_by_epochs",
        call=scheduler(0.025, "PolynomialLR(optimizer, total_iters=8, power=1.3)"),
        updates=110,
        stepped_every=11,
        run="length: 10 epochs, epoch: 11 steps",
        phases=[
            "polynomial: { from: 0.025, to: 0, power: 1.3, for: 8 epochs, grid: 1 epoch }",
            "hold: { for: rest }",
        ],
        holds=True,
    ),
]

COSINES = [
    TorchCase(
        name="cosine",
        call=scheduler(0.1, "CosineAnnealingLR(optimizer, T_max=10)"),
        updates=10,
        phases=["cosine: { from: 0.1, to: 0 }"],
    ),
    TorchCase(
        name="cosine_above_floor",
        call=scheduler(0.35, "CosineAnnealingLR(optimizer, T_max=1000, eta_min=0.02)"),
        updates=1000,
        phases=["cosine: { from: 0.35, to: 0.02, for: rest }"],
    ),
    TorchCase(
        name="cosine_cut_short",
        call=closed(4e-4, "CosineAnnealingLR(optimizer, T_max=120, eta_min=4e-5)"),
        kind=Kind.CLOSED_FORM,
        updates=90,
        phases=["cosine: { from: 4e-4, to: 4e-5, for: rest, over: 120 steps }"],
    ),
    TorchCase(
        name="cosine_warm_restarts",
        call=scheduler(
            0.05, "CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=2, eta_min=0.001)"
        ),
        kind=Kind.CLOSED_FORM,
        updates=70,
        phases=[
            "cosine: { from: 0.05, to: 0.001, for: 10 steps }",
            "cosine: { from: 0.05, to: 0.001, for: 20 steps, jump: true }",
            "cosine: { from: 0.05, to: 0.001, for: 40 steps, jump: true }",
        ],
    ),
    TorchCase(
        name="cosine_toward_average",
        call=scheduler(0.1, "SWALR(optimizer, swa_lr=0.02, anneal_epochs=25)"),
        updates=24,
        phases=["cosine: { from: 0.1, to: 0.02, for: rest, over: 25 steps }"],
    ),
    TorchCase(
        name="cosine_by_epochs",
        call=scheduler(0.1, "CosineAnnealingLR(optimizer, T_max=12, eta_min=0.005)"),
        updates=1200,
        stepped_every=100,
        run="length: 12 epochs, dataset: 12790 samples, batch: 128 samples",
        phases=["cosine: { from: 0.1, to: 0.005, grid: 1 epoch }"],
        boundaries=range(100, 1200, 100),
    ),
    TorchCase(
        name="cosine_long",
        call=closed(0.003, "CosineAnnealingLR(optimizer, T_max=123457, eta_min=1e-5)"),
        kind=Kind.CLOSED_FORM,
        updates=123457,
        phases=["cosine: { from: 0.003, to: 1e-5 }"],
    ),
    TorchCase(
        name="cosine_past_its_end",
        call=scheduler(0.1, "CosineAnnealingLR(optimizer, T_max=40, eta_min=0.004)"),
        updates=100,
        phases=["cosine: { from: 0.1, to: 0.004, for: 40 steps }", "hold"],
        differs=Difference(
            cause=Cause.REBOUND,
            what="Past `T_max` the rate rises again, to where it started. The recipe holds"
            " `eta_min`.",
            at="41-",
        ),
    ),
    TorchCase(
        name="cosine_of_two_and_a_half_cycles",
        call=scheduler(0.1, "CosineAnnealingLR(optimizer, T_max=40, eta_min=0.004)"),
        updates=100,
        phases=["cyclic: { from: 0.1, to: 0.004, up: 40 steps, shape: cosine }"],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="The recursion goes through values that hardly differ from the floor, and digits"
            " that it loses there stay lost. The recipe has every half wave like the first.",
            at="41-",
        ),
    ),
    TorchCase(
        name="cosine_warm_restarts_cut",
        call=scheduler(1.0, "CosineAnnealingWarmRestarts(optimizer, T_0=30, T_mult=3)"),
        kind=Kind.CLOSED_FORM,
        updates=300,
        phases=["restarts: { from: 1, to: 0, first: 30 steps, grow: 3 }"],
    ),
    TorchCase(
        name="cosine_warm_restarts_by_epochs",
        call=scheduler(
            0.2, "CosineAnnealingWarmRestarts(optimizer, T_0=3, T_mult=2, eta_min=0.01)"
        ),
        kind=Kind.CLOSED_FORM,
        updates=81,
        stepped_every=9,
        run="length: 9 epochs, epoch: 9 steps",
        phases=["restarts: { from: 0.2, to: 0.01, first: 3 epochs, grow: 2, grid: 1 epoch }"],
    ),
    TorchCase(
        name="cosine_warm_restarts_long",
        call=scheduler(7e-4, "CosineAnnealingWarmRestarts(optimizer, T_0=9999, eta_min=7e-6)"),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["restarts: { from: 7e-4, to: 7e-6, first: 9999 steps }"],
        boundaries=range(9999, 100000, 9999),
    ),
    TorchCase(
        name="linear_toward_average",
        call=scheduler(
            0.5, "SWALR(optimizer, swa_lr=0.05, anneal_epochs=40, anneal_strategy='linear')"
        ),
        updates=60,
        phases=["linear: { from: 0.5, to: 0.05, for: 40 steps }", "hold"],
        holds=True,
    ),
    TorchCase(
        name="upward_to_average",
        call=scheduler(0.01, "SWALR(optimizer, swa_lr=0.08, anneal_epochs=7)"),
        updates=10,
        phases=["cosine: { from: 0.01, to: 0.08, for: 7 steps }", "hold"],
        holds=True,
    ),
]

COMPOSITIONS = [
    TorchCase(
        name="sequential_warmup_cosine",
        call=scheduler(
            0.1,
            "SequentialLR(optimizer,"
            " [LinearLR(optimizer, start_factor=0.01, total_iters=100),"
            " CosineAnnealingLR(optimizer, T_max=900, eta_min=0.001)], milestones=[100])",
        ),
        updates=1000,
        phases=[
            "warmup: { from: 0.001, to: 0.1, for: 100 steps }",
            "cosine: { from: 0.1, to: 0.001 }",
        ],
    ),
    TorchCase(
        name="sequential_warmup_cosine_long",
        call=scheduler(
            0.003,
            "SequentialLR(optimizer,"
            " [LinearLR(optimizer, start_factor=0.1, total_iters=2001),"
            " CosineAnnealingLR(optimizer, T_max=98002)], milestones=[2001])",
        ),
        updates=100003,
        phases=["warmup: { from: 3e-4, to: 3e-3, for: 2001 step }", "cosine: { to: 0, for: rest }"],
        boundaries=[2001],
    ),
    TorchCase(
        name="sequential_warmup_stable_decay",
        call=scheduler(
            0.02,
            "SequentialLR(optimizer,"
            " [LinearLR(optimizer, start_factor=0.05, total_iters=19),"
            " ConstantLR(optimizer, factor=1.0, total_iters=1),"
            " PolynomialLR(optimizer, total_iters=50, power=2)], milestones=[20, 150])",
        ),
        updates=200,
        phases=[
            "warmup: { from: 0.001, to: 0.02, for: 20 steps, endpoints: both }",
            "hold: { for: rest }",
            "polynomial: { to: 0, power: 2, for: 50 steps }",
        ],
        holds=True,
    ),
    TorchCase(
        name="sequential_warmup_staircase",
        call=scheduler(
            0.4,
            "SequentialLR(optimizer,"
            " [LinearLR(optimizer, start_factor=0.25, total_iters=5),"
            " MultiStepLR(optimizer, milestones=[10, 25], gamma=0.3)], milestones=[5])",
        ),
        updates=40,
        phases=[
            "warmup: { from: 0.1, to: 0.4, for: 5 steps }",
            "staircase: { from: 0.4, factor: 0.3, at: [15 steps, 30 steps] }",
        ],
        holds=True,
    ),
    TorchCase(
        name="one_cycle",
        call=scheduler(
            0.1, "OneCycleLR(optimizer, max_lr=1.0, total_steps=100, cycle_momentum=False)"
        ),
        kind=Kind.CLOSED_FORM,
        updates=100,
        phases=[
            "cosine: { from: 0.04, to: 1, for: 29 steps }",
            "cosine: { from: 1, to: 4e-6, for: rest, endpoints: both }",
        ],
    ),
    TorchCase(
        name="cyclic_triangular",
        call=scheduler(
            0.1,
            "CyclicLR(optimizer, base_lr=0.01, max_lr=0.09, step_size_up=16, step_size_down=48,"
            " cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=128,
        phases=[
            "linear: { from: 0.01, to: 0.09, for: 16 steps }",
            "linear: { to: 0.01, for: 48 steps }",
            "linear: { to: 0.09, for: 16 steps }",
            "linear: { to: 0.01 }",
        ],
    ),
    TorchCase(
        name="sequential_cut_short",
        call=scheduler(
            0.5,
            "SequentialLR(optimizer,"
            " [LinearLR(optimizer, start_factor=0.2, total_iters=25),"
            " ExponentialLR(optimizer, gamma=0.95)], milestones=[15])",
        ),
        updates=60,
        phases=[
            "warmup: { from: 0.1, to: 0.5, for: 15 steps, over: 25 steps }",
            "exponential: { from: 0.5, rate: 0.95, every: 1 step, jump: true }",
        ],
    ),
    TorchCase(
        name="one_cycle_linear",
        call=scheduler(
            0.1,
            "OneCycleLR(optimizer, max_lr=0.6, total_steps=250, pct_start=0.37,"
            " anneal_strategy='linear', div_factor=10, final_div_factor=100,"
            " cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=250,
        recipe_keys=[
            "one_cycle: { peak: 0.6, warmup: 37%, anneal: linear, div: 10, final_div: 100,"
            " convention: torch }"
        ],
    ),
    TorchCase(
        name="one_cycle_three_phases",
        call=scheduler(
            0.1,
            "OneCycleLR(optimizer, max_lr=2.0, epochs=7, steps_per_epoch=31, pct_start=0.4,"
            " three_phase=True, cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=217,
        recipe_keys=["one_cycle: { peak: 2, warmup: 40%, three_phase: true, convention: torch }"],
    ),
    TorchCase(
        name="one_cycle_momentum",
        call=with_momentum(
            "OneCycleLR(optimizer, max_lr=2.0, total_steps=120, pct_start=0.25,"
            " base_momentum=0.8, max_momentum=0.97)"
        ),
        kind=Kind.CLOSED_FORM,
        channel="momentum",
        updates=120,
        recipe_keys=[
            "one_cycle: { peak: 2, warmup: 25%, momentum: [0.8, 0.97], convention: torch }"
        ],
    ),
    TorchCase(
        name="one_cycle_without_rise",
        call=scheduler(
            0.1,
            "OneCycleLR(optimizer, max_lr=1.0, total_steps=10, pct_start=0.05,"
            " cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=10,
        phases=["cosine: { from: 1, to: 4e-6, endpoints: { offset: 0.5, span: -0.5 } }"],
    ),
    TorchCase(
        name="one_cycle_long",
        call=scheduler(
            0.1,
            "OneCycleLR(optimizer, max_lr=0.01, total_steps=100003, pct_start=0.25,"
            " cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=100003,
        boundaries=[25000],
        recipe_keys=["one_cycle: { peak: 0.01, warmup: 25%, convention: torch }"],
    ),
    TorchCase(
        name="cyclic_triangular_2",
        call=scheduler(
            0.1,
            "CyclicLR(optimizer, base_lr=0.001, max_lr=0.1, step_size_up=30, step_size_down=45,"
            " mode='triangular2', cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=200,
        phases=[
            "cyclic: { from: 0.001, to: 0.1, up: 30 steps, down: 45 steps, mode: triangular2 }"
        ],
    ),
    TorchCase(
        name="cyclic_exp_range",
        call=scheduler(
            0.1,
            "CyclicLR(optimizer, base_lr=0.002, max_lr=0.05, step_size_up=50, mode='exp_range',"
            " gamma=0.994, cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=250,
        phases=["cyclic: { from: 0.002, to: 0.05, up: 50 steps, mode: exp_range, gamma: 0.994 }"],
    ),
    TorchCase(
        name="cyclic_momentum",
        call=with_momentum(
            "CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=25, step_size_down=15,"
            " base_momentum=0.82, max_momentum=0.96)"
        ),
        kind=Kind.CLOSED_FORM,
        channel="momentum",
        updates=100,
        phases=["cyclic: { from: 0.96, to: 0.82, up: 25 steps, down: 15 steps }"],
    ),
    TorchCase(
        name="cyclic_long",
        call=scheduler(
            0.1,
            "CyclicLR(optimizer, base_lr=0.001, max_lr=0.2, step_size_up=37, step_size_down=31,"
            " cycle_momentum=False)",
        ),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["cyclic: { from: 0.001, to: 0.2, up: 37 steps, down: 31 steps }"],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="The place in a cycle is the difference of two numbers that grow with the run, and"
            " loses a bit whenever they double. The recipe has every cycle like the first.",
            at="272-",
        ),
    ),
]

LAMBDAS = [
    TorchCase(
        name="lambda_warmup_linear",
        call=scheduler(
            5e-5,
            "LambdaLR(optimizer, lambda t: t / 100 if t < 100 else max(0.0, (1000 - t) / 900))",
        ),
        kind=Kind.CLOSED_FORM,
        updates=1000,
        phases=["warmup: { from: 0, to: 5e-5, for: 100 steps }", "linear: { to: 0, for: rest }"],
        holds=True,
    ),
    TorchCase(
        name="lambda_warmup_cosine_long",
        call=scheduler(
            3e-4,
            "LambdaLR(optimizer, lambda t: t / 3000 if t < 3000"
            " else 0.5 * (1.0 + math.cos(math.pi * ((t - 3000) / 97000))))",
        ),
        kind=Kind.CLOSED_FORM,
        updates=100000,
        phases=["warmup: { from: 0, to: 3e-4, for: 3000 steps }", "cosine: { to: 0 }"],
        boundaries=[3000],
    ),
    TorchCase(
        name="lambda_warmup_cuts_into_decay",
        call=scheduler(
            1e-4, "LambdaLR(optimizer, lambda t: t / 10 if t < 10 else (100 - t) / 100)"
        ),
        kind=Kind.CLOSED_FORM,
        updates=100,
        phases=[
            "warmup: { from: 0, to: 1e-4, for: 10 steps }",
            "linear: { from: 0.9e-4, to: 0, for: rest, jump: true }",
        ],
    ),
    TorchCase(
        name="lambda_endpoints_end",
        call=scheduler(
            2.5e-4,
            "LambdaLR(optimizer, lambda t: (t + 1) / 8 if t < 8"
            " else 0.5 * (1.0 + math.cos(math.pi * (t - 7) / 32)))",
        ),
        kind=Kind.CLOSED_FORM,
        updates=40,
        phases=[
            "warmup: { from: 0, to: 2.5e-4, for: 8 steps, endpoints: end }",
            "cosine: { to: 0, endpoints: end }",
        ],
    ),
    TorchCase(
        name="lambda_endpoints_neither",
        call=scheduler(1.0, "LambdaLR(optimizer, lambda t: (t + 1) / 13 if t < 12 else 1.0)"),
        kind=Kind.CLOSED_FORM,
        updates=20,
        phases=["warmup: { from: 0, to: 1, for: 12 steps, endpoints: neither }", "hold"],
        holds=True,
    ),
    TorchCase(
        name="lambda_endpoints_midpoint",
        call=scheduler(
            0.7, "LambdaLR(optimizer, lambda t: 0.5 * (1.0 + math.cos(math.pi * (t + 0.5) / 48)))"
        ),
        kind=Kind.CLOSED_FORM,
        updates=48,
        phases=["cosine: { from: 0.7, to: 0, endpoints: { offset: 0.5, span: 0 } }"],
    ),
]

CASES = [
    *LINEAR_AND_CONSTANT,
    *STAIRCASES,
    *EXPONENTIALS,
    *POLYNOMIALS,
    *COSINES,
    *COMPOSITIONS,
    *LAMBDAS,
]


def schedulers() -> list[str]:
    """The qualified names of PyTorch's schedulers."""
    return [
        f"{module.__name__}.{name}"
        for module in (lr_scheduler, swa_utils)
        for name, found in vars(module).items()
        if isinstance(found, type)
        and issubclass(found, lr_scheduler.LRScheduler)
        and found.__module__ == module.__name__
        and not name.endswith("LRScheduler")
    ]


if __name__ == "__main__":
    # PyTorch deprecates `step(t)`, the one way to its closed forms, and `SequentialLR` uses it.
    warnings.filterwarnings("ignore", message=".*The epoch parameter.*")
    # What follows a plus sign names the build, which does not matter here.
    release = version("torch").partition("+")[0]
    library = f"torch {release}"
    generate(Path(__file__).resolve(), library, CASES, TorchCase.record, schedulers())
