# SPDX-License-Identifier: Apache-2.0
"""Where a library does knowingly something else than the recipe beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Cause(Enum):
    """Why a library's values are not those of the recipe."""

    #: The curve turns back where it should have ended: a cosine that rises again.
    REBOUND = "rebound"

    #: The value falls below zero.
    NEGATIVE = "negative"

    #: The warmup ends below the value that it is said to lead to.
    PEAK_NOT_REACHED = "peak-not-reached"

    #: The library keeps another value past the end than the one that the curve leads to.
    END_NOT_REACHED = "end-not-reached"

    #: Recursions laid over one another lose the values that each of them is meant to have.
    CHAINED_DRIFT = "chained-drift"

    #: The value jumps where two phases meet that are meant to follow on.
    JUMP = "jump"

    #: The library's arithmetic resolves less than its tolerance assumes.
    RESOLUTION = "resolution"

    #: The library's formula has no value there.
    UNDEFINED = "undefined"

    #: The value leaves the domain of what it is for: a beta of 1 and more.
    DOMAIN = "domain"

    #: A phase starts or ends at another update than its parameters say.
    OFF_BY_ONE = "off-by-one"

    #: A parameter has no effect, or another one than its name and documentation say.
    PARAMETER = "parameter"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One way in which a library differs, and at which updates."""

    cause: Cause

    #: What the library does and what the recipe does, in one sentence.
    what: str

    #: The updates, as ranges that include both ends: `100-, 10-99, 7`.
    at: str

    def header(self) -> list[str]:
        """The lines of a file's header."""
        return [f"differs: {self.cause.value} — {self.what}", f"differs-at: {self.at}"]

    def edges(self) -> list[int]:
        """The updates at which the ranges start and end."""
        return [
            int(edge) for part in self.at.split(",") for edge in part.strip().split("-") if edge
        ]
