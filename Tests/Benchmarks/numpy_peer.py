#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times NumPy on a cosine with warmup, written the way a user would write it.

The peer of the evaluator's benchmark: one dense array of doubles, closed form, one thread.
Prints `numpy_seconds_per_update`, the median over the repeats.
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np
import numpy.typing as npt

#: Learning rates and the share of the run that is warmup. They do not change the time.
PEAK = 3e-4
FLOOR = 3e-5
WARMUP = 0.01


def cosine_with_warmup(updates: int) -> npt.NDArray[np.float64]:
    """The value of every update: from 0 to the peak, then along half a cosine to the floor."""
    warmup = max(1, int(WARMUP * updates))
    t = np.arange(updates, dtype=np.float64)
    rising = PEAK * t / warmup
    progress = (t - warmup) / (updates - warmup)
    falling = FLOOR + 0.5 * (PEAK - FLOOR) * (1.0 + np.cos(np.pi * progress))
    return np.where(t < warmup, rising, falling)


def seconds(updates: int) -> float:
    """How long one evaluation of the whole run takes."""
    start = time.perf_counter()
    cosine_with_warmup(updates)
    return time.perf_counter() - start


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--updates", type=int, default=2**24)
    arguments = parser.parse_args()
    if arguments.repeats < 1 or arguments.updates < 2:
        parser.error("--repeats must be at least 1 and --updates at least 2")
    # The first evaluation pays for importing code paths and growing the heap; it is not counted.
    seconds(arguments.updates)
    median = statistics.median(seconds(arguments.updates) for _ in range(arguments.repeats))
    print(f"numpy_seconds_per_update {median / arguments.updates:.6e}")


if __name__ == "__main__":
    main()
