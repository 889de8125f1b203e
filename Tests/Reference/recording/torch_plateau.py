# SPDX-License-Identifier: Apache-2.0
"""A plateau of PyTorch, and of the libraries that lay their own over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from plateau_case import PlateauCase
from torch.optim import SGD
from torch.optim.lr_scheduler import ReduceLROnPlateau


@dataclass(frozen=True, kw_only=True)
class TorchPlateau(PlateauCase):
    """`ReduceLROnPlateau` over one parameter group.

    The call reads `optimizer = SGD([weight], lr=…)`, the scheduler as an expression in `optimizer`,
    and what is done with every metric.
    """

    scheduler: str = "torch.optim.lr_scheduler.ReduceLROnPlateau"
    compat: str = "torch"
    eps: float | None = 1e-8

    @property
    def call(self) -> str:
        """The three statements."""
        return (
            f"optimizer = SGD([weight], lr={self.base!r}); "
            f"scheduler = ReduceLROnPlateau({self.arguments}); scheduler.step(metric)"
        )

    @property
    def arguments(self) -> str:
        """The arguments of `ReduceLROnPlateau`."""
        return (
            f"optimizer, mode={self.mode!r}, factor={self.factor!r}, patience={self.patience},"
            f" threshold={self.threshold.size!r}, threshold_mode={self.threshold.kind[:3]!r},"
            f" cooldown={self.cooldown}, min_lr={self.floor!r}, eps={self.eps!r}"
        )

    def record(self) -> list[float]:
        """Steps the scheduler and reads the optimizer after every step."""
        return run(self, {"ReduceLROnPlateau": ReduceLROnPlateau})


def run(case: PlateauCase, names: dict[str, Any]) -> list[float]:
    """Executes a call of three statements, the last once for every metric.

    Executing the recorded text is what keeps the two from saying different things.
    """
    optimizer_text, scheduler_text, step_text = case.call.split("; ")
    names = {"SGD": SGD, "weight": torch.zeros(1, requires_grad=True), **names}
    exec(optimizer_text, names)
    exec(scheduler_text, names)
    rates: list[float] = []
    for update, metric in enumerate(case.metrics):
        exec(step_text, names, {"metric": metric, "update": update})
        rates.append(float(names["optimizer"].param_groups[0]["lr"]))
    return rates
