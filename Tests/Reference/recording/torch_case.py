# SPDX-License-Identifier: Apache-2.0
"""A reference case of PyTorch: how a scheduler is built, stepped and read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

import torch
from reference_case import Kind, ReferenceCase
from torch.optim import SGD, lr_scheduler, swa_utils


@dataclass(frozen=True, kw_only=True)
class TorchCase(ReferenceCase):
    """A scheduler over one parameter group.

    The call reads `optimizer = SGD([weight], lr=…)`, then the scheduler as an expression in
    `optimizer`, then how it is stepped, if not by `scheduler.step()`: `t` is there how often it has
    been stepped, this time included. `scheduler.step(t)` is how PyTorch is asked for the closed
    form of a scheduler that otherwise recurses.
    """

    kind: Kind = Kind.RECURSION

    #: Where the names of schedulers come from.
    modules: ClassVar[tuple[ModuleType, ...]] = (lr_scheduler, swa_utils)

    def scheduler_name(self) -> str:
        """The qualified name of the scheduler that the second statement of the call starts with."""
        if self.scheduler:
            return self.scheduler
        name = self.call.split("; ")[1].partition("(")[0]
        module = next(module for module in self.modules if hasattr(module, name))
        return f"{module.__name__}.{name}"

    def record(self) -> list[float]:
        """Steps the scheduler as a training loop does; returns the values at `positions()`.

        The value at t is read when the scheduler has been stepped for the t updates before it, so
        it is the one that update t uses.
        """
        optimizer_text, scheduler_text, *step_text = self.call.split("; ")
        names: dict[str, Any] = {
            "SGD": SGD,
            "math": math,
            "weight": torch.zeros(1, requires_grad=True),
        }
        for module in self.modules:
            names |= vars(module)
        # Executing the recorded text is what keeps the two from saying different things.
        exec(optimizer_text, names)
        optimizer = names["optimizer"]
        names["scheduler"] = eval(scheduler_text, names)
        step = compile(step_text[0] if step_text else "scheduler.step()", self.name, "exec")
        # Schedulers warn when the optimizer was never stepped before them; no rate depends on it.
        optimizer.step()
        wanted = set(self.positions())
        values: list[float] = []
        for t in range(max(wanted) + 1):
            if t in wanted:
                values.append(float(optimizer.param_groups[0][self.channel]))
            if (t + 1) % self.stepped_every == 0:
                names["t"] = (t + 1) // self.stepped_every
                exec(step, names)
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
