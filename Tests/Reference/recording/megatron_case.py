# SPDX-License-Identifier: Apache-2.0
"""A reference case of Megatron-core, which has one scheduler of many styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from megatron.core import optimizer_param_scheduler
from stepped_case import SteppedCase

MODULE = "megatron.core.optimizer_param_scheduler"


@dataclass(frozen=True, kw_only=True)
class MegatronCase(SteppedCase):
    """`OptimizerParamScheduler` over one parameter group.

    It counts what it is told: `scheduler.step(24)` after every update counts samples.
    """

    scheduler: str = f"{MODULE}.OptimizerParamScheduler"

    def library(self) -> dict[str, Any]:
        """What stands in the module."""
        return vars(optimizer_param_scheduler)


def schedulers() -> list[str]:
    """The qualified names of the schedulers in the module."""
    names = [name for name in vars(optimizer_param_scheduler) if name.endswith("Scheduler")]
    return [f"{MODULE}.{name}" for name in names]
