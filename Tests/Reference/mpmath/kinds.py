#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reference values of every kind of phase, computed with mpmath from its definition.

Writes kinds.csv beside itself. Deterministic: the same mpmath gives the same bytes. A phase is
written as in a recipe, with `;` for its commas. Definitions are those of the documentation, not the
forms that are compiled; numbers are first rounded to binary64, as a recipe's are.
"""

import math
import pathlib
import random
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

mp.dps = 80
HERE = pathlib.Path(__file__).resolve().parent
LENGTHS = (3, 1000, 450450, 10**12)


def number(text):
    """A number of a recipe, rounded to binary64 once."""
    return mpf(float(text))


def between(weight):
    """A definition to + (from - to) · weight(p) of a shape."""
    return lambda start, end: lambda p: end + (start - end) * weight(p)


def tanh(lower, upper):
    high, low = mpmath.tanh(upper), mpmath.tanh(lower)
    return lambda p: (high - mpmath.tanh(lower * (1 - p) + upper * p)) / (high - low)


def cosine(p):
    return (1 + mpmath.cospi(p)) / 2


def shapes():
    """Name, its parameters, and the weight of the start."""
    yield "1-sqrt", "", lambda p: 1 - mpmath.sqrt(p)
    yield "1-square", "", lambda p: 1 - p**2
    yield "log", "", lambda p: 1 - mpmath.log(1 + 9 * p) / mpmath.log(10)
    yield "log", "; base: 1000", lambda p: 1 - mpmath.log(1 + 999 * p) / mpmath.log(1000)
    yield "tanh", "", tanh(-7, 3)
    yield "tanh", "; lower: -3", tanh(-3, 3)
    yield "k_decay", "", lambda p: cosine(p**2)
    yield "k_decay", "; k: 0.5", lambda p: cosine(mpmath.sqrt(p))
    yield "k_decay", "; k: 1.5", lambda p: cosine(p ** mpf(1.5))
    yield "rex", "", lambda p: (1 - p) / (1 - p / 2)
    yield "rex", "; bend: 0.1", lambda p: (1 - p) / (number("0.1") + (1 - number("0.1")) * (1 - p))
    yield "cosine", "; exponent: 2", lambda p: cosine(p) ** 2
    yield "cosine", "; exponent: 0.5", lambda p: mpmath.sqrt(cosine(p))
    yield "cosine", "; exponent: 0.9", lambda p: cosine(p) ** number("0.9")
    yield "cosine", "; part: quarter", lambda p: mpmath.cospi(p / 2)
    yield "cosine", "; part: last_quarter", lambda p: 1 - mpmath.sinpi(p / 2)


def curves():
    """Every curve as text, with its value from p and the length."""
    for name, keys, weight in shapes():
        for start, end in (("0.1", "0"), ("0.1", "1e-3"), ("0", "0.1")):
            if start == "0" and keys in ("; exponent: 0.5", "; exponent: 0.9"):
                # A fraction of a power that leaves 0 has not enough digits over 10^12 updates.
                continue
            value = between(weight)(number(start), number(end))
            yield f"{name}: {{ from: {start}; to: {end}{keys} }}", lambda p, n, v=value: v(p)
    a, b = number("0.1"), number("1e-3")
    yield "inverse_time: { from: 0.1; to: 1e-3 }", lambda p, n: 1 / ((1 - p) / a + p / b)
    yield "inverse_sqrt: { from: 0.1; to: 1e-3 }", lambda p, n: 1 / mpmath.sqrt(
        (1 - p) / a**2 + p / b**2
    )
    yield "inverse_time: { from: 0.1; rate: 0.5; every: 5% }", lambda p, n: a / (1 + 10 * p)
    yield "inverse_sqrt: { from: 0.1; timescale: 1% }", lambda p, n: a * mpmath.sqrt(
        1 / (1 + 100 * p)
    )
    yield "inverse_sqrt: { from: 0.1; timescale: 1%; shift: 3% }", lambda p, n: a * mpmath.sqrt(
        4 / (4 + 100 * p)
    )
    yield "power: { from: 0.1; exponent: -0.51; timescale: 1% }", lambda p, n: a * (
        1 + 100 * p
    ) ** number("-0.51")
    yield "exponential: { from: 0.1; time_constant: 20% }", lambda p, n: a * mpmath.exp(-5 * p)
    yield "range_test: { from: 1e-7; to: 10 }", lambda p, n: number("1e-7") * (
        10 / number("1e-7")
    ) ** p
    yield "warmup: { from: 0; to: 0.1; shape: quadratic }", lambda p, n: a * p**2
    yield "ramp: { from: 0.1; to: 0; shape: { polynomial: { power: 3 } } }", lambda p, n: a * (
        1 - p
    ) ** 3


def up(position):
    """The update at an exact position."""
    return math.ceil(position)


def part(update, ends):
    """The part between two of the rising updates that an update lies in: index and progress."""
    for index, (first, end) in enumerate(zip(ends, ends[1:])):
        if first <= update < end:
            return index, mpf(update - first) / (end - first)
    raise ValueError(update)


def cyclic(mode):
    base, peak = number("1e-3"), number("6e-3")

    def value(update, n):
        ends = [up(Fraction(n, 10) * k) for k in range(11)]
        index, p = part(update, ends)
        wave = 1 - p if index % 2 else p
        if mode == "triangular2":
            wave = wave / 2 ** (index // 2)
        if mode == "exp_range":
            wave = wave * number("0.999") ** update
        return base + (peak - base) * wave

    return value


def restarts(jagged):
    peak, floor = number("0.1"), number("1e-3")

    def value(update, n):
        # 10 %, 20 % and 40 %, and a last cycle of 80 % that is cut.
        ends = [up(Fraction(n, 10) * k) for k in (0, 1, 3, 7, 15)]
        index, _ = part(update, ends)
        # Levels are exact products of the decimals, rounded once.
        high = mpf(float(Fraction("0.1") / 2**index))
        first = ends[index]
        if jagged and index > 0:
            risen = up(Fraction(n, 10) * (2**index - 1) + Fraction(n, 50))
            if update < risen:
                p = mpf(update - first) / (risen - first)
                return floor * (1 - p) + high * p
            first = risen
        return floor + (high - floor) * cosine(mpf(update - first) / (ends[index + 1] - first))

    return value


def pchip(update, n):
    """Hermite cubics with the slopes of Fritsch and Butland, 1984, in exact fractions."""
    places = [up(Fraction(n, 10) * k) for k in (0, 1, 3, 6, 10)]
    values = [Fraction(v) for v in ("0", "0.1", "0.08", "0.08", "0.001")]
    steps = [b - a for a, b in zip(places, places[1:])]
    secants = [(b - a) / h for a, b, h in zip(values, values[1:], steps)]

    def end(h0, h1, d0, d1):
        slope = ((2 * h0 + h1) * d0 - h0 * d1) / Fraction(h0 + h1)
        if slope * d0 <= 0:
            return Fraction(0)
        return 3 * d0 if d0 * d1 <= 0 and abs(slope) > 3 * abs(d0) else slope

    slopes = [end(steps[0], steps[1], secants[0], secants[1])]
    for k in range(1, len(secants)):
        if secants[k - 1] * secants[k] <= 0:
            slopes.append(Fraction(0))
            continue
        w1, w2 = 2 * steps[k] + steps[k - 1], steps[k] + 2 * steps[k - 1]
        slopes.append((w1 + w2) / (w1 / secants[k - 1] + w2 / secants[k]))
    slopes.append(end(steps[-1], steps[-2], secants[-1], secants[-2]))
    index, _ = part(update, places)
    h, x = steps[index], Fraction(update - places[index], steps[index])
    exact = (
        values[index] * (1 + 2 * x) * (1 - x) ** 2
        + h * slopes[index] * x * (1 - x) ** 2
        + values[index + 1] * x**2 * (3 - 2 * x)
        + h * slopes[index + 1] * x**2 * (x - 1)
    )
    return mpf(exact.numerator) / exact.denominator


def piecewise():
    """Every phase of several curves as text, with its value from the update and the length."""
    keys = "from: 1e-3; to: 6e-3; up: 10%"
    yield f"cyclic: {{ {keys} }}", cyclic("triangular")
    yield f"cyclic: {{ {keys}; mode: triangular2 }}", cyclic("triangular2")
    yield f"cyclic: {{ {keys}; mode: exp_range; gamma: 0.999 }}", cyclic("exp_range")
    keys = "from: 0.1; to: 1e-3; first: 10%; grow: 2; peak_decay: 0.5"
    yield f"restarts: {{ {keys} }}", restarts(False)
    yield f"restarts: {{ {keys}; warmup: 2% }}", restarts(True)
    keys = "at: [0%; 10%; 30%; 60%; 100%]; values: [0; 0.1; 0.08; 0.08; 0.001]"
    yield f"points: {{ {keys}; interpolate: monotone }}", pchip

    def rounds(update, n):
        # Eight rounds, of each of which one half rises and the other falls.
        index, p = part(update, [up(Fraction(n, 16) * k) for k in range(17)])
        return number("0.1") * (1 - p if index % 2 else p)

    yield (
        "repeat: { times: 8; phases: [linear: { from: 0; to: 0.1; for: 50% }; linear: { to: 0 }] }",
        rounds,
    )


def updates(source, length):
    if length == 3:
        return [0, 1, 2]
    edges = {0, 1, 2, length - 3, length - 2, length - 1}
    return sorted(edges | {source.randrange(length) for _ in range(12)})


def main():
    source = random.Random(20261124)
    lines = [f"# kinds.py, mpmath {mpmath.__version__}, 80 digits; seed 20261124"]
    lines.append("phase,length,update,value")

    def add(phase, length, update, value):
        digits = mpmath.nstr(value, 40, min_fixed=0, max_fixed=0, strip_zeros=False)
        lines.append(f"{phase},{length},{update},{digits}")

    for phase, value in curves():
        for length in LENGTHS:
            for update in updates(source, length):
                add(phase, length, update, value(mpf(update) / length, length))
    for phase, value in piecewise():
        for length in LENGTHS[1:]:
            for update in updates(source, length):
                add(phase, length, update, value(update, length))
    (HERE / "kinds.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
