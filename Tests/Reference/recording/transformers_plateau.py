# SPDX-License-Identifier: Apache-2.0
"""A plateau of transformers, which is PyTorch's behind a function."""

from __future__ import annotations

from dataclasses import dataclass

from torch_plateau import TorchPlateau, run
from transformers.optimization import get_reduce_on_plateau_schedule


@dataclass(frozen=True, kw_only=True)
class TransformersPlateau(TorchPlateau):
    """`get_reduce_on_plateau_schedule` over one parameter group."""

    scheduler: str = "transformers.optimization.get_reduce_on_plateau_schedule"

    @property
    def call(self) -> str:
        """The three statements."""
        return (
            f"optimizer = SGD([weight], lr={self.base!r}); "
            f"scheduler = get_reduce_on_plateau_schedule({self.arguments}); scheduler.step(metric)"
        )

    def record(self) -> list[float]:
        """Steps the scheduler and reads the optimizer after every step."""
        return run(self, {"get_reduce_on_plateau_schedule": get_reduce_on_plateau_schedule})
