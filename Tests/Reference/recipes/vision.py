#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Image classification, and pre-training with MAE and DINO."""

import math
from fractions import Fraction

from formulas import (
    IMAGENET,
    constants,
    cosine,
    drop_last,
    half_cosine,
    keep_last,
    levels,
    line,
    no_decay,
    real,
    schedule,
    warmup_recipe,
    warmup_then,
)
from mpmath import mpf


def imagenet() -> None:
    """The recipes for ImageNet and CIFAR-10."""
    # Deep Residual Learning 3.4 for the constants; warmup of 5 epochs, cosine to 1e-3 at 90 epochs.
    # While no metric has been seen, the plateau of the last ten epochs holds the end of the cosine.
    recipe, epoch = "resnet50.yaml", keep_last(IMAGENET, 256)
    decay = warmup_then(80 * epoch, 5 * epoch, "0.1", cosine("0.1", "1e-3"))
    schedule(
        recipe, "lr", 90 * epoch, lambda t: decay(t) if t < 80 * epoch else real("1e-3"),
        [(0, "0.1"), (5 * epoch, "0.1"), (80 * epoch, "1e-3")],
    )
    constants(recipe, 90 * epoch, momentum="0.9", weight_decay="1e-4")

    # torch.optim.lr_scheduler.StepLR(step_size=30, gamma=0.1), stepped once an epoch.
    recipe, length = "vision/resnet50-torchvision.yaml", 90 * epoch
    schedule(
        recipe, "lr", length, lambda t: real("0.1") / 10 ** (t // epoch // 30),
        [(0, "0.1"), (30 * epoch, "0.01"), (60 * epoch, "0.001")],
    )
    constants(recipe, length, momentum="0.9", weight_decay="1e-4")

    # Goyal et al.: k = 256 workers of n = 32, from eta = 0.1 to k n eta / 256 in equal increments
    # over 5 epochs; 1/10 at the 30th, 60th and 80th epoch.
    recipe, epoch = "vision/resnet50-large-batch.yaml", keep_last(IMAGENET, 256 * 32)
    eta = Fraction(1, 10)
    peak = eta * 256 * 32 / 256

    def large_batch(t):
        if t < 5 * epoch:
            return real(eta + (peak - eta) * Fraction(t, 5 * epoch))
        return real(peak / 10 ** sum(t >= milestone * epoch for milestone in (30, 60, 80)))

    phases = [(0, peak), (5 * epoch, peak)]
    phases += [(30 * epoch, peak / 10), (60 * epoch, peak / 100), (80 * epoch, peak / 1000)]
    schedule(recipe, "lr", 90 * epoch, large_batch, phases)
    constants(recipe, 90 * epoch, momentum="0.9", weight_decay="1e-4")

    # mae/util/lr_sched.py, with epoch = data_iter_step / len(data_loader) + epoch.
    recipe, epoch = "vision/mae-pretrain.yaml", drop_last(IMAGENET, 4096)
    rate = Fraction("1.5e-4") * 4096 / 256

    def mae(t):
        epochs = Fraction(t, epoch)
        if epochs < 40:
            return real(rate * epochs / 40)
        return real(rate) * half_cosine((epochs - 40) / (800 - 40))

    schedule(recipe, "lr", 800 * epoch, mae, [(0, rate), (40 * epoch, rate)])
    constants(recipe, 800 * epoch, beta1="0.9", beta2="0.95", weight_decay="0.05")
    no_decay(recipe, 800 * epoch, "no_decay")

    # ConvNeXt/utils.py cosine_scheduler: numpy.linspace(0, peak, warmup), both ends included.
    def table(recipe, epochs, batch, warmup_epochs, peak, floor, **fixed):
        epoch = drop_last(IMAGENET, batch)
        length, warmup = epochs * epoch, warmup_epochs * epoch

        def value(t):
            if t < warmup:
                return real(Fraction(peak) * Fraction(t, warmup - 1))
            return cosine(peak, floor)(Fraction(t - warmup, length - warmup))

        schedule(recipe, "lr", length, value, [(0, peak), (warmup, peak)])
        constants(recipe, length, **fixed)
        return length

    recipe = "vision/convnext.yaml"
    length = table(recipe, 300, 4096, 20, "4e-3", "1e-6", weight_decay="0.05", ema="0.9999")
    no_decay(recipe, length, "no_decay")

    # dino/main_dino.py, the same function; decay and momentum have no warmup.
    recipe, peak = "vision/dino.yaml", Fraction("5e-4") * 512 / 256
    length = table(recipe, 100, 8 * 64, 10, peak, "1e-6", clip=3, temperature="0.04")
    for channel, first, last in (("weight_decay", "0.04", "0.4"), ("ema", "0.996", 1)):
        curve = cosine(first, last)
        whole = lambda t, curve=curve: curve(Fraction(t, length))
        schedule(recipe, channel, length, whole, [(0, last)])
    # utils.get_params_groups, and cancel_gradients_last_layer with freeze_last_layer 1.
    epoch = drop_last(IMAGENET, 8 * 64)
    no_decay(recipe, length, "no_decay")
    frozen = lambda t: mpf(1 if t // epoch < 1 else 0)
    schedule(recipe, "frozen[last_layer]", length, frozen, [(0, 1), (epoch, 0)])

    # Swin-Transformer/main.py scales config.py's rates by batch / 512; timm's cosine, prefixed, and
    # step_update with the index of the update that has been made.
    recipe, epoch = "vision/swin.yaml", drop_last(IMAGENET, 1024)
    start, peak, floor = (Fraction(number) * 1024 / 512 for number in ("5e-7", "5e-4", "5e-6"))
    length, warm = 300 * epoch, 20 * epoch
    curve = warmup_then(length, warm, peak, cosine(peak, floor), start)
    swin = lambda t: curve(max(t - 1, 0))
    schedule(recipe, "lr", length, swin, [(0, peak), (warm, peak), (warm + 1, peak)])
    constants(recipe, length, weight_decay="0.05", clip=5)
    no_decay(recipe, length, "no_decay", "positions")

    # An Image is Worth 16x16 Words, Table 3.
    epoch = keep_last(IMAGENET, 4096)
    warmup_recipe(
        "vision/vit-imagenet.yaml", 300 * epoch, 10000, "3e-3", cosine("3e-3", 0),
        beta1="0.9", beta2="0.999", weight_decay="0.3", clip=1,
    )

    # cifar10-fast/dawn.py: PiecewiseLinear([0, 5, 24], [0, 0.4, 0]) at multiples of 1 / batches.
    recipe, epoch = "vision/cifar10-fast.yaml", drop_last(50000, 512)

    def triangle(t):
        x = Fraction(t, epoch)
        return real(Fraction("0.4") * (x / 5 if x < 5 else (24 - x) / (24 - 5)))

    schedule(recipe, "lr", 24 * epoch, triangle, [(0, "0.4"), (5 * epoch, "0.4")])
    constants(recipe, 24 * epoch, momentum="0.9", weight_decay="5e-4")


def resnet_strikes_back() -> None:
    """mmpretrain: LinearLR by iteration, which ends with its last one; a cosine by the epoch."""
    epoch = keep_last(IMAGENET, 2048)
    for recipe, epochs, peak, decay in (
        ("vision/rsb-a1.yaml", 600, "5e-3", "0.01"),
        ("vision/rsb-a3.yaml", 100, "8e-3", "0.02"),
    ):
        length, warm = epochs * epoch, 5 * epoch

        def value(t: int, peak: str = peak, warm: int = warm, epochs: int = epochs) -> mpf:
            if t < warm:
                start = Fraction(peak) / 10_000
                return real(start + (Fraction(peak) - start) * Fraction(t, warm - 1))
            return cosine(peak, "1e-6")(Fraction(t // epoch - 5, epochs - 5))

        schedule(recipe, "lr", length, value, [(0, peak), (warm, peak), (warm + epoch, peak)])
        constants(recipe, length, beta1="0.9", beta2="0.999", weight_decay=decay, clip=1)
        no_decay(recipe, length, "no_decay")
    constants("vision/rsb-a1.yaml", 600 * epoch, label_smoothing="0.1")


def efficientnet() -> None:
    """timm's StepLRScheduler, once an epoch: 0.97 ^ (t // 2.4) after five epochs of warmup."""
    recipe, epoch = "vision/efficientnet-b0.yaml", drop_last(IMAGENET, 768)

    def value(t: int) -> mpf:
        e = t // epoch
        if e < 5:
            start = Fraction("1e-6")
            return real(start + e * (Fraction("0.048") - start) / 5)
        return real(Fraction("0.048") * Fraction("0.97") ** (Fraction(e) // Fraction("2.4")))

    # Both sides of the first drops, and of every twentieth after them.
    drops = [math.ceil(j * Fraction("2.4")) for j in range(3, 188)]
    starts = [5] + drops[:4] + drops[::20]
    phases = [(e * epoch, "0.0385") for e in (0, 1, 4)]
    phases += [(e * epoch, "0.0452") for e in sorted(set(starts))]
    schedule(recipe, "lr", 450 * epoch, value, phases)
    constants(
        recipe, 450 * epoch, momentum="0.9", eps="1e-3", weight_decay="1e-5", ema="0.9999",
    )
    no_decay(recipe, 450 * epoch, "no_decay")


def transformers() -> None:
    """An Image is Worth 16x16 Words, Table 3; Big Vision's create_learning_rate_schedule."""
    epoch = keep_last(14_000_000, 4096)
    warmup_recipe(
        "vision/vit-l16-imagenet21k.yaml", 90 * epoch, 10_000, "1e-3", line("1e-3", 0),
        beta1="0.9", beta2="0.999", weight_decay="0.03", clip=1,
    )
    # total_epochs 90 of train[:99%]: max(1, round(90 * data_size / batch_size)).
    recipe, length = "vision/bigvision-vit-s16.yaml", round(Fraction(90 * 1_268_355, 1024))
    warmup_recipe(
        recipe, length, 10_000, "1e-3", cosine("1e-3", 0),
        beta1="0.9", beta2="0.999", weight_decay=0, clip=1,
    )
    decay = warmup_then(length, 10_000, "1e-4", cosine("1e-4", 0))
    schedule(recipe, "weight_decay[kernels]", length, decay, [(0, "1e-4"), (10_000, "1e-4")])


def deit() -> None:
    """timm 0.3.2's CosineLRScheduler, not prefixed, and lr_scheduler.step(epoch) after an epoch."""
    for recipe, epochs, batch, peak in (
        ("vision/deit-base.yaml", 300, 1024, Fraction("5e-4") * 1024 / 512),
        ("vision/deit3-base.yaml", 800, 2048, Fraction("3e-3")),
    ):
        epoch = drop_last(IMAGENET, batch)
        length = epochs * epoch

        def value(
            t: int, epoch: int = epoch, epochs: int = epochs, peak: Fraction = peak
        ) -> mpf:
            e = max(t // epoch - 1, 0)
            if e < 5:
                start = Fraction("1e-6")
                return real(start + e * (peak - start) / 5)
            return cosine(peak, "1e-5")(Fraction(e, epochs))

        phases = [(e * epoch, peak) for e in (0, 1, 2, 5, 6, 7, epochs - 1)]
        schedule(recipe, "lr", length, value, phases)
        constants(recipe, length, weight_decay="0.05")
        no_decay(recipe, length, "no_decay", "tokens")
    constants("vision/deit-base.yaml", 300 * 1251, eps="1e-8", label_smoothing="0.1")


def cifar10() -> None:
    """SGDR_WRNs.py, scenarios 6 and 1; airbench94's get_lr."""
    recipe, epoch = "vision/sgdr-wrn-28-10.yaml", drop_last(50_000, 128)
    length, periods = 200 * epoch, [(0, 10), (10, 20), (30, 40), (70, 80), (150, 160)]

    def sgdr(t: int) -> mpf:
        first, period = [(e, n) for e, n in periods if e * epoch <= t][-1]
        progress = Fraction(t - first * epoch) / (period * Fraction(50_000, 128))
        return real("0.05") * half_cosine(progress)

    schedule(recipe, "lr", length, sgdr, [(e * epoch, "0.05") for e, _ in periods])
    constants(recipe, length, momentum="0.9", weight_decay="5e-4")

    recipe = "vision/wrn-28-10-step.yaml"
    rates = [(e * epoch, Fraction(1, 10) / 5**j) for j, e in enumerate((0, 60, 120, 160))]
    schedule(recipe, "lr", length, *levels(rates))
    constants(recipe, length, momentum="0.9", weight_decay="5e-4")

    recipe, length = "vision/airbench94.yaml", math.ceil(Fraction("9.9") * (50_000 // 1024))
    warm = int(Fraction("0.23") * length)
    scale = 1024 * (1 + 1 / (1 - Fraction("0.85")))
    rate, decay = Fraction("11.5") / scale, Fraction("0.0153") * 1024 / scale

    def triangle(t: int) -> Fraction:
        if t < warm:
            return Fraction("0.2") + Fraction("0.8") * Fraction(t, warm)
        return 1 - (1 - Fraction("0.07")) * Fraction(t - warm, length - warm)

    for channel, peak in (("lr", rate), ("lr[norm_biases]", rate * 64)):
        schedule(
            recipe, channel, length, lambda t, peak=peak: real(peak * triangle(t)),
            [(0, peak), (warm, peak)],
        )
    constants(recipe, length, momentum="0.85", label_smoothing="0.2", weight_decay=decay / rate)
    constants(recipe, length, **{"weight_decay[norm_biases]": decay / (rate * 64)})
    frozen = lambda t: mpf(0 if t // 48 < 3 else 1)
    schedule(recipe, "frozen[whiten_bias]", length, frozen, [(0, 0), (3 * 48, 1)])


def rows() -> None:
    """Add the rows of this page."""
    for recipes in (
        imagenet, resnet_strikes_back, efficientnet, transformers, deit, cifar10,
    ):
        recipes()
