# SPDX-License-Identifier: Apache-2.0
"""Random scripts: what a table at work is told, and what becomes of it, line by line."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from random import Random

from run import BeforeStateError, Outcome, PastEndError, RefusedError, Run
from table import OPEN, Table, word

#: The fields of a machine's state by the names that lines have for them.
FIELDS = {
    "best": "best",
    "accumulator": "acc",
    "accumulated": "n",
    "bad": "bad",
    "cooldown": "cool",
    "since": "since",
    "changed_at": "changed",
    "cuts": "cuts",
    "has_best": "has",
    "entered": "in",
}


class Script:
    """Drives a run and writes down what happens."""

    def __init__(self, table: Table, numbers: Random, coverage: Counter[str]) -> None:
        self.run = Run(table)
        self.table = table
        self.numbers = numbers
        self.coverage = coverage
        self.update = 0

    def lines(self) -> Iterator[str]:
        """The steps and what follows from each."""
        yield from self.values()
        for _ in range(self.numbers.randrange(7, 15)):
            before = self.state()
            line, outcome = self.tell()
            yield line
            yield outcome
            told = list(changes(before, self.state()))
            yield from told
            if self.numbers.random() < (0.8 if told else 0.2):
                yield from self.values()
            if all(self.run.walk(first, self.update - 4)[2] for first in self.table.routes()):
                break
        for index, track in enumerate(self.table.tracks):
            end = self.run.end(track.first)
            yield f"end {index} {'never' if end is None else end}"

    # What is told.

    def tell(self) -> tuple[str, str]:
        """Reports something; returns the line for it and the line for what became of it."""
        self.advance()
        names = self.table.watches()
        metrics = [name for name, is_signal in names if not is_signal]
        signals = [name for name, is_signal in names if is_signal]
        if self.numbers.random() < 0.04:
            metrics, signals = ["throughput"], ["halt"]
        if signals and (not metrics or self.numbers.random() < 0.25):
            return self.tell_signal(self.numbers.choice(signals))
        return self.tell_metric(self.numbers.choice(metrics))

    def advance(self) -> None:
        """Goes on in time, now and then to where a timeout is due."""
        self.update += self.numbers.choice((0, 1, 1, 2, 3, 4))
        if self.numbers.random() < 0.25:
            self.update = self.numbers.choice(self.boundaries())

    def boundaries(self) -> list[int]:
        """The updates to come, or the present one, at which tracks enter regions or end."""
        found = [self.update]
        for first in self.table.routes():
            index: int | None
            index, offset = self.run.course(first)
            while index is not None:
                region = self.table.regions[index]
                found += [region.start + offset, region.end + offset]
                index = region.timeout
        return [update for update in found if self.update <= update < self.update + 20]

    def tell_signal(self, name: str) -> tuple[str, str]:
        """Gives a signal, sometimes too late or where there is no update."""
        names = self.table.watches()
        last = self.run.watches[names.index((name, True))].last if (name, True) in names else 0
        effective = self.numbers.choice(
            [self.update] * 12 + [last, last - 1, self.run.clock - 1, -1, OPEN]
        )
        return f"signal {name} {effective}", self.outcome(
            "signal", lambda: self.run.signal(name, effective)
        )

    def tell_metric(self, name: str) -> tuple[str, str]:
        """Reports a metric, sometimes again, in the wrong order, late, or as no number."""
        measured, effective = self.times(name)
        value = self.metric(name)
        text = "-" if effective is None else effective
        return f"observe {name} {word(value)} {measured} {text}", self.outcome(
            "metric", lambda: self.run.observe(name, value, measured, effective)
        )

    def times(self, name: str) -> tuple[int, int | None]:
        """When a metric was measured, and from when on it may act."""
        names = self.table.watches()
        last = self.run.watches[names.index((name, False))].last if (name, False) in names else 0
        chance = self.numbers.random()
        if chance < 0.05:
            return last, None
        if chance < 0.08:
            return max(0, last - self.numbers.randrange(1, 4)), self.update
        if chance < 0.11:
            return self.update, self.update - 1
        if chance < 0.12:
            return self.numbers.choice(((-1, None), (OPEN, None), (self.update, OPEN)))
        if chance < 0.16:
            return last + 1, None
        if chance < 0.3:
            return max(last + 1, self.update - 2), max(last + 1, self.update)
        return self.update, None

    def metric(self, name: str) -> float:
        """A value: some round number, or one that lies on a threshold or next to it."""
        numbers = self.numbers
        if numbers.random() < 0.07:
            return numbers.choice((math.nan, math.inf, -math.inf))
        machines = [
            (machine, memory)
            for machine, memory in zip(self.table.machines, self.run.memories, strict=True)
            if machine.name == name and machine.kind != "signal"
        ]
        if machines and numbers.random() < 0.4:
            machine, memory = numbers.choice(machines)
            bound = machine.threshold
            if machine.kind != "crosses":
                margin = machine.threshold
                if machine.threshold_kind == "relative":
                    margin = abs(memory.best) * margin
                bound = memory.best + (-margin if machine.mode == "min" else margin)
            return numbers.choice(
                (bound, math.nextafter(bound, math.inf), math.nextafter(bound, -math.inf))
            )
        return numbers.choice((0.125, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.1, 1.5, -0.2, -0.5))

    # What becomes of it.

    def outcome(self, what: str, report: object) -> str:
        """The line for what became of a report."""
        assert callable(report)
        try:
            result: Outcome = report()
        except RefusedError as refusal:
            self.coverage[f"{what}: refused, {refusal}"] += 1
            return f"! {refusal}"
        self.coverage[f"{what}: {result.disposition}"] += 1
        self.coverage.update(result.notes)
        return f"= {result.disposition} {result.cuts} {result.transitions}"

    def state(self) -> dict[str, dict[str, float | int]]:
        """All fields of the state by the record that they belong to."""
        run = self.run
        records: dict[str, dict[str, float | int]] = {
            "r": {"clock": run.clock, "accepted": run.accepted, "repeated": run.repeated}
        }
        for index, memory in enumerate(run.memories):
            fields = asdict(memory)
            records[f"m{index}"] = {short: fields[name] for name, short in FIELDS.items()}
        for index, watch in enumerate(run.watches):
            records[f"w{index}"] = {"last": watch.last, "repeated": watch.repeated}
        for index, chain in enumerate(run.chains):
            records[f"c{index}"] = {
                "region": chain.region,
                "entry": chain.entry,
                "in": chain.entered,
                "ended": chain.ended,
            }
        return records

    def values(self) -> Iterator[str]:
        """Values of one track about the present, and whether the run is finished."""
        track = self.numbers.randrange(len(self.table.tracks))
        clock = max(0, self.run.clock)
        near = [clock, clock + self.numbers.randrange(1, 12)]
        if self.numbers.random() < 0.4:
            near.append(clock - 1)
        if self.numbers.random() < 0.2:
            near.append(clock + self.numbers.randrange(12, 150))
        if self.numbers.random() < 0.05:
            near.append(OPEN - 1)
        positions = sorted({update for update in near if update >= 0})
        texts = [f"{update}:{self.value(track, update)}" for update in positions]
        yield f"v {track} {' '.join(texts)}"
        if self.numbers.random() < 0.15:
            update = clock + self.numbers.choice((0, 0, 20, 60, 200))
            is_finished = self.run.is_finished(update)
            self.coverage[f"finished: {is_finished}"] += 1
            yield f"f {update} {int(is_finished)}"

    def value(self, track: int, update: int) -> str:
        """The value of a track, or why it has none."""
        try:
            value = self.run.value(track, update)
        except BeforeStateError:
            self.coverage["value: before the state"] += 1
            return "before"
        except PastEndError:
            self.coverage["value: past the end"] += 1
            return "past"
        first = self.table.tracks[track].first
        index, _, is_past = self.run.walk(first, update)
        if is_past:
            self.coverage[f"value: past the end, {self.table.tracks[track].after}"] += 1
        response = self.table.regions[index].response
        if response and self.run.memories[response.machine].cuts and not is_past:
            self.coverage["value: after a cut"] += 1
        if (chain := self.run.chain(first)) and chain.entered:
            self.coverage["value: after an event"] += 1
        return word(value)


def changes(
    before: dict[str, dict[str, float | int]], after: dict[str, dict[str, float | int]]
) -> Iterator[str]:
    """The fields that have another value, one line for each record."""
    for record, fields in after.items():
        changed = [
            f"{name}={word(int(value) if isinstance(value, bool) else value)}"
            for name, value in fields.items()
            if value != before[record][name]
        ]
        if changed:
            yield f"{record} {' '.join(changed)}"
