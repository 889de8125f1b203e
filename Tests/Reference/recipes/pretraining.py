#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Self-supervised vision: what MAE is tuned to, DINOv2, MoCo v3."""

from fractions import Fraction

import mpmath
from formulas import (
    IMAGENET,
    constants,
    cosine,
    drop_last,
    half_cosine,
    line,
    no_decay,
    real,
    schedule,
    warmup_recipe,
    warmup_then,
)
from mpmath import mpf


def mae_finetune() -> None:
    """util/lr_decay.py, layer_decay ** (num_layers - i) for depth + 1, times lr_sched.py."""
    epoch = drop_last(IMAGENET, 1024)
    for recipe, epochs, base, decay, depth in (
        ("vision/mae-finetune.yaml", 100, "5e-4", "0.65", 12),
        ("vision/mae-finetune-large.yaml", 50, "1e-3", "0.75", 24),
    ):
        length, warm, peak = epochs * epoch, 5 * epoch, Fraction(base) * 1024 / 256
        for layer in [None] + list(range(depth + 1)):
            scale = Fraction(1) if layer is None else Fraction(decay) ** (depth + 1 - layer)
            floor = Fraction("1e-6") * scale
            rate = warmup_then(length, warm, peak * scale, cosine(peak * scale, floor))
            channel = "lr" if layer is None else f"lr[depth.{layer}]"
            schedule(recipe, channel, length, rate, [(0, peak * scale), (warm, peak * scale)])
        constants(recipe, length, weight_decay="0.05")
        no_decay(recipe, length, "no_decay", "tokens")


def mae_linprobe() -> None:
    """The linear probe of MAE, with util/lr_sched.py."""
    epoch = drop_last(IMAGENET, 16_384)
    peak = Fraction("0.1") * 16_384 / 256
    warmup_recipe(
        "vision/mae-linprobe.yaml", 90 * epoch, 10 * epoch, peak, cosine(peak, 0),
        momentum="0.9", weight_decay=0,
    )


def dinov2() -> None:
    """CosineScheduler, with numpy.linspace for the warmup; sqrt_wrt_1024 for 32 GPUs of 64."""
    recipe, epoch = "vision/dinov2-vitl16.yaml", 1250
    length, warm = 100 * epoch, 10 * epoch
    base = mpmath.sqrt(mpf(32 * 64) / 1024) * real("4e-3")

    def rate(t: int) -> mpf:
        if t < warm:
            return base * t / (warm - 1)
        return real("1e-6") + (base - real("1e-6")) * half_cosine(Fraction(t - warm, length - warm))

    groups = [("lr", Fraction(1)), ("lr[depth.0+patches]", Fraction("0.9") ** 25 / 5)]
    groups += [(f"lr[depth.{i}]", Fraction("0.9") ** (25 - i)) for i in range(25)]
    for channel, factor in groups:
        most = Fraction("0.0056568") * factor
        schedule(
            recipe, channel, length, lambda t, factor=factor: rate(t) * real(factor),
            [(0, most), (warm, most)],
        )
    fifth = [(0, "0.0011"), (warm, "0.0011")]
    schedule(recipe, "lr[patches]", length, lambda t: rate(t) / 5, fifth)
    for channel, first, last in (("weight_decay", "0.04", "0.4"), ("ema", "0.992", 1)):
        curve = cosine(first, last)
        whole = lambda t, curve=curve: curve(Fraction(t, length))
        schedule(recipe, channel, length, whole, [(0, last)])
    heat = line("0.04", "0.07")
    last = 30 * epoch - 1
    schedule(
        recipe, "temperature", length, lambda t: heat(Fraction(min(t, last), last)),
        [(0, "0.07"), (30 * epoch, "0.07")],
    )
    frozen = lambda t: mpf(1 if t < epoch else 0)
    schedule(recipe, "frozen[last_layer]", length, frozen, [(0, 1), (epoch, 0)])
    constants(recipe, length, beta1="0.9", beta2="0.999", clip=3)
    no_decay(recipe, length, "no_decay")


def mocov3() -> None:
    """adjust_learning_rate and adjust_moco_momentum, with epoch + i / iters_per_epoch."""
    recipe, epoch, peak = "vision/mocov3-vit-b.yaml", drop_last(IMAGENET, 4096), Fraction("2.4e-3")
    length = 300 * epoch
    warmup_recipe(
        recipe, length, 40 * epoch, peak, cosine(peak, 0), weight_decay="0.1", temperature="0.2"
    )
    schedule(
        recipe, "ema", length, lambda t: 1 - real("0.01") * half_cosine(Fraction(t, length)),
        [(0, 1)],
    )


def rows() -> None:
    """Add the rows of this page."""
    for recipe in (mae_finetune, mae_linprobe, dinov2, mocov3):
        recipe()
