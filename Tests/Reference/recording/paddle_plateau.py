# SPDX-License-Identifier: Apache-2.0
"""A plateau of Paddle."""

from __future__ import annotations

from dataclasses import dataclass

from paddle.optimizer.lr import ReduceOnPlateau
from plateau_case import PlateauCase


@dataclass(frozen=True, kw_only=True)
class PaddlePlateau(PlateauCase):
    """`ReduceOnPlateau`, which an optimizer asks for its learning rate by calling it."""

    scheduler: str = "paddle.optimizer.lr.ReduceOnPlateau"
    compat: str = "paddle"
    eps: float | None = 1e-8

    @property
    def call(self) -> str:
        """The scheduler as an expression, and what is done with every metric."""
        return (
            f"ReduceOnPlateau({self.base!r}, mode={self.mode!r}, factor={self.factor!r},"
            f" patience={self.patience}, threshold={self.threshold.size!r},"
            f" threshold_mode={self.threshold.kind[:3]!r}, cooldown={self.cooldown},"
            f" min_lr={self.floor!r}, epsilon={self.eps!r}); scheduler.step(metric)"
        )

    def record(self) -> list[float]:
        """Steps the scheduler and calls it after every step."""
        scheduler_text, step_text = self.call.split("; ")
        # Executing the recorded text is what keeps the two from saying different things.
        scheduler = eval(scheduler_text, {"ReduceOnPlateau": ReduceOnPlateau})
        rates: list[float] = []
        for metric in self.metrics:
            exec(step_text, {"scheduler": scheduler, "metric": metric})
            rates.append(float(scheduler()))
        return rates
