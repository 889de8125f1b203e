# SPDX-License-Identifier: Apache-2.0
"""A plateau of fastai: the callback, in a real training that reports the metrics of a trace."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastai.callback.core import Callback
from fastai.callback.tracker import ReduceLROnPlateau
from fastai_case import learning
from plateau_case import PlateauCase, Threshold


@dataclass(frozen=True, kw_only=True)
class FastaiPlateau(PlateauCase):
    """`ReduceLROnPlateau` over epochs of one batch, which divides by `factor`.

    Its ticks are those of the recipe language, so that the recipe names no library.
    """

    scheduler: str = "fastai.callback.tracker.ReduceLROnPlateau"
    compat: str = ""
    threshold: Threshold = Threshold("absolute", 0.0)
    patience: int = 1

    @property
    def call(self) -> str:
        """The learner, with what it reports, and the training."""
        if self.threshold.kind != "absolute" or self.cooldown:
            raise ValueError(f"{self.name}: fastai has absolute thresholds and no cooldown")
        return (
            f"learn = Learner(batches(1), model, loss, opt_func=SGD, metrics={self.metric_name}); "
            f"learn.fit({len(self.metrics)}, {self.base!r}, cbs=ReduceLROnPlateau("
            f"{self.metric_name!r}, min_delta={self.threshold.size!r}, patience={self.patience},"
            f" factor={1 / self.factor!r}, min_lr={self.floor!r}))"
        )

    def record(self) -> list[float]:
        """Trains and reads the optimizer at the end of every epoch."""
        build, train = self.call.split("; ")
        report = reporter(iter(self.metrics), self.metric_name)
        names = {
            **learning(),
            "ReduceLROnPlateau": ReduceLROnPlateau,
            self.metric_name: report,
        }
        # Executing the recorded text is what keeps the two from saying different things.
        exec(build, names)
        learn = names["learn"]
        reader = RateReader()
        learn.add_cb(reader)
        # The callback prints every cut.
        with learn.no_bar(), learn.no_logging(), contextlib.redirect_stdout(io.StringIO()):
            exec(train, names)
        return reader.rates


class RateReader(Callback):
    """Reads the learning rate when everything else has seen the end of an epoch."""

    order = ReduceLROnPlateau.order + 10

    def __init__(self) -> None:
        """Without any rates yet."""
        self.rates: list[float] = []

    def after_epoch(self) -> None:
        """Reads."""
        self.rates.append(float(self.learn.opt.hypers[-1]["lr"]))


def reporter(values: Iterator[float], name: str) -> Any:
    """A metric called `name` that has these values, whatever a model predicts."""

    def report(prediction: object, target: object) -> float:
        """The next value."""
        return next(values)

    report.__name__ = name
    return report
