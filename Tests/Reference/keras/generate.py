#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the schedules of Keras, next to recipes that mean the same.

Keras computes in single precision by default; most cases have it compute in double precision,
where a difference from the recipe shows. `ReduceLROnPlateau` is recorded in `plateau/keras`.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

# Before the import: it is then that Keras chooses.
os.environ["KERAS_BACKEND"] = "torch"

# Appended, not put in front: beside the recording stands a folder called `keras`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "recording"))

from difference import Cause, Difference
from keras_case import DOUBLE, KerasCallbackCase, KerasCase, schedulers
from reference_case import Precision, generate

PACKAGE = "keras.optimizers.schedules"


def double(text: str) -> str:
    """The call of the schedule `text` in double precision."""
    return f"{DOUBLE}; {PACKAGE}.{text}"


def single(text: str) -> str:
    """The call of the schedule `text` as Keras computes by default."""
    return f"{PACKAGE}.{text}"


EXPONENTIALS = [
    KerasCase(
        name="exponential",
        call=double("ExponentialDecay(0.7, decay_steps=40, decay_rate=0.3)"),
        updates=200,
        phases=["exponential: { from: 0.7, rate: 0.3, every: 40 steps }"],
    ),
    KerasCase(
        name="exponential_rising",
        call=double("ExponentialDecay(1e-7, decay_steps=25, decay_rate=10.0)"),
        updates=200,
        phases=["range_test: { from: 1e-7, to: 10 }"],
    ),
    KerasCase(
        name="exponential_staircase",
        call=double("ExponentialDecay(0.045, decay_steps=24, decay_rate=0.94, staircase=True)"),
        updates=250,
        phases=["staircase: { from: 0.045, factor: 0.94, every: 24 steps }"],
    ),
    KerasCase(
        name="exponential_long",
        call=double("ExponentialDecay(0.004, decay_steps=2500, decay_rate=0.96)"),
        updates=100000,
        phases=["exponential: { from: 0.004, rate: 0.96, every: 2500 steps }"],
    ),
    KerasCase(
        name="exponential_single",
        call=single("ExponentialDecay(0.5, decay_steps=70, decay_rate=0.3)"),
        updates=500,
        precision=Precision.SINGLE,
        phases=["exponential: { from: 0.5, rate: 0.3, every: 70 steps }"],
    ),
    KerasCase(
        name="inverse_time",
        call=double("InverseTimeDecay(0.3, decay_steps=17, decay_rate=0.45)"),
        updates=300,
        phases=["inverse_time: { from: 0.3, rate: 0.45, every: 17 steps }"],
    ),
    KerasCase(
        name="inverse_time_staircase",
        call=double("InverseTimeDecay(0.3, decay_steps=17, decay_rate=0.45, staircase=True)"),
        updates=200,
        keys=["expression: 0.3 / (1 + 0.45 * floor(t / 17))"],
    ),
    KerasCase(
        name="inverse_time_long",
        call=double("InverseTimeDecay(0.02, decay_steps=1000, decay_rate=0.5)"),
        updates=100000,
        phases=["inverse_time: { from: 0.02, rate: 0.5, every: 1000 steps }"],
    ),
    KerasCase(
        name="inverse_time_single",
        call=single("InverseTimeDecay(0.3, decay_steps=17, decay_rate=0.45)"),
        updates=300,
        precision=Precision.SINGLE,
        phases=["inverse_time: { from: 0.3, rate: 0.45, every: 17 steps }"],
    ),
]

PIECEWISE = [
    KerasCase(
        name="piecewise",
        # A boundary is the last update of the value before it.
        call=double("PiecewiseConstantDecay([30, 31, 80], [0.1, 0.7, 0.05, 0.02])"),
        updates=120,
        phases=[
            "staircase: { values: [0.1, 0.7, 0.05, 0.02], at: [31 steps, 32 steps, 81 steps] }"
        ],
        holds=True,
    ),
    KerasCase(
        name="piecewise_single",
        call=single("PiecewiseConstantDecay([100, 250], [1e-3, 3e-4, 1e-5])"),
        updates=300,
        precision=Precision.SINGLE,
        phases=["staircase: { values: [1e-3, 3e-4, 1e-5], at: [101 steps, 251 steps] }"],
        holds=True,
    ),
]

POLYNOMIALS = [
    KerasCase(
        name="polynomial",
        call=double("PolynomialDecay(0.06, decay_steps=133, end_learning_rate=0.007, power=1.7)"),
        updates=160,
        phases=["polynomial: { from: 0.06, to: 0.007, power: 1.7, for: 133 steps }", "hold"],
        holds=True,
    ),
    KerasCase(
        name="polynomial_default",
        call=double("PolynomialDecay(0.01, decay_steps=20)"),
        updates=20,
        phases=["linear: { from: 0.01, to: 1e-4 }"],
        holds=True,
    ),
    KerasCase(
        name="polynomial_cycles",
        call=double(
            "PolynomialDecay(0.5, decay_steps=30, end_learning_rate=0.02, power=2.0, cycle=True)"
        ),
        updates=105,
        keys=[
            "expression: 0.02 + 0.48 * ((30 * max(1, ceil(t / 30)) - t)"
            " / (30 * max(1, ceil(t / 30))))^2"
        ],
    ),
    KerasCase(
        name="polynomial_cycles_of_a_root",
        call=double(
            "PolynomialDecay(0.5, decay_steps=30, end_learning_rate=0.02, power=0.5, cycle=True)"
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
    KerasCase(
        name="polynomial_long",
        call=double("PolynomialDecay(0.03, decay_steps=100000, end_learning_rate=0.001, power=3)"),
        updates=100000,
        phases=["polynomial: { from: 0.03, to: 0.001, power: 3 }"],
        holds=True,
    ),
    KerasCase(
        name="polynomial_single",
        call=single("PolynomialDecay(0.02, decay_steps=300, end_learning_rate=0.002)"),
        updates=400,
        precision=Precision.SINGLE,
        phases=["linear: { from: 0.02, to: 0.002, for: 300 steps }", "hold"],
        holds=True,
    ),
]

COSINES = [
    KerasCase(
        name="cosine",
        call=double("CosineDecay(0.03, decay_steps=144, alpha=0.15)"),
        updates=170,
        phases=["cosine: { from: 0.03, to: 0.0045, for: 144 steps }", "hold"],
        holds=True,
    ),
    KerasCase(
        name="cosine_after_warmup",
        call=double(
            "CosineDecay(1e-4, decay_steps=200, alpha=0.05, warmup_target=0.02, warmup_steps=33)"
        ),
        updates=233,
        phases=[
            "warmup: { from: 1e-4, to: 0.02, for: 33 steps }",
            "cosine: { to: 0.001 }",
        ],
        holds=True,
    ),
    KerasCase(
        name="cosine_after_one_update",
        call=double("CosineDecay(0.0, decay_steps=50, warmup_target=0.3, warmup_steps=1)"),
        updates=51,
        phases=["warmup: { from: 0, to: 0.3, for: 1 step }", "cosine: { to: 0 }"],
        holds=True,
    ),
    KerasCase(
        name="cosine_that_jumps",
        # Without warmup steps the target is where the decay starts.
        call=double("CosineDecay(0.1, decay_steps=60, alpha=0.5, warmup_target=0.4)"),
        updates=45,
        phases=["cosine: { from: 0.4, to: 0.2, over: 60 steps }"],
    ),
    KerasCase(
        name="cosine_long",
        call=double(
            "CosineDecay(0.0, decay_steps=98000, alpha=0.1, warmup_target=6e-4, warmup_steps=2000)"
        ),
        updates=100000,
        phases=["warmup: { from: 0, to: 6e-4, for: 2000 steps }", "cosine: { to: 6e-5 }"],
        boundaries=[2000],
        holds=True,
    ),
    KerasCase(
        name="cosine_single",
        call=single(
            "CosineDecay(0.0, decay_steps=400, alpha=0.1, warmup_target=0.003, warmup_steps=100)"
        ),
        updates=500,
        precision=Precision.SINGLE,
        phases=["warmup: { from: 0, to: 0.003, for: 100 steps }", "cosine: { to: 3e-4 }"],
        holds=True,
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="five operations in single precision add up to more than one unit; the value of"
            " the recipe is rounded once",
            at="340, 376, 394",
        ),
    ),
]

RESTARTS = [
    KerasCase(
        name="restarts",
        call=double("CosineDecayRestarts(0.4, first_decay_steps=25, t_mul=1.0, alpha=0.05)"),
        updates=110,
        phases=["restarts: { from: 0.4, to: 0.02, first: 25 steps }"],
    ),
    KerasCase(
        name="restarts_growing",
        call=double("CosineDecayRestarts(0.4, first_decay_steps=10, t_mul=2.0, m_mul=0.6)"),
        updates=150,
        phases=[
            "restarts: { from: 0.4, to: 0, first: 10 steps, grow: 2, cycles: 4, peak_decay: 0.6 }"
        ],
    ),
    KerasCase(
        name="restarts_above_a_floor",
        # The peak above the floor shrinks, the floor does not.
        call=double(
            "CosineDecayRestarts(1.0, first_decay_steps=12, t_mul=2.0, m_mul=0.5, alpha=0.1)"
        ),
        updates=84,
        phases=[
            "cosine: { from: 1, to: 0.1, for: 12 steps }",
            "cosine: { from: 0.55, to: 0.1, for: 24 steps, jump: true }",
            "cosine: { from: 0.325, to: 0.1, jump: true }",
        ],
    ),
    KerasCase(
        name="restarts_between_updates",
        # Cycles of 10, 15, 22.5 and 33.75 updates.
        call=double("CosineDecayRestarts(0.2, first_decay_steps=10, t_mul=1.5, m_mul=0.9)"),
        updates=82,
        phases=[
            "cosine: { from: 0.2, to: 0, for: 10 steps }",
            "cosine: { from: 0.18, to: 0, for: 15 steps, jump: true }",
            "cosine: { from: 0.162, to: 0, for: 23 steps, jump: true,"
            " endpoints: { offset: 0, span: -0.5 } }",
            "cosine: { from: 0.1458, to: 0, jump: true, endpoints: { offset: 0.5, span: -0.25 } }",
        ],
    ),
    KerasCase(
        name="restarts_long",
        call=double("CosineDecayRestarts(0.5, first_decay_steps=5000, t_mul=2.0)"),
        updates=100000,
        phases=["restarts: { from: 0.5, to: 0, first: 5000 steps, grow: 2 }"],
        boundaries=[5000, 15000, 35000, 75000],
    ),
    KerasCase(
        name="restarts_single",
        call=single("CosineDecayRestarts(0.1, first_decay_steps=50, t_mul=1.0)"),
        updates=120,
        precision=Precision.SINGLE,
        phases=["restarts: { from: 0.1, to: 0, first: 50 steps }"],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="operations in single precision add up to more than one unit; the value of the"
            " recipe is rounded once",
            at="36, 86, 91, 117-118",
        ),
    ),
    KerasCase(
        name="restarts_late_single",
        call=single("CosineDecayRestarts(0.25, first_decay_steps=10, t_mul=1.5)"),
        updates=47,
        precision=Precision.SINGLE,
        phases=[
            "cosine: { from: 0.25, to: 0, for: 10 steps }",
            "cosine: { from: 0.25, to: 0, for: 15 steps, jump: true }",
            "cosine: { from: 0.25, to: 0, jump: true, endpoints: { offset: 0, span: 0.5 } }",
        ],
        differs=Difference(
            cause=Cause.RESOLUTION,
            what="a quotient of logarithms in single precision counts the restarts and falls short"
            " of 2 at the second: the update that should use the peak uses 0; the recipe restarts"
            " in time",
            at="25",
        ),
    ),
]

CALLBACKS = [
    KerasCallbackCase(
        name="callback_staircase",
        call=(
            "optimizer = keras.optimizers.SGD(learning_rate=0.1);"
            " keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 * 0.5 ** (epoch // 3))"
        ),
        updates=96,
        run="length: 12 epochs, dataset: 1000 samples, batch: 128 samples",
        stepped_every=8,
        phases=["staircase: { from: 0.1, factor: 0.5, every: 3 epochs }"],
    ),
    KerasCallbackCase(
        name="callback_warmup",
        call=(
            "optimizer = keras.optimizers.SGD(learning_rate=0.01);"
            " keras.callbacks.LearningRateScheduler("
            "lambda epoch, rate: rate if epoch < 4 else 0.01 * 0.9 ** (epoch - 4))"
        ),
        updates=200,
        run="length: 20 epochs, epoch: 10 steps",
        stepped_every=10,
        phases=[
            "hold: { from: 0.01, for: 4 epochs }",
            "exponential: { rate: 0.9, every: 1 epoch, grid: 1 epoch }",
        ],
    ),
    KerasCallbackCase(
        name="callback_cosine",
        call=(
            "optimizer = keras.optimizers.SGD();"
            " keras.callbacks.LearningRateScheduler("
            "lambda epoch: 5e-4 * (1 + math.cos(math.pi * epoch / 30)))"
        ),
        updates=330,
        run="length: 30 epochs, epoch: 11 steps",
        stepped_every=11,
        phases=["cosine: { from: 1e-3, to: 0, grid: 1 epoch }"],
    ),
]

CASES = [*EXPONENTIALS, *PIECEWISE, *POLYNOMIALS, *COSINES, *RESTARTS, *CALLBACKS]

if __name__ == "__main__":
    library = f"keras {version('keras')}"
    generate(Path(__file__).resolve(), library, CASES, lambda case: case.record(), schedulers())
