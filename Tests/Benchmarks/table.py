# SPDX-License-Identifier: Apache-2.0
"""The table of measurements: medians with their spread, beside their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def median(samples: Sequence[float]) -> float:
    """The middle one, or the mean of the two middle ones."""
    ordered = sorted(samples)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True)
class Target:
    """What a median is asked to reach."""

    limit: float
    #: Whether more is better.
    at_least: bool = False

    def words(self, unit: str) -> str:
        """The target in words: `at most 20 ms`."""
        return f"{'at least' if self.at_least else 'at most'} {self.limit:g} {unit}".rstrip()

    def verdict(self, value: float) -> str:
        """Whether a value reaches the target, and by how much it misses it."""
        ratio = self.limit / value if self.at_least else value / self.limit
        return "reached" if ratio <= 1 else f"missed, {ratio:.2f} times off"


def row(name: str, samples: Sequence[float], unit: str, target: Target | None = None) -> str:
    """One line of the table, with the samples given in its unit."""
    value = f"{median(samples):.4g} {unit}".rstrip()
    spread = f"{min(samples):.4g} - {max(samples):.4g}" if len(samples) > 1 else ""
    asked = f"{target.words(unit)}: {target.verdict(median(samples))}" if target else "no target"
    return f"{name:<44}{value:>16}   {spread:<20}{asked}"


def heading(text: str) -> str:
    """A line between groups of rows."""
    return f"\n{text}\n{'-' * len(text)}"
