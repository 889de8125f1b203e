#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Language models whose batch changes, played update by update."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import mpmath
from formulas import constants, cosine, half_cosine, levels, real, schedule
from mpmath import mpf


class Run:
    """The batches of a run, and the tokens consumed before each of them."""

    def __init__(self, total: int, batch: Callable[[int], tuple[int, int]]) -> None:
        """`batch` says how many samples of how many tokens follow after that many tokens."""
        self.batches: list[int] = []
        self.sequences: list[int] = []
        self.tokens = [0]
        while self.tokens[-1] < total:
            samples, sequence = batch(self.tokens[-1])
            self.batches.append(samples)
            self.sequences.append(sequence)
            self.tokens.append(self.tokens[-1] + samples * sequence)
        self.length = len(self.batches)

    def before(self, amount: int) -> int:
        """The first update before which that many tokens have been consumed."""
        return next(update for update, seen in enumerate(self.tokens) if seen >= amount)

    def progress(self, update: int, start: int, end: int) -> Fraction:
        """The share of the tokens between two updates that has been consumed."""
        seen = self.tokens[update] - self.tokens[start]
        return Fraction(seen, self.tokens[end] - self.tokens[start])

    def rows(self, recipe: str, channel: str, values: list[int]) -> None:
        """Both sides of every change of a batch, of every hundredth one where there are many."""
        changes = [t + 1 for t, (old, new) in enumerate(pairwise(values)) if old != new]
        step = 100 if len(changes) > 100 else 1
        starts = [0] + sorted(set(changes[::step] + changes[-1:]))
        phases = [(t, max(values)) for t in starts]
        schedule(recipe, channel, self.length, lambda t: real(values[t]), phases)


def ramp(first: int, last: int, over: int, multiple: int) -> Callable[[int], tuple[int, int]]:
    """Batches of 4096 tokens that grow in a straight line, rounded down to a multiple."""

    def batch(seen: int) -> tuple[int, int]:
        grown = first + Fraction(last - first) * seen / over
        return min(last, int(grown) // multiple * multiple), 4096

    return batch


def deepseek_v3() -> None:
    """DeepSeek-V3: 3072 to 15360 over 469B tokens, five phases of the rate."""
    recipe = "language/deepseek-v3.yaml"
    run = Run(14_800 * 10**9, ramp(3072, 15360, 469 * 10**9, 16))
    flat, low, last = (run.before(billions * 10**9) for billions in (10_000, 14_300, 14_633))
    peak, floor = Fraction("2.2e-4"), Fraction("2.2e-5")

    def lr(t: int) -> mpf:
        if t < flat:
            return real(peak * min(1, Fraction(t, 2000)))
        if t < low:
            return cosine(peak, floor)(run.progress(t, flat, low))
        return real(floor) if t < last else real("7.3e-6")

    phases = [(0, peak), (2000, peak), (flat, peak), (low, floor), (last, "7.3e-6")]
    schedule(recipe, "lr", run.length, lr, phases)
    run.rows(recipe, "batch", run.batches)
    constants(recipe, run.length, beta1="0.9", beta2="0.95", weight_decay="0.1", clip=1)


def deepseek_v2() -> None:
    """DeepSeek-V2: 2304 to 9216 over 225B tokens, 0.316 at 60 % and again at 90 % of 8.1T."""
    recipe, total = "language/deepseek-v2.yaml", 8_100 * 10**9
    run = Run(total, ramp(2304, 9216, 225 * 10**9, 16))
    first, second = (run.before(total * part // 10) for part in (6, 9))
    peak, factor = Fraction("2.4e-4"), Fraction("0.316")
    after, steps = levels([(2000, peak), (first, peak * factor), (second, peak * factor**2)])
    schedule(
        recipe, "lr", run.length,
        lambda t: real(peak * Fraction(t, 2000)) if t < 2000 else after(t), [(0, peak)] + steps,
    )
    run.rows(recipe, "batch", run.batches)
    constants(recipe, run.length, beta1="0.9", beta2="0.95", weight_decay="0.1", clip=1)


def gpt3() -> None:
    """GPT-3 125M: 16 to 256 sequences of 2048 tokens over 4B, a cosine up to 260B tokens."""
    recipe = "language/gpt3-125m.yaml"

    def batch(seen: int) -> tuple[int, int]:
        return min(256, int(16 + Fraction(256 - 16) * seen / (4 * 10**9))), 2048

    run = Run(300 * 10**9, batch)
    warm, low = run.before(375 * 10**6), run.before(260 * 10**9)

    def lr(t: int) -> mpf:
        if t < warm:
            return real(Fraction("6e-4") * run.progress(t, 0, warm))
        if t < low:
            return cosine("6e-4", "6e-5")(run.progress(t, warm, low))
        return real("6e-5")

    schedule(recipe, "lr", run.length, lr, [(0, "6e-4"), (warm, "6e-4"), (low, "6e-5")])
    run.rows(recipe, "batch", run.batches)
    constants(
        recipe, run.length, beta1="0.9", beta2="0.95", eps="1e-8", weight_decay="0.1", clip=1,
    )


def gopher() -> None:
    """Gopher and Chinchilla: twice the batch midway; 1500 steps from 1e-7, a cosine to a tenth."""
    start = Fraction("1e-7")
    for recipe, tokens, batch, peak in (
        ("language/gopher-280b.yaml", 300 * 10**9, 3 * 10**6, Fraction("4e-5")),
        ("language/chinchilla-70b.yaml", 1400 * 10**9, 15 * 10**5, Fraction("1e-4")),
    ):

        def size(seen: int, batch: int = batch, tokens: int = tokens) -> tuple[int, int]:
            return batch if seen < tokens // 2 else 2 * batch, 1

        run = Run(tokens, size)

        def lr(t: int, run: Run = run, peak: Fraction = peak) -> mpf:
            if t < 1500:
                return real(start + (peak - start) * Fraction(t, 1500))
            return cosine(peak, peak / 10)(run.progress(t, 1500, run.length))

        middle = run.before(tokens // 2)
        schedule(recipe, "lr", run.length, lr, [(0, peak), (1500, peak), (middle, peak)])
        run.rows(recipe, "batch", run.batches)
        if recipe.endswith("gopher-280b.yaml"):
            constants(recipe, run.length, clip="0.25")


def palm() -> None:
    """PaLM 540B: 1e-2, then 1 / sqrt(k); a decay of lr ^ 2, and beta2 of 1 - k ^ -0.8."""
    recipe, length = "language/palm-540b.yaml", 255_000

    def lr(t: int) -> mpf:
        return 1 / mpmath.sqrt(max(t, 10_000))

    phases = [(0, "0.01"), (10_000, "0.01"), (100_000, "0.0032")]
    schedule(recipe, "lr", length, lr, phases)
    squares = [(0, "1e-4"), (10_000, "1e-4"), (100_000, "1e-5")]
    schedule(recipe, "weight_decay", length, lambda t: lr(t) ** 2, squares)
    schedule(
        recipe, "beta2", length, lambda t: 1 - mpmath.power(t + 1, mpf(-4) / 5), [(0, 1), (100, 1)]
    )
    batch, steps = levels([(0, 512), (50_000, 1024), (115_000, 2048)])
    schedule(recipe, "batch", length, batch, steps)
    constants(recipe, length, beta1="0.9", clip=1)


def modded_nanogpt() -> None:
    """modded-nanogpt: get_lr and get_muon_momentum of train_gpt.py, stages at 423, 847, 1270."""
    recipe, length = "language/modded-nanogpt.yaml", 1270 + 15
    stages = [(0, 1, 8), (423, "1.52", 16), (847, "1.73", 24)]
    start = 1270 * 4 // 10

    def get_lr(step: int) -> Fraction:
        multiplier = Fraction([rate for first, rate, _ in stages if first <= step][-1])
        if step < start:
            return multiplier
        t = min(Fraction(1), Fraction(step - start, 1270 - start))
        return multiplier * (1 - t) + Fraction("0.15") * t

    def momentum(step: int) -> mpf:
        if step < 300:
            return real(Fraction("0.85") + Fraction(step, 300) / 10)
        if step > length - 50:
            return real(Fraction("0.95") - Fraction(step - (length - 50), 50) / 10)
        return real("0.95")

    phases = [(0, 1), (423, 2), (start, 2), (847, 2), (1270, "0.15")]
    for optimizer, rate in (("muon", "0.023"), ("adam", "0.008")):
        schedule(
            recipe, f"{optimizer}.lr", length,
            lambda t, rate=rate: real(Fraction(rate) * get_lr(t)),
            [(t, Fraction(rate) * Fraction(most)) for t, most in phases],
        )
    schedule(recipe, "muon.momentum", length, momentum, [(0, 1), (300, 1), (length - 50, 1)])
    batch, steps = levels([(first, size * 2048 * 8) for first, _, size in stages])
    schedule(recipe, "batch", length, batch, steps)
    constants(
        recipe, length, muon__beta2="0.9", muon__weight_decay="1.2", adam__eps="1e-10",
        adam__weight_decay="0.005",
    )


def llama3_405b() -> None:
    """Llama 3 405B: sequences double at 252M tokens, batches at 2.87T."""
    recipe, total = "language/llama3-405b.yaml", 15_600 * 10**9

    def batch(seen: int) -> tuple[int, int]:
        return 2048 if seen >= 2_870 * 10**9 else 1024, 8192 if seen >= 252 * 10**6 else 4096

    run = Run(total, batch)
    last = next(t for t in range(run.length, 0, -1) if run.tokens[t - 1] < total - 40 * 10**6)
    peak, floor = Fraction("8e-5"), Fraction("8e-7")

    def curve(t: int) -> mpf:
        return real(floor) + real(peak - floor) * half_cosine(Fraction(t - 8000, 1_200_000))

    def lr(t: int) -> mpf:
        if t < 8000:
            return real(peak * Fraction(t, 8000))
        if t < last:
            return curve(t)
        return curve(last) * real(1 - run.progress(t, last, run.length))

    schedule(recipe, "lr", run.length, lr, [(0, peak), (8000, peak), (last, "2.4e-6")])
    run.rows(recipe, "batch", run.batches)
    run.rows(recipe, "sequence", run.sequences)


def rows() -> None:
    """Add the rows of this page."""
    for recipe in (
        deepseek_v3, deepseek_v2, gpt3, gopher, palm, modded_nanogpt, llama3_405b,
    ):
        recipe()
