# SPDX-License-Identifier: Apache-2.0
"""A plateau of timm, which lays warmup and noise over PyTorch's."""

from __future__ import annotations

from dataclasses import dataclass

from timm.scheduler import PlateauLRScheduler
from torch_plateau import TorchPlateau, run


@dataclass(frozen=True, kw_only=True)
class TimmPlateau(TorchPlateau):
    """`PlateauLRScheduler` without warmup and noise.

    It is stepped with the number of epochs that are over, as timm's own training script does. Its
    threshold is relative and its `eps` PyTorch's default.
    """

    scheduler: str = "timm.scheduler.PlateauLRScheduler"

    @property
    def call(self) -> str:
        """The three statements."""
        if self.threshold.kind != "relative" or self.eps != 1e-8:
            raise ValueError(f"{self.name}: timm lets neither the threshold's kind nor eps be set")
        return (
            f"optimizer = SGD([weight], lr={self.base!r}); "
            f"scheduler = PlateauLRScheduler(optimizer, decay_rate={self.factor!r},"
            f" patience_t={self.patience}, threshold={self.threshold.size!r},"
            f" cooldown_t={self.cooldown}, lr_min={self.floor!r}, mode={self.mode!r}); "
            "scheduler.step(update + 1, metric)"
        )

    def record(self) -> list[float]:
        """Steps the scheduler and reads the optimizer after every step."""
        return run(self, {"PlateauLRScheduler": PlateauLRScheduler})
