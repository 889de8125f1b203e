# SPDX-License-Identifier: Apache-2.0
"""A table as the model has it: regions of constants, tracks over them, machines on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules import Machine, Unit

#: The length of an open run, and the first number that is no update.
OPEN = 2**53


@dataclass(frozen=True, kw_only=True)
class Response:
    """How a region answers to a plateau."""

    machine: int
    first_level: int
    floor: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Exit:
    """The way out of a region at an event; without a region the tracks end there."""

    machine: int
    region: int | None


@dataclass(kw_only=True)
class Region:
    """Constants over `[start, start + length)` of local time."""

    start: int
    length: int
    #: From which local update on which value holds; the first is the start.
    pieces: list[tuple[int, float]]
    grid: int = 1
    anchor: int = 0
    period: int = 0
    timeout: int | None = None
    exit: Exit | None = None
    response: Response | None = None

    @property
    def end(self) -> int:
        """The first local update after the region."""
        return self.start + self.length

    def value(self, local: int, absolute: int) -> float:
        """The constant at a local update, which is `absolute` in the run."""
        sampled = local
        if self.grid > 1:
            # Python's remainder is never negative: it is the way back to the last grid point.
            sampled = max(self.start, local - (absolute - self.anchor) % self.grid)
        if self.period > 0:
            sampled = self.start + (sampled - self.start) % self.period
        return [value for first, value in self.pieces if first <= sampled][-1]


@dataclass(frozen=True, kw_only=True)
class Track:
    """A name, where it begins, its multiplier, and what it does past its end."""

    name: str
    first: int
    multiplier: float
    #: `hold`, `continues`, `repeats` or `error`.
    after: str
    after_value: float = 0.0


@dataclass(kw_only=True)
class Table:
    """What a compiler would have made."""

    length: int
    regions: list[Region] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)

    def reachable(self, first: int) -> set[int]:
        """The regions that timeouts and events can lead to, the first one included."""
        seen: set[int] = set()
        waiting = [first]
        while waiting:
            index = waiting.pop()
            if index in seen:
                continue
            seen.add(index)
            region = self.regions[index]
            following = [region.timeout, region.exit.region if region.exit else None]
            waiting += [other for other in following if other is not None]
        return seen

    def routes(self) -> list[int]:
        """The first regions of the tracks, each once, in the order of the tracks."""
        return list(dict.fromkeys(track.first for track in self.tracks))

    def chains(self) -> list[int]:
        """The first regions from which some event can be met."""
        return [
            first
            for first in self.routes()
            if any(self.regions[index].exit for index in self.reachable(first))
        ]

    def watches(self) -> list[tuple[str, bool]]:
        """The names that machines listen to and whether each is a signal, first machine first."""
        return list(
            dict.fromkeys((machine.name, machine.kind == "signal") for machine in self.machines)
        )

    def text(self) -> Iterator[str]:
        """The table in the lines of a scenario."""
        yield f"length {'open' if self.length == OPEN else self.length}"
        for machine in self.machines:
            yield "machine " + " ".join(map(word, machine_fields(machine)))
        if self.levels:
            yield "levels " + " ".join(map(word, self.levels))
        for region in self.regions:
            exit, response = "-", "-"
            if region.exit:
                target = "end" if region.exit.region is None else region.exit.region
                exit = f"{region.exit.machine}:{target}"
            if region.response:
                answer = region.response
                response = f"{answer.machine}:{answer.first_level}:{word(answer.floor)}"
            pieces = ",".join(f"{first}={word(value)}" for first, value in region.pieces)
            timeout = "-" if region.timeout is None else region.timeout
            yield (
                f"region {region.start} {region.length} {region.grid} {region.anchor}"
                f" {region.period} {timeout} {exit} {response} {pieces}"
            )
        for track in self.tracks:
            value = f":{word(track.after_value)}" if track.after in ("hold", "continues") else ""
            yield (
                f"track {track.name} {track.first} {word(track.multiplier)} {track.after}{value}"
            )


def machine_fields(machine: Machine) -> list[str | int | float]:
    """The settings of a machine in the order of a scenario's line."""
    return [
        machine.kind,
        machine.name,
        machine.mode,
        machine.threshold_kind,
        machine.threshold,
        machine.patience,
        "updates" if machine.patience_unit is Unit.UPDATES else "evaluations",
        machine.cooldown,
        "updates" if machine.cooldown_unit is Unit.UPDATES else "evaluations",
        machine.on_non_finite,
        machine.best,
        machine.smoothing,
        machine.averages,
        machine.level_count,
    ]


def word(value: str | float) -> str:
    """A field of a line; numbers are the shortest decimals that read back as the same double."""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
