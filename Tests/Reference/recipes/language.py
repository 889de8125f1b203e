#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Language and multimodal models whose batch never changes."""

from fractions import Fraction

import mpmath
from formulas import (
    Curve,
    Number,
    Value,
    constants,
    cosine,
    half_cosine,
    keep_last,
    levels,
    line,
    no_decay,
    reached,
    real,
    schedule,
    warmup_recipe,
)
from mpmath import mpf

ADAM = {"beta1": "0.9", "beta2": "0.95"}


def transformer() -> None:
    """Attention Is All You Need, equation 3, with step_num from 1."""
    recipe, length = "language/transformer-base.yaml", 100_000

    def noam(t: int) -> mpf:
        step = mpf(t + 1)
        return min(1 / mpmath.sqrt(step), step / mpmath.power(4000, mpf(3) / 2)) / mpmath.sqrt(512)

    peak = Fraction(7, 10_000)
    phases = [(0, peak), (3999, peak), (4000, peak), (64_000, "1.8e-4")]
    schedule(recipe, "lr", length, noam, phases)
    constants(
        recipe, length, beta1="0.9", beta2="0.98", eps="1e-9", dropout="0.1",
        label_smoothing="0.1",
    )


def bert() -> None:
    """The paper's sentence, and optimization.py's polynomial_decay from step 0."""
    fixed = {"beta1": "0.9", "beta2": "0.999", "eps": "1e-6", "weight_decay": "0.01", "clip": 1}
    warmup_recipe("language/bert-base.yaml", 10**6, 10**4, "1e-4", line("1e-4", 0), **fixed)
    no_decay("language/bert-base.yaml", 10**6, "no_decay")

    def code(recipe: str, length: int, warmup: int, peak: str) -> None:
        def value(t: int) -> mpf:
            if t < warmup:
                return real(Fraction(peak) * Fraction(t, warmup))
            return real(Fraction(peak) * (1 - Fraction(t, length)))

        schedule(recipe, "lr", length, value, [(0, peak), (warmup, peak)])
        constants(recipe, length, **fixed)
        no_decay(recipe, length, "no_decay")

    code("language/bert-base-code.yaml", 10**6, 10**4, "1e-4")
    # run_classifier.py: int(3668 / 32 * 3.0) steps, int(0.1 * steps) of warmup.
    steps = int(3668 / 32 * 3.0)
    code("language/bert-finetune-mrpc.yaml", steps, int(steps * 0.1), "2e-5")

    # electra/model/optimization.py: polynomial_decay * minimum(1, step / warmup_steps).
    recipe, length = "language/electra-small.yaml", 10**6

    def electra(t: int) -> mpf:
        return real(Fraction("5e-4") * (1 - Fraction(t, length)) * min(1, Fraction(t, 10**4)))

    schedule(recipe, "lr", length, electra, [(0, "5e-4"), (10**4, "5e-4")])
    constants(recipe, length, **fixed)
    no_decay(recipe, length, "no_decay")

    # prepare_train: n_examples // batch_size * epochs; _get_layer_lrs: decay ^ (n + 2 - depth).
    recipe, length = "language/electra-base-mnli.yaml", 392_702 // 32 * 3
    warmup = Fraction(length) / 10

    def mnli(t: int) -> Fraction:
        return Fraction("1e-4") * (1 - Fraction(t, length)) * min(1, t / warmup)

    top = int(warmup) + 1
    for depth in [None] + list(range(14)):
        factor = Fraction(1) if depth is None else Fraction("0.8") ** (14 - depth)
        channel = "lr" if depth is None else f"lr[depth.{depth}]"
        most = Fraction("9e-5") * factor
        schedule(
            recipe, channel, length, lambda t, factor=factor: real(mnli(t) * factor),
            [(0, most), (top, most)],
        )
    constants(recipe, length, **fixed)
    no_decay(recipe, length, "no_decay")

    # fairseq polynomial_decay: lr * (1 - (t - warmup) / (total - warmup)) ^ 1.
    warmup_recipe(
        "language/roberta-base-fairseq.yaml", 125_000, 10_000, "5e-4", line("5e-4", 0),
        beta1="0.9", beta2="0.98", eps="1e-6", weight_decay="0.01",
    )


def t5() -> None:
    """1 / sqrt(max(n, k)) with k = 10^4, for 2^19 steps."""
    schedule(
        "language/t5-base.yaml", "lr", 2**19, lambda t: 1 / mpmath.sqrt(max(t, 10**4)),
        [(0, "0.01"), (10**4, "0.01"), (10**5, "0.0032")],
    )


def llama() -> None:
    """LLaMA and Llama 2: 1.0T and 2.0T tokens in batches of 4M."""
    for recipe, trillions, more in (("llama-7b", 1, {}), ("llama2-7b", 2, {"eps": "1e-5"})):
        length = trillions * 10**12 // (4 * 10**6)
        warmup_recipe(
            f"language/{recipe}.yaml", length, 2000, "3e-4", cosine("3e-4", "3e-5"),
            weight_decay="0.1", clip=1, **ADAM, **more,
        )


def gpt2() -> None:
    """nanoGPT's get_lr, (it + 1) / (warmup_iters + 1) and one update more; llm.c's schedulers.h."""

    def nanogpt(recipe: str, warmup: int, decay: int, peak: str, floor: str, **more: str) -> None:
        def value(t: int) -> mpf:
            if t < warmup:
                return real(Fraction(peak) * Fraction(t + 1, warmup + 1))
            return cosine(peak, floor)(Fraction(t - warmup, decay - warmup))

        schedule(recipe, "lr", decay + 1, value, [(0, peak), (warmup, peak), (decay, floor)])
        constants(recipe, decay + 1, beta1="0.9", weight_decay="0.1", clip=1, **more)
        no_decay(recipe, decay + 1, "no_decay")

    nanogpt("language/nanogpt-gpt2-124m.yaml", 2000, 600_000, "6e-4", "6e-5", beta2="0.95")
    nanogpt(
        "language/nanogpt-shakespeare.yaml", 100, 5000, "1e-3", "1e-4", beta2="0.99", dropout="0.2",
    )

    recipe, length = "language/gpt2-124m-llmc.yaml", 18_865

    def llmc(t: int) -> mpf:
        if t < 700:
            return real(Fraction("6e-4") * Fraction(t + 1, 700))
        return cosine("6e-4", 0)(Fraction(t - 700, length - 700))

    schedule(recipe, "lr", length, llmc, [(0, "6e-4"), (700, "6e-4")])
    constants(recipe, length, eps="1e-8", weight_decay="0.1", clip=1, **ADAM)
    no_decay(recipe, length, "no_decay")


def pythia() -> None:
    """pythia-160m.yml with learning_rates.py: cos(pi * num_iters / end_iter), cut by min_lr."""
    recipe, length, warmup = "language/pythia-160m.yaml", 143_000, 1430

    def value(t: int) -> mpf:
        iterations = min(t, length - warmup)
        if t <= warmup:
            return real(Fraction("6e-4") * Fraction(iterations, warmup))
        decayed = real("6e-4") * half_cosine(Fraction(iterations - warmup, length))
        return max(decayed, real("6e-5"))

    schedule(recipe, "lr", length, value, [(0, "6e-4"), (warmup, "6e-4"), (115_139, "6e-5")])
    constants(recipe, length, eps="1e-8", weight_decay="0.1", clip=1, **ADAM)


def olmo() -> None:
    """The OLMo trainer: rates for step t + 1, and a warmup from a tenth unless it is said."""

    def trainer(
        recipe: str,
        length: int,
        warmup: int | Fraction,
        total: int | Fraction,
        peak: str,
        curve: Curve,
        start: Number,
        tail: list[tuple[int, Number]] | None = None,
    ) -> None:
        # The curve starts at step `warmup` and ends at step `total`.
        def value(t: int) -> mpf:
            step = t + 1
            if step < warmup:
                share = start + (1 - start) * Fraction(step) / warmup
                return real(Fraction(peak) * share)
            return curve(min(Fraction(step - warmup) / (total - warmup), Fraction(1)))

        phases = [(0, peak), (int(warmup), peak)] + (tail or [])
        schedule(recipe, "lr", length, value, phases)
        constants(recipe, length, weight_decay="0.1", **ADAM)
        no_decay(recipe, length, "embeddings")

    tenth = Fraction(1, 10)
    length = 739_328
    trainer("language/olmo-1b.yaml", length, 2000, length, "4e-4", cosine("4e-4", "4e-5"), tenth)
    constants("language/olmo-1b.yaml", length, clip=1)

    # The 7B model clips at 10 for 1000 steps, then at 1.
    recipe, length = "language/olmo-7b.yaml", reached(2 * 10**12, 2048 * 2048)
    trainer(recipe, length, 5000, length, "3e-4", line("3e-4", "3e-5"), tenth)
    schedule(recipe, "clip", length, *levels([(0, 10), (1000, 1)]))

    # OLMo 2: t_warmup 8388608000 and t_max 5e12 in tokens of 1024 * 4096 for every step.
    batch = 1024 * 4096
    recipe, length = "language/olmo2-7b-stage1.yaml", 928_646
    warmup, total = Fraction(8_388_608_000, batch), Fraction(5 * 10**12, batch)
    trainer(recipe, length, warmup, total, "3e-4", cosine("3e-4", "3e-5"), 0)
    constants(recipe, length, eps="1e-8", clip=1)
    recipe, steps = "language/olmo2-7b-stage2.yaml", reached(50 * 10**9, batch)
    peak, tail = "6.1499e-5", [(steps - 1, 0)]
    trainer(recipe, steps + 10, 0, steps, peak, line(peak, 0), 0, tail)
    constants(recipe, steps + 10, eps="1e-8", clip=1)


def deepseek() -> None:
    """DeepSeek LLM: 31.6 % of the maximum at 80 % of the tokens, then 10 %; V2-Lite: 0.316 ^ 2."""
    for recipe, tokens, samples, shares in (
        ("language/deepseek-llm-7b.yaml", 2 * 10**12, 2304, ("0.316", "0.1")),
        ("language/deepseek-v2-lite.yaml", 57 * 10**11, 4608, ("0.316", "0.099856")),
    ):
        batch, peak = samples * 4096, Fraction("4.2e-4")
        length, first, second = (reached(tokens * part // 10, batch) for part in (10, 8, 9))
        middle, low = (peak * Fraction(share) for share in shares)
        after, steps = levels([(2000, peak), (first, middle), (second, low)])

        def value(t: int, peak: Fraction = peak, after: Value = after) -> mpf:
            return real(peak * Fraction(t, 2000)) if t < 2000 else after(t)

        schedule(recipe, "lr", length, value, [(0, peak)] + steps)
        constants(recipe, length, weight_decay="0.1", clip=1, **ADAM)


def kimi() -> None:
    """Kimi K2: 500 steps of warmup, 2e-4 up to 10T tokens, a cosine to 2e-5 over 5.5T."""
    recipe, batch = "language/kimi-k2.yaml", 67 * 10**6
    flat, length = reached(10 * 10**12, batch), reached(155 * 10**11, batch)

    def value(t: int) -> mpf:
        if t < flat:
            return real(Fraction("2e-4") * min(1, Fraction(t, 500)))
        return cosine("2e-4", "2e-5")(Fraction(t - flat, length - flat))

    schedule(recipe, "lr", length, value, [(0, "2e-4"), (500, "2e-4"), (flat, "2e-4")])
    constants(recipe, length, weight_decay="0.1")


def composer_and_titan() -> None:
    """llm-foundry: t_warmup 100ba, alpha_f 0.1; torchtitan's linear_warmup_stable_decay."""
    warmup_recipe(
        "language/mpt-7b.yaml", 63_900, 100, "1.2e-4", cosine("1.2e-4", "1.2e-5"), **ADAM,
    )
    recipe, length, warmup = "language/torchtitan-llama3-8b.yaml", 1000, 200
    decay = length - warmup
    stable = length + 1 - warmup - decay

    def value(t: int) -> mpf:
        if t < warmup:
            return real(Fraction("3e-4") * Fraction(t + 1, warmup))
        if t < warmup + stable:
            return real("3e-4")
        return real(Fraction("3e-4") * (1 - Fraction(t + 1 - warmup - stable, decay)))

    schedule(recipe, "lr", length, value, [(0, "3e-4"), (warmup, "3e-4")])
    constants(recipe, length, eps="1e-8", weight_decay="0.1", clip=1, **ADAM)


def hugging_face() -> None:
    """The cosine of the Hugging Face trainer, with its warmup ratio rounded up."""

    def trainer(recipe: str, samples: int, batch: int, ratio: str, peak: str, **fixed) -> None:
        length = keep_last(samples, batch)
        share = Fraction(ratio) * length
        warmup = -(-share.numerator // share.denominator)
        warmup_recipe(recipe, length, warmup, peak, cosine(peak, 0), weight_decay=0, **fixed)

    trainer(
        "language/zephyr-7b-dpo.yaml", 61_135, 8 * 8 * 2, "0.1", "5e-7",
        beta1="0.9", beta2="0.999", eps="1e-8", clip=1,
    )
    trainer("multimodal/llava-1.5-pretrain.yaml", 558_000, 256, "0.03", "1e-3")
    trainer("multimodal/llava-1.5-finetune.yaml", 150_000 + 515_000, 128, "0.03", "2e-5")


def rows() -> None:
    """Add the rows of this page."""
    for recipes in (
        transformer, bert, t5, llama, gpt2, pythia, olmo, deepseek, kimi, composer_and_titan,
        hugging_face,
    ):
        recipes()
