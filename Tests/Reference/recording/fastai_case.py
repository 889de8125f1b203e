# SPDX-License-Identifier: Apache-2.0
"""Reference cases of fastai: functions of the share of a run, and a learner that uses them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from fastai.callback import schedule, tracker
from fastai.callback.core import Callback
from fastai.data.core import DataLoaders
from fastai.learner import Learner
from fastai.optimizer import SGD, Adam
from reference_case import Kind, ReferenceCase
from torch import Tensor, nn
from torch.utils.data import DataLoader

#: What an update uses unless the call says otherwise.
LEARNING_RATE = "learn.opt.hypers[-1]['lr']"


@dataclass(frozen=True, kw_only=True)
class FastaiCase(ReferenceCase):
    """A case whose values are doubles in every precision.

    `combine_scheds` computes the position within a part in single precision, and the value from
    it in double precision.
    """

    kind: Kind = Kind.CLOSED_FORM

    def written(self, value: float) -> str:
        """The value with all its digits."""
        return repr(value)


@dataclass(frozen=True, kw_only=True)
class FunctionCase(FastaiCase):
    """A schedule, called with t over the number of updates."""

    def record(self) -> list[float]:
        """Returns the values at `positions()`."""
        scheduler_text, value_text = self.call.split("; ")
        names = dict(vars(schedule))
        # Executing the recorded text is what keeps the two from saying different things.
        exec(scheduler_text, names)
        value = compile(value_text, self.name, "eval")
        return [float(eval(value, names, {"t": t})) for t in self.positions()]

    def scheduler_name(self) -> str:
        """The qualified name of the function that the call starts with."""
        name = self.call.removeprefix("scheduler = ").partition("(")[0]
        return f"{schedule.__name__}.{name}"


@dataclass(frozen=True, kw_only=True)
class LearnerCase(FastaiCase):
    """A real training of a model with one weight, read before every update.

    The call builds the learner, trains, and may say last what is read, where it is not the learning
    rate.
    """

    def record(self) -> list[float]:
        """Trains and returns the values at `positions()`."""
        build, train, *read = self.call.split("; ")
        values: list[float] = []
        names = learning()
        # Executing the recorded text is what keeps the two from saying different things.
        exec(build, names)
        learn = names["learn"]
        code = compile((read or [LEARNING_RATE])[0], self.name, "eval")
        learn.add_cb(Reader(lambda: values.append(float(eval(code, names)))))
        with tempfile.TemporaryDirectory() as folder, learn.no_bar(), learn.no_logging():
            # Where the range test keeps the model while it lasts.
            learn.path = Path(folder)
            exec(train, names)
        if len(values) != self.updates:
            raise ValueError(f"{self.name}: there were {len(values)} updates")
        return [values[t] for t in self.positions()]

    def scheduler_name(self) -> str:
        """The qualified name of the callback that the call names, or of the learner's method."""
        train = self.call.split("; ")[1]
        if found := re.search(r"cbs=(\w+)", train):
            return f"{schedule.__name__}.{found[1]}"
        return f"{Learner.__module__}.Learner.{train.removeprefix('learn.').partition('(')[0]}"


class Reader(Callback):
    """Does something before every update, when the schedulers have set its values."""

    order = schedule.ParamScheduler.order + 10
    run_valid = False

    def __init__(self, act: Callable[[], object]) -> None:
        """Does `act`."""
        self.act = act

    def before_batch(self) -> None:
        """Acts."""
        self.act()


def learning() -> dict[str, Any]:
    """The names that a call builds a learner with: `batches(n)` has n batches in an epoch."""
    torch.manual_seed(0)
    return {
        **vars(schedule),
        **{"Learner": Learner, "SGD": SGD, "Adam": Adam},
        **{"batches": batches, "model": nn.Linear(1, 1), "loss": nn.functional.mse_loss},
    }


def batches(count: int) -> DataLoaders:
    """Data of `count` batches to train with and one to validate with."""
    example = (torch.zeros(1), torch.zeros(1))
    loaders = (DataLoader(pairs(example, size), batch_size=1) for size in (count, 1))
    return DataLoaders(*loaders, device=torch.device("cpu"))


def pairs(example: tuple[Tensor, Tensor], count: int) -> list[tuple[Tensor, Tensor]]:
    """The same example so many times."""
    return [example] * count


def over(updates: int, text: str) -> str:
    """The call of the schedule `text` over so many updates."""
    return f"scheduler = {text}; scheduler(t / {updates})"


def learner(count: int, train: str, read: str = "", optimizer: str = "SGD") -> str:
    """The call that trains over epochs of `count` batches."""
    build = f"learn = Learner(batches({count}), model, loss, opt_func={optimizer})"
    return "; ".join(
        [build, f"learn.{train}", *([f"learn.opt.hypers[-1]['{read}']"] if read else [])]
    )


def schedulers() -> list[str]:
    """The qualified names of fastai's schedules, and of what trains by them."""
    # What picks a rate from a range test schedules nothing, and neither does a decorator. A
    # function in lower case is the capitalized one of the same name before its ends are given.
    functions = [
        name for name in schedule.__all__ if name.startswith(("Sched", "combine", "Param", "LR"))
    ]
    methods = [
        name
        for name, one in vars(Learner).items()
        if getattr(one, "__module__", "") == schedule.__name__
    ]
    callbacks = [name for name in tracker.__all__ if "LR" in name]
    return [
        *(f"{schedule.__name__}.{name}" for name in functions),
        *(f"{Learner.__module__}.Learner.{name}" for name in methods),
        *(f"{tracker.__name__}.{name}" for name in callbacks),
    ]
