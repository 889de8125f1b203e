#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records Ignite's parameter schedulers, next to recipes that mean the same."""

from __future__ import annotations

import logging
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

# Appended, not put in front: beside the recording stand folders that are called like libraries.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from ignite_case import IgniteCase, attached, schedulers
from reference_case import Kind, generate

SGD = "optimizer = SGD([weight], lr=0.1)"

GROUPS = (
    "optimizer = SGD([{'params': [weight], 'lr': 0.1},"
    " {'params': [weight.detach().clone()], 'lr': 0.02}])"
)

EPOCHS = "trainer.add_event_handler(Events.EPOCH_STARTED, scheduler)"

CYCLES = [
    IgniteCase(
        name="linear_cycle",
        call=attached(SGD, "LinearCyclicalScheduler(optimizer, 'lr', 0.01, 0.5, 20)"),
        updates=133,
        phases=["cyclic: { from: 0.01, to: 0.5, up: 10 steps }"],
    ),
    IgniteCase(
        name="linear_cycle_of_odd_length",
        call=attached(SGD, "LinearCyclicalScheduler(optimizer, 'lr', 0.3, 0.02, 15)"),
        updates=90,
        keys=['expression: "0.02 + 0.56 * abs(t / 15 - floor(t / 15) - 0.5)"'],
    ),
    IgniteCase(
        name="linear_cycle_that_grows",
        call=attached(
            SGD,
            "LinearCyclicalScheduler(optimizer, 'lr', 0.02, 0.4, 12, cycle_mult=2.0,"
            " start_value_mult=0.5, end_value_mult=0.75)",
        ),
        updates=84,
        phases=[
            "linear: { from: 0.02, to: 0.4, for: 6 steps }",
            "linear: { to: 0.02, for: 6 steps }",
            "linear: { from: 0.01, to: 0.3, for: 12 steps, jump: true }",
            "linear: { to: 0.01, for: 12 steps }",
            "linear: { from: 0.005, to: 0.225, for: 24 steps, jump: true }",
            "linear: { to: 0.005, for: 24 steps }",
        ],
    ),
    IgniteCase(
        name="linear_fall_and_warmup",
        call=attached(
            SGD,
            "LinearCyclicalScheduler(optimizer, 'lr', 0.5, 0.01, 25, warmup_duration=5,"
            " monotonic=True)",
        ),
        updates=150,
        phases=[
            "repeat: { times: 5, phases: [linear: { from: 0.5, to: 0.01, for: 25 steps },"
            " linear: { to: 0.5, for: 5 steps }] }"
        ],
    ),
    IgniteCase(
        name="momentum_sawtooth",
        call=attached(
            "optimizer = SGD([weight], lr=0.1, momentum=0.9)",
            "LinearCyclicalScheduler(optimizer, 'momentum', 0.95, 0.85, 13, monotonic=True)",
            read="optimizer.param_groups[0]['momentum']",
        ),
        channel="momentum",
        updates=60,
        phases=["restarts: { from: 0.95, to: 0.85, first: 13 steps, shape: linear }"],
    ),
    IgniteCase(
        name="cosine_cycle",
        call=attached(SGD, "CosineAnnealingScheduler(optimizer, 'lr', 0.3, 0.004, 37)"),
        updates=200,
        phases=["restarts: { from: 0.3, to: 0.004, first: 37 steps }"],
    ),
    IgniteCase(
        name="cosine_restarts",
        call=attached(
            SGD,
            "CosineAnnealingScheduler(optimizer, 'lr', 0.8, 0.01, 21, cycle_mult=2,"
            " start_value_mult=0.7, end_value_mult=0.5)",
        ),
        updates=315,
        phases=[
            "restarts: { from: 0.8, to: 0.01, first: 21 steps, grow: 2, cycles: 4,"
            " peak_decay: 0.7, floor_decay: 0.5 }"
        ],
    ),
    IgniteCase(
        # Every cycle is cut to whole updates before the next is half as long again.
        name="cosine_restarts_of_cut_length",
        call=attached(
            SGD, "CosineAnnealingScheduler(optimizer, 'lr', 0.2, 0.0, 10, cycle_mult=1.5)"
        ),
        updates=80,
        phases=[
            "cosine: { from: 0.2, to: 0, for: 10 steps }",
            "cosine: { from: 0.2, to: 0, for: 15 steps, jump: true }",
            "cosine: { from: 0.2, to: 0, for: 22 steps, jump: true }",
            "cosine: { from: 0.2, to: 0, for: 33 steps, jump: true }",
        ],
    ),
    IgniteCase(
        name="cosine_with_warmups",
        call=attached(
            SGD,
            "CosineAnnealingScheduler(optimizer, 'lr', 0.5, 0.005, 30, start_value_mult=0.8,"
            " warmup_duration=7)",
        ),
        updates=111,
        phases=[
            "cosine: { from: 0.5, to: 0.005, for: 30 steps }",
            "linear: { to: 0.4, for: 7 steps }",
            "cosine: { to: 0.005, for: 30 steps }",
            "linear: { to: 0.32, for: 7 steps }",
            "cosine: { to: 0.005, for: 30 steps }",
            "linear: { to: 0.256, for: 7 steps }",
        ],
    ),
    IgniteCase(
        name="cosine_by_epochs",
        call=attached(SGD, "CosineAnnealingScheduler(optimizer, 'lr', 0.05, 0.001, 12)", to=EPOCHS),
        updates=108,
        stepped_every=9,
        run="length: 12 epochs, epoch: 9 steps",
        phases=["cosine: { from: 0.05, to: 0.001, grid: 1 epoch }"],
    ),
    IgniteCase(
        name="decay_rising_long",
        call=attached(
            "optimizer = SGD([weight], lr=0.1, weight_decay=0.04)",
            "CosineAnnealingScheduler(optimizer, 'weight_decay', 0.04, 0.4, 120000)",
            read="optimizer.param_groups[0]['weight_decay']",
        ),
        channel="weight_decay",
        updates=120000,
        phases=["cosine: { from: 0.04, to: 0.4 }"],
    ),
]

POINTS = [
    IgniteCase(
        name="piecewise",
        call=attached(
            SGD,
            "PiecewiseLinear(optimizer, 'lr',"
            " [(10, 0.5), (20, 0.45), (21, 0.3), (30, 0.1), (40, 0.1)])",
        ),
        updates=60,
        phases=[
            "points: { from: 0.5, at: [10 steps, 20 steps, 21 steps, 30 steps],"
            " values: [0.5, 0.45, 0.3, 0.1] }"
        ],
        holds=True,
    ),
    IgniteCase(
        name="piecewise_with_a_jump",
        call=attached(
            SGD, "PiecewiseLinear(optimizer, 'lr', [(0, 0.01), (25, 0.4), (25, 0.2), (90, 0.002)])"
        ),
        updates=120,
        phases=[
            "linear: { from: 0.01, to: 0.4, for: 25 steps }",
            "linear: { from: 0.2, to: 0.002, for: 65 steps, jump: true }",
            "hold",
        ],
        holds=True,
    ),
    IgniteCase(
        name="piecewise_by_epochs",
        call=attached(
            SGD, "PiecewiseLinear(optimizer, 'lr', [(0, 0.08), (5, 0.4), (24, 0.0)])", to=EPOCHS
        ),
        updates=264,
        stepped_every=11,
        run="length: 24 epochs, epoch: 11 steps",
        phases=[
            "points: { at: [0 epochs, 5 epochs, 24 epochs], values: [0.08, 0.4, 0], grid: 1 epoch }"
        ],
    ),
    IgniteCase(
        name="piecewise_long",
        call=attached(
            SGD,
            "PiecewiseLinear(optimizer, 'lr', [(777, 1e-4), (33333, 0.6), (100001, 3e-5)])",
        ),
        updates=100001,
        phases=[
            "points: { from: 1e-4, at: [777 steps, 33333 steps, 100001 steps],"
            " values: [1e-4, 0.6, 3e-5] }"
        ],
        boundaries=[777, 33333],
        holds=True,
    ),
]

CONCATENATIONS = [
    IgniteCase(
        name="concatenation",
        call=attached(
            SGD,
            "ConcatScheduler([LinearCyclicalScheduler(optimizer, 'lr', 0.0, 1.0, 80),"
            " CosineAnnealingScheduler(optimizer, 'lr', 1.0, 0.2, 60)], [40])",
        ),
        updates=250,
        phases=[
            "warmup: { from: 0, to: 1, for: 40 steps }",
            "restarts: { from: 1, to: 0.2, first: 60 steps }",
        ],
    ),
    IgniteCase(
        name="concatenation_of_three",
        call=attached(
            SGD,
            "ConcatScheduler([PiecewiseLinear(optimizer, 'lr', [(0, 1e-3), (17, 0.25)]),"
            " CosineAnnealingScheduler(optimizer, 'lr', 0.25, 0.05, 64),"
            " LinearCyclicalScheduler(optimizer, 'lr', 0.1, 0.0, 50, monotonic=True)], [23, 32])",
        ),
        updates=105,
        phases=[
            "linear: { from: 1e-3, to: 0.25, for: 17 steps }",
            "hold: { for: 6 steps }",
            "cosine: { to: 0.05, for: 32 steps, over: 64 steps }",
            "linear: { from: 0.1, to: 0, jump: true }",
        ],
    ),
]

#: What goes wrong where a scheduler that computes its value from the one before is wrapped.
AGAIN = (
    "The wrapper has PyTorch compute its first value once more, and a scheduler that goes on from"
    " the value before"
)

WRAPPED = [
    IgniteCase(
        name="wrapped_step",
        call=attached(SGD, "LRScheduler(MultiStepLR(optimizer, [7, 19, 40], gamma=0.3))"),
        kind=Kind.RECURSION,
        updates=60,
        phases=["staircase: { from: 0.1, factor: 0.3, at: [7 steps, 19 steps, 40 steps] }"],
        holds=True,
    ),
    IgniteCase(
        name="wrapped_one_cycle",
        call=attached(
            SGD,
            "LRScheduler(OneCycleLR(optimizer, 0.7, 90, pct_start=0.4, div_factor=10.0,"
            " final_div_factor=50.0))",
        ),
        updates=90,
        recipe_keys=[
            "one_cycle: { peak: 0.7, warmup: 40%, div: 10, final_div: 50, convention: torch }"
        ],
    ),
    IgniteCase(
        name="wrapped_lambda_by_epochs",
        call=attached(SGD, "LRScheduler(LambdaLR(optimizer, lambda t: 0.95**t))", to=EPOCHS),
        updates=160,
        stepped_every=8,
        run="length: 20 epochs, epoch: 8 steps",
        phases=["exponential: { from: 0.1, rate: 0.95, every: 1 epoch, grid: 1 epoch }"],
    ),
    IgniteCase(
        name="wrapped_exponential_after_updates",
        kind=Kind.RECURSION,
        call=attached(
            SGD,
            "LRScheduler(ExponentialLR(optimizer, gamma=0.97), use_legacy=True)",
            to="trainer.add_event_handler(Events.ITERATION_COMPLETED, scheduler)",
        ),
        updates=140,
        phases=["exponential: { from: 0.1, rate: 0.97, every: 1 step }"],
    ),
    IgniteCase(
        name="wrapped_exponential",
        kind=Kind.RECURSION,
        call=attached(SGD, "LRScheduler(ExponentialLR(optimizer, gamma=0.97))"),
        updates=140,
        phases=["exponential: { from: 0.1, rate: 0.97, every: 1 step }"],
        differs=Difference(
            cause=Cause.OFF_BY_ONE,
            what=f"{AGAIN} is one update ahead from the start. The recipe starts at the rate of the"
            " optimizer.",
            at="0-",
        ),
    ),
    IgniteCase(
        name="wrapped_linear",
        kind=Kind.RECURSION,
        call=attached(SGD, "LRScheduler(LinearLR(optimizer, start_factor=0.25, total_iters=30))"),
        updates=50,
        phases=["warmup: { from: 0.025, to: 0.1, for: 30 steps }", "hold"],
        differs=Difference(
            cause=Cause.PEAK_NOT_REACHED,
            what=f"{AGAIN} multiplies by its first factor twice, so that the warmup ends at a"
            " quarter of the rate. The recipe reaches it.",
            at="0-",
        ),
    ),
    IgniteCase(
        name="wrapped_cosine",
        kind=Kind.RECURSION,
        call=attached(SGD, "LRScheduler(CosineAnnealingLR(optimizer, T_max=50, eta_min=0.01))"),
        updates=50,
        phases=["cosine: { from: 0.1, to: 0.01 }"],
        differs=Difference(
            cause=Cause.CHAINED_DRIFT,
            what=f"{AGAIN} runs its recursion backwards by one update first, to above the rate of"
            " the optimizer. The recipe starts at that.",
            at="0-",
        ),
    ),
    IgniteCase(
        name="wrapped_warm_restarts",
        call=attached(
            SGD,
            "LRScheduler(CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=3, eta_min=0.002))",
        ),
        updates=130,
        phases=["restarts: { from: 0.1, to: 0.002, first: 10 steps, grow: 3 }"],
        differs=Difference(
            cause=Cause.OFF_BY_ONE,
            what="Wrapped, warm restarts are one update ahead: the first update already has the"
            " second value. The recipe starts at the rate of the optimizer.",
            at="0-",
        ),
    ),
]

WARMUPS = [
    IgniteCase(
        name="warmup_then_exponential",
        kind=Kind.RECURSION,
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup(ExponentialLR(optimizer, gamma=0.98),"
            " warmup_start_value=0.001, warmup_duration=25)",
        ),
        updates=200,
        # The first value after the warmup is the one that it ends with.
        phases=[
            "warmup: { from: 0.001, to: 0.1, for: 24 steps }",
            "exponential: { rate: 0.98, every: 1 step }",
        ],
    ),
    IgniteCase(
        name="warmup_then_cycles",
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup("
            "CosineAnnealingScheduler(optimizer, 'lr', 0.3, 0.01, 45),"
            " warmup_start_value=0.0, warmup_end_value=0.3, warmup_duration=11)",
        ),
        updates=145,
        phases=[
            "warmup: { from: 0, to: 0.3, for: 10 steps }",
            "restarts: { from: 0.3, to: 0.01, first: 45 steps }",
        ],
    ),
    IgniteCase(
        name="warmup_to_another_value",
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup("
            "CosineAnnealingScheduler(optimizer, 'lr', 0.2, 0.01, 60),"
            " warmup_start_value=0.0, warmup_end_value=0.5, warmup_duration=20)",
        ),
        updates=80,
        phases=[
            "warmup: { from: 0, to: 0.5, for: 20 steps, endpoints: both }",
            "cosine: { from: 0.2, to: 0.01, jump: true }",
        ],
    ),
    IgniteCase(
        name="warmup_to_another_value_then_exponential",
        kind=Kind.RECURSION,
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup(ExponentialLR(optimizer, gamma=0.95),"
            " warmup_start_value=0.0, warmup_end_value=0.4, warmup_duration=6)",
        ),
        updates=90,
        phases=[
            "warmup: { from: 0, to: 0.4, for: 6 steps, endpoints: both }",
            "exponential: { from: 0.1, rate: 0.95, every: 1 step, jump: true }",
        ],
    ),
    IgniteCase(
        name="warmup_of_two_updates",
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup("
            "LinearCyclicalScheduler(optimizer, 'lr', 0.1, 0.0, 99, monotonic=True),"
            " warmup_start_value=0.04, warmup_duration=2)",
        ),
        updates=100,
        phases=["hold: { from: 0.04, for: 1 step }", "linear: { from: 0.1, to: 0, jump: true }"],
    ),
    IgniteCase(
        name="warmup_then_warm_restarts",
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup("
            "CosineAnnealingWarmRestarts(optimizer, T_0=16, T_mult=2, eta_min=0.003),"
            " warmup_start_value=0.003, warmup_duration=9)",
        ),
        updates=120,
        phases=[
            "warmup: { from: 0.003, to: 0.1, for: 8 steps }",
            "restarts: { to: 0.003, first: 16 steps, grow: 2, cycles: 3 }",
        ],
    ),
    IgniteCase(
        name="warmup_by_updates_then_epochs",
        kind=Kind.RECURSION,
        call=attached(
            SGD,
            "create_lr_scheduler_with_warmup(ExponentialLR(optimizer, gamma=0.5),"
            " warmup_start_value=0.0, warmup_duration=5)",
            to="trainer.add_event_handler("
            "Events.ITERATION_STARTED(event_filter=lambda engine, event: event <= 5)"
            " | Events.EPOCH_STARTED(event_filter=lambda engine, event: event > 1), scheduler)",
        ),
        updates=80,
        epoch=8,
        run="length: 10 epochs, epoch: 8 steps",
        phases=[
            "warmup: { from: 0, to: 0.1, for: 4 steps }",
            "hold: { ends_at: 1 epoch }",
            "exponential: { from: 0.05, rate: 0.5, every: 1 epoch, grid: 1 epoch, jump: true }",
        ],
    ),
    IgniteCase(
        name="warmup_of_a_second_group",
        kind=Kind.RECURSION,
        call=attached(
            GROUPS,
            "create_lr_scheduler_with_warmup(ExponentialLR(optimizer, gamma=0.96),"
            " warmup_start_value=0.0, warmup_duration=13)",
            read="optimizer.param_groups[1]['lr']",
        ),
        updates=70,
        phases=[
            "warmup: { from: 0, to: 0.02, for: 12 steps }",
            "exponential: { rate: 0.96, every: 1 step }",
        ],
    ),
    IgniteCase(
        name="warmup_of_groups_to_another_value",
        kind=Kind.RECURSION,
        call=attached(
            GROUPS,
            "create_lr_scheduler_with_warmup(ExponentialLR(optimizer, gamma=0.95),"
            " warmup_start_value=0.0, warmup_end_value=0.4, warmup_duration=6)",
        ),
        updates=90,
        phases=[
            "warmup: { from: 0, to: 0.4, for: 6 steps, endpoints: both }",
            "exponential: { from: 0.1, rate: 0.95, every: 1 step, jump: true }",
        ],
        differs=Difference(
            cause=Cause.JUMP,
            what="With more than one group the update is left out that leads back to the rates of"
            " the optimizer, so that all groups decay from the end of the warmup. The recipe"
            " decays from the rate.",
            at="6-",
        ),
    ),
]


def of_groups(group: int) -> str:
    """The call that schedules two groups together, and reads one of them."""
    return attached(
        GROUPS,
        "ParamGroupScheduler("
        "[CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.001, 48, param_group_index=0),"
        " PiecewiseLinear(optimizer, 'lr', [(8, 0.002), (31, 0.02)], param_group_index=1)],"
        " ['backbone', 'head'])",
        read=f"optimizer.param_groups[{group}]['lr']",
    )


PARAMETER_GROUPS = [
    IgniteCase(
        name="first_group",
        call=of_groups(0),
        updates=96,
        phases=["restarts: { from: 0.1, to: 0.001, first: 48 steps, cycles: 2 }"],
    ),
    IgniteCase(
        name="second_group",
        call=of_groups(1),
        updates=96,
        phases=["points: { from: 0.002, at: [8 steps, 31 steps], values: [0.002, 0.02] }"],
        holds=True,
    ),
]


def of_state(channel: str, start: float, text: str, to: str = "scheduler.attach(trainer)") -> str:
    """The call that schedules what the state of the trainer holds.

    Such a scheduler first acts when an update is over, which uses what the state had before.
    """
    read = f"trainer.state.{channel}"
    return attached(SGD, f"{read} = {start}", text, to=to, read=read)


STATES = [
    IgniteCase(
        name="state_lambda",
        call=of_state(
            "temperature",
            4.0,
            "LambdaStateScheduler(lambda index: max(0.5, 4.0 - index / 16), 'temperature')",
        ),
        channel="temperature",
        updates=100,
        phases=["linear: { from: 4, to: 0.5, for: 56 steps }", "hold"],
        holds=True,
    ),
    IgniteCase(
        name="state_piecewise",
        call=of_state(
            "dropout",
            0.5,
            "PiecewiseLinearStateScheduler([(14, 0.5), (50, 0.2), (71, 0.0)], 'dropout')",
        ),
        channel="dropout",
        updates=90,
        phases=["points: { from: 0.5, at: [14 steps, 50 steps, 71 steps], values: [0.5, 0.2, 0] }"],
        holds=True,
    ),
    IgniteCase(
        name="state_exponential_by_epochs",
        call=of_state(
            "temperature",
            2.5,
            "ExpStateScheduler(2.5, 0.9, 'temperature')",
            to="scheduler.attach(trainer, Events.EPOCH_COMPLETED)",
        ),
        channel="temperature",
        updates=150,
        stepped_every=6,
        run="length: 25 epochs, epoch: 6 steps",
        phases=["exponential: { from: 2.5, rate: 0.9, every: 1 epoch, grid: 1 epoch }"],
    ),
    IgniteCase(
        name="state_step",
        call=of_state("clip", 1.0, "StepStateScheduler(1.0, 0.8, 17, 'clip')"),
        channel="clip",
        updates=130,
        phases=["staircase: { from: 1, factor: 0.8, every: 17 steps }"],
    ),
    IgniteCase(
        name="state_multi_step",
        call=of_state(
            "label_smoothing",
            0.2,
            "MultiStepStateScheduler(0.2, 0.5, [9, 10, 60], 'label_smoothing')",
        ),
        channel="label_smoothing",
        updates=80,
        phases=["staircase: { from: 0.2, factor: 0.5, at: [9 steps, 10 steps, 60 steps] }"],
        holds=True,
    ),
]


def finder(arguments: str) -> str:
    """How the range test is attached, which goes on for as long as the context is entered."""
    return f"scheduler.attach(trainer, {{'optimizer': optimizer}}, {arguments}).__enter__()"


RANGE_TESTS = [
    IgniteCase(
        name="range_test",
        call=attached(
            SGD, "FastaiLRFinder()", to=finder("num_iter=150, start_lr=1e-6, end_lr=2.0")
        ),
        updates=150,
        phases=["range_test: { from: 1e-6, to: 2, for: 150 steps }"],
        differs=Difference(
            cause=Cause.JUMP,
            what="The first update has a rate computed from the one of the optimizer, far into the"
            " test. The recipe starts where the test does.",
            at="0",
        ),
    ),
    IgniteCase(
        name="range_test_linear",
        call=attached(
            SGD,
            "FastaiLRFinder()",
            to=finder("num_iter=80, start_lr=1e-4, end_lr=0.5, step_mode='linear'"),
        ),
        updates=80,
        phases=["range_test: { from: 1e-4, to: 0.5, for: 80 steps, shape: linear }"],
        differs=Difference(
            cause=Cause.OFF_BY_ONE,
            what="The first update has the rate of the optimizer, and the test starts with the"
            " second. The recipe starts with the first.",
            at="0-",
        ),
    ),
]

DATA = "data = DataLoader(range(10000), batch_size=4)"

BATCHES = [
    IgniteCase(
        name="batch_by_epochs",
        call=attached(
            SGD,
            DATA,
            "BatchSizeScheduler(data, lambda index: 16 * 2 ** (index // 3))",
            to=EPOCHS,
            read="len(batch)",
        ),
        channel="batch",
        updates=48,
        stepped_every=4,
        run="length: 48 steps, epoch: 4 steps, batch: scheduled",
        phases=["staircase: { values: [16, 32, 64, 128], at: [12 steps, 24 steps, 36 steps] }"],
    ),
    IgniteCase(
        name="batch_by_updates",
        call=attached(
            SGD, DATA, "BatchSizeScheduler(data, lambda index: 8 + 4 * index)", read="len(batch)"
        ),
        channel="batch",
        updates=40,
        run="length: 40 steps, batch: scheduled",
        phases=["linear: { from: 8, to: 168, for: 40 steps }"],
        differs=Difference(
            cause=Cause.OFF_BY_ONE,
            what="The batch of an update is taken from the loader before the update starts, so a"
            " size counts from the update after it. The recipe has it in time.",
            at="0-",
        ),
    ),
]

CASES = [
    *CYCLES,
    *POINTS,
    *CONCATENATIONS,
    *WRAPPED,
    *WARMUPS,
    *PARAMETER_GROUPS,
    *STATES,
    *RANGE_TESTS,
    *BATCHES,
]

if __name__ == "__main__":
    # Ignite and PyTorch warn of the order of calls; no value depends on it.
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    library = f"pytorch-ignite {version('pytorch-ignite')}"
    generate(Path(__file__).resolve(), library, CASES, IgniteCase.record, schedulers())
