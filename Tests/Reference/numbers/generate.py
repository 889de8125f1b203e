#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what Python's int, float and Fraction say about numbers, for the exact arithmetic's tests.

decimals.csv    literal, bits of the nearest binary64 number (float(), which rounds correctly)
fractions.csv   numerator, denominator, bits of the nearest binary64 number; `over` beyond the largest
integers.csv    a, b, a + b, a - b, a * b, quotient towards zero, remainder, greatest common divisor
roundings.csv   numerator, denominator, floor, ceiling, nearest whole number (ties to even)

Run it without arguments; the output does not depend on the machine.
"""

import math
import pathlib
import random
import struct
from fractions import Fraction

HERE = pathlib.Path(__file__).parent
LARGEST = int(1.7976931348623157e308)
TINY = Fraction(1, 2**1074)


def bits(value: float) -> str:
    return struct.pack(">d", value).hex()


def write(name: str, header: str, rows: list[str]) -> None:
    (HERE / name).write_text("\n".join([header, *rows]) + "\n", encoding="ascii", newline="\n")


def random_decimal(source: random.Random) -> str:
    digits = "".join(source.choice("0123456789") for _ in range(source.randint(1, 25)))
    point = source.randint(0, len(digits))
    whole = digits[:point].lstrip("0") or "0"
    text = whole + ("." + digits[point:] if point < len(digits) else "")
    if source.random() < 0.7:
        text += source.choice("eE") + source.choice(["", "+", "-"]) + str(source.randint(0, 320))
    return text


def decimals() -> list[str]:
    source = random.Random(20170301)
    texts = [
        "0", "0.0", "0e5", "1", "0.1", "1e-3", "1E3", "1e22", "1e23", ".5", "1.", "5e-324", "4.9e-324",
        "2.4703282292062328e-324", "2.2250738585072011e-308", "2.2250738585072014e-308",
        "1.7976931348623157e308", "1.7976931348623158e308", "9007199254740993", "9007199254740992.5",
        "9007199254740993.0000000000000000000000001", "0.97", "1281167", "123456789012345678901234567890",
    ]
    while len(texts) < 2000:
        text = random_decimal(source)
        value = float(text)
        if math.isfinite(value) and (value != 0 or set(text.lower().split("e")[0]) <= set("0.")):
            texts.append(text)
    # Halfway between two neighbours, and the decimal just above and below it.
    for _ in range(100):
        exponent = source.randint(-40, 40)
        middle = Fraction(2 * source.randint(2**52, 2**53 - 1) + 1) * Fraction(2) ** exponent
        shift = max(0, 60 - exponent)
        scaled = int(middle * 10**shift)
        for digits in (scaled * 10 - 1, scaled * 10, scaled * 10 + 1):
            texts.append(f"{digits}e-{shift + 1}")
    return [f"{text},{bits(float(text))}" for text in texts]


def nearest(value: Fraction) -> str:
    try:
        return bits(value.numerator / value.denominator)
    except OverflowError:
        return "over"


def fractions() -> list[str]:
    source = random.Random(1707)
    values = [
        Fraction(0), Fraction(1, 3), Fraction(-1, 3), TINY, TINY / 2, TINY / 2 + TINY / 1000, TINY * 3 / 2,
        TINY * 5 / 2, -TINY / 2, TINY / 4, TINY * 2**52 - TINY / 2, Fraction(LARGEST),
        Fraction(LARGEST) + 2**969, Fraction(LARGEST) + 2**970 - 1, Fraction(LARGEST) + 2**970,
        Fraction(10) ** 400, -(Fraction(10) ** 400), Fraction(1, 10**400), Fraction(2**53 + 1),
        Fraction(2**54 + 2), Fraction(2**53 - 1, 2), Fraction(2**54 - 1),
    ]
    for _ in range(300):
        top = source.getrandbits(source.randint(1, 150)) * source.choice([-1, 1])
        values.append(Fraction(top, source.getrandbits(source.randint(1, 150)) + 1))
    for _ in range(200):
        # A tie, exactly or off by a little, among normal and subnormal numbers.
        middle = Fraction(2 * source.getrandbits(source.choice([3, 20, 52])) + 1)
        value = middle * TINY / 2 if source.random() < 0.3 else (2**53 + middle) * Fraction(2) ** source.randint(-1070, 960)
        values.append(value * (1 + Fraction(source.choice([-1, 0, 0, 1]), 10**30)))
    return [f"{v.numerator},{v.denominator},{nearest(v)}" for v in values]


def integers() -> list[str]:
    source = random.Random(42)
    rows = []
    # Divisors that make the estimate of a digit too large, by one and by two (Knuth 4.3.1, exercise 21).
    special = [
        (2**96 - 1, 2**64 - 1), (2**95, 2**63 + 1), (0x7FFFFFFF_80000000_00000000_00000000, 0x80000000_00000000_00000001),
        (0x80000000_00000000_00000003, 0x20000000_00000000_00000001), (0x80000000_FFFFFFFE_00000000, 0x80000000_FFFFFFFF),
        (2**63, 1), (-(2**63), 1), (2**64, 3), (-(2**63) - 1, 7), (0, 5), (5, -7), (-5, 7), (-7, -5), (2**32, 2**32),
    ]
    pairs = list(special)
    for _ in range(200):
        a = source.getrandbits(source.randint(1, 300)) * source.choice([-1, 1])
        b = (source.getrandbits(source.randint(1, 200)) or 1) * source.choice([-1, 1])
        if source.random() < 0.2:
            a = (a // b) * b + source.choice([-1, 0, 1])
        if source.random() < 0.2:
            b = (2**source.randint(1, 200) - source.choice([0, 1])) or 1
        pairs.append((a, b))
    for a, b in pairs:
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        rows.append(f"{a},{b},{a + b},{a - b},{a * b},{quotient},{a - quotient * b},{math.gcd(a, b)}")
    return rows


def roundings() -> list[str]:
    source = random.Random(7)
    values = [Fraction(n, 2) for n in range(-7, 8)]
    for _ in range(200):
        values.append(Fraction(source.getrandbits(80) - 2**79, source.getrandbits(source.choice([1, 3, 60])) + 1))
    return [f"{v.numerator},{v.denominator},{math.floor(v)},{math.ceil(v)},{round(v)}" for v in values]


def main() -> None:
    write("decimals.csv", "literal,bits", decimals())
    write("fractions.csv", "numerator,denominator,bits", fractions())
    write("integers.csv", "a,b,sum,difference,product,quotient,remainder,gcd", integers())
    write("roundings.csv", "numerator,denominator,floor,ceiling,nearest", roundings())


if __name__ == "__main__":
    main()
