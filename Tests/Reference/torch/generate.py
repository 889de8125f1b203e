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

from reference_case import Kind, generate
from torch.optim import lr_scheduler, swa_utils
from torch_case import TorchCase, closed, scheduler

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
