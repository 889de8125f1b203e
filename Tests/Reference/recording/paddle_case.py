# SPDX-License-Identifier: Apache-2.0
"""A reference case of Paddle: how a scheduler is built, stepped and read."""

from __future__ import annotations

import math
from dataclasses import dataclass

import paddle
from reference_case import Kind, ReferenceCase


@dataclass(frozen=True, kw_only=True)
class PaddleCase(ReferenceCase):
    """A scheduler, which an optimizer asks for its learning rate by calling it.

    The call is the scheduler as an expression, and then `scheduler.step(t)` where the position is
    passed in, which is how Paddle is asked for the closed form of one that otherwise recurses.
    """

    kind: Kind = Kind.CLOSED_FORM

    def record(self) -> list[float]:
        """Steps the scheduler after every update and returns the values at `positions()`."""
        scheduler_text, *step_text = self.call.split("; ")
        # Executing the recorded text is what keeps the two from saying different things.
        scheduler = eval(scheduler_text, {"paddle": paddle, "math": math})
        wanted = set(self.positions())
        values: list[float] = []
        for t in range(max(wanted) + 1):
            if t > 0 and t % self.stepped_every == 0:
                if step_text:
                    scheduler.step(t)
                else:
                    scheduler.step()
            if t in wanted:
                values.append(float(scheduler()))
        return values


def schedulers() -> list[str]:
    """The qualified names of what Paddle documents as schedulers."""
    module = paddle.optimizer.lr
    # The class that all of them derive from computes nothing.
    names = [name for name in module.__all__ if name != "LRScheduler"]
    return [f"paddle.optimizer.lr.{name}" for name in names]
