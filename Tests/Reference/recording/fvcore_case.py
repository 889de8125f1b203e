# SPDX-License-Identifier: Apache-2.0
"""A reference case of fvcore, whose schedulers are functions of the share of the run."""

from __future__ import annotations

from dataclasses import dataclass

from fvcore.common import param_scheduler
from reference_case import Kind, ReferenceCase


@dataclass(frozen=True, kw_only=True)
class FvcoreCase(ReferenceCase):
    """A scheduler, called as detectron2 does: with t over the number of updates."""

    kind: Kind = Kind.CLOSED_FORM

    def scheduler_name(self) -> str:
        """The qualified name of the class that the call starts with."""
        name = self.call.removeprefix("scheduler = ").partition("(")[0]
        return f"{param_scheduler.__name__}.{name}"

    def record(self) -> list[float]:
        """Returns the values at `positions()`."""
        scheduler_text, value_text = self.call.split("; ")
        names = dict(vars(param_scheduler))
        # Executing the recorded text is what keeps the two from saying different things.
        exec(scheduler_text, names)
        value = compile(value_text, self.name, "eval")
        return [float(eval(value, names, {"t": t})) for t in self.positions()]


def over(updates: int, text: str) -> str:
    """The call of the scheduler `text` over so many updates."""
    return f"scheduler = {text}; scheduler(t / {updates})"
