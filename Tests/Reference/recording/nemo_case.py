# SPDX-License-Identifier: Apache-2.0
"""A reference case of NeMo, whose schedulers are PyTorch's in a file that needs all of NeMo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from single_module import load
from stepped_case import SteppedCase

MODULE = "nemo.core.optim.lr_scheduler"

#: Configurations, logging and the registration of further schedulers.
ABSENT = (
    "omegaconf",
    "nemo",
    "nemo.core",
    "nemo.core.classes",
    "nemo.core.classes.common",
    "nemo.core.config",
    "nemo.core.config.schedulers",
    "nemo.utils",
    "nemo.utils.model_utils",
)

lr_scheduler = load("nemo_toolkit", MODULE, ABSENT)


@dataclass(frozen=True, kw_only=True)
class NemoCase(SteppedCase):
    """A scheduler of NeMo over one parameter group."""

    def library(self) -> dict[str, Any]:
        """What stands in the file."""
        return vars(lr_scheduler)

    def scheduler_name(self) -> str:
        """The qualified name of the scheduler."""
        return f"{MODULE}.{super().scheduler_name()}"


def schedulers() -> list[str]:
    """The qualified names of the schedulers that a configuration may name, but for PyTorch's."""
    available = lr_scheduler.AVAILABLE_SCHEDULERS.values()
    return [f"{MODULE}.{one.__name__}" for one in available if one.__module__ == MODULE]
