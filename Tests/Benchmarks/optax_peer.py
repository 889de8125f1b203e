#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times jitted optax on a cosine with warmup, in single precision, the way a user would call it.

The peer of the evaluator's single-precision benchmark. The updates are an array that exists
already; only the compiled function is timed. Of the two ways to call it, on the whole array and
mapped over it, the faster one counts.
Prints `optax_seconds_per_update`, the median over the repeats.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import optax

#: Learning rates and the share of the run that is warmup. They do not change the time.
PEAK = 3e-4
FLOOR = 3e-5
WARMUP = 0.01


def seconds(function: Callable[[jax.Array], jax.Array], updates: jax.Array) -> float:
    """How long one evaluation of the whole run takes."""
    start = time.perf_counter()
    function(updates).block_until_ready()
    return time.perf_counter() - start


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--updates", type=int, default=2**24)
    arguments = parser.parse_args()
    count = arguments.updates
    if arguments.repeats < 1 or count < 2:
        parser.error("--repeats must be at least 1 and --updates at least 2")
    warmup = max(1, int(WARMUP * count))
    schedule = optax.warmup_cosine_decay_schedule(0.0, PEAK, warmup, count, FLOOR)
    updates = jnp.arange(count, dtype=jnp.int32)
    medians = []
    for function in (jax.jit(schedule), jax.jit(jax.vmap(schedule))):
        # The first evaluation compiles; it is not counted.
        seconds(function, updates)
        samples = [seconds(function, updates) for _ in range(arguments.repeats)]
        medians.append(statistics.median(samples))
    print(f"optax_seconds_per_update {min(medians) / count:.6e}")


if __name__ == "__main__":
    main()
