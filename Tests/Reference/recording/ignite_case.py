# SPDX-License-Identifier: Apache-2.0
"""A reference case of Ignite, whose schedulers are handlers of the events of an engine."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass
from typing import Any

import torch
from ignite import handlers
from ignite.engine import Engine, Events
from ignite.handlers import lr_finder, param_scheduler, state_param_scheduler
from reference_case import Kind, ReferenceCase
from torch.optim import SGD, lr_scheduler
from torch.utils.data import DataLoader

#: What an update uses unless the call says otherwise.
LEARNING_RATE = "optimizer.param_groups[0]['lr']"

#: How a statement begins that attaches a scheduler.
ATTACHING = ("trainer.add_event_handler(", "scheduler.attach(")

#: How a handler is told of an event: before every update, unless the call says otherwise.
ATTACH = "trainer.add_event_handler(Events.ITERATION_STARTED, scheduler)"


@dataclass(frozen=True, kw_only=True)
class IgniteCase(ReferenceCase):
    """A scheduler attached to the trainer of a real run, read by every update.

    First come statements, and the scheduler as an expression; then how it is attached to the
    trainer; and last what an update reads, where it is not the learning rate of the first group.
    """

    kind: Kind = Kind.CLOSED_FORM

    #: The updates of an epoch where the scheduler is not stepped once in each; else those between
    #: two steps, and the whole run where it is stepped at every update.
    epoch: int = 0

    def record(self) -> list[float]:
        """Runs the trainer and returns the values at `positions()`."""
        statements = self.call.split("; ")
        at = next(index for index, text in enumerate(statements) if text.startswith(ATTACHING))
        *preparations, scheduler = statements[:at]
        read = (statements[at + 1 :] or [LEARNING_RATE])[0]
        wanted = set(self.positions())
        values: list[float] = []

        def update(engine: Engine, batch: object) -> float:
            """An update: all that it does is to use the value, before anything is stepped."""
            if engine.state.iteration - 1 in wanted:
                values.append(float(eval(read_code, names, {"batch": batch})))
            names["optimizer"].step()
            return 1.0

        names = {
            **{name: getattr(handlers, name) for name in handlers.__all__},
            **vars(lr_scheduler),
            **{"DataLoader": DataLoader, "Events": Events, "SGD": SGD, "math": math},
            **{"trainer": Engine(update), "weight": torch.zeros(1, requires_grad=True)},
            # The handler of Ignite, not the class of PyTorch that all schedulers derive from.
            "LRScheduler": handlers.LRScheduler,
        }
        # Executing the recorded text is what keeps the two from saying different things.
        for text in preparations:
            exec(text, names)
        names["scheduler"] = eval(scheduler, names)
        exec(statements[at], names)
        read_code = compile(read, self.name, "eval")
        count = max(wanted) + 1
        epoch = self.epoch or (self.stepped_every if self.stepped_every > 1 else count)
        data = names.get("data", range(epoch))
        names["trainer"].run(data, epoch_length=epoch, max_epochs=-(-count // epoch))
        return values

    def scheduler_name(self) -> str:
        """The qualified name of the scheduler that the call builds last."""
        texts = [text for text in self.call.split("; ") if " = " not in text.partition("(")[0]]
        name = texts[0].partition("(")[0]
        modules = (param_scheduler, state_param_scheduler, lr_finder)
        module = next(module for module in modules if hasattr(module, name))
        return f"{module.__name__}.{name}"


def attached(*statements: str, to: str = ATTACH, read: str = "") -> str:
    """The call that builds a scheduler by `statements` and attaches it to the trainer."""
    return "; ".join([*statements, to, *([read] if read else [])])


def schedulers() -> list[str]:
    """The qualified names of Ignite's schedulers."""
    names: list[str] = []
    for module in (param_scheduler, state_param_scheduler, lr_finder):
        found: dict[str, Any] = {
            name: one for name, one in vars(module).items() if name in handlers.__all__
        }
        names += [
            f"{module.__name__}.{name}"
            for name, one in found.items()
            # A class that all of them derive from computes nothing.
            if one.__module__ == module.__name__ and not inspect.isabstract(one)
        ]
    return names
