# SPDX-License-Identifier: Apache-2.0
"""A reference case of torchtitan, which has one schedule, built from a configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stepped_case import SteppedCase
from torchtitan.components.optimizer import lr_scheduler

MODULE = "torchtitan.components.optimizer.lr_scheduler"


@dataclass(frozen=True, kw_only=True)
class TorchtitanCase(SteppedCase):
    """A container of schedulers over the one optimizer that it is given."""

    scheduler: str = f"{MODULE}.LRSchedulersContainer"

    def library(self) -> dict[str, Any]:
        """What the module exports."""
        return {name: getattr(lr_scheduler, name) for name in lr_scheduler.__all__}


def schedulers() -> list[str]:
    """The qualified names of what the module exports."""
    return [f"{MODULE}.{name}" for name in lr_scheduler.__all__]
