# SPDX-License-Identifier: Apache-2.0
"""Metrics for plateaus to watch.

Every value of every trace has 24 significant bits, so that a library which computes in single
precision is told the same as one which does not; the traces along a threshold in double precision
are the exception, and say so.
"""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Sequence

NAN = math.nan
INFINITY = math.inf


def single(value: float) -> float:
    """The single-precision number nearest to `value`."""
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


def constant(count: int, value: float = 1.0) -> list[float]:
    """A metric that never moves."""
    return [single(value)] * count


def slow(count: int, start: float, share: float) -> list[float]:
    """A metric that gets better by `share` of `start` at every evaluation."""
    return [single(start - index * share * abs(start)) for index in range(count)]


def noisy(seed: int, count: int, start: float, rate: float, noise: float) -> list[float]:
    """Exponential decay by `rate`, every value off by up to the share `noise`."""
    numbers = random.Random(seed)
    return [
        single(start * rate**index * (1 + noise * (2 * numbers.random() - 1)))
        for index in range(count)
    ]


def descending(seed: int, count: int, treads: int, noise: float) -> list[float]:
    """A loss as it is seen in practice: a flat noisy tread, a drop, the next tread."""
    numbers = random.Random(seed)
    length = count / treads
    return [
        single(2.0 * 0.7 ** math.floor(index / length) * (1 + noise * numbers.random()))
        for index in range(count)
    ]


def negated(trace: Sequence[float]) -> list[float]:
    """The same metric with the other sign, for a mode of `max` or a loss below zero."""
    return [-value for value in trace]


def with_values(trace: Sequence[float], value: float, positions: Sequence[int]) -> list[float]:
    """`trace` with `value` at `positions`."""
    return [value if index in positions else old for index, old in enumerate(trace)]


def recovering(treads: Sequence[tuple[int, float]]) -> list[float]:
    """So many evaluations at each value."""
    return [single(value) for count, value in treads for _ in range(count)]


def along_relative_threshold(seed: int, count: int, threshold: float) -> list[float]:
    """Values at, and one unit of double precision off, the bound of a relative threshold.

    The two ways of writing that bound, best·(1 − τ) and best − best·τ, often round differently.
    """
    numbers = random.Random(seed)
    best = 1.0
    trace = [best]
    while len(trace) < count:
        product = best * (1.0 - threshold)
        difference = best - best * threshold
        value = numbers.choice(
            [
                product,
                difference,
                math.nextafter(product, 0.0),
                math.nextafter(difference, 0.0),
                math.nextafter(max(product, difference), 1.0),
            ]
        )
        if value < product:
            best = value
        trace.append(value)
    return trace


def along_single_threshold(
    seed: int, count: int, relative: float = 0.0, absolute: float = 0.0
) -> list[float]:
    """Values within a few units of single precision of what has to be beaten."""
    numbers = random.Random(seed)
    best = 1.0
    trace = [best]
    while len(trace) < count:
        bound = single(single(single(1 - relative) * best) - single(absolute))
        value = bound
        for _ in range(numbers.randrange(3)):
            value = next_single_below(value)
        if numbers.random() < 0.3:
            value = single(bound * (1 + 2.0**-23))
        if value < bound:
            best = value
        trace.append(value)
    return trace


def across_binades(threshold: float, levels: int) -> list[float]:
    """Steps of an absolute threshold through zero, each felt for in units of single precision.

    Where a step leads into another binade the value is finer or coarser than the best, and it
    matters on which side of the comparison the threshold is added and when the sum is rounded.
    """
    best = 1.0
    trace = [best]
    for _ in range(levels):
        bound = best - threshold
        unit = math.ulp(single(bound)) * 2.0**29
        trace += [single(bound + distance * unit) for distance in range(3, -5, -1)]
        best = trace[-1]
    return trace


def next_single_below(value: float) -> float:
    """The largest single-precision number below `value`, which is one and positive."""
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    return float(struct.unpack("<f", struct.pack("<I", bits - 1))[0])
