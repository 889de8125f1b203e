#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What updates consume under schedules of batch and sequence, update by update.

Writes one CSV file for each case beside itself. Every run is played one update at a time with Python's
whole numbers and fractions: look up batch and sequence for what has been consumed so far, consume, go
on. Nothing is skipped, divided or looked up in tables, which is what the compiler does instead.

Rows of the kind `change` say what the updates from `update` on consume, and what was consumed before it.
Rows of the kind `reach` give the first update before which `amount` had been consumed.
"""

import pathlib
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent


def whole_from(place):
    """The first whole number that is not below."""
    return Fraction(-(-Fraction(place).numerator // Fraction(place).denominator))


class Phase:
    """A phase: what it counts, how long it is or where it ends in that, and its value."""

    def __init__(self, axis, value, length=None, end=None):
        self.axis, self.value, self.length, self.end = axis, value, length, end


def constant(value):
    return lambda place, start, end: Fraction(value)


def ramp(first, last, power=1):
    """A power of what remains: a straight line for the power 1."""

    def value(place, start, end):
        left = 1 - (Fraction(place) - start) / (end - start)
        return last + (first - last) * left**power

    return value


def stairs(values, at):
    """Levels from absolute places on."""

    def value(place, start, end):
        return Fraction(values[sum(1 for position in at if place >= position)])

    return value


def doubling(first, every):
    return lambda place, start, end: Fraction(first * 2 ** ((place - start) // every))


def rounding(multiple, mode):
    def apply(value):
        quotient = value / multiple
        if mode == "floor":
            whole = quotient.numerator // quotient.denominator
        elif mode == "ceil":
            whole = -(-quotient.numerator // quotient.denominator)
        else:
            whole = round(quotient)
        return whole * multiple

    return apply


class Channel:
    """The schedule of one channel, which is asked once before every update."""

    def __init__(self, phases, rounded=lambda value: value):
        self.phases, self.rounded = phases, rounded
        self.index, self.start = 0, Fraction(0)

    def value(self, before, now):
        """The value by what had been consumed before the last update, and before this one."""
        while True:
            phase = self.phases[self.index]
            end = phase.end
            if phase.length is not None:
                end = self.start + phase.length
            if end is None or now[phase.axis] < end:
                # A curve lies over whole steps, samples or tokens.
                whole = end if end is None else whole_from(end)
                return self.rounded(phase.value(now[phase.axis], whole_from(self.start), whole))
            # Where in the last update the phase ended, as a share of that update.
            part = (end - before[phase.axis]) / Fraction(now[phase.axis] - before[phase.axis])
            self.index += 1
            axis = self.phases[self.index].axis
            self.start = before[axis] + part * (now[axis] - before[axis])


def play(batch, sequence, until, dataset=None, keeps=True, batch_tokens=None):
    """Yields what is consumed before every update, and what it consumes itself."""
    nothing = {"steps": 0, "samples": 0, "tokens": 0, "epochs": Fraction(0)}
    before, now = dict(nothing), dict(nothing)
    epochs, left = 0, dataset
    while True:
        length = sequence.value(before, now) if isinstance(sequence, Channel) else sequence
        if batch_tokens is not None:
            size = Fraction(batch_tokens, length)
        else:
            size = batch.value(before, now) if isinstance(batch, Channel) else Fraction(batch)
        assert Fraction(size).denominator == 1 and size >= 1, size
        assert Fraction(length).denominator == 1, length
        size, length = int(size), int(length)
        if dataset is not None:
            if left == 0 or (left < size and not keeps):
                epochs, left = epochs + 1, dataset
            now["epochs"] = epochs + Fraction(dataset - left, dataset)
        yield dict(now), size, length
        if until(now):
            return
        taken = size if dataset is None else min(size, left)
        before = dict(now)
        now["steps"] += 1
        now["samples"] += taken
        now["tokens"] += taken * length
        if dataset is not None:
            left -= taken
            now["epochs"] = epochs + Fraction(dataset - left, dataset)


K, M, B, T = 10**3, 10**6, 10**9, 10**12

CASES = {}


def case(name, recipe, play, reach):
    CASES[name] = (recipe.strip("\n"), play, reach)


case(
    "deepseek-v3",
    """
recipec: 1
run: { length: 14.8T tokens, batch: scheduled, sequence: 4096 tokens }
schedules:
  batch:
    round_to: { multiple: 16, mode: floor }
    phases:
      - linear: { from: 3072, to: 15360, for: 469B tokens }
      - hold
""",
    lambda: play(
        Channel(
            [
                Phase("tokens", ramp(3072, 15360), length=469 * B),
                Phase("tokens", constant(15360)),
            ],
            rounding(16, "floor"),
        ),
        4096,
        lambda now: now["tokens"] >= 14_800 * B,
    ),
    [(amount * B, "tokens") for amount in (1, 28, 234, 469, 470, 10_000, 14_300, 14_633, 14_800)]
    + [(1_000_000, "samples"), (100_000_000, "samples")],
)

case(
    "llama3-405b",
    """
recipec: 1
run: { length: 15.6T tokens, batch: scheduled, sequence: scheduled }
schedules:
  batch:
    phases:
      - staircase: { values: [1024, 2048], at: [2.87T tokens] }
  sequence:
    phases:
      - staircase: { values: [4096, 8192], at: [252M tokens] }
""",
    lambda: play(
        Channel([Phase("tokens", stairs([1024, 2048], [2_870 * B]))]),
        Channel([Phase("tokens", stairs([4096, 8192], [252 * M]))]),
        lambda now: now["tokens"] >= 15_600 * B,
    ),
    [(252 * M, "tokens"), (2_870 * B, "tokens"), (15_600 * B, "tokens"), (10**9, "samples")],
)

case(
    "bloom-176b",
    """
recipec: 1
run: { length: 220M samples, batch: scheduled, sequence: 2048 tokens }
schedules:
  batch:
    round_to: { multiple: 16, mode: floor }
    phases:
      - linear: { from: 192, to: 2048, for: 9765625 samples }
      - hold
""",
    # Megatron-LM's --rampup-batch-size 192 16 9_765_625, as its code counts: one increment after every
    # (ramp samples / increments) samples.
    lambda: play(
        Channel(
            [
                Phase(
                    "samples",
                    lambda place, start, end: 192 + 16 * (place // Fraction(9_765_625, 116)),
                    length=9_765_625,
                ),
                Phase("samples", constant(2048)),
            ]
        ),
        2048,
        lambda now: now["samples"] >= 220 * M,
    ),
    [(9_765_625, "samples"), (20 * B, "tokens"), (220 * M, "samples")],
)

case(
    "gpt3-175b",
    """
recipec: 1
run: { length: 300B tokens, batch: scheduled, sequence: 2048 tokens }
schedules:
  batch:
    round_to: { multiple: 4 }
    phases:
      - linear: { from: 16, to: 1600, for: 12B tokens }
      - hold
""",
    lambda: play(
        Channel(
            [Phase("tokens", ramp(16, 1600), length=12 * B), Phase("tokens", constant(1600))],
            rounding(4, "nearest"),
        ),
        2048,
        lambda now: now["tokens"] >= 300 * B,
    ),
    [(375 * M, "tokens"), (12 * B, "tokens"), (260 * B, "tokens"), (300 * B, "tokens")],
)

for keeps in (True, False):
    word = "keep" if keeps else "drop"
    case(
        f"epochs-{word}",
        f"""
recipec: 1
run: {{ length: 12 epochs, dataset: 1000 samples, batch: scheduled, last_batch: {word} }}
schedules:
  batch:
    phases:
      - staircase: {{ values: [7, 16, 64, 33], at: [2100 samples, 4750 samples, 9001 samples] }}
""",
        lambda keeps=keeps: play(
            Channel([Phase("samples", stairs([7, 16, 64, 33], [2100, 4750, 9001]))]),
            1,
            lambda now: now["epochs"] >= 12,
            dataset=1000,
            keeps=keeps,
        ),
        [(amount, "epochs") for amount in ("1", "2", "5/2", "3", "99/20", "7", "199/20", "11", "12")]
        + [(amount, "samples") for amount in (1, 999, 1000, 1001, 4750, 9001, 11_000)],
    )

case(
    "falling",
    """
recipec: 1
run: { length: 200000 samples, batch: scheduled }
schedules:
  batch:
    round_to: { multiple: 24, mode: ceil }
    phases:
      - linear: { from: 500, to: 30, for: 120000 samples }
      - hold
""",
    lambda: play(
        Channel(
            [
                Phase("samples", ramp(500, 30), length=120_000),
                Phase("samples", constant(30)),
            ],
            rounding(24, "ceil"),
        ),
        1,
        lambda now: now["samples"] >= 200_000,
    ),
    [(amount, "samples") for amount in (1, 504, 505, 60_000, 120_000, 200_000)],
)

case(
    "steps",
    """
recipec: 1
run: { length: 400 steps, batch: scheduled, sequence: 128 tokens }
schedules:
  batch:
    round_to: { multiple: 8, mode: nearest }
    phases:
      - polynomial: { from: 8, to: 200, power: 3, for: 150 steps }
      - linear: { to: 60, for: 100 steps }
      - hold
""",
    lambda: play(
        Channel(
            [
                Phase("steps", ramp(8, 200, power=3), length=150),
                Phase("steps", ramp(200, 60), length=100),
                Phase("steps", constant(60)),
            ],
            rounding(8, "nearest"),
        ),
        128,
        lambda now: now["steps"] >= 400,
    ),
    [(amount, "samples") for amount in (1, 5000, 20_000)] + [(2 * M, "tokens")],
)

case(
    "mixed",
    """
recipec: 1
run: { length: 300M tokens, batch: scheduled, sequence: scheduled }
schedules:
  batch:
    round_to: { multiple: 4, mode: floor }
    phases:
      - hold: { from: 8, for: 50 steps }
      - linear: { to: 64, for: 3M tokens }
      - polynomial: { to: 256, power: 2, for: 20000 samples }
      - hold: { ends_at: 1000 steps }
      - linear: { to: 100, for: 100 steps }
      - hold
  sequence:
    phases:
      - staircase: { values: [256, 512, 1024], at: [333 steps, 700 steps], for: 900 steps }
      - linear: { to: 2048, for: 64 steps }
      - hold
""",
    lambda: play(
        Channel(
            [
                Phase("steps", constant(8), length=50),
                Phase("tokens", ramp(8, 64), length=3 * M),
                Phase("samples", ramp(64, 256, power=2), length=20_000),
                Phase("steps", constant(256), end=1000),
                Phase("steps", ramp(256, 100), length=100),
                Phase("steps", constant(100)),
            ],
            rounding(4, "floor"),
        ),
        Channel(
            [
                Phase("steps", stairs([256, 512, 1024], [333, 700]), length=900),
                Phase("steps", ramp(1024, 2048), length=64),
                Phase("steps", constant(2048)),
            ]
        ),
        lambda now: now["tokens"] >= 300 * M,
    ),
    [(amount, "tokens") for amount in (1, 102_400, 3_102_400, 10 * M, 300 * M)]
    + [(amount, "samples") for amount in (400, 20_000, 50_000)],
)

case(
    "batch-in-tokens",
    """
recipec: 1
run: { length: 3M tokens, batch: 8192 tokens, sequence: scheduled }
schedules:
  sequence:
    phases:
      - staircase: { from: 128, factor: 2, every: 400000 tokens, for: 1600000 tokens }
      - hold
""",
    lambda: play(
        None,
        Channel(
            [
                Phase("tokens", doubling(128, 400_000), length=1_600_000),
                Phase("tokens", constant(1024)),
            ]
        ),
        lambda now: now["tokens"] >= 3_000_000,
        batch_tokens=8192,
    ),
    [(amount, "samples") for amount in (1, 64, 5000, 10_000)] + [(400_000, "tokens")],
)


def rows(play, reach):
    """The changes, the positions, and the end."""
    wanted = [(Fraction(amount), unit) for amount, unit in reach]
    found = {}
    last = None
    for now, batch, sequence in play():
        for amount, unit in wanted:
            if (amount, unit) not in found and now[unit] >= amount:
                found[amount, unit] = now["steps"]
        if (batch, sequence) != last:
            last = (batch, sequence)
            yield f"change,,{now['steps']},{batch},{sequence},{now['samples']},{now['tokens']}"
    for amount, unit in wanted:
        if (amount, unit) in found:
            yield f"reach,({amount}) {unit},{found[amount, unit]},,,,"
    yield f"end,,{now['steps']},{batch},{sequence},{now['samples']},{now['tokens']}"


def main():
    for name, (recipe, play, reach) in CASES.items():
        with open(HERE / f"{name}.csv", "w", newline="\n") as file:
            file.write("# simulate.py, update by update\n# recipe:\n")
            for line in recipe.split("\n"):
                file.write(f"#   {line}\n")
            file.write("kind,amount,update,batch,sequence,samples,tokens\n")
            for row in rows(play, reach):
                file.write(row + "\n")


if __name__ == "__main__":
    main()
