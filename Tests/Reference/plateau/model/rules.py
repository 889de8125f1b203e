# SPDX-License-Identifier: Apache-2.0
"""What a machine does with one observation, once for every order of steps.

Everything is a number of Python: counts are integers, and every arithmetic operation on a metric is
one operation in double precision, rounded once, as CPython does it. `single` marks where a library
rounds to single precision instead.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """What patience and cooldown count."""

    EVALUATIONS = "evaluations"
    UPDATES = "updates"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A rule over a metric, or a signal."""

    #: `plateau`, `stops-improving`, `crosses` or `signal`.
    kind: str
    name: str
    mode: str = "min"
    threshold_kind: str = "absolute"
    threshold: float = 0.0
    patience: int = 0
    patience_unit: Unit = Unit.EVALUATIONS
    cooldown: int = 0
    cooldown_unit: Unit = Unit.EVALUATIONS
    #: `error`, `ignore` or `count`.
    on_non_finite: str = "error"
    #: `entry` or `start`.
    best: str = "entry"
    smoothing: float = 0.0
    averages: int = 1
    level_count: int = 0


@dataclass
class Memory:
    """What a machine remembers; the fields are those of its state record."""

    best: float = 0.0
    accumulator: float = 0.0
    accumulated: int = 0
    bad: int = 0
    cooldown: int = 0
    since: int = 0
    changed_at: int = -1
    cuts: int = 0
    has_best: bool = False
    entered: bool = False


def single(value: float) -> float:
    """`value` rounded to single precision."""
    if math.isinf(value) or math.isnan(value):
        return value
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def filtered(machine: Machine, memory: Memory, value: float) -> float | None:
    """What smoothing or averaging makes of a finite value; nothing while a block is unfinished."""
    if machine.smoothing != 0.0:
        share = 1.0 - machine.smoothing
        first = memory.accumulated == 0
        memory.accumulator = (
            value if first else machine.smoothing * memory.accumulator + share * value
        )
        memory.accumulated = 1
        return memory.accumulator
    if machine.averages > 1:
        memory.accumulator = memory.accumulator + value
        memory.accumulated += 1
        if memory.accumulated < machine.averages:
            return None
        mean = memory.accumulator / machine.averages
        memory.accumulator, memory.accumulated = 0.0, 0
        return mean
    return value


def improves(machine: Machine, memory: Memory, value: float) -> bool:
    """Whether a value beats the best by the threshold, in the sense of the recipe language."""
    if not memory.has_best:
        return True
    best = memory.best
    margin = machine.threshold
    if machine.threshold_kind == "relative":
        margin = abs(best) * machine.threshold
    return value < best - margin if machine.mode == "min" else value > best + margin


def recipec(machine: Machine, memory: Memory, value: float | None, update: int) -> bool:
    """A decision of the recipe language; `None` is a value that counts as no improvement.

    Returns whether the machine cuts.
    """
    improved = False
    if value is not None and improves(machine, memory, value):
        improved = True
        memory.best = value
        memory.has_best = True
        memory.bad = 0
        memory.since = update
    if machine.cooldown_unit is Unit.EVALUATIONS:
        cooling = memory.cooldown > 0
        memory.cooldown = max(0, memory.cooldown - 1)
    else:
        cooling = update < memory.cooldown
    if improved:
        return False
    if cooling:
        memory.since = update
        return False
    memory.bad += 1
    waited = memory.bad if machine.patience_unit is Unit.EVALUATIONS else update - memory.since
    if waited < machine.patience:
        return False
    memory.bad = 0
    memory.since = update
    begin = 0 if machine.cooldown_unit is Unit.EVALUATIONS else update
    memory.cooldown = begin + machine.cooldown
    return True


def torch(machine: Machine, memory: Memory, value: float) -> bool:
    """`torch.optim.lr_scheduler.ReduceLROnPlateau.step`.

    Before the first improvement the best is an infinity, and takes part in the arithmetic as one.
    """
    best = memory.best
    if not memory.has_best:
        best = math.inf if machine.mode == "min" else -math.inf
    if machine.mode == "min":
        relative = best * (1.0 - machine.threshold)
        better = value < (
            relative if machine.threshold_kind == "relative" else best - machine.threshold
        )
    else:
        relative = best * (machine.threshold + 1.0)
        better = value > (
            relative if machine.threshold_kind == "relative" else best + machine.threshold
        )
    if better:
        memory.best, memory.has_best, memory.bad = value, True, 0
    else:
        memory.bad += 1
    if memory.cooldown > 0:
        memory.cooldown -= 1
        memory.bad = 0
    if memory.bad <= machine.patience:
        return False
    memory.cooldown, memory.bad = machine.cooldown, 0
    return True


def keras(machine: Machine, memory: Memory, value: float) -> bool:
    """`keras.callbacks.ReduceLROnPlateau.on_epoch_end`.

    The threshold is added in double precision, the comparison is in single. The first value
    becomes the best even if it is NaN.
    """
    if memory.cooldown > 0:
        memory.cooldown -= 1
        memory.bad = 0
    if machine.mode == "min":
        better = single(value + machine.threshold) < single(memory.best)
    else:
        better = single(value - machine.threshold) > single(memory.best)
    if better or not memory.has_best:
        memory.best, memory.has_best, memory.bad = value, True, 0
        return False
    if memory.cooldown > 0:
        return False
    memory.bad += 1
    if memory.bad < machine.patience:
        return False
    memory.cooldown, memory.bad = machine.cooldown, 0
    return True


def optax(machine: Machine, memory: Memory, value: float) -> bool:
    """`optax.contrib.reduce_on_plateau`, over parameters in single precision.

    It cuts when the count *equals* the patience, whether or not the value was an improvement. With
    a patience of 0 every improvement outside a cooldown cuts, and nothing else does. An average is
    a running mean, which a NaN spoils to the end of its block.
    """
    if machine.averages > 1:
        memory.accumulator = single(
            single(single(memory.accumulated * memory.accumulator) + single(value))
            / (memory.accumulated + 1)
        )
        memory.accumulated += 1
        if memory.accumulated < machine.averages:
            return False
        value = memory.accumulator
        memory.accumulator, memory.accumulated = 0.0, 0
    relative = machine.threshold if machine.threshold_kind == "relative" else 0.0
    absolute = machine.threshold if machine.threshold_kind == "absolute" else 0.0
    best = memory.best if memory.has_best else math.inf
    bound = single(single(single(1.0 - relative) * best) - single(absolute))
    if single(value) < bound:
        memory.best, memory.has_best, memory.bad = single(value), True, 0
    else:
        memory.bad += 1
    if memory.cooldown > 0:
        memory.cooldown -= 1
        memory.bad = 0
        return False
    if memory.bad != machine.patience:
        return False
    memory.cooldown, memory.bad = machine.cooldown, 0
    return True


def paddle(machine: Machine, memory: Memory, value: float) -> bool:
    """`paddle.optimizer.lr.ReduceOnPlateau.step`.

    A cooldown sees nothing, not even a better value. The bound is best ∓ best·τ, rounded twice,
    where PyTorch has best·(1 ∓ τ). The first value becomes the best even if it is NaN.
    """
    if memory.cooldown > 0:
        memory.cooldown -= 1
        return False
    best = memory.best
    margin = best * machine.threshold if machine.threshold_kind == "relative" else machine.threshold
    better = value < best - margin if machine.mode == "min" else value > best + margin
    if better or not memory.has_best:
        memory.best, memory.has_best, memory.bad = value, True, 0
    else:
        memory.bad += 1
    if memory.bad <= machine.patience:
        return False
    memory.cooldown, memory.bad = machine.cooldown, 0
    return True


#: The libraries' orders of steps by the word that a recipe has for them.
LIBRARIES = {"torch": torch, "keras": keras, "optax": optax, "paddle": paddle}
