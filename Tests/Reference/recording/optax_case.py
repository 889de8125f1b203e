# SPDX-License-Identifier: Apache-2.0
"""A reference case of optax: how a schedule is called, in double precision."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import optax
from reference_case import Kind, Precision, ReferenceCase


@dataclass(frozen=True, kw_only=True)
class OptaxCase(ReferenceCase):
    """A schedule of optax, called with the number of updates that came before.

    In single precision, as JAX computes by default, that number is an array, as it is in the
    state of an optimizer; in double precision the values are the same if it is not.
    """

    kind: Kind = Kind.CLOSED_FORM

    def record(self) -> list[float]:
        """Returns the values at `positions()`."""
        is_double = self.precision is Precision.DOUBLE
        with jax.enable_x64(is_double):
            # Executing the recorded text is what keeps the two from saying different things.
            schedule = eval(self.call, {"optax": optax})
            if is_double:
                return [double(schedule(t)) for t in self.positions()]
            return [float(schedule(jnp.asarray(t, jnp.int32))) for t in self.positions()]


def double(value: float | jax.Array) -> float:
    """`value` as a Python float, which it must already be in precision."""
    if not isinstance(value, float) and value.dtype != "float64":
        raise TypeError(f"a schedule returned {value.dtype}, not float64")
    return float(value)
