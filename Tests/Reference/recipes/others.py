#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Detection, audio, biology, reinforcement learning and generation."""

from fractions import Fraction

from formulas import constants, line, real, schedule, warmup_recipe


def detection() -> None:
    """Object detection."""
    # detectron2 WarmupMultiStepLR: base * warmup_factor * gamma ^ bisect_right(milestones, t).
    recipe, base = "detection/mask-rcnn-r50-fpn-1x.yaml", Fraction("0.02")

    def multi_step(t):
        alpha = Fraction(min(t, 1000), 1000)
        warmup = Fraction("0.001") * (1 - alpha) + alpha
        steps = sum(t >= milestone for milestone in (60000, 80000))
        return real(base * warmup / 10**steps)

    phases = [(0, base), (1000, base), (60000, base / 10), (80000, base / 100)]
    schedule(recipe, "lr", 90000, multi_step, phases)
    constants(recipe, 90000, momentum="0.9", weight_decay="1e-4")


def audio() -> None:
    """Speech."""
    # fairseq polynomial_decay: lr * (1 - (t - warmup) / (total - warmup)) ^ 1.
    warmup_recipe(
        "audio/wav2vec2-base.yaml", 400_000, 32_000, "5e-4", line("5e-4", 0),
        beta1="0.9", beta2="0.98", eps="1e-6", weight_decay="0.01",
    )


def rows() -> None:
    """Add the rows of this page."""
    detection()
    audio()
