# SPDX-License-Identifier: Apache-2.0
"""A plateau of Keras: the callback, driven over a real optimizer without a model to train."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import keras
from plateau_case import PlateauCase, Threshold


@dataclass(frozen=True, kw_only=True)
class KerasPlateau(PlateauCase):
    """`ReduceLROnPlateau` with the learning rate in a variable of an optimizer, as `fit` has it.

    The variable is single precision. The logs hold Python floats, as those that `fit` passes do.
    """

    scheduler: str = "keras.callbacks.ReduceLROnPlateau"
    compat: str = "keras"
    threshold: Threshold = Threshold("absolute", 1e-4)
    bits: int = 24

    @property
    def call(self) -> str:
        """The optimizer, the callback, and what happens at the end of every epoch."""
        if self.threshold.kind != "absolute":
            raise ValueError(f"{self.name}: Keras has absolute thresholds only")
        return (
            f"optimizer = keras.optimizers.SGD(learning_rate={self.base!r}); "
            f"callback = keras.callbacks.ReduceLROnPlateau(monitor={self.metric_name!r},"
            f" factor={self.factor!r}, patience={self.patience}, mode={self.mode!r},"
            f" min_delta={self.threshold.size!r}, cooldown={self.cooldown},"
            f" min_lr={self.floor!r}); "
            f"callback.on_epoch_end(epoch, {{{self.metric_name!r}: metric}})"
        )

    def record(self) -> list[float]:
        """Ends an epoch with every metric and reads the optimizer as the callback itself does."""
        optimizer_text, callback_text, step_text = self.call.split("; ")
        names: dict[str, Any] = {"keras": keras}
        # Executing the recorded text is what keeps the two from saying different things.
        exec(optimizer_text, names)
        exec(callback_text, names)
        optimizer = names["optimizer"]
        # All that the callback wants of a model is its optimizer.
        names["callback"].set_model(SimpleNamespace(optimizer=optimizer))
        names["callback"].on_train_begin()
        rates: list[float] = []
        for epoch, metric in enumerate(self.metrics):
            exec(step_text, names, {"epoch": epoch, "metric": metric})
            rates.append(float(keras.ops.convert_to_numpy(optimizer.learning_rate)))
        return rates
