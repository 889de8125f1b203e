#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the scheduler of Megatron-core, next to recipes that mean the same.

Where it is told to count samples, as Megatron-LM does, it interpolates between samples; phases
interpolate between updates, so that a recipe says it with formulas of `samples`.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front, as for all libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from megatron_case import BatchCase, MegatronCase, schedulers
from reference_case import generate

WEIGHT_DECAY = "optimizer.param_groups[0]['weight_decay']"


def scheduler(
    *,
    rates: tuple[float, float, float],
    warmup: int,
    decay: int,
    style: str,
    weight_decay: tuple[float, float, int, str] = (0.1, 0.1, 1, "constant"),
    further: str = "",
    step: int = 1,
) -> str:
    """The call; `rates` are the first, the largest and the least learning rate."""
    first, largest, least = rates
    start, end, increments, increment_style = weight_decay
    return (
        "optimizer = SGD([weight], lr=1.0); OptimizerParamScheduler(optimizer,"
        f" init_lr={first!r}, max_lr={largest!r}, min_lr={least!r}, lr_warmup_steps={warmup},"
        f" lr_decay_steps={decay}, lr_decay_style={style!r}, start_wd={start!r}, end_wd={end!r},"
        f" wd_incr_steps={increments}, wd_incr_style={increment_style!r}{further});"
        f" scheduler.step({step})"
    )


def wsd(length: int, style: str) -> str:
    """The arguments of a decay of `length` at the end."""
    return f", wsd_decay_steps={length}, lr_wsd_decay_style={style!r}"


STYLES = [
    MegatronCase(
        name="constant",
        call=scheduler(rates=(1e-5, 4e-4, 1e-6), warmup=30, decay=100, style="constant"),
        updates=120,
        phases=["warmup: { from: 1e-5, to: 4e-4, for: 30 steps }", "hold"],
        holds=True,
    ),
    MegatronCase(
        name="linear",
        call=scheduler(rates=(0.0, 3e-4, 3e-5), warmup=17, decay=120, style="linear"),
        updates=120,
        phases=["warmup: { from: 0, to: 3e-4, for: 17 steps }", "linear: { to: 3e-5 }"],
        holds=True,
    ),
    MegatronCase(
        name="linear_without_warmup",
        call=scheduler(rates=(0.0, 0.02, 0.0), warmup=0, decay=77, style="linear"),
        updates=100,
        phases=["linear: { from: 0.02, to: 0, for: 77 steps }", "hold"],
        holds=True,
    ),
    MegatronCase(
        name="cosine",
        call=scheduler(rates=(2e-6, 6e-4, 6e-5), warmup=40, decay=250, style="cosine"),
        updates=300,
        phases=[
            "warmup: { from: 2e-6, to: 6e-4, for: 40 steps }",
            "cosine: { to: 6e-5, for: 210 steps }",
            "hold",
        ],
        holds=True,
    ),
    MegatronCase(
        name="cosine_cut_short",
        call=scheduler(rates=(0.0, 1e-3, 1e-4), warmup=1, decay=200, style="cosine"),
        updates=130,
        phases=[
            "warmup: { from: 0, to: 1e-3, for: 1 step }",
            "cosine: { to: 1e-4, over: 199 steps }",
        ],
    ),
    MegatronCase(
        name="cosine_long",
        call=scheduler(rates=(0.0, 1.5e-4, 1e-5), warmup=1600, decay=160000, style="cosine"),
        updates=200000,
        phases=[
            "warmup: { from: 0, to: 1.5e-4, for: 1600 steps }",
            "cosine: { to: 1e-5, for: 158400 steps }",
            "hold",
        ],
        boundaries=[1600, 160000],
        holds=True,
    ),
    MegatronCase(
        name="inverse_sqrt",
        # After the decay comes the least learning rate at once, however far it is below.
        call=scheduler(rates=(0.0, 2e-3, 1e-4), warmup=25, decay=300, style="inverse-square-root"),
        updates=340,
        phases=[
            "warmup: { from: 0, to: 2e-3, for: 25 steps }",
            "inverse_sqrt: { for: 276 steps }",
            "hold: { from: 1e-4, jump: true }",
        ],
        holds=True,
    ),
    MegatronCase(
        name="inverse_sqrt_to_its_floor",
        call=scheduler(rates=(0.0, 0.01, 0.004), warmup=10, decay=200, style="inverse-square-root"),
        updates=250,
        phases=[
            "warmup: { from: 0, to: 0.01, for: 10 steps }",
            "expression: max(0.004, 0.01 * sqrt(10 / t))",
        ],
        holds=True,
    ),
    MegatronCase(
        name="inverse_sqrt_long",
        call=scheduler(
            rates=(0.0, 5e-4, 0.0), warmup=4000, decay=100000, style="inverse-square-root"
        ),
        updates=100000,
        phases=["warmup: { from: 0, to: 5e-4, for: 4000 steps }", "inverse_sqrt"],
        boundaries=[4000],
    ),
]

WARMUP_STABLE_DECAY = [
    MegatronCase(
        name="wsd_linear",
        call=scheduler(
            rates=(0.0, 1e-3, 5e-5),
            warmup=20,
            decay=200,
            style="WSD",
            further=wsd(70, "linear"),
        ),
        updates=200,
        phases=[
            "warmup: { from: 0, to: 1e-3, for: 20 steps }",
            "hold",
            "linear: { to: 5e-5, for: last 70 steps }",
        ],
        holds=True,
    ),
    MegatronCase(
        name="wsd_cosine",
        call=scheduler(
            rates=(1e-5, 1e-3, 0.0),
            warmup=33,
            decay=180,
            style="WSD",
            further=wsd(41, "cosine"),
        ),
        updates=200,
        phases=[
            "warmup: { from: 1e-5, to: 1e-3, for: 33 steps }",
            "hold: { for: 106 steps }",
            "cosine: { to: 0, for: 41 steps }",
            "hold",
        ],
        holds=True,
    ),
    MegatronCase(
        name="wsd_minus_sqrt",
        call=scheduler(
            rates=(0.0, 4e-3, 4e-4),
            warmup=10,
            decay=150,
            style="WSD",
            further=wsd(60, "minus_sqrt"),
        ),
        updates=150,
        recipe_keys=["wsd: { peak: 4e-3, warmup: 10 steps, decay: 60 steps, to: 4e-4 }"],
    ),
    MegatronCase(
        name="wsd_exponential",
        call=scheduler(
            rates=(0.0, 2e-3, 1e-4),
            warmup=12,
            decay=160,
            style="WSD",
            further=wsd(50, "exponential"),
        ),
        updates=160,
        phases=[
            "warmup: { from: 0, to: 2e-3, for: 12 steps }",
            "hold: { for: 98 steps }",
            "expression: 1e-4 + (2e-3 - 1e-4) * (2 * 0.5^p - 1)",
        ],
        holds=True,
    ),
    MegatronCase(
        name="wsd_long",
        call=scheduler(
            rates=(0.0, 3e-4, 3e-5),
            warmup=2000,
            decay=120000,
            style="WSD",
            further=wsd(24000, "minus_sqrt"),
        ),
        updates=120000,
        phases=[
            "warmup: { from: 0, to: 3e-4, for: 2000 steps }",
            "hold",
            "1-sqrt: { to: 3e-5, for: last 20% }",
        ],
        boundaries=[2000, 96000],
        holds=True,
    ),
]

SAMPLES = [
    MegatronCase(
        name="cosine_by_samples",
        call=scheduler(rates=(0.0, 1e-3, 1e-4), warmup=1000, decay=9000, style="cosine", step=24),
        updates=375,
        run="length: 9000 samples, batch: 24 samples",
        # The warmup ends within the forty-second update.
        keys=[
            "expression: if(samples <= 1000, 1e-3 * samples / 1000,"
            " 1e-4 + 9e-4 * (1 + cos(pi * (samples - 1000) / 8000)) / 2)"
        ],
    ),
    MegatronCase(
        name="linear_by_samples",
        call=scheduler(rates=(0.0, 0.02, 0.002), warmup=1024, decay=16384, style="linear", step=64),
        updates=256,
        run="length: 16384 samples, batch: 64 samples",
        # Whole batches fill the warmup and the decay: here phases say the same.
        phases=[
            "warmup: { from: 0, to: 0.02, for: 1024 samples }",
            "linear: { to: 0.002 }",
        ],
        holds=True,
    ),
]

WEIGHT_DECAYS = [
    MegatronCase(
        name="weight_decay_constant",
        call=scheduler(
            rates=(0.0, 1e-3, 1e-4),
            warmup=10,
            decay=100,
            style="cosine",
            weight_decay=(0.033, 0.033, 100, "constant"),
        )
        + f"; {WEIGHT_DECAY}",
        updates=100,
        channel="weight_decay",
        phases=["hold: { from: 0.033 }"],
        holds=True,
    ),
    MegatronCase(
        name="weight_decay_linear",
        call=scheduler(
            rates=(0.0, 1e-3, 1e-4),
            warmup=10,
            decay=100,
            style="cosine",
            weight_decay=(0.01, 0.25, 90, "linear"),
        )
        + f"; {WEIGHT_DECAY}",
        updates=120,
        channel="weight_decay",
        phases=["linear: { from: 0.01, to: 0.25, for: 90 steps }", "hold"],
        holds=True,
    ),
    MegatronCase(
        name="weight_decay_cosine",
        call=scheduler(
            rates=(0.0, 1e-3, 1e-4),
            warmup=10,
            decay=100,
            style="cosine",
            weight_decay=(0.04, 0.4, 137, "cosine"),
        )
        + f"; {WEIGHT_DECAY}",
        updates=137,
        channel="weight_decay",
        phases=["cosine: { from: 0.04, to: 0.4 }"],
        holds=True,
    ),
    MegatronCase(
        name="weight_decay_long",
        call=scheduler(
            rates=(0.0, 1e-3, 1e-4),
            warmup=10,
            decay=100000,
            style="cosine",
            weight_decay=(0.0, 0.1, 100000, "cosine"),
        )
        + f"; {WEIGHT_DECAY}",
        updates=100000,
        channel="weight_decay",
        phases=["cosine: { from: 0, to: 0.1 }"],
        holds=True,
    ),
]


def rampup(start: int, increment: int, samples: int, batch: int, micro: int, cut: bool) -> str:
    """The call of the rampup of the batch, on four ranks."""
    return (
        f"RampupBatchsizeNumMicroBatchesCalculator(global_batch_size={batch},"
        f" micro_batch_size={micro}, data_parallel_size=4, decrease_batch_size_if_needed={cut},"
        f" rank=1, start_global_batch_size={start}, batch_size_increment={increment},"
        f" ramup_samples={samples})"
    )


BATCHES = [
    BatchCase(
        name="batch_rampup",
        call=rampup(32, 32, 30000, 256, micro=2, cut=False),
        updates=400,
        run="length: 400 steps, batch: scheduled",
        phases=[
            "staircase: { values: [32, 64, 96, 128, 160, 192, 224],"
            " every: (30000 / 7) samples, for: 30000 samples }",
            "hold: { from: 256, jump: true }",
        ],
    ),
    BatchCase(
        # A batch that the ranks cannot share is cut to one that they can.
        name="batch_rampup_cut",
        call=rampup(24, 24, 5000, 144, micro=4, cut=True),
        updates=150,
        run="length: 150 steps, batch: scheduled",
        phases=[
            "staircase: { values: [24, 48, 72, 96, 120], every: 1000 samples, for: 5000 samples }",
            "hold: { from: 144, jump: true }",
        ],
        keys=["round_to: { multiple: 16, mode: floor }"],
    ),
]

CASES = [*STYLES, *WARMUP_STABLE_DECAY, *SAMPLES, *WEIGHT_DECAYS, *BATCHES]

if __name__ == "__main__":
    library = f"megatron-core {version('megatron-core')}"
    generate(Path(__file__).resolve(), library, CASES, lambda case: case.record(), schedulers())
