# SPDX-License-Identifier: Apache-2.0
"""Random tables: what a compiler could have made of some recipe, and a little more."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from rules import Machine, Unit
from table import OPEN, Exit, Region, Response, Table, Track

FACTORS = (0.5, 0.1, 0.3, 0.9)
VALUES = (0.1, 0.3, 0.25, 0.7, 3.0, 1e-3, 6e-4, 0.02, 0.0)
CHANNELS = ("lr", "momentum", "weight_decay", "beta2", "clip")


class TableMaker:
    """Makes one table, region by region; a machine is made where it is first put to use."""

    def __init__(self, numbers: Random) -> None:
        self.numbers = numbers
        self.is_open = numbers.random() < 0.35
        self.horizon = numbers.randrange(40, 70)
        #: How likely a region is under a plateau, and left at an event.
        self.response_share = numbers.choice((0.3, 0.7, 1.0))
        self.exit_share = numbers.choice((0.1, 0.4, 1.0))
        self.table = Table(length=OPEN if self.is_open else self.horizon)

    def make(self) -> Table:
        """The table."""
        routes = [self.path() for _ in range(self.numbers.choice((1, 1, 1, 2, 3)))]
        paths = [*routes]
        movable = routes[: self.numbers.randrange(len(routes) + 1)]
        sources = [index for path in movable for index in path]
        for _ in range(self.numbers.randrange(6) if sources else 0):
            source = self.numbers.choice(sources)
            if self.table.regions[source].exit:
                continue
            segment = self.segment()
            self.table.regions[source].exit = Exit(machine=self.exit_machine(), region=segment[0])
            sources += segment
            paths.append(segment)
        for source in sources:
            if self.table.regions[source].exit is None and self.numbers.random() < self.exit_share:
                self.table.regions[source].exit = Exit(
                    machine=self.exit_machine(), region=self.later_region(source)
                )
        if self.numbers.random() < 0.2:
            for path in paths:
                self.answer(path[-1])
        for path in paths:
            for index in path:
                if (
                    self.table.regions[index].response is None
                    and self.numbers.random() < self.response_share
                ):
                    self.answer(index)
        if not self.table.machines:
            self.answer(self.numbers.choice(routes)[-1])
        self.shuffle_machines()
        self.add_tracks([path[0] for path in routes])
        return self.table

    # Regions.

    def path(self) -> list[int]:
        """Regions from update 0 to the end of the run."""
        cuts = sorted(self.numbers.sample(range(4, self.horizon - 4), self.numbers.randrange(4)))
        starts = [0, *cuts]
        ends = [*cuts, self.table.length]
        return self.chain_of(list(zip(starts, ends, strict=True)))

    def segment(self) -> list[int]:
        """Regions that only an event leads to, in their own time."""
        count = self.numbers.choice((1, 1, 2, 3))
        first = self.numbers.choice((0, 0, 0, 5))
        starts = [first]
        for _ in range(count):
            starts.append(starts[-1] + self.numbers.randrange(3, 14))
        extents = list(pairwise(starts))
        if self.is_open and self.numbers.random() < 0.5:
            extents[-1] = (extents[-1][0], OPEN)
        return self.chain_of(extents)

    def chain_of(self, extents: list[tuple[int, int]]) -> list[int]:
        """Regions with these extents, each leading to the next by timeout."""
        base = len(self.table.regions)
        for offset, (start, end) in enumerate(extents):
            region = self.region(start, end - start)
            if offset + 1 < len(extents):
                region.timeout = base + offset + 1
            self.table.regions.append(region)
        return list(range(base, len(self.table.regions)))

    def region(self, start: int, length: int) -> Region:
        """A region of constants, sampled in some way."""
        period = 0
        if length > 6 and self.numbers.random() < 0.2:
            period = self.numbers.randrange(2, min(length, 20))
        span = min(period or length, 40)
        count = min(span, self.numbers.choice((1, 1, 2, 3)))
        starts = [start, *sorted(self.numbers.sample(range(start + 1, start + span), count - 1))]
        return Region(
            start=start,
            length=length,
            pieces=[(first, self.numbers.choice(VALUES)) for first in starts],
            grid=self.numbers.choice((1, 1, 3, 5, 7)),
            anchor=self.numbers.choice((0, 0, 3, -4)),
            period=period,
        )

    def later_region(self, source: int) -> int | None:
        """Some region that an event in `source` may lead to; nothing where it ends the tracks."""
        later = range(source + 1, len(self.table.regions))
        return None if not later or self.numbers.random() < 0.4 else self.numbers.choice(later)

    def answer(self, index: int) -> None:
        """Puts a region under a plateau."""
        region = self.table.regions[index]
        machine = self.plateau()
        count = self.table.machines[machine].level_count
        first_level = len(self.table.levels)
        factor = self.numbers.choice(FACTORS)
        if self.numbers.random() < 0.5:
            levels = [1.0]
        else:
            # The values themselves, over a power of two as the piece.
            levels = [self.numbers.choice((0.1, 0.3, 1e-3, 3.0)) * 8]
            region.pieces = [(region.start, 0.125)]
        while len(levels) < count:
            levels.append(levels[-1] * factor)
        self.table.levels += levels
        region.response = Response(
            machine=machine,
            first_level=first_level,
            floor=self.numbers.choice((0.0, 0.0, 0.01, 0.05, 1.0)),
        )

    # Machines.

    def exit_machine(self) -> int:
        """A machine that fires: one that there is, or a new one."""
        kind = self.numbers.choice(
            (self.stops_improving, self.stops_improving, self.crosses, self.signal)
        )
        return self.machine(lambda machine: machine.kind != "plateau", 0.5, kind)

    def plateau(self) -> int:
        """A plateau: one that there is, or a new one."""
        return self.machine(
            lambda machine: machine.kind == "plateau", 0.7, lambda: self.improvement("plateau")
        )

    def machine(
        self,
        is_wanted: Callable[[Machine], bool],
        reuse: float,
        make: Callable[[], Machine],
    ) -> int:
        """The index of a wanted machine that there is (probability `reuse`) or a new one."""
        machines = self.table.machines
        indices = [index for index, machine in enumerate(machines) if is_wanted(machine)]
        if indices and self.numbers.random() < reuse:
            return self.numbers.choice(indices)
        machines.append(make())
        return len(machines) - 1

    def improvement(self, kind: str) -> Machine:
        """A machine that counts how long a metric has not improved."""
        numbers = self.numbers
        kinds = ("relative", "absolute")
        threshold_kind = numbers.choice(kinds)
        patience_unit = numbers.choice((Unit.EVALUATIONS, Unit.EVALUATIONS, Unit.UPDATES))
        cooldown_unit = numbers.choice((Unit.EVALUATIONS, Unit.UPDATES))
        smoothing, averages = self.filter()
        in_updates = patience_unit is Unit.UPDATES
        return Machine(
            kind=kind,
            name=numbers.choice(("loss", "loss", "loss", "accuracy")),
            mode=numbers.choice(("min", "min", "max")),
            threshold_kind=threshold_kind,
            threshold=numbers.choice((0.0, 1e-4, 0.05, 0.3)),
            patience=numbers.choice((1, 3, 5, 9) if in_updates else (1, 1, 2, 3)),
            patience_unit=patience_unit,
            cooldown=numbers.choice((0, 1, 2) if cooldown_unit is Unit.EVALUATIONS else (0, 6, 12)),
            cooldown_unit=cooldown_unit,
            on_non_finite=numbers.choice(("error", "ignore", "ignore", "count", "count")),
            best=numbers.choice(("entry", "entry", "start")),
            smoothing=smoothing,
            averages=averages,
            level_count=numbers.choice((1, 2, 2, 3, 4, 5)) if kind == "plateau" else 0,
        )

    def stops_improving(self) -> Machine:
        """A machine that fires when a metric has stopped improving."""
        return self.improvement("stops-improving")

    def crosses(self) -> Machine:
        """A machine that fires at a level of a metric."""
        smoothing, averages = self.filter()
        return Machine(
            kind="crosses",
            name=self.numbers.choice(("loss", "accuracy")),
            mode=self.numbers.choice(("min", "max")),
            threshold=self.numbers.choice((0.5, 0.75, 0.3, -0.25)),
            on_non_finite=self.numbers.choice(("error", "ignore", "count")),
            smoothing=smoothing,
            averages=averages,
        )

    def signal(self) -> Machine:
        """A machine that fires when it is told to; a metric may have the name of a signal."""
        return Machine(kind="signal", name=self.numbers.choice(("decay", "stop", "loss")))

    def filter(self) -> tuple[float, int]:
        """Smoothing, or averaging, or neither."""
        return self.numbers.choice(((0.0, 1), (0.0, 1), (0.9, 1), (0.3, 1), (0.0, 2), (0.0, 3)))

    def shuffle_machines(self) -> None:
        """Puts the machines into another order, so that kinds are mixed."""
        order = list(range(len(self.table.machines)))
        self.numbers.shuffle(order)
        place = {old: new for new, old in enumerate(order)}
        self.table.machines = [self.table.machines[old] for old in order]
        for region in self.table.regions:
            if region.exit:
                region.exit = Exit(machine=place[region.exit.machine], region=region.exit.region)
            if region.response:
                region.response = Response(
                    machine=place[region.response.machine],
                    first_level=region.response.first_level,
                    floor=region.response.floor,
                )

    # Tracks.

    def add_tracks(self, firsts: list[int]) -> None:
        """At least one track for every route, in mixed order."""
        names = list(CHANNELS)
        self.numbers.shuffle(names)
        places = [*firsts, *self.numbers.choices(firsts, k=self.numbers.randrange(3))]
        self.numbers.shuffle(places)
        for name, first in zip(names, places, strict=False):
            self.table.tracks.append(self.track(name, first))

    def track(self, name: str, first: int) -> Track:
        """A track with what it may do past its end."""
        regions = [self.table.regions[index] for index in self.table.reachable(first)]
        choices = ["hold", "hold", "error"]
        lasts = [
            region
            for region in regions
            if region.timeout is None or (region.exit and region.exit.region is None)
        ]
        if all(region.response for region in lasts):
            choices += ["continues"] * 4
        if not self.is_open and not any(region.response or region.exit for region in regions):
            choices += ["repeats"] * 2
        after = self.numbers.choice(choices)
        return Track(
            name=name,
            first=first,
            multiplier=self.numbers.choice((1.0, 1.0, 1.0, 0.1, 0.1, 0.7, 0.7, 2.0, 2.0, 0.0)),
            after=after,
            after_value=self.numbers.choice(VALUES) if after in ("hold", "continues") else 0.0,
        )
