# SPDX-License-Identifier: Apache-2.0
"""A reference case of Hugging Face's transformers: a function that returns a PyTorch scheduler."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

from reference_case import Kind
from torch_case import TorchCase
from transformers import optimization


@dataclass(frozen=True, kw_only=True)
class TransformersCase(TorchCase):
    """A schedule over one parameter group; each is a `LambdaLR` of a formula in t."""

    kind: Kind = Kind.CLOSED_FORM

    modules: ClassVar[tuple[ModuleType, ...]] = (optimization,)
