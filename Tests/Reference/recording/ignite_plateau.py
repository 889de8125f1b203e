# SPDX-License-Identifier: Apache-2.0
"""A plateau of Ignite: PyTorch's as a handler of an event."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from ignite.handlers.param_scheduler import ReduceLROnPlateauScheduler
from torch_plateau import TorchPlateau, run


@dataclass(frozen=True, kw_only=True)
class IgnitePlateau(TorchPlateau):
    """`ReduceLROnPlateauScheduler` of the one parameter group.

    The index of the group is passed because without it Ignite drops `min_lr`.
    """

    scheduler: str = "ignite.handlers.param_scheduler.ReduceLROnPlateauScheduler"

    @property
    def call(self) -> str:
        """The three statements."""
        arguments = self.arguments.removeprefix("optimizer, ")
        return (
            f"optimizer = SGD([weight], lr={self.base!r}); "
            "scheduler = ReduceLROnPlateauScheduler(optimizer, metric_name='metric',"
            f" param_group_index=0, {arguments}); "
            "scheduler(evaluator(metric))"
        )

    def record(self) -> list[float]:
        """Calls the handler and reads the optimizer after every call."""
        names = {
            "ReduceLROnPlateauScheduler": ReduceLROnPlateauScheduler,
            "evaluator": evaluator,
        }
        return run(self, names)


def evaluator(metric: float) -> SimpleNamespace:
    """All that the handler wants of an engine: its metrics."""
    return SimpleNamespace(state=SimpleNamespace(metrics={"metric": metric}))
