# SPDX-License-Identifier: Apache-2.0
"""Reference cases of Keras: schedules that an optimizer calls, and a callback that sets rates."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass
from types import SimpleNamespace

import keras
from reference_case import Kind, Precision, ReferenceCase

#: The statement that has Keras compute in double precision.
DOUBLE = "keras.config.set_floatx('float64')"


@dataclass(frozen=True, kw_only=True)
class KerasCase(ReferenceCase):
    """A schedule, called with the number of updates that came before, as an optimizer calls it.

    Keras computes in single precision unless its configuration says otherwise, and so does the
    case unless its call does. PyTorch is the backend: that of JAX takes the cosine in single
    precision all the same.
    """

    kind: Kind = Kind.CLOSED_FORM

    def record(self) -> list[float]:
        """Returns the values at `positions()`."""
        *preparations, schedule_text = self.call.split("; ")
        is_double = self.precision is Precision.DOUBLE
        if preparations != [DOUBLE] * is_double:
            raise ValueError(f"{self.name}: the call says another precision")
        keras.config.set_floatx("float32")
        # Executing the recorded text is what keeps the two from saying different things.
        for text in preparations:
            exec(text, {"keras": keras})
        schedule = eval(schedule_text, {"keras": keras})
        values = [schedule(keras.ops.convert_to_tensor(t, "int32")) for t in self.positions()]
        for value in values:
            if keras.backend.standardize_dtype(value.dtype) != keras.config.floatx():
                raise TypeError(f"{self.name}: a schedule returned {value.dtype}")
        return [float(keras.ops.convert_to_numpy(value)) for value in values]

    def scheduler_name(self) -> str:
        """The qualified name of the schedule."""
        return self.call.split("; ")[-1].partition("(")[0]


@dataclass(frozen=True, kw_only=True)
class KerasCallbackCase(ReferenceCase):
    """`LearningRateScheduler` over a real optimizer, without a model to train.

    The learning rate is in a variable of the optimizer, which is single precision.
    """

    kind: Kind = Kind.CLOSED_FORM
    precision: Precision = Precision.SINGLE

    def record(self) -> list[float]:
        """Begins every epoch and reads the optimizer at every update."""
        optimizer_text, callback_text = self.call.split("; ")
        keras.config.set_floatx("float32")
        names = {"keras": keras, "math": math}
        # Executing the recorded text is what keeps the two from saying different things.
        exec(optimizer_text, names)
        callback = eval(callback_text, names)
        optimizer = names["optimizer"]
        # All that the callback wants of a model is its optimizer.
        callback.set_model(SimpleNamespace(optimizer=optimizer))
        rates: list[float] = []
        for t in range(max(self.positions()) + 1):
            if t % self.stepped_every == 0:
                callback.on_epoch_begin(t // self.stepped_every)
            rates.append(float(keras.ops.convert_to_numpy(optimizer.learning_rate)))
        return [rates[t] for t in self.positions()]

    def scheduler_name(self) -> str:
        """The qualified name of the callback."""
        return self.call.split("; ")[-1].partition("(")[0]


def schedulers() -> list[str]:
    """The qualified names of the schedules, and of the callbacks that set learning rates."""
    module = keras.optimizers.schedules
    # The class that all of them derive from computes nothing.
    base = module.LearningRateSchedule
    schedules = [
        name
        for name, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, base) and one is not base
    ]
    callbacks = [
        name
        for name, _ in inspect.getmembers(keras.callbacks, inspect.isclass)
        if "LR" in name or "LearningRate" in name
    ]
    return [
        *(f"keras.optimizers.schedules.{name}" for name in schedules),
        *(f"keras.callbacks.{name}" for name in callbacks),
    ]
