#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes sha256.csv: digests by Python's hashlib of messages that both sides can make.

The message of length n is made of the bytes (31 * i + 7 * n + (i >> 8)) mod 256 for i in range(n).
Run it without arguments; the output does not depend on the machine.
"""

import hashlib
import pathlib

LENGTHS = [*range(0, 131), 183, 184, 191, 192, 193, 255, 256, 257, 447, 448, 511, 512, 513, 1000, 4096, 4099]


def message(length: int) -> bytes:
    return bytes((31 * i + 7 * length + (i >> 8)) & 0xFF for i in range(length))


def main() -> None:
    lines = ["length,sha256"]
    lines += [f"{n},{hashlib.sha256(message(n)).hexdigest()}" for n in LENGTHS]
    path = pathlib.Path(__file__).with_name("sha256.csv")
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
