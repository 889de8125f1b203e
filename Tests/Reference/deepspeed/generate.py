#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records DeepSpeed's schedulers, next to recipes that mean the same.

Before its first `step()` a scheduler sets the least learning rate, and the one after it starts
the schedule again from there: the first two updates use the same value.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stands a folder called `deepspeed`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from deepspeed_case import VARIABLE_BATCH, CurriculumCase, DeepSpeedCase, schedulers
from difference import Cause, Difference
from reference_case import generate

SGD = "optimizer = SGD([weight], lr=0.1); "
ADAM = "optimizer = AdamW([weight], lr=0.1); "

#: Both the first and the second update use the start of the curve.
ONE_LATE = "endpoints: { offset: -1, span: -1 }"

WARMUPS = [
    DeepSpeedCase(
        name="warmup_linear",
        call=(
            f"{SGD}WarmupLR(optimizer, warmup_min_lr=0.002, warmup_max_lr=0.06,"
            " warmup_num_steps=25, warmup_type='linear')"
        ),
        updates=60,
        phases=[f"warmup: {{ from: 0.002, to: 0.06, for: 26 steps, {ONE_LATE} }}", "hold"],
        holds=True,
    ),
    DeepSpeedCase(
        name="warmup_log",
        call=f"{SGD}WarmupLR(optimizer, warmup_max_lr=0.03, warmup_num_steps=100)",
        updates=200,
        phases=[
            "warmup: { from: 0, to: 0.03, shape: { log: 100 }, for: 101 steps,"
            " endpoints: { offset: -1, span: -2 } }",
            "hold",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="warmup_of_one_update",
        # DeepSpeed warms up over 2 updates at least.
        call=(
            f"{SGD}WarmupLR(optimizer, warmup_min_lr=0.01, warmup_max_lr=0.05,"
            " warmup_num_steps=1, warmup_type='linear')"
        ),
        updates=10,
        phases=[f"warmup: {{ from: 0.01, to: 0.05, for: 3 steps, {ONE_LATE} }}", "hold"],
        holds=True,
    ),
    DeepSpeedCase(
        name="warmup_to_the_optimizers_rate",
        call=(
            f"{SGD}WarmupLR(optimizer, warmup_min_lr=0.0, warmup_num_steps=13,"
            " warmup_type='linear')"
        ),
        updates=30,
        phases=[f"warmup: {{ from: 0, to: 0.1, for: 14 steps, {ONE_LATE} }}", "hold"],
        holds=True,
    ),
    DeepSpeedCase(
        name="warmup_log_long",
        call=(
            f"{SGD}WarmupLR(optimizer, warmup_min_lr=1e-6, warmup_max_lr=3e-4,"
            " warmup_num_steps=90000, warmup_type='log')"
        ),
        updates=100000,
        phases=[
            "warmup: { from: 1e-6, to: 3e-4, shape: { log: 90000 }, for: 90001 steps,"
            " endpoints: { offset: -1, span: -2 } }",
            "hold",
        ],
        boundaries=[90001],
        holds=True,
    ),
]

DECAYS = [
    DeepSpeedCase(
        name="decay_linear",
        call=(
            f"{SGD}WarmupDecayLR(optimizer, total_num_steps=90, warmup_min_lr=0.004,"
            " warmup_max_lr=0.05, warmup_num_steps=17, warmup_type='linear')"
        ),
        updates=91,
        phases=[
            f"warmup: {{ from: 0.004, to: 0.05, for: 18 steps, {ONE_LATE} }}",
            "linear: { to: 0.004 }",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="decay_after_log_warmup",
        call=(
            f"{SGD}WarmupDecayLR(optimizer, total_num_steps=300, warmup_max_lr=0.002,"
            " warmup_num_steps=40)"
        ),
        updates=250,
        phases=[
            "warmup: { from: 0, to: 0.002, shape: { log: 40 }, for: 41 steps,"
            " endpoints: { offset: -1, span: -2 } }",
            "linear: { to: 0, over: 260 steps }",
        ],
    ),
    DeepSpeedCase(
        name="decay_past_its_end",
        call=(
            f"{SGD}WarmupDecayLR(optimizer, total_num_steps=50, warmup_max_lr=0.01,"
            " warmup_num_steps=5, warmup_type='linear')"
        ),
        updates=80,
        phases=[
            f"warmup: {{ from: 0, to: 0.01, for: 6 steps, {ONE_LATE} }}",
            "linear: { to: 0, for: 45 steps }",
            "hold",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="decay_long",
        call=(
            f"{SGD}WarmupDecayLR(optimizer, total_num_steps=100000, warmup_max_lr=6e-4,"
            " warmup_num_steps=2000, warmup_type='linear')"
        ),
        updates=100001,
        phases=[
            f"warmup: {{ from: 0, to: 6e-4, for: 2001 steps, {ONE_LATE} }}",
            "linear: { to: 0 }",
        ],
        boundaries=[2001],
        holds=True,
    ),
]

COSINES = [
    DeepSpeedCase(
        name="cosine",
        # The decay is one update ahead: the peak lies between two updates, and none uses it.
        call=(
            f"{SGD}WarmupCosineLR(optimizer, total_num_steps=100, warmup_num_steps=20,"
            " cos_min_ratio=0.05, warmup_type='linear')"
        ),
        updates=101,
        phases=[
            f"warmup: {{ from: 0, to: 0.1, for: 21 steps, {ONE_LATE} }}",
            "cosine: { to: 0.005, endpoints: end }",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="cosine_from_a_ratio",
        # Before the first step the learning rate is 0, whatever the ratio says.
        call=(
            f"{SGD}WarmupCosineLR(optimizer, total_num_steps=60, warmup_min_ratio=0.25,"
            " warmup_num_steps=11, warmup_type='linear')"
        ),
        updates=80,
        phases=[
            "hold: { from: 0, for: 1 step }",
            "warmup: { from: 0.025, to: 0.1, for: 11 steps, jump: true }",
            "cosine: { to: 1e-5, for: 49 steps, endpoints: end }",
            "hold",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="cosine_after_log_warmup",
        call=(
            f"{SGD}WarmupCosineLR(optimizer, total_num_steps=200, warmup_num_steps=30,"
            " cos_min_ratio=0.1)"
        ),
        updates=150,
        phases=[
            "warmup: { from: 0, to: 0.1, shape: { log: 30 }, for: 31 steps,"
            " endpoints: { offset: -1, span: -2 } }",
            "cosine: { to: 0.01, over: 170 steps, endpoints: end }",
        ],
    ),
    DeepSpeedCase(
        name="cosine_long",
        call=(
            f"{SGD}WarmupCosineLR(optimizer, total_num_steps=100000, warmup_num_steps=3000,"
            " cos_min_ratio=0.1, warmup_type='linear')"
        ),
        updates=100001,
        phases=[
            f"warmup: {{ from: 0, to: 0.1, for: 3001 steps, {ONE_LATE} }}",
            "cosine: { to: 0.01, endpoints: end }",
        ],
        boundaries=[3001],
        holds=True,
    ),
]

RANGE_TESTS = [
    DeepSpeedCase(
        name="range_test",
        call=(
            f"{SGD}LRRangeTest(optimizer, lr_range_test_min_lr=1e-4, lr_range_test_step_size=30,"
            " lr_range_test_step_rate=5.0)"
        ),
        updates=120,
        phases=["range_test: { from: 1e-4, to: 2.1e-3, shape: linear }"],
    ),
    DeepSpeedCase(
        name="range_test_staircase",
        call=(
            f"{SGD}LRRangeTest(optimizer, lr_range_test_min_lr=0.003, lr_range_test_step_size=24,"
            " lr_range_test_step_rate=0.7, lr_range_test_staircase=True)"
        ),
        updates=200,
        keys=["expression: 0.003 * (1 + 0.7 * floor(t / 24))"],
    ),
    DeepSpeedCase(
        name="range_test_long",
        call=(
            f"{SGD}LRRangeTest(optimizer, lr_range_test_min_lr=1e-7,"
            " lr_range_test_step_size=2000, lr_range_test_step_rate=40)"
        ),
        updates=100000,
        phases=["linear: { from: 1e-7, to: 2.001e-4 }"],
    ),
]

ONE_CYCLES = [
    DeepSpeedCase(
        name="one_cycle",
        call=(
            f"{SGD}OneCycle(optimizer, cycle_min_lr=0.01, cycle_max_lr=0.09,"
            " cycle_first_step_size=20, cycle_second_step_size=45, decay_step_size=7,"
            " decay_lr_rate=0.5, cycle_momentum=False)"
        ),
        updates=150,
        phases=[
            "linear: { from: 0.01, to: 0.09, for: 20 steps }",
            "linear: { to: 0.01, for: 45 steps }",
            "inverse_time: { rate: 0.5, every: 7 steps }",
        ],
    ),
    DeepSpeedCase(
        name="one_cycle_without_decay",
        call=f"{SGD}OneCycle(optimizer, 0.001, 0.1, cycle_first_step_size=33)",
        updates=90,
        phases=[
            "linear: { from: 0.001, to: 0.1, for: 33 steps }",
            "linear: { to: 0.001, for: 33 steps }",
            "hold",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="one_cycle_of_stairs",
        call=(
            f"{SGD}OneCycle(optimizer, 0.02, 0.1, cycle_first_step_size=20,"
            " cycle_second_step_size=30, cycle_first_stair_count=4, cycle_second_stair_count=3)"
        ),
        updates=70,
        # On the way down a stair is left at once: the highest of them has the peak alone.
        phases=[
            "staircase: { from: 0.02, values: [0.04, 0.06, 0.08, 0.1],"
            " at: [5 steps, 10 steps, 15 steps, 20 steps], for: 21 steps }",
            "expression: { formula: 0.02 + 0.08 * floor((29 - k) * 3 / 30) / 3, for: 29 steps,"
            " jump: true }",
            "hold: { from: 0.02 }",
        ],
        holds=True,
    ),
    DeepSpeedCase(
        name="one_cycle_beta",
        call=(
            f"{ADAM}OneCycle(optimizer, 0.001, 0.01, cycle_first_step_size=30,"
            " cycle_second_step_size=50, cycle_min_mom=0.85, cycle_max_mom=0.95);"
            " optimizer.param_groups[0]['betas'][0]"
        ),
        updates=100,
        channel="beta1",
        phases=[
            "linear: { from: 0.95, to: 0.85, for: 30 steps }",
            "linear: { to: 0.95, for: 50 steps }",
            "hold",
        ],
        holds=True,
        differs=Difference(
            cause=Cause.JUMP,
            what="before its first step the scheduler sets the least momentum, where the cycle"
            " starts with the greatest; the recipe starts with the greatest",
            at="0",
        ),
    ),
    DeepSpeedCase(
        name="one_cycle_beta_grows",
        call=(
            f"{ADAM}OneCycle(optimizer, 0.001, 0.01, cycle_first_step_size=10,"
            " cycle_min_mom=0.8, cycle_max_mom=0.9, decay_step_size=10, decay_mom_rate=0.05);"
            " optimizer.param_groups[0]['betas'][0]"
        ),
        updates=80,
        channel="beta1",
        phases=[
            "hold: { from: 0.8, for: 1 step }",
            "linear: { from: 0.9, to: 0.8, for: 9 steps, jump: true,"
            " endpoints: { offset: 1, span: 1 } }",
            "linear: { to: 0.9, for: 10 steps }",
            "expression: min(0.99, 0.9 * (1 + 0.05 * k / 10))",
        ],
        differs=Difference(
            cause=Cause.DOMAIN,
            what="`decay_mom_rate` makes beta1 grow without end, to 1 and above; the recipe stops"
            " at 0.99",
            at="41-",
        ),
    ),
    DeepSpeedCase(
        name="one_cycle_long",
        call=(
            f"{SGD}OneCycle(optimizer, 1e-4, 2e-3, cycle_first_step_size=30000,"
            " cycle_second_step_size=40000, decay_step_size=1000, decay_lr_rate=0.1)"
        ),
        updates=100000,
        phases=[
            "linear: { from: 1e-4, to: 2e-3, for: 30000 steps }",
            "linear: { to: 1e-4, for: 40000 steps }",
            "inverse_time: { rate: 0.1, every: 1000 steps }",
        ],
        boundaries=[30000, 70000],
    ),
]

VARIABLE = [
    DeepSpeedCase(
        name="variable_batch",
        scheduler=VARIABLE_BATCH,
        # It steps what it lies over to 0 when it is built: nothing is late here.
        call=(
            f"{SGD}base = WarmupLR(optimizer, warmup_max_lr=0.08, warmup_num_steps=16,"
            " warmup_type='linear'); VariableBatchSizeLR(base, 32, [32, 64, 48, 8], None)"
        ),
        updates=60,
        phases=["warmup: { from: 0, to: 0.08, for: 16 steps }", "hold"],
        keys=[
            "times: { phases: [repeat: { phases: [staircase: { values: [1, 2, 1.5, 0.25],"
            " every: 1 step, for: 4 steps, jump: true }] }] }"
        ],
    ),
    DeepSpeedCase(
        name="variable_batch_sqrt",
        scheduler=VARIABLE_BATCH,
        call=(
            f"{SGD}base = LRRangeTest(optimizer, 0.01, 100);"
            " VariableBatchSizeLR(base, 64, [64, 16, 144], None, 'sqrt')"
        ),
        updates=50,
        # Stepped to 0 as it is built, the range test is one update ahead.
        phases=["linear: { from: 0.01, to: 0.015, endpoints: end }"],
        keys=[
            "times: { phases: [repeat: { phases: [staircase: { values: [1, 0.5, 1.5],"
            " every: 1 step, for: 3 steps, jump: true }] }] }"
        ],
    ),
]


def curriculum(kind: str, settings: str, least: int = 64, most: int = 1024) -> str:
    """The call of a curriculum from the difficulty `least` to `most`."""
    return (
        f"CurriculumScheduler({{'min_difficulty': {least}, 'max_difficulty': {most},"
        f" 'schedule_type': {kind!r}, 'schedule_config': {settings}}});"
        " scheduler.get_difficulty(t + 1)"
    )


CURRICULA = [
    CurriculumCase(
        name="curriculum_linear",
        call=curriculum("fixed_linear", "{'total_curriculum_step': 700, 'difficulty_step': 8}"),
        updates=900,
        run="length: 900 steps, batch: 16 samples, sequence: scheduled",
        channel="sequence",
        phases=["linear: { from: 64, to: 1024, for: 700 steps, endpoints: end }", "hold"],
        keys=["round_to: { multiple: 8, mode: floor }"],
        holds=True,
    ),
    CurriculumCase(
        name="curriculum_root",
        call=curriculum(
            "fixed_root",
            "{'total_curriculum_step': 500, 'difficulty_step': 64, 'root_degree': 2}",
            least=128,
            most=2048,
        ),
        updates=600,
        run="length: 600 steps, batch: 16 samples, sequence: scheduled",
        channel="sequence",
        phases=["1-sqrt: { from: 128, to: 2048, for: 500 steps, endpoints: end }", "hold"],
        keys=["round_to: { multiple: 64, mode: floor }"],
        holds=True,
    ),
    CurriculumCase(
        name="curriculum_discrete",
        call=curriculum(
            "fixed_discrete", "{'difficulty': [64, 256, 384, 1024], 'max_step': [50, 120, 121]}"
        ),
        updates=200,
        run="length: 200 steps, batch: 16 samples, sequence: scheduled",
        channel="sequence",
        phases=[
            "staircase: { values: [64, 256, 384, 1024], at: [50 steps, 120 steps, 121 steps] }"
        ],
        holds=True,
    ),
]

CASES = [
    *WARMUPS,
    *DECAYS,
    *COSINES,
    *RANGE_TESTS,
    *ONE_CYCLES,
    *VARIABLE,
    *CURRICULA,
]

if __name__ == "__main__":
    library = f"deepspeed {version('deepspeed')}"
    generate(Path(__file__).resolve(), library, CASES, lambda case: case.record(), schedulers())
