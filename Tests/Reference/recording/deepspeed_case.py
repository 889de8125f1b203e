# SPDX-License-Identifier: Apache-2.0
"""Reference cases of DeepSpeed, whose schedulers are objects of its own over an optimizer."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from deepspeed.runtime import lr_schedules
from deepspeed.runtime.data_pipeline.curriculum_scheduler import CurriculumScheduler
from deepspeed.runtime.data_pipeline.data_sampling.variable_batch_size_and_lr import (
    VariableBatchSizeLR,
)
from deepspeed.utils import logger
from reference_case import Kind, ReferenceCase
from stepped_case import SteppedCase

# Every scheduler warns that it is asked for a learning rate before it has started, by itself.
logger.setLevel(logging.ERROR)

CURRICULUM = "deepspeed.runtime.data_pipeline.curriculum_scheduler.CurriculumScheduler"

VARIABLE_BATCH = (
    "deepspeed.runtime.data_pipeline.data_sampling.variable_batch_size_and_lr.VariableBatchSizeLR"
)


@dataclass(frozen=True, kw_only=True)
class DeepSpeedCase(SteppedCase):
    """A scheduler of `deepspeed.runtime.lr_schedules`."""

    def library(self) -> dict[str, Any]:
        """What stands in that module, and the scheduler that lies over others."""
        return {**vars(lr_schedules), "VariableBatchSizeLR": VariableBatchSizeLR}

    def scheduler_name(self) -> str:
        """The qualified name of the scheduler."""
        name = super().scheduler_name()
        return self.scheduler or f"deepspeed.runtime.lr_schedules.{name}"


@dataclass(frozen=True, kw_only=True)
class CurriculumCase(ReferenceCase):
    """The curriculum of DeepSpeed, asked for the difficulty of the update number t + 1."""

    kind: Kind = Kind.CLOSED_FORM
    scheduler: str = CURRICULUM

    def record(self) -> list[float]:
        """Returns the values at `positions()`."""
        scheduler_text, difficulty_text = self.call.split("; ")
        # Executing the recorded text is what keeps the two from saying different things.
        names = {"CurriculumScheduler": CurriculumScheduler}
        names["scheduler"] = eval(scheduler_text, names)
        return [float(eval(difficulty_text, names, {"t": t})) for t in self.positions()]


def schedulers() -> list[str]:
    """The qualified names of what a configuration of DeepSpeed may name, and of two more."""
    names = [f"deepspeed.runtime.lr_schedules.{name}" for name in lr_schedules.VALID_LR_SCHEDULES]
    return [*names, CURRICULUM, VARIABLE_BATCH]
