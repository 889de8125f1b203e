# SPDX-License-Identifier: Apache-2.0
"""A table at work: observations and signals go in, values come out.

Written from the language's section on events and the definition of a value, for tables whose pieces
are constants. Nothing is cached and nothing is derived in advance.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass, field

from rules import Memory, filtered, improves, recipec
from table import OPEN, Region, Response, Table


class RefusedError(Exception):
    """An observation or signal is refused; the message is the name of the reason."""


class BeforeStateError(Exception):
    """A value is asked for from before what the state remembers."""


class PastEndError(Exception):
    """A value is asked for where the track has none."""


@dataclass
class Watch:
    """What is remembered of a watched name."""

    last: int = -1
    repeated: int = 0


@dataclass
class Chain:
    """Where the last event has led the tracks that share a first region."""

    region: int
    entry: int = 0
    entered: bool = False
    ended: bool = False


@dataclass
class Outcome:
    """What became of an observation, and what the scenarios want to know about it."""

    disposition: str
    cuts: int = 0
    transitions: int = 0
    #: What happened, in words that coverage counts.
    notes: list[str] = field(default_factory=list)


class Run:
    """A table and its state."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.memories = [Memory() for _ in table.machines]
        self.watches = [Watch() for _ in table.watches()]
        self.chains = [Chain(first) for first in table.chains()]
        self.clock = -1
        self.accepted = 0
        self.repeated = 0

    # Where tracks are.

    def chain(self, first: int) -> Chain | None:
        """The chain that begins in a region; nothing where no event can be met."""
        chains = self.table.chains()
        return self.chains[chains.index(first)] if first in chains else None

    def course(self, first: int) -> tuple[int, int]:
        """The region that the last event led to, and local time's distance from the run's."""
        chain = self.chain(first)
        if chain is None:
            return first, 0
        return chain.region, chain.entry - self.table.regions[chain.region].start

    def walk(self, first: int, update: int) -> tuple[int, int, bool]:
        """The region at an update, its offset, and whether the update lies past the end.

        Past the end the region is the last one.
        """
        chain = self.chain(first)
        index, offset = self.course(first)
        if chain is not None and chain.ended:
            return index, offset, True
        while True:
            region = self.table.regions[index]
            if update - offset < region.end:
                return index, offset, False
            if region.timeout is None:
                return index, offset, True
            index = region.timeout

    def end(self, first: int) -> int | None:
        """The first update past the end of the tracks that begin in a region; nothing if never."""
        chain = self.chain(first)
        if chain is not None and chain.ended:
            return chain.entry
        index, offset = self.course(first)
        while (timeout := self.table.regions[index].timeout) is not None:
            index = timeout
        last = self.table.regions[index]
        return None if last.end == OPEN else last.end + offset

    def is_finished(self, update: int) -> bool:
        """Whether all chains are past their end; without chains, whether the table is."""
        ends = [self.end(first) for first in self.table.chains()]
        if not self.chains:
            return self.table.length != OPEN and update >= self.table.length
        return all(end is not None and update >= end for end in ends)

    # Values.

    def value(self, track_index: int, update: int) -> float:
        """The value of a track at an update."""
        track = self.table.tracks[track_index]
        chain = self.chain(track.first)
        if chain is not None and chain.entered and update < chain.entry:
            raise BeforeStateError
        if track.after == "repeats" and update >= self.table.length:
            update %= self.table.length
        index, offset, is_past = self.walk(track.first, update)
        region = self.table.regions[index]
        if not is_past:
            return self.answer(
                track.multiplier, region.value(update - offset, update), region, update
            )
        if track.after == "hold":
            return track.multiplier * track.after_value
        if track.after == "continues":
            return self.answer(track.multiplier, track.after_value, region, update)
        raise PastEndError

    def answer(self, multiplier: float, value: float, region: Region, update: int) -> float:
        """What a multiplier and the region's response make of a value; one rounding a product."""
        if region.response is None:
            return multiplier * value
        memory = self.memories[region.response.machine]
        if memory.changed_at > update:
            raise BeforeStateError
        return respond(self.table, region.response, memory.cuts, multiplier, value)

    # Observations.

    def observe(self, name: str, value: float, measured: int, effective: int | None) -> Outcome:
        """Takes the value of a metric."""
        update = measured if effective is None else effective
        if (name, False) not in self.table.watches():
            return Outcome("unwatched")
        watch = self.watches[self.table.watches().index((name, False))]
        for position in (measured, update):
            if not 0 <= position < OPEN:
                raise RefusedError("updateOutOfRange")
        if update < measured:
            raise RefusedError("effectBeforeMeasurement")
        if measured == watch.last:
            return self.repeat(watch)
        if measured < watch.last:
            raise RefusedError("outOfOrder")
        if update < self.clock:
            raise RefusedError("effectInThePast")
        watching = [
            index
            for index, machine in enumerate(self.table.machines)
            if machine.kind != "signal" and machine.name == name
        ]
        acting = self.acting(update)
        active = [index for index in watching if index in acting]
        policies = {self.table.machines[index].on_non_finite for index in active}
        if not math.isfinite(value) and "error" in policies:
            raise RefusedError("notFinite")
        outcome = Outcome("accepted" if active else "inactive")
        if active and not math.isfinite(value) and policies == {"ignore"}:
            outcome.disposition = "skipped"
        fired: set[int] = set()
        for index in watching:
            self.step(index, index in active, value, update, outcome, fired)
        self.move(update, fired, acting, outcome)
        self.accepted += 1
        self.clock = update
        watch.last = measured
        return outcome

    def signal(self, name: str, effective: int) -> Outcome:
        """Takes a signal."""
        if (name, True) not in self.table.watches():
            return Outcome("unwatched")
        watch = self.watches[self.table.watches().index((name, True))]
        if not 0 <= effective < OPEN:
            raise RefusedError("updateOutOfRange")
        if effective == watch.last:
            return self.repeat(watch)
        if effective < watch.last:
            raise RefusedError("outOfOrder")
        if effective < self.clock:
            raise RefusedError("effectInThePast")
        acting = self.acting(effective)
        fired = {
            index
            for index, machine in enumerate(self.table.machines)
            if machine.kind == "signal" and machine.name == name and index in acting
        }
        outcome = Outcome("accepted" if fired else "inactive")
        self.move(effective, fired, acting, outcome)
        self.accepted += 1
        self.clock = effective
        watch.last = effective
        return outcome

    def repeat(self, watch: Watch) -> Outcome:
        """Counts what was reported before."""
        watch.repeated += 1
        self.repeated += 1
        return Outcome("repeated")

    def acting(self, update: int) -> dict[int, list[int]]:
        """The machines at work at an update, each with the chains that it can move."""
        acting: dict[int, list[int]] = {}
        for first in self.table.routes():
            index, _, is_past = self.walk(first, update)
            if is_past:
                continue
            region = self.table.regions[index]
            if region.response:
                acting.setdefault(region.response.machine, [])
            if region.exit:
                acting.setdefault(region.exit.machine, []).append(self.table.chains().index(first))
        return acting

    def step(
        self,
        index: int,
        is_active: bool,
        value: float,
        update: int,
        outcome: Outcome,
        fired: set[int],
    ) -> None:
        """Shows a value to one machine."""
        machine, memory = self.table.machines[index], self.memories[index]
        is_finite = math.isfinite(value)
        if not is_active:
            if machine.best == "start" and is_finite:
                outcome.notes.append("best from the start, while inactive")
                seen = filtered(machine, memory, value)
                if seen is not None and improves(machine, memory, seen):
                    memory.best, memory.has_best = seen, True
            return
        if not is_finite and machine.on_non_finite == "ignore":
            outcome.notes.append("not finite: ignored")
            return
        if not memory.entered:
            memory.entered = True
            memory.since = update
        seen = None
        if is_finite:
            seen = filtered(machine, memory, value)
            if seen is None:
                outcome.notes.append("unfinished average")
                return
        else:
            outcome.notes.append("not finite: counted")
        if machine.kind == "crosses":
            if seen is not None and (
                seen < machine.threshold if machine.mode == "min" else seen > machine.threshold
            ):
                fired.add(index)
            return
        before = copy.copy(memory)
        has_cut = recipec(machine, memory, seen, update)
        if not has_cut and (memory.bad, memory.best, memory.has_best) == (
            before.bad,
            before.best,
            before.has_best,
        ):
            outcome.notes.append(f"cooling in {machine.cooldown_unit.value}")
        if not has_cut:
            return
        if machine.kind == "stops-improving":
            fired.add(index)
            return
        if memory.cuts == machine.level_count - 1:
            outcome.notes.append("cut at the last level")
            return
        memory.cuts += 1
        memory.changed_at = update
        outcome.cuts += 1
        outcome.notes.append(f"cut, patience in {machine.patience_unit.value}")

    def move(
        self, update: int, fired: set[int], acting: dict[int, list[int]], outcome: Outcome
    ) -> None:
        """Moves every chain whose region at the update is left by a machine that fired."""
        moves = sorted((chain, machine) for machine in fired for chain in acting[machine])
        for chain_index, machine in moves:
            chain = self.chains[chain_index]
            first = self.table.chains()[chain_index]
            index, offset, _ = self.walk(first, update)
            region = self.table.regions[index]
            assert region.exit is not None and region.exit.machine == machine
            note = f"event by {self.table.machines[machine].kind}"
            outcome.notes.append(note)
            if chain.entered:
                outcome.notes.append("event after an event")
            if index != chain.region:
                outcome.notes.append("timeout before event")
                if update == region.start + offset:
                    outcome.notes.append("event at the update of a timeout")
            if region.exit.region is None:
                outcome.notes.append("event that ends tracks")
            target = index if region.exit.region is None else region.exit.region
            self.chains[chain_index] = Chain(
                target, update, entered=True, ended=region.exit.region is None
            )
        outcome.transitions = len(moves)


def respond(table: Table, response: Response, cuts: int, multiplier: float, value: float) -> float:
    """min(w(0)·p, max(m·floor, w(k)·p)) with w(k) = m·level(k); every product is rounded once."""
    base = multiplier * table.levels[response.first_level] * value
    if cuts == 0:
        return base
    weight = multiplier * table.levels[response.first_level + cuts]
    reduced = weight * value
    floor = multiplier * response.floor
    limited = floor if floor > reduced else reduced
    return base if base < limited else limited
