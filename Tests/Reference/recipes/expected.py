#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the published recipes have to say, from the formulas of their sources.

Writes expected.csv beside itself: for every channel of every recipe the value that an update uses,
and the largest magnitude in its phase, which tolerances are relative to. Nothing here reads a
recipe. Every number is written again from the paper or the code that the recipe names, positions
are counted with integers, and curves are evaluated with mpmath. The last update of a run is always
among the rows, so they also say how long a run is.
"""

import csv
import pathlib
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

mp.dps = 60
HERE = pathlib.Path(__file__).resolve().parent
IMAGENET = 1281167
ROWS = []


def real(number):
    """A number as written, exactly until mpmath divides it."""
    fraction = Fraction(number)
    return mpf(fraction.numerator) / fraction.denominator


def half_cosine(progress):
    """From 1 to 0 as progress goes from 0 to 1."""
    return (1 + mpmath.cospi(real(progress))) / 2


def drop_last(samples, batch):
    return samples // batch


def keep_last(samples, batch):
    return -(-samples // batch)


def reached(amount, each):
    """The first update before which `amount` has been consumed, at `each` for every update."""
    return -(-amount // each)


def schedule(recipe, channel, length, value, phases):
    """Rows for one channel.

    `value` maps an update to what it uses; `phases` are pairs of a first update and the largest
    magnitude up to the next. The rows are both sides of every boundary, the middle of every phase,
    and both ends of the run.
    """
    starts = [start for start, _ in phases] + [length]
    updates = {0, 1, length - 2, length - 1}
    for start, end in zip(starts, starts[1:]):
        updates |= {start - 1, start, start + 1, (start + end) // 2, start + (end - start) // 3}
    for update in sorted(updates):
        if 0 <= update < length:
            largest = [magnitude for start, magnitude in phases if start <= update][-1]
            ROWS.append((recipe, channel, update, value(update), real(largest)))


def constants(recipe, length, **values):
    for channel, value in values.items():
        schedule(recipe, channel, length, lambda update, value=value: real(value), [(0, value)])


def warmup_then(length, warmup, peak, decay, start=0):
    """A value that rises as update / warmup, then `decay` of the progress through the rest."""

    def value(update):
        if update < warmup:
            return real(start) + real(Fraction(peak) - Fraction(start)) * update / warmup
        return decay(Fraction(update - warmup, length - warmup))

    return value


def cosine(peak, floor):
    height = Fraction(peak) - Fraction(floor)
    return lambda progress: real(floor) + real(height) * half_cosine(progress)


def line(peak, floor):
    return lambda progress: real(peak) + real(Fraction(floor) - Fraction(peak)) * real(progress)


def warmup_recipe(recipe, length, warmup, peak, decay, start=0, **fixed):
    value = warmup_then(length, warmup, peak, decay, start)
    schedule(recipe, "lr", length, value, [(0, peak), (warmup, peak)])
    constants(recipe, length, **fixed)


def vision():
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

    table("vision/convnext.yaml", 300, 4096, 20, "4e-3", "1e-6", weight_decay="0.05", ema="0.9999")

    # dino/main_dino.py, the same function; decay and momentum have no warmup.
    recipe, peak = "vision/dino.yaml", Fraction("5e-4") * 512 / 256
    length = table(recipe, 100, 8 * 64, 10, peak, "1e-6", clip=3, temperature="0.04")
    for channel, first, last in (("weight_decay", "0.04", "0.4"), ("ema", "0.996", 1)):
        curve = cosine(first, last)
        whole = lambda t, curve=curve: curve(Fraction(t, length))
        schedule(recipe, channel, length, whole, [(0, last)])
    # utils.get_params_groups, and cancel_gradients_last_layer with freeze_last_layer 1.
    epoch = drop_last(IMAGENET, 8 * 64)
    schedule(recipe, "weight_decay[no_decay]", length, lambda t: mpf(0), [(0, 0)])
    frozen = lambda t: mpf(1 if t // epoch < 1 else 0)
    schedule(recipe, "frozen[last_layer]", length, frozen, [(0, 1), (epoch, 0)])

    # mae/util/lr_decay.py: layer_decay ** (num_layers - i) with num_layers = 12 + 1, times lr_sched.py.
    recipe, epoch, peak = "vision/mae-finetune.yaml", drop_last(IMAGENET, 1024), Fraction("2e-3")
    length, warm = 100 * epoch, 5 * epoch
    for layer in [None] + list(range(13)):
        scale = Fraction(1) if layer is None else Fraction("0.65") ** (13 - layer)
        rate = warmup_then(length, warm, peak * scale, cosine(peak * scale, Fraction("1e-6") * scale))
        channel = "lr" if layer is None else f"lr[depth.{layer}]"
        schedule(recipe, channel, length, rate, [(0, peak * scale), (warm, peak * scale)])
    constants(recipe, length, weight_decay="0.05")
    for group in ("no_decay", "tokens"):
        schedule(recipe, f"weight_decay[{group}]", length, lambda t: mpf(0), [(0, 0)])

    # Swin-Transformer/main.py scales config.py's rates by batch / 512; timm's cosine, prefixed.
    epoch = drop_last(IMAGENET, 1024)
    start, peak, floor = (Fraction(number) * 1024 / 512 for number in ("5e-7", "5e-4", "5e-6"))
    warmup_recipe(
        "vision/swin.yaml", 300 * epoch, 20 * epoch, peak, cosine(peak, floor), start,
        weight_decay="0.05", clip=5,
    )

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


def detection():
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


def language():
    adam = {"beta1": "0.9", "beta2": "0.95"}

    # BERT: the paper's sentence, and optimization.py's polynomial_decay from step 0.
    bert = {"beta1": "0.9", "beta2": "0.999", "eps": "1e-6", "weight_decay": "0.01", "clip": 1}
    warmup_recipe("language/bert-base.yaml", 10**6, 10**4, "1e-4", line("1e-4", 0), **bert)

    def bert_code(t):
        decayed = Fraction("1e-4") * (1 - Fraction(t, 10**6))
        return real(Fraction("1e-4") * Fraction(t, 10**4) if t < 10**4 else decayed)

    schedule("language/bert-base-code.yaml", "lr", 10**6, bert_code, [(0, "1e-4"), (10**4, "1e-4")])
    constants("language/bert-base-code.yaml", 10**6, **bert)

    # GPT-3, in tokens.
    recipe, batch, ramp, end = "language/gpt3-125m.yaml", 5 * 10**5, 375 * 10**6, 260 * 10**9

    def gpt3(t):
        tokens = t * batch
        if tokens < ramp:
            return real(Fraction("6e-4") * Fraction(tokens, ramp))
        return cosine("6e-4", "6e-5")(min(Fraction(tokens - ramp, end - ramp), Fraction(1)))

    phases = [(0, "6e-4"), (ramp // batch, "6e-4"), (end // batch, "6e-5")]
    schedule(recipe, "lr", 300 * 10**9 // batch, gpt3, phases)
    constants(recipe, 300 * 10**9 // batch, eps="1e-8", weight_decay="0.1", clip=1, **adam)

    # LLaMA: 1.0T tokens in batches of 4M.
    warmup_recipe(
        "language/llama-7b.yaml", 10**12 // (4 * 10**6), 2000, "3e-4", cosine("3e-4", "3e-5"),
        weight_decay="0.1", clip=1, **adam,
    )

    # nanoGPT/train.py get_lr: (it + 1) / (warmup_iters + 1), then a cosine to lr_decay_iters.
    recipe = "language/nanogpt-gpt2-124m.yaml"

    def nanogpt(t):
        if t < 2000:
            return real(Fraction("6e-4") * Fraction(t + 1, 2000 + 1))
        return cosine("6e-4", "6e-5")(Fraction(t - 2000, 600000 - 2000))

    schedule(recipe, "lr", 600000, nanogpt, [(0, "6e-4"), (2000, "6e-4")])
    constants(recipe, 600000, weight_decay="0.1", clip=1, **adam)

    # pythia-160m.yml: warmup 0.01 of train-iters.
    warmup_recipe(
        "language/pythia-160m.yaml", 143000, 143000 // 100, "6e-4", cosine("6e-4", "6e-5"),
        eps="1e-8", weight_decay="0.1", clip=1, **adam,
    )

    # OLMo configurations: alpha_f 0.1; the 7B model clips at 10 for 1000 steps, then at 1.
    warmup_recipe(
        "language/olmo-1b.yaml", 739328, 2000, "4e-4", cosine("4e-4", "4e-5"), weight_decay="0.1",
    )
    recipe, length = "language/olmo-7b.yaml", 2 * 10**12 // (2048 * 2048)
    warmup_recipe(recipe, length, 5000, "3e-4", line("3e-4", "3e-5"), weight_decay="0.1", **adam)
    schedule(recipe, "clip", length, lambda t: mpf(10 if t < 1000 else 1), [(0, 10), (1000, 1)])

    # DeepSeek LLM: 31.6 % of the maximum at 1.6T tokens, 10 % at 1.8T.
    recipe, batch, peak = "language/deepseek-llm-7b.yaml", 2304 * 4096, Fraction("4.2e-4")
    length, first, second = (reached(tenths * 10**11, batch) for tenths in (20, 16, 18))

    def deepseek(t):
        if t < 2000:
            return real(peak * Fraction(t, 2000))
        seen = t * batch
        share = "0.1" if seen >= 18 * 10**11 else "0.316" if seen >= 16 * 10**11 else "1"
        return real(peak * Fraction(share))

    phases = [(0, peak), (2000, peak), (first, peak * Fraction("0.316")), (second, peak / 10)]
    schedule(recipe, "lr", length, deepseek, phases)
    constants(recipe, length, weight_decay="0.1", clip=1, **adam)

    # llm-foundry: t_warmup 100ba, alpha_f 0.1, max_duration 63900ba.
    warmup_recipe("language/mpt-7b.yaml", 63900, 100, "1.2e-4", cosine("1.2e-4", "1.2e-5"), **adam)

    # fairseq polynomial_decay: lr * (1 - (t - warmup) / (total - warmup)) ^ 1.
    fairseq = {"beta1": "0.9", "beta2": "0.98", "eps": "1e-6", "weight_decay": "0.01"}
    decay = line("5e-4", 0)
    warmup_recipe("language/roberta-base-fairseq.yaml", 125000, 10000, "5e-4", decay, **fairseq)
    warmup_recipe("audio/wav2vec2-base.yaml", 400000, 32000, "5e-4", decay, **fairseq)


def deepseek_v3():
    """DeepSeek-V3, its ramp of the batch played update by update."""
    recipe, sequence, total = "language/deepseek-v3.yaml", 4096, 14_800 * 10**9
    batches, tokens = [], [0]
    while tokens[-1] < total:
        grown = 3072 + Fraction(15360 - 3072) * tokens[-1] / (469 * 10**9)
        batches.append(min(15360, int(grown) // 16 * 16))
        tokens.append(tokens[-1] + batches[-1] * sequence)
    length = len(batches)

    def before(amount):
        return next(update for update, consumed in enumerate(tokens) if consumed >= amount)

    flat, low, last = (before(billions * 10**9) for billions in (10_000, 14_300, 14_633))
    peak, floor = Fraction("2.2e-4"), Fraction("2.2e-5")

    def lr(t):
        if t < 2000:
            return real(peak * Fraction(t, 2000))
        if t < flat:
            return real(peak)
        if t < low:
            progress = Fraction(tokens[t] - tokens[flat], tokens[low] - tokens[flat])
            return real(floor) + real(peak - floor) * half_cosine(progress)
        return real(floor) if t < last else real("7.3e-6")

    phases = [(0, peak), (2000, peak), (flat, peak), (low, floor), (last, "7.3e-6")]
    schedule(recipe, "lr", length, lr, phases)
    # Both sides of every hundredth change of the batch, and of the last.
    changes = [t for t in range(1, length) if batches[t] != batches[t - 1]]
    starts = [0] + sorted(set(changes[::100] + changes[-1:]))
    schedule(recipe, "batch", length, lambda t: real(batches[t]), [(t, 15360) for t in starts])
    constants(recipe, length, beta1="0.9", beta2="0.95", weight_decay="0.1", clip=1)


def llama3_405b():
    """Llama 3 405B, its batches played update by update."""
    recipe, total = "language/llama3-405b.yaml", 15_600 * 10**9
    batches, sequences, tokens = [], [], [0]
    while tokens[-1] < total:
        batches.append(2048 if tokens[-1] >= 2_870 * 10**9 else 1024)
        sequences.append(8192 if tokens[-1] >= 252 * 10**6 else 4096)
        tokens.append(tokens[-1] + batches[-1] * sequences[-1])
    length = len(batches)
    last = next(t for t in range(length, 0, -1) if tokens[t - 1] < total - 40 * 10**6)
    peak, floor = Fraction("8e-5"), Fraction("8e-7")

    def cosine(t):
        return real(floor) + real(peak - floor) * half_cosine(Fraction(t - 8000, 1_200_000))

    def lr(t):
        if t < 8000:
            return real(peak * Fraction(t, 8000))
        if t < last:
            return cosine(t)
        return cosine(last) * (tokens[length] - tokens[t]) / (tokens[length] - tokens[last])

    schedule(recipe, "lr", length, lr, [(0, peak), (8000, peak), (last, "2.4e-6")])
    for channel, values in (("batch", batches), ("sequence", sequences)):
        starts = [0] + [t for t in range(1, length) if values[t] != values[t - 1]]
        phases = [(t, values[t]) for t in starts]
        schedule(recipe, channel, length, lambda t, values=values: real(values[t]), phases)


def decimal(value):
    return mpmath.nstr(value, 25, min_fixed=0, max_fixed=0)


def main():
    vision()
    detection()
    language()
    deepseek_v3()
    llama3_405b()
    with open(HERE / "expected.csv", "w", encoding="ascii", newline="") as file:
        file.write(f"# expected.py, mpmath {mpmath.__version__}, {mp.dps} digits\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("recipe", "channel", "update", "value", "maximum"))
        for recipe, channel, update, value, largest in sorted(ROWS, key=lambda row: row[:3]):
            writer.writerow((recipe, channel, update, decimal(value), decimal(largest)))


if __name__ == "__main__":
    main()
