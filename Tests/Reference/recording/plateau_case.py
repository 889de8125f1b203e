# SPDX-License-Identifier: Apache-2.0
"""A reference case of a plateau: a trace of a metric, and the learning rates that follow."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metric_traces import constant
from reference_case import comment_lines


@dataclass(frozen=True)
class Threshold:
    """How much better than the best a value must be to count."""

    #: `relative`, a share of the best value, or `absolute`, in the unit of the metric.
    kind: str

    size: float


def relative(size: float) -> Threshold:
    """A threshold as a share of the best value."""
    return Threshold("relative", size)


def absolute(size: float) -> Threshold:
    """A threshold in the unit of the metric."""
    return Threshold("absolute", size)


@dataclass(frozen=True, kw_only=True)
class PlateauCase(ABC):
    """The settings of a library's plateau and what it is shown.

    Observation j is measured before update j and takes effect at update j: the learning rate of
    row j is the one that the library has set after it saw observation j.
    """

    #: Name of the CSV file, without its suffix.
    name: str

    #: The scheduler's qualified name.
    scheduler: str

    #: What the plateau sees, one value per evaluation.
    metrics: Sequence[float] = tuple(constant(40))

    base: float = 0.1
    mode: str = "min"
    factor: float = 0.1
    patience: int = 2
    threshold: Threshold = Threshold("relative", 1e-4)
    cooldown: int = 0
    floor: float = 0.0

    #: How many evaluations are averaged into one; only optax can.
    averages: int = 1

    #: The `compat:` of the recipe: whose ticks are meant. Empty where they are the language's own.
    compat: str

    #: The difference below which torch and Paddle do not reduce; nothing for the others.
    eps: float | None = None

    #: The significant bits of a learning rate in the library.
    bits: int = 53

    @property
    @abstractmethod
    def call(self) -> str:
        """The library call, as it is executed and as it is written into the file."""

    @abstractmethod
    def record(self) -> list[float]:
        """Shows the metrics to the library; returns the learning rate after each of them."""

    @property
    def metric_name(self) -> str:
        """What the recipe watches."""
        return "val_loss" if self.mode == "min" else "val_accuracy"

    def recipe(self) -> list[str]:
        """The recipe, line by line."""
        keys = {
            "from": number(self.base),
            "watch": self.metric_name,
            "mode": self.mode,
            "factor": number(self.factor),
            "patience": f"{self.patience} evaluations",
            "threshold": f"{{ {self.threshold.kind}: {number(self.threshold.size)} }}",
            "cooldown": f"{self.cooldown} evaluations",
            "floor": number(self.floor),
        }
        if self.compat:
            keys["compat"] = self.compat
        if self.eps is not None:
            keys["eps"] = number(self.eps)
        if self.averages > 1:
            keys["smooth"] = f"{self.averages} evaluations"
        if not all(map(math.isfinite, self.metrics)):
            keys["on_nan"] = "count"
        return [
            "recipec: 1",
            f"run: {{ length: {len(self.metrics)} steps }}",
            "schedules:",
            "  lr:",
            "    phases:",
            f"      - plateau: {{ {', '.join(f'{key}: {text}' for key, text in keys.items())} }}",
        ]

    def text(self, library: str, script_digest: str, values: Iterable[float]) -> str:
        """The CSV file for `values`, the learning rates in the order of the metrics."""
        header = [
            f"library: {library}",
            f"script-sha256: {script_digest}",
            f"scheduler: {self.scheduler}",
            f"call: {self.call}",
            "kind: recursion",
            f"unit: 2^-{self.bits}",
            f"updates: {len(self.metrics)}",
            "recipe:",
        ]
        header += [f"  {line}" for line in self.recipe()]
        pairs = zip(self.metrics, values, strict=True)
        rows = [f"{update},{metric!r},{rate!r}" for update, (metric, rate) in enumerate(pairs)]
        return "\n".join([*comment_lines(header), "update,metric,rate", *rows]) + "\n"


def number(value: float) -> str:
    """`value` as a recipe has it: the shortest decimal, no zero before an exponent's digits."""
    text = repr(value).removesuffix(".0")
    return text.replace("e-0", "e-").replace("e+0", "e")
