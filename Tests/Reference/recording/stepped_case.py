# SPDX-License-Identifier: Apache-2.0
"""A reference case of a scheduler that sets the values of a PyTorch optimizer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from reference_case import Kind, ReferenceCase
from torch.optim import SGD, AdamW

#: What is read unless the call says otherwise.
LEARNING_RATE = "optimizer.param_groups[0]['lr']"


@dataclass(frozen=True, kw_only=True)
class SteppedCase(ReferenceCase):
    """A scheduler over one parameter group, built and stepped by the statements of the call.

    First come statements, and the scheduler as an expression; then `scheduler.step(…)`, where it
    is more than `scheduler.step()`; and last what is read, where it is not the learning rate.
    """

    kind: Kind = Kind.CLOSED_FORM

    def library(self) -> dict[str, Any]:
        """The names of the library that the call uses."""
        raise NotImplementedError

    def record(self) -> list[float]:
        """Runs a training loop and returns the values at `positions()`.

        The optimizer is read before its `step()`, so the value at t is the one that update t uses.
        """
        statements = self.call.split("; ")
        read = statements.pop() if statements[-1].startswith("optimizer.") else LEARNING_RATE
        step = statements.pop() if statements[-1].startswith("scheduler.") else "scheduler.step()"
        *preparations, scheduler = statements
        names = {
            **self.library(),
            "SGD": SGD,
            "AdamW": AdamW,
            "math": math,
            "weight": torch.zeros(1, requires_grad=True),
        }
        # Executing the recorded text is what keeps the two from saying different things.
        for text in preparations:
            exec(text, names)
        names["scheduler"] = eval(scheduler, names)
        wanted = set(self.positions())
        step_code, read_code = compile(step, "step", "exec"), compile(read, "read", "eval")
        values: list[float] = []
        for t in range(max(wanted) + 1):
            if t > 0 and t % self.stepped_every == 0:
                exec(step_code, names)
            if t in wanted:
                values.append(float(eval(read_code, names)))
            names["optimizer"].step()
        return values

    def scheduler_name(self) -> str:
        """The qualified name of the scheduler, which is the last thing that the call builds."""
        texts = [text for text in self.call.split("; ") if " = " not in text.partition("(")[0]]
        return self.scheduler or texts[0].partition("(")[0]
