#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exact arithmetic and rows for expected.csv."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise

import mpmath
from mpmath import mp, mpf

mp.dps = 60
IMAGENET = 1281167
ROWS: list[tuple[str, str, int, mpf, mpf]] = []

Number = int | str | Fraction
Value = Callable[[int], mpf]
Curve = Callable[[Fraction], mpf]


def real(number: Number) -> mpf:
    """A number as written, exactly until mpmath divides it."""
    fraction = Fraction(number)
    return mpf(fraction.numerator) / fraction.denominator


def half_cosine(progress: Number) -> mpf:
    """From 1 to 0 as progress goes from 0 to 1."""
    return (1 + mpmath.cospi(real(progress))) / 2


def drop_last(samples: int, batch: int) -> int:
    """Updates in an epoch of whole batches."""
    return samples // batch


def keep_last(samples: int, batch: int) -> int:
    """Updates in an epoch whose last batch may be short."""
    return -(-samples // batch)


def reached(amount: int, each: int) -> int:
    """The first update before which `amount` has been consumed, at `each` for every update."""
    return -(-amount // each)


def schedule(
    recipe: str, channel: str, length: int, value: Value, phases: list[tuple[int, Number]]
) -> None:
    """Add the rows of one channel.

    `value` maps an update to what it uses; `phases` are pairs of a first update and the largest
    magnitude up to the next. The rows are both sides of every boundary, the middle of every phase,
    and both ends of the run.
    """
    starts = [start for start, _ in phases] + [length]
    updates = {0, 1, length - 2, length - 1}
    for start, end in pairwise(starts):
        updates |= {start - 1, start, start + 1, (start + end) // 2, start + (end - start) // 3}
    for update in sorted(updates):
        if 0 <= update < length:
            largest = [magnitude for start, magnitude in phases if start <= update][-1]
            ROWS.append((recipe, channel, update, value(update), real(largest)))


def constants(recipe: str, length: int, **values: Number) -> None:
    """Add channels that never change; two underscores stand for the dot after an optimizer."""
    for channel, value in values.items():
        name = channel.replace("__", ".")
        schedule(recipe, name, length, lambda update, value=value: real(value), [(0, value)])


def no_decay(recipe: str, length: int, *groups: str) -> None:
    """Add the groups of a recipe that have no weight decay."""
    for group in groups:
        schedule(recipe, f"weight_decay[{group}]", length, lambda update: mpf(0), [(0, 0)])


def levels(values: Iterable[tuple[int, Number]]) -> tuple[Value, list[tuple[int, Number]]]:
    """A value that is constant between the updates given, and its phases."""
    steps = list(values)

    def value(update: int) -> mpf:
        return real([level for start, level in steps if start <= update][-1])

    return value, steps


def warmup_then(
    length: int, warmup: int, peak: Number, decay: Curve, start: Number = 0
) -> Value:
    """A value that rises as update / warmup, then `decay` of the progress through the rest."""

    def value(update: int) -> mpf:
        if update < warmup:
            return real(start) + real(Fraction(peak) - Fraction(start)) * update / warmup
        return decay(Fraction(update - warmup, length - warmup))

    return value


def cosine(peak: Number, floor: Number) -> Curve:
    """Half a cosine."""
    height = Fraction(peak) - Fraction(floor)
    return lambda progress: real(floor) + real(height) * half_cosine(progress)


def line(peak: Number, floor: Number) -> Curve:
    """A straight line."""
    return lambda progress: real(peak) + real(Fraction(floor) - Fraction(peak)) * real(progress)


def warmup_recipe(
    recipe: str,
    length: int,
    warmup: int,
    peak: Number,
    decay: Curve,
    start: Number = 0,
    **fixed: Number,
) -> None:
    """Add a learning rate with a warmup and a decay, and constants."""
    value = warmup_then(length, warmup, peak, decay, start)
    schedule(recipe, "lr", length, value, [(0, peak), (warmup, peak)])
    constants(recipe, length, **fixed)
