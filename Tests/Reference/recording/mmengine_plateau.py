# SPDX-License-Identifier: Apache-2.0
"""A plateau of MMEngine, which was made after PyTorch's."""

from __future__ import annotations

from dataclasses import dataclass

from mmengine.optim.scheduler import ReduceOnPlateauLR
from torch_plateau import TorchPlateau, run


@dataclass(frozen=True, kw_only=True)
class MMEnginePlateau(TorchPlateau):
    """`ReduceOnPlateauLR` over one parameter group."""

    scheduler: str = "mmengine.optim.scheduler.ReduceOnPlateauLR"

    @property
    def call(self) -> str:
        """The three statements."""
        rule = "less" if self.mode == "min" else "greater"
        return (
            f"optimizer = SGD([weight], lr={self.base!r}); "
            f"scheduler = ReduceOnPlateauLR(optimizer, rule={rule!r}, factor={self.factor!r},"
            f" patience={self.patience}, threshold={self.threshold.size!r},"
            f" threshold_rule={self.threshold.kind[:3]!r}, cooldown={self.cooldown},"
            f" min_value={self.floor!r}, eps={self.eps!r}); "
            "scheduler.step({'loss': metric})"
        )

    def record(self) -> list[float]:
        """Steps the scheduler and reads the optimizer after every step."""
        return run(self, {"ReduceOnPlateauLR": ReduceOnPlateauLR})
