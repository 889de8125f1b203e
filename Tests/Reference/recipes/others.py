#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Detection, audio, biology, reinforcement learning, generation, and CLIP."""

from fractions import Fraction

import mpmath
from formulas import (
    constants,
    cosine,
    keep_last,
    levels,
    line,
    no_decay,
    real,
    schedule,
    warmup_recipe,
)
from mpmath import mpf

COCO = 118_287


def stepped(
    recipe: str, length: int, warmup: int, divisor: int, base: str, factor: str, *steps: int
) -> None:
    """A warmup of `update / divisor`, times a tenth for every milestone that has been reached."""

    def value(t: int) -> mpf:
        alpha = min(Fraction(t, divisor), Fraction(1))
        warm = Fraction(factor) * (1 - alpha) + alpha
        return real(Fraction(base) * warm / 10 ** sum(t >= step for step in steps))

    phases = [(0, base), (warmup, base)]
    phases += [(step, Fraction(base) / 10**n) for n, step in enumerate(steps, start=1)]
    schedule(recipe, "lr", length, value, phases)


def detection() -> None:
    """detectron2, MMDetection, DETR and YOLOv5."""
    # WarmupMultiStepLR: base * warmup_factor * gamma ^ bisect_right(milestones, t).
    for recipe, length, first, second in (
        ("detection/mask-rcnn-r50-fpn-1x.yaml", 90_000, 60_000, 80_000),
        ("detection/mask-rcnn-r50-fpn-3x.yaml", 270_000, 210_000, 250_000),
    ):
        stepped(recipe, length, 1000, 1000, "0.02", "0.001", first, second)
        constants(recipe, length, momentum="0.9", weight_decay="1e-4")
    recipe, length = "detection/mask-rcnn-r50-fpn-100ep-lsj.yaml", 184_375
    stepped(recipe, length, 500, 500, "0.1", "0.067", 163_889, 177_546)
    constants(recipe, length, momentum="0.9", weight_decay="4e-5")
    no_decay(recipe, length, "norms")

    # MMEngine's LinearLR has end - begin - 1 steps.
    recipe, epoch = "detection/mmdet-1x.yaml", 7330
    stepped(recipe, 12 * epoch, 500, 499, "0.02", "0.001", 8 * epoch, 11 * epoch)
    constants(recipe, 12 * epoch, momentum="0.9", weight_decay="1e-4")

    # StepLR(200) by the epoch; DistributedSampler of 8, then batches of 2, the last one dropped.
    recipe, epoch = "detection/detr-r50.yaml", keep_last(COCO, 8) // 2
    for channel, rate in (("lr", "1e-4"), ("lr[backbone]", "1e-5")):
        steps = [(0, Fraction(rate)), (200 * epoch, Fraction(rate) / 10)]
        schedule(recipe, channel, 300 * epoch, *levels(steps))
    constants(recipe, 300 * epoch, weight_decay="1e-4", clip="0.1")

    # train.py: numpy.interp over ni up to nw, of lf(epoch) = (1 - x / epochs) * (1 - lrf) + lrf.
    recipe, epoch = "detection/yolov5.yaml", keep_last(COCO, 64)
    length, warm = 300 * epoch, max(3 * epoch, 100)

    def rate(t: int, start: str) -> Fraction:
        x = Fraction(t // epoch)
        value = Fraction("0.01") * ((1 - x / 300) * Fraction("0.99") + Fraction("0.01"))
        share = min(Fraction(1), Fraction(t, warm))
        return Fraction(start) * (1 - share) + value * share

    phases = [(n * epoch, "0.0099") for n in (1, 2, 3, 4, 100)] + [(299 * epoch, "1.33e-4")]
    schedule(recipe, "lr", length, lambda t: real(rate(t, "0")), [(0, "0.01")] + phases)
    phases = [(0, "0.1"), (epoch, "0.07"), (2 * epoch, "0.04")] + phases[2:]
    schedule(recipe, "lr[biases]", length, lambda t: real(rate(t, "0.1")), phases)

    def momentum(t: int) -> mpf:
        share = min(Fraction(1), Fraction(t, warm))
        return real(Fraction("0.8") + (Fraction("0.937") - Fraction("0.8")) * share)

    schedule(recipe, "momentum", length, momentum, [(0, 1), (warm, 1)])
    average = lambda t: real("0.9999") * (1 - mpmath.exp(-mpf(t + 1) / 2000))
    schedule(recipe, "ema", length, average, [(0, 1), (2000, 1)])
    constants(recipe, length, weight_decay="5e-4")
    no_decay(recipe, length, "biases", "norms")


def audio() -> None:
    """fairseq and Whisper."""
    # polynomial_decay: lr * (1 - (t - warmup) / (total - warmup)) ^ 1.
    adam = {"beta1": "0.9", "beta2": "0.98"}
    warmup_recipe(
        "audio/wav2vec2-base.yaml", 400_000, 32_000, "5e-4", line("5e-4", 0),
        eps="1e-6", weight_decay="0.01", **adam,
    )
    # tri_stage: phase_ratio 0.1, 0.4, 0.5; init_lr_scale 0.01, final_lr_scale 0.05.
    recipe, length, peak = "audio/wav2vec2-base-100h.yaml", 80_000, Fraction("3e-5")

    def stages(t: int) -> mpf:
        if t < 8000:
            return real(peak / 100 + (peak - peak / 100) * Fraction(t, 8000))
        if t < 40_000:
            return real(peak)
        factor = -mpmath.log(real("0.05")) / 40_000
        return real(peak) * mpmath.exp(-factor * (t - 40_000))

    schedule(recipe, "lr", length, stages, [(0, peak), (8000, peak), (40_000, peak)])
    schedule(recipe, "frozen[features]", length, lambda t: mpf(1), [(0, 1)])
    constants(recipe, length, eps="1e-8", **adam)
    # Whisper: 2048 updates of warmup, linear to 0 after 2^20.
    warmup_recipe(
        "audio/whisper-large.yaml", 2**20, 2048, "1.75e-4", line("1.75e-4", 0),
        eps="1e-6", weight_decay="0.1", clip=1, **adam,
    )


def biology() -> None:
    """AlphaFoldLRScheduler: max_lr after 1000 steps, times 0.95 when step_no > 50000."""
    recipe, length = "biology/openfold-initial.yaml", 10_000_000 // 128

    def value(t: int) -> mpf:
        if t > 50_000:
            return real(Fraction("1e-3") * Fraction("0.95") ** ((t - 50_000) // 50_000 + 1))
        return real(Fraction("1e-3") * min(Fraction(1), Fraction(t, 1000)))

    schedule(recipe, "lr", length, value, [(0, "1e-3"), (1000, "1e-3"), (50_001, "9.5e-4")])
    constants(recipe, length, eps="1e-5", ema="0.999")


def reinforcement() -> None:
    """rl-zoo's lin_2.5e-4 and lin_0.1 of what remains after a rollout of 8 * 128 steps."""
    recipe, length = "reinforcement/ppo-atari.yaml", keep_last(10**7, 8 * 128)
    for channel, most in (("lr", "2.5e-4"), ("clip_range", "0.1")):
        schedule(
            recipe, channel, length,
            lambda t, most=most: real(
                Fraction(most) * max(Fraction(0), 1 - Fraction((t + 1) * 8 * 128, 10**7))
            ),
            [(0, most)],
        )
    constants(recipe, length, eps="1e-5", clip="0.5")


def generation() -> None:
    """LambdaLinearScheduler with f_start 1e-6 and LitEma; DiT's constants."""
    recipe, length, start = "generation/stable-diffusion-v1.yaml", 237_000, Fraction("1e-6")

    def value(t: int) -> mpf:
        return real(Fraction("1e-4") * min(Fraction(1), (1 - start) / 10_000 * t + start))

    schedule(recipe, "lr", length, value, [(0, "1e-4"), (10_000, "1e-4")])

    def average(t: int) -> mpf:
        updates = t + 1
        return real(min(Fraction("0.9999"), Fraction(1 + updates, 10 + updates)))

    schedule(recipe, "ema", length, average, [(0, 1), (89_989, 1)])
    constants(
        "generation/dit-xl-2.yaml", 400_000, lr="1e-4", ema="0.9999", beta1="0.9",
        beta2="0.999", weight_decay=0,
    )


def clip() -> None:
    """CLIP: 32 epochs of 400M pairs in batches of 32,768."""
    length = 32 * keep_last(400_000_000, 32_768)
    warmup_recipe(
        "multimodal/clip-vit-b32.yaml", length, 2000, "5e-4", cosine("5e-4", 0),
        beta1="0.9", beta2="0.98", eps="1e-6", weight_decay="0.2",
    )


def rows() -> None:
    """Add the rows of this page."""
    for field in (detection, audio, biology, reinforcement, generation, clip):
        field()
