#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records MMEngine's schedulers, next to recipes that mean the same."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from mmengine.optim import scheduler as schedulers_of_mmengine
from mmengine_case import MMEngineCase, of, several
from reference_case import Kind, generate
from torch_case import scheduler

RATES = [
    MMEngineCase(
        name="constant",
        call=scheduler(0.02, "ConstantLR(optimizer, factor=0.1, begin=0, end=50)"),
        updates=80,
        phases=["hold: { from: 0.002, for: 49 steps }", "hold: { from: 0.02, jump: true }"],
        holds=True,
    ),
    MMEngineCase(
        name="constant_default",
        call=scheduler(0.3, "ConstantLR(optimizer)"),
        updates=30,
        phases=["hold: { from: 0.1 }"],
        holds=True,
    ),
    MMEngineCase(
        name="linear",
        call=scheduler(0.02, "LinearLR(optimizer, start_factor=0.001, begin=0, end=500)"),
        updates=600,
        phases=["warmup: { from: 2e-5, to: 0.02, for: 500 steps, endpoints: both }", "hold"],
        holds=True,
    ),
    MMEngineCase(
        name="linear_falling_later",
        call=scheduler(
            0.6, "LinearLR(optimizer, start_factor=1.0, end_factor=0.25, begin=30, end=71)"
        ),
        updates=90,
        phases=[
            "hold: { from: 0.6, for: 30 steps }",
            "linear: { to: 0.15, for: 41 steps, endpoints: both }",
            "hold",
        ],
        holds=True,
    ),
    MMEngineCase(
        name="linear_of_epochs_by_updates",
        call=scheduler(
            0.1,
            "LinearLR.build_iter_from_epoch("
            "optimizer, start_factor=0.2, begin=0, end=2, epoch_length=23)",
        ),
        updates=69,
        run="length: 3 epochs, epoch: 23 steps",
        phases=["warmup: { from: 0.02, to: 0.1, for: 2 epochs, endpoints: both }", "hold"],
        holds=True,
        scheduler="mmengine.optim.scheduler.LinearLR",
    ),
    MMEngineCase(
        name="step",
        call=scheduler(0.256, "StepLR(optimizer, step_size=13, gamma=0.7)"),
        updates=150,
        phases=["staircase: { from: 0.256, factor: 0.7, every: 13 steps }"],
    ),
    MMEngineCase(
        name="step_from_to",
        call=scheduler(0.5, "StepLR(optimizer, step_size=10, gamma=0.5, begin=25, end=58)"),
        updates=100,
        phases=[
            "hold: { from: 0.5, for: 25 steps }",
            "staircase: { factor: 0.5, every: 10 steps, for: 33 steps }",
            "hold",
        ],
        holds=True,
    ),
    MMEngineCase(
        name="multi_step",
        call=scheduler(
            0.02, "MultiStepLR(optimizer, milestones=[16, 22], gamma=0.1, begin=0, end=24)"
        ),
        updates=240,
        stepped_every=10,
        run="length: 24 epochs, epoch: 10 steps",
        phases=["staircase: { from: 0.02, factor: 0.1, at: [16 epochs, 22 epochs] }"],
        holds=True,
    ),
    MMEngineCase(
        name="exponential",
        call=scheduler(0.01, "ExponentialLR(optimizer, gamma=0.98, begin=0, end=120)"),
        updates=150,
        phases=[
            "exponential: { from: 0.01, rate: 0.98, every: 1 step, for: 119 steps }",
            "hold",
        ],
        holds=True,
    ),
    MMEngineCase(
        name="polynomial",
        call=scheduler(0.01, "PolyLR(optimizer, power=0.9, eta_min=1e-4, begin=0, end=400)"),
        updates=420,
        phases=[
            "polynomial: { from: 0.01, to: 1e-4, power: 0.9, for: 400 steps, endpoints: both }",
            "hold",
        ],
        holds=True,
    ),
    MMEngineCase(
        name="polynomial_later",
        call=scheduler(0.4, "PolyLR(optimizer, power=2.5, begin=15, end=76)"),
        updates=76,
        phases=[
            "hold: { from: 0.4, for: 15 steps }",
            "polynomial: { to: 0, power: 2.5, endpoints: both }",
        ],
        holds=True,
    ),
]

COSINES = [
    MMEngineCase(
        name="cosine",
        call=scheduler(0.2, "CosineAnnealingLR(optimizer, begin=0, end=90, eta_min=0.002)"),
        updates=90,
        phases=["cosine: { from: 0.2, to: 0.002 }"],
    ),
    MMEngineCase(
        name="cosine_ratio",
        call=scheduler(
            0.004, "CosineAnnealingLR(optimizer, T_max=250, begin=20, end=220, eta_min_ratio=0.05)"
        ),
        updates=220,
        phases=[
            "hold: { from: 0.004, for: 20 steps }",
            "cosine: { to: 2e-4, over: 250 steps }",
        ],
    ),
    MMEngineCase(
        name="cosine_kept_above_its_floor",
        call=scheduler(0.1, "CosineAnnealingLR(optimizer, begin=0, end=5)"),
        updates=20,
        phases=["cosine: { from: 0.1, to: 0, for: 5 steps }", "hold"],
        holds=True,
        differs=Difference(
            cause=Cause.END_NOT_REACHED,
            what="After `end` the rate stays at the last value that was used, above `eta_min`."
            " The recipe holds `eta_min`.",
            at="5-",
        ),
    ),
    MMEngineCase(
        name="cosine_past_its_end",
        call=scheduler(0.1, "CosineAnnealingLR(optimizer, T_max=30, eta_min=0.01)"),
        updates=80,
        phases=["cosine: { from: 0.1, to: 0.01, for: 30 steps }", "hold"],
        differs=Difference(
            cause=Cause.REBOUND,
            what="Past `T_max` the rate rises again. The recipe holds `eta_min`.",
            at="31-",
        ),
    ),
    MMEngineCase(
        name="cosine_restart",
        call=scheduler(
            0.05,
            "CosineRestartLR(optimizer, periods=[20, 50, 30], restart_weights=[1, 0.5, 0.7],"
            " eta_min=0.001)",
        ),
        updates=100,
        phases=[
            "cosine: { from: 0.05, to: 0.001, for: 20 steps }",
            "cosine: { from: 0.025, to: 0.001, for: 50 steps, jump: true }",
            "cosine: { from: 0.035, to: 0.001, for: 30 steps, jump: true }",
        ],
    ),
    MMEngineCase(
        name="cosine_restart_kept_above_its_floor",
        call=scheduler(
            0.4,
            "CosineRestartLR(optimizer, periods=[10, 10], restart_weights=[1, 0.5],"
            " eta_min_ratio=0.1)",
        ),
        updates=40,
        phases=[
            "cosine: { from: 0.4, to: 0.04, for: 10 steps }",
            "cosine: { from: 0.2, to: 0.04, for: 10 steps, jump: true }",
            "hold",
        ],
        holds=True,
        differs=Difference(
            cause=Cause.END_NOT_REACHED,
            what="After its periods the rate stays at the last value that was used, above"
            " `eta_min`. The recipe holds `eta_min`.",
            at="20-",
        ),
    ),
    MMEngineCase(
        name="one_cycle",
        kind=Kind.CLOSED_FORM,
        call=scheduler(
            0.1,
            "OneCycleLR(optimizer, eta_max=0.8, total_steps=150, pct_start=0.35, div_factor=20.0,"
            " final_div_factor=500.0)",
        ),
        updates=150,
        recipe_keys=[
            "one_cycle: { peak: 0.8, warmup: 35%, div: 20, final_div: 500, convention: torch }"
        ],
    ),
    MMEngineCase(
        name="one_cycle_three_phases",
        kind=Kind.CLOSED_FORM,
        call=scheduler(
            0.1,
            "OneCycleLR(optimizer, eta_max=0.02, begin=0, end=400, anneal_strategy='linear',"
            " three_phase=True)",
        ),
        updates=400,
        recipe_keys=[
            "one_cycle: { peak: 0.02, anneal: linear, three_phase: true, convention: torch }"
        ],
    ),
]

SEVERAL = [
    MMEngineCase(
        name="warmup_then_cosine",
        call=several(
            0.004,
            "LinearLR(optimizer, start_factor=0.01, begin=0, end=100)",
            "CosineAnnealingLR(optimizer, begin=100, end=700, eta_min=2e-4)",
        ),
        scheduler="mmengine.optim.scheduler.CosineAnnealingLR",
        updates=700,
        phases=[
            "warmup: { from: 4e-5, to: 0.004, for: 100 steps, endpoints: both }",
            "cosine: { to: 2e-4 }",
        ],
    ),
    MMEngineCase(
        name="warmup_over_staircase",
        call=several(
            0.02,
            "LinearLR(optimizer, start_factor=0.1, begin=0, end=40)",
            "MultiStepLR(optimizer, milestones=[25, 70], gamma=0.2, begin=0, end=90)",
        ),
        scheduler="mmengine.optim.scheduler.LinearLR",
        updates=90,
        phases=["staircase: { from: 0.02, factor: 0.2, at: [25 steps, 70 steps] }"],
        keys=[
            "times: { phases:"
            " [warmup: { from: 0.1, to: 1, for: 40 steps, endpoints: both }, hold] }"
        ],
        holds=True,
    ),
    MMEngineCase(
        name="warmup_over_cosine",
        call=several(
            0.1,
            "LinearLR(optimizer, start_factor=0.1, begin=0, end=20)",
            "CosineAnnealingLR(optimizer, begin=0, end=100, eta_min=0.01)",
        ),
        scheduler="mmengine.optim.scheduler.CosineAnnealingLR",
        updates=100,
        phases=["cosine: { from: 0.1, to: 0.01 }"],
        keys=[
            "times: { phases:"
            " [warmup: { from: 0.1, to: 1, for: 20 steps, endpoints: both }, hold] }"
        ],
        differs=Difference(
            cause=Cause.CHAINED_DRIFT,
            what="A cosine with a floor is computed from the value before, which the warmup has"
            " changed. The recipe is the product of the two.",
            at="1-",
        ),
    ),
    MMEngineCase(
        name="long",
        call=several(
            2e-3,
            "LinearLR(optimizer, start_factor=0.001, begin=0, end=1000)",
            "PolyLR(optimizer, power=1.0, eta_min=1e-6, begin=1000, end=100000)",
        ),
        scheduler="mmengine.optim.scheduler.PolyLR",
        updates=100000,
        phases=[
            "warmup: { from: 2e-6, to: 2e-3, for: 1000 steps, endpoints: both }",
            "polynomial: { to: 1e-6, power: 1, endpoints: both }",
        ],
        boundaries=[1000],
        holds=True,
    ),
]

MOMENTA = [
    MMEngineCase(
        name="momentum_constant",
        call=of("momentum", 0.9, "ConstantMomentum(optimizer, factor=0.5, begin=0, end=10)"),
        channel="momentum",
        updates=20,
        phases=["hold: { from: 0.45, for: 9 steps }", "hold: { from: 0.9, jump: true }"],
        holds=True,
    ),
    MMEngineCase(
        name="momentum_linear",
        call=of("momentum", 0.95, "LinearMomentum(optimizer, start_factor=0.8, begin=0, end=60)"),
        channel="momentum",
        updates=70,
        phases=["linear: { from: 0.76, to: 0.95, for: 60 steps, endpoints: both }", "hold"],
        holds=True,
    ),
    MMEngineCase(
        name="momentum_step",
        call=of("momentum", 0.96, "StepMomentum(optimizer, step_size=7, gamma=0.9)"),
        channel="momentum",
        updates=40,
        phases=["staircase: { from: 0.96, factor: 0.9, every: 7 steps }"],
    ),
    MMEngineCase(
        name="momentum_multi_step",
        call=of("momentum", 0.8, "MultiStepMomentum(optimizer, milestones=[5, 19], gamma=0.75)"),
        channel="momentum",
        updates=30,
        phases=["staircase: { from: 0.8, factor: 0.75, at: [5 steps, 19 steps] }"],
        holds=True,
    ),
    MMEngineCase(
        name="momentum_exponential",
        call=of("momentum", 0.99, "ExponentialMomentum(optimizer, gamma=0.995)"),
        channel="momentum",
        updates=200,
        phases=["exponential: { from: 0.99, rate: 0.995, every: 1 step }"],
    ),
    MMEngineCase(
        name="momentum_polynomial",
        call=of("momentum", 0.95, "PolyMomentum(optimizer, power=1.4, eta_min=0.85, end=80)"),
        channel="momentum",
        updates=80,
        phases=["polynomial: { from: 0.95, to: 0.85, power: 1.4, endpoints: both }"],
        holds=True,
    ),
    MMEngineCase(
        name="momentum_cosine",
        call=of("momentum", 0.95, "CosineAnnealingMomentum(optimizer, eta_min=0.85, end=64)"),
        channel="momentum",
        updates=64,
        phases=["cosine: { from: 0.95, to: 0.85 }"],
    ),
    MMEngineCase(
        name="momentum_cosine_restart",
        call=of(
            "momentum",
            0.9,
            "CosineRestartMomentum(optimizer, periods=[15, 25], restart_weights=[1, 1.05],"
            " eta_min=0.8)",
        ),
        channel="momentum",
        updates=40,
        phases=[
            "cosine: { from: 0.9, to: 0.8, for: 15 steps }",
            "cosine: { from: 0.945, to: 0.8, jump: true }",
        ],
    ),
]

PARAMETERS = [
    MMEngineCase(
        name="decay_constant",
        call=of(
            "weight_decay",
            0.05,
            "ConstantParamScheduler(optimizer, 'weight_decay', factor=0.2, end=12)",
        ),
        channel="weight_decay",
        updates=25,
        phases=["hold: { from: 0.01, for: 11 steps }", "hold: { from: 0.05, jump: true }"],
        holds=True,
    ),
    MMEngineCase(
        name="decay_linear",
        call=of(
            "weight_decay",
            0.4,
            "LinearParamScheduler(optimizer, 'weight_decay', start_factor=0.1, end_factor=0.9,"
            " end=77)",
        ),
        channel="weight_decay",
        updates=90,
        phases=["linear: { from: 0.04, to: 0.36, for: 77 steps, endpoints: both }", "hold"],
        holds=True,
    ),
    MMEngineCase(
        name="decay_step",
        call=of(
            "weight_decay",
            1e-4,
            "StepParamScheduler(optimizer, 'weight_decay', step_size=9, gamma=2.0)",
        ),
        channel="weight_decay",
        updates=50,
        phases=["staircase: { from: 1e-4, factor: 2, every: 9 steps }"],
    ),
    MMEngineCase(
        name="decay_multi_step",
        call=of(
            "weight_decay",
            0.1,
            "MultiStepParamScheduler(optimizer, 'weight_decay', milestones=[3, 4], gamma=0.3)",
        ),
        channel="weight_decay",
        updates=12,
        phases=["staircase: { from: 0.1, factor: 0.3, at: [3 steps, 4 steps] }"],
        holds=True,
    ),
    MMEngineCase(
        name="decay_exponential",
        call=of(
            "weight_decay",
            1e-3,
            "ExponentialParamScheduler(optimizer, 'weight_decay', gamma=1.01)",
        ),
        channel="weight_decay",
        updates=250,
        phases=["exponential: { from: 1e-3, rate: 1.01, every: 1 step }"],
    ),
    MMEngineCase(
        name="decay_polynomial",
        call=of(
            "weight_decay",
            0.05,
            "PolyParamScheduler(optimizer, 'weight_decay', power=0.5, eta_min=0.01, end=33)",
        ),
        channel="weight_decay",
        updates=33,
        phases=["polynomial: { from: 0.05, to: 0.01, power: 0.5, endpoints: both }"],
        holds=True,
    ),
    MMEngineCase(
        name="decay_cosine_rising",
        call=of(
            "weight_decay",
            0.04,
            "CosineAnnealingParamScheduler(optimizer, 'weight_decay', eta_min=0.4, end=300)",
        ),
        channel="weight_decay",
        updates=300,
        phases=["cosine: { from: 0.04, to: 0.4 }"],
    ),
    MMEngineCase(
        name="decay_cosine_restart",
        call=of(
            "weight_decay",
            0.2,
            "CosineRestartParamScheduler(optimizer, 'weight_decay', periods=[8, 8, 8],"
            " restart_weights=[1, 0.5, 0.25], eta_min=0.0)",
        ),
        channel="weight_decay",
        updates=24,
        phases=["restarts: { from: 0.2, to: 0, first: 8 steps, cycles: 3, peak_decay: 0.5 }"],
    ),
    MMEngineCase(
        name="parameter_one_cycle",
        kind=Kind.CLOSED_FORM,
        call=scheduler(0.1, "OneCycleParamScheduler(optimizer, 'lr', eta_max=2.0, total_steps=60)"),
        updates=60,
        recipe_keys=["one_cycle: { peak: 2, convention: torch }"],
    ),
]

CASES = [*RATES, *COSINES, *SEVERAL, *MOMENTA, *PARAMETERS]


def schedulers() -> list[str]:
    """The qualified names of MMEngine's schedulers."""
    module = schedulers_of_mmengine
    return [f"{module.__name__}.{name}" for name in module.__all__ if not name.startswith("_")]


if __name__ == "__main__":
    library = f"mmengine {version('mmengine')}"
    generate(Path(__file__).resolve(), library, CASES, MMEngineCase.record, schedulers())
