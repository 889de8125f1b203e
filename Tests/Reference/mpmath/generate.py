#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reference values for the mathematics of lowering, computed with mpmath.

Writes functions.csv, jets.csv and curves.csv beside itself. Deterministic: the same mpmath gives
the same bytes. Inputs are doubles in hexadecimal, results are decimals of 40 digits; where a
number needs more than a double and less than a decimal it is the two halves of a double-double.
"""

import pathlib
import random

import mpmath
from mpmath import mp, mpf

mp.dps = 80
HERE = pathlib.Path(__file__).resolve().parent
HEADER = f"# generate.py, mpmath {mpmath.__version__}, 80 digits; seed 20240607"


def decimal(value):
    return mpmath.nstr(value, 40, min_fixed=0, max_fixed=0, strip_zeros=False)


def split(value):
    """A double-double near a value, and what it stands for exactly."""
    high = float(value)
    low = float(value - mpf(high))
    return high, low, mpf(high) + mpf(low)


def functions():
    source = random.Random(20240607)

    def spread(low, high):
        return mpf(source.uniform(low, high)) + mpf(source.uniform(-1, 1)) * mpf(2) ** -60

    cases = []
    for _ in range(150):
        cases.append(("exponential", spread(-600, 600)))
        cases.append(("exponential", spread(-2, 2)))
        cases.append(("exponentialMinusOne", spread(-1, 1) * mpf(10) ** source.randint(-14, 2)))
        cases.append(("logarithm", spread(1, 2) * mpf(2) ** source.randint(-800, 800)))
        cases.append(("logarithm", 1 + spread(-1, 1) * mpf(10) ** source.randint(-14, -1)))
        cases.append(("sineOfPi", spread(-3, 3)))
        cases.append(("sineOfPi", source.randint(-2, 2) + spread(-1, 1) * mpf(10) ** source.randint(-14, -1)))
        cases.append(("cosineOfPi", spread(-3, 3)))
        cases.append(("cosineOfPi", mpf(source.randint(-3, 3)) / 2 + spread(-1, 1) * mpf(10) ** source.randint(-14, -1)))
        cases.append(("squareRoot", spread(1, 2) * mpf(2) ** source.randint(-800, 800)))
    for power in (0.9, 1.7, -0.51, 0.1, 3.25):
        for _ in range(40):
            cases.append((f"power {power.hex()}", spread(0.05, 3) * mpf(10) ** source.randint(-12, 0)))
    evaluate = {
        "exponential": mpmath.exp,
        "exponentialMinusOne": mpmath.expm1,
        "logarithm": mpmath.log,
        "sineOfPi": mpmath.sinpi,
        "cosineOfPi": mpmath.cospi,
        "squareRoot": mpmath.sqrt,
    }
    lines = [HEADER, "function,high,low,result high,result low"]
    for name, wanted in cases:
        high, low, exact = split(wanted)
        if name.startswith("power "):
            result = exact ** mpf(float.fromhex(name.split()[1]))
        else:
            result = evaluate[name](exact)
        upper, lower, _ = split(result)
        lines.append(f"{name},{high.hex()},{low.hex()},{upper.hex()},{lower.hex()}")
    (HERE / "functions.csv").write_text("\n".join(lines) + "\n")


def jets():
    """Taylor coefficients, times the width's powers, at points of ranges of the progress."""
    source = random.Random(20240607)
    shapes = {
        "exponential": lambda p: mpmath.exp(-5 * p),
        "logarithm": lambda p: mpmath.log(1 + 30 * p),
        "root": lambda p: (1 - p) ** mpf(0.9),
        "cube": lambda p: (2 * p - 1) ** 3,
        "sine": lambda p: mpmath.sinpi(3 * p),
        "cosine": lambda p: mpmath.cospi(3 * p),
        "quotient": lambda p: (1 - p) / (mpf(0.25) + p * p),
        "composed": lambda p: mpmath.exp(mpmath.sinpi(p) * p) / mpmath.sqrt(1 + p),
        "logistic": lambda p: 1 / (1 + mpmath.exp(14 - 20 * p)),
    }
    lines = [HEADER, "shape,lower,upper," + ",".join(f"c{k}" for k in range(9))]
    for name, shape in shapes.items():
        for width in (2.0**-2, 2.0**-5, 2.0**-12, 2.0**-20):
            for _ in range(4):
                lower = source.randrange(2**20 - int(width * 2**20)) / 2**20
                point = lower + width * source.choice([0.0, 1.0, source.randrange(256) / 256])
                if point >= 1:
                    point = lower
                coefficients = mpmath.taylor(shape, mpf(point), 8)
                scaled = [c * mpf(width) ** k for k, c in enumerate(coefficients)]
                lines.append(
                    f"{name},{lower.hex()},{(lower + width).hex()},"
                    + ",".join(decimal(c) for c in scaled)
                )
    (HERE / "jets.csv").write_text("\n".join(lines) + "\n")


def curves():
    source = random.Random(20240607)
    names = []
    for start, end in ((0.1, 0.0), (0.1, 1e-5), (1e-3, 0.1), (0.0, 0.1)):
        names.append(("linear", start, end, 0.0))
        names.append(("cosine", start, end, 0.0))
        for power in (0.5, 0.9, 2.0, 3.0):
            names.append(("polynomial", start, end, power))
    for start, end in ((0.1, 1e-4), (1e-4, 0.1), (0.3, 7e-6)):
        names.append(("exponential", start, end, 0.0))

    def value(kind, start, end, power, p):
        q = 1 - p
        if kind == "linear":
            return start * q + end * p
        if kind == "cosine":
            return start * mpmath.sinpi(q / 2) ** 2 + end * mpmath.sinpi(p / 2) ** 2
        if kind == "exponential":
            return start ** q * end ** p
        return end + (start - end) * q ** mpf(power)

    lines = [HEADER, "kind,from,to,power,length,update,value"]
    for kind, start, end, power in names:
        for length in (3, 1000, 450450, 10**12):
            if length == 3:
                updates = [0, 1, 2]
            else:
                updates = sorted(
                    {0, 1, 2, length - 3, length - 2, length - 1}
                    | {source.randrange(length) for _ in range(18)}
                    | {length - source.randrange(1, length // 50) for _ in range(4)}
                )
            for update in updates:
                exact = value(kind, mpf(start), mpf(end), power, mpf(update) / length)
                lines.append(
                    f"{kind},{start.hex()},{end.hex()},{power.hex()},{length},{update},{decimal(exact)}"
                )
    (HERE / "curves.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    functions()
    jets()
    curves()
