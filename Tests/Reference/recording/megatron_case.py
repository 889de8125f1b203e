# SPDX-License-Identifier: Apache-2.0
"""Reference cases of Megatron-core: one scheduler of many styles, and the rampup of the batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from megatron.core import num_microbatches_calculator, optimizer_param_scheduler
from reference_case import Kind, ReferenceCase
from stepped_case import SteppedCase

MODULE = "megatron.core.optimizer_param_scheduler"

CALCULATOR = "megatron.core.num_microbatches_calculator.RampupBatchsizeNumMicroBatchesCalculator"


@dataclass(frozen=True, kw_only=True)
class MegatronCase(SteppedCase):
    """`OptimizerParamScheduler` over one parameter group.

    It counts what it is told: `scheduler.step(24)` after every update counts samples.
    """

    scheduler: str = f"{MODULE}.OptimizerParamScheduler"

    def library(self) -> dict[str, Any]:
        """What stands in the module."""
        return vars(optimizer_param_scheduler)


@dataclass(frozen=True, kw_only=True)
class BatchCase(ReferenceCase):
    """The rampup of the batch, told after every update how many samples were consumed by then."""

    kind: Kind = Kind.CLOSED_FORM
    channel: str = "batch"
    scheduler: str = CALCULATOR

    def record(self) -> list[float]:
        """Returns the batches at `positions()`."""
        # Executing the recorded text is what keeps the two from saying different things.
        calculator = eval(self.call, dict(vars(num_microbatches_calculator)))
        batches: list[float] = []
        consumed = 0
        for _ in range(max(self.positions()) + 1):
            batches.append(float(calculator.get_current_running_global_batch_size()))
            consumed += calculator.get_current_running_global_batch_size()
            calculator.update(consumed, True)
        return [batches[t] for t in self.positions()]


def schedulers() -> list[str]:
    """The qualified names of the schedulers in the module, and of what schedules the batch."""
    names = [name for name in vars(optimizer_param_scheduler) if name.endswith("Scheduler")]
    return [*(f"{MODULE}.{name}" for name in names), CALCULATOR]
