# SPDX-License-Identifier: Apache-2.0
"""A plateau of optax: a transformation that scales updates, in single precision."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import optax
from plateau_case import PlateauCase


@dataclass(frozen=True, kw_only=True)
class OptaxPlateau(PlateauCase):
    """`optax.contrib.reduce_on_plateau`; the learning rate is the base times its scale.

    The transformation knows neither a mode nor a floor: it minimises, and its least scale is a
    share of the base.
    """

    scheduler: str = "optax.contrib.reduce_on_plateau"
    compat: str = "optax"
    bits: int = 24

    @property
    def call(self) -> str:
        """The transformation, what is done with every metric, and the learning rate."""
        if self.mode != "min":
            raise ValueError(f"{self.name}: optax has no mode")
        tolerances = {"relative": 0.0, "absolute": 0.0, self.threshold.kind: self.threshold.size}
        return (
            f"plateau = optax.contrib.reduce_on_plateau(factor={self.factor!r},"
            f" patience={self.patience}, rtol={tolerances['relative']!r},"
            f" atol={tolerances['absolute']!r}, cooldown={self.cooldown},"
            f" accumulation_size={self.averages}, min_scale={self.floor / self.base!r}); "
            "updates, state = plateau.update(gradient, state, value=metric); "
            f"{self.base!r} * float(state.scale)"
        )

    def record(self) -> list[float]:
        """Updates the transformation with every metric, with and without compiling it.

        A compiler may fuse a product with a sum and so round once less. Where that made a
        difference a trace would say nothing about optax; the recording stops then.
        """
        rates = self.run()
        with jax.disable_jit():
            interpreted = self.run()
        if rates != interpreted:
            raise ArithmeticError(f"{self.name}: the learning rates depend on compilation")
        return rates

    def run(self) -> list[float]:
        """The learning rates after every metric."""
        plateau_text, update_text, rate_text = self.call.split("; ")
        # Executing the recorded text is what keeps the two from saying different things.
        names = {"optax": optax}
        exec(plateau_text, names)
        plateau = names["plateau"]
        gradient = jnp.ones(1, jnp.float32)
        state = plateau.init(gradient)

        @jax.jit
        def update(state: optax.OptState, metric: jax.Array) -> optax.OptState:
            scope = {"plateau": plateau, "gradient": gradient, "state": state, "metric": metric}
            exec(update_text, scope)
            return scope["state"]

        rates: list[float] = []
        for metric in self.metrics:
            state = update(state, jnp.asarray(metric, jnp.float32))
            rates.append(eval(rate_text, {"state": state}))
        return rates
