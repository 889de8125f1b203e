# SPDX-License-Identifier: Apache-2.0
"""A reference case of PyTorch: how a scheduler is built, stepped and read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from reference_case import Kind, ReferenceCase
from torch.optim import SGD, lr_scheduler, swa_utils


@dataclass(frozen=True, kw_only=True)
class TorchCase(ReferenceCase):
    """A scheduler over one parameter group.

    The call reads `optimizer = SGD([weight], lr=…)`, then the scheduler as an expression in
    `optimizer`, then `scheduler.step(t)` where the position is passed in, which is how PyTorch is
    asked for the closed form of a scheduler that otherwise recurses.
    """

    kind: Kind = Kind.RECURSION

    def scheduler_name(self) -> str:
        """The qualified name of the class that the second statement of the call starts with."""
        if self.scheduler:
            return self.scheduler
        name = self.call.split("; ")[1].partition("(")[0]
        module = lr_scheduler if hasattr(lr_scheduler, name) else swa_utils
        return f"{module.__name__}.{name}"

    def record(self) -> list[float]:
        """Runs a training loop and returns the values at `positions()`.

        The learning rate is read from the optimizer before its `step()`, so the value at t is the
        one that update t uses.
        """
        optimizer_text, scheduler_text, *step_text = self.call.split("; ")
        names: dict[str, Any] = {
            **vars(lr_scheduler),
            **vars(swa_utils),
            "SGD": SGD,
            "math": math,
            "weight": torch.zeros(1, requires_grad=True),
        }
        # Executing the recorded text is what keeps the two from saying different things.
        exec(optimizer_text, names)
        optimizer = names["optimizer"]
        scheduler = eval(scheduler_text, names)
        wanted = set(self.positions())
        values: list[float] = []
        for t in range(max(wanted) + 1):
            if t in wanted:
                values.append(float(optimizer.param_groups[0][self.channel]))
            optimizer.step()
            if (t + 1) % self.stepped_every:
                continue
            if step_text:
                scheduler.step((t + 1) // self.stepped_every)
            else:
                scheduler.step()
        return values


def scheduler(rate: float, text: str) -> str:
    """The call that lays the scheduler `text` over an optimizer with the learning rate `rate`."""
    return f"optimizer = SGD([weight], lr={rate}); {text}"


def closed(rate: float, text: str) -> str:
    """The same, evaluated through the scheduler's closed form."""
    return f"{scheduler(rate, text)}; scheduler.step(t)"


def with_momentum(text: str) -> str:
    """The call that lays the scheduler `text` over an optimizer that has a momentum."""
    return f"optimizer = SGD([weight], lr=0.1, momentum=0.9); {text}"
