# SPDX-License-Identifier: Apache-2.0
"""A reference case of timm, whose schedulers are told how many updates or epochs are over."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

from reference_case import Kind
from timm import scheduler as schedulers
from torch_case import TorchCase, scheduler


@dataclass(frozen=True, kw_only=True)
class TimmCase(TorchCase):
    """A scheduler over one parameter group; each computes its value from t."""

    kind: Kind = Kind.CLOSED_FORM

    modules: ClassVar[tuple[ModuleType, ...]] = (schedulers,)


def by_updates(rate: float, text: str) -> str:
    """The call that steps the scheduler `text` after every update."""
    text = text.removesuffix(")") + ", t_in_epochs=False)"
    return f"{scheduler(rate, text)}; scheduler.step_update(t)"


def by_epochs(rate: float, text: str) -> str:
    """The call that steps the scheduler `text` after every epoch."""
    return f"{scheduler(rate, text)}; scheduler.step(t)"
