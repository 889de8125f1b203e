# SPDX-License-Identifier: Apache-2.0
"""A reference case of MMEngine, whose schedulers change the value that they find."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

from mmengine.optim import scheduler as schedulers
from torch_case import TorchCase


@dataclass(frozen=True, kw_only=True)
class MMEngineCase(TorchCase):
    """A scheduler over one parameter group, or a list of them as MMEngine's configurations have."""

    modules: ClassVar[tuple[ModuleType, ...]] = (schedulers,)


def several(rate: float, *texts: str) -> str:
    """The call that lays several schedulers over an optimizer and steps them in their order."""
    step = "[one.step() for one in scheduler]"
    return f"optimizer = SGD([weight], lr={rate}); [{', '.join(texts)}]; {step}"


def of(channel: str, value: float, text: str) -> str:
    """The call that lays a scheduler over another parameter of the optimizer."""
    return f"optimizer = SGD([weight], lr=0.1, {channel}={value}); {text}"
