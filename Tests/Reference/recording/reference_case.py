# SPDX-License-Identifier: Apache-2.0
"""One reference case: a library's schedule, the recipe that says the same, and their CSV file."""

from __future__ import annotations

import argparse
import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol, TypeVar

from difference import Difference

#: Up to this length every update is recorded; beyond it a spread of them.
LONGEST_COMPLETE_RUN = 1000

#: How many updates of a longer run are spread over it, boundaries not counted.
SPREAD = 500

#: Updates recorded on either side of a boundary of a longer run.
NEIGHBOURHOOD = 2

#: How far past the end a schedule that holds its last value is recorded.
PAST_END = (0, 1, 2, 10)

#: The fractional part of the golden ratio. Its multiples fall evenly into the unit interval and
#: in no step with the round numbers that phases are made of, which a fixed stride would be.
GOLDEN = 0.6180339887498949


class Kind(Enum):
    """How the library computes a value, which decides how closely a table has to match it."""

    #: From t alone: a handful of roundings, whatever the length of the run.
    CLOSED_FORM = "closed-form"

    #: From the value before it: roundings add up over the run.
    RECURSION = "recursion"


class Precision(Enum):
    """What the library computes in."""

    DOUBLE = "double"
    SINGLE = "single"


@dataclass(frozen=True, kw_only=True)
class ReferenceCase:
    """What is recorded and why the two sides are expected to agree.

    A case says *what* happens; `call` is the text of the library call that makes it happen.
    """

    #: Name of the CSV file, without its suffix.
    name: str

    #: The library call, as it is executed and as it is written into the file.
    call: str

    kind: Kind

    #: Length of the run in updates; it is `run.length` of the recipe, unless `run` says it.
    updates: int

    #: The scheduler's qualified name; left out where the call starts with it.
    scheduler: str = ""

    #: The phases of the recipe in the flow style of YAML, one string per phase.
    phases: Sequence[str] = ()

    #: Further keys of the schedule, one string per key: `expression: …`, `times: …`, `grid: …`.
    keys: Sequence[str] = ()

    #: Further keys of the recipe, one string per key: a preset, `vars: …`.
    recipe_keys: Sequence[str] = ()

    #: The facts of the run where a length in steps is not all: `length: 10 epochs, epoch: 7 steps`.
    run: str = ""

    #: What is scheduled.
    channel: str = "lr"

    #: What the library computes in.
    precision: Precision = Precision.DOUBLE

    #: After how many updates the scheduler is stepped, once each time.
    stepped_every: int = 1

    #: Where the library knowingly does something else; everywhere else it has to agree.
    differs: Difference | None = None

    #: Where phases meet and milestones fall. Only runs too long to be recorded wholly need them.
    boundaries: Sequence[int] = ()

    #: Whether the library goes on with the last value, so that `after: hold` can be compared.
    holds: bool = False

    def positions(self) -> list[int]:
        """The updates to record, ascending."""
        past_end = {self.updates + distance for distance in PAST_END} if self.holds else set()
        if self.updates <= LONGEST_COMPLETE_RUN:
            return sorted({*range(self.updates), *past_end})
        spread = {int(index * GOLDEN % 1 * self.updates) for index in range(SPREAD)}
        edges = self.differs.edges() if self.differs else []
        near = {
            boundary + distance
            for boundary in (0, *self.boundaries, *edges, self.updates)
            for distance in range(-NEIGHBOURHOOD, NEIGHBOURHOOD + 1)
        }
        return sorted({t for t in spread | near if 0 <= t < self.updates} | past_end)

    def recipe(self) -> list[str]:
        """The recipe, line by line."""
        run = self.run or f"length: {self.updates} steps"
        lines = ["recipec: 1", f"run: {{ {run} }}", *self.recipe_keys]
        keys = list(self.keys)
        if self.holds and (keys or self.phases):
            keys.append("after: hold")
        if keys or self.phases:
            lines += ["schedules:", f"  {self.channel}:"]
        if self.phases:
            lines += ["    phases:", *(f"      - {phase}" for phase in self.phases)]
        return lines + [f"    {key}" for key in keys]

    def scheduler_name(self) -> str:
        """The qualified name of the scheduler."""
        return self.scheduler or self.call.partition("(")[0]

    def written(self, value: float) -> str:
        """A value as it stands in its row."""
        return single(value) if self.precision is Precision.SINGLE else repr(value)

    def text(self, library: str, script_digest: str, values: Iterable[float]) -> str:
        """The CSV file for `values`, which belong to `positions()` in that order."""
        header = [
            f"library: {library}",
            f"script-sha256: {script_digest}",
            f"scheduler: {self.scheduler_name()}",
            f"call: {self.call}",
            f"kind: {self.kind.value}",
            f"updates: {self.updates}",
        ]
        if self.stepped_every > 1:
            header.append(f"stepped: every {self.stepped_every} updates")
        if self.channel != "lr":
            header.append(f"channel: {self.channel}")
        if self.precision is Precision.SINGLE:
            header.append("precision: single")
        if self.differs:
            header += self.differs.header()
        header += ["recipe:", *(f"  {line}" for line in self.recipe())]
        pairs = zip(self.positions(), values, strict=True)
        # A value with a NumPy type would be written with the name of its type.
        rows = [f"{t},{self.written(float(value))}" for t, value in pairs]
        return "\n".join([*comment_lines(header), "t,value", *rows]) + "\n"


def single(value: float) -> str:
    """The shortest decimal that reads back as the same binary32 number.

    repr() does the same for binary64.
    """
    bits = struct.pack("f", value)
    if struct.unpack("f", bits)[0] != value:
        raise ValueError(f"{value!r} is not in single precision")
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next(text for text in texts if struct.pack("f", float(text)) == bits)


def comment_lines(header: Iterable[str]) -> list[str]:
    """The lines of a file's header as they stand before its rows."""
    return [f"# {line}" for line in header]


class Recorded(Protocol):
    """What `generate` needs of a case."""

    @property
    def name(self) -> str:
        """Name of the CSV file, without its suffix."""

    def text(self, library: str, script_digest: str, values: Iterable[float]) -> str:
        """The file for the recorded values."""


Case = TypeVar("Case", bound=Recorded)


def generate(
    script: Path,
    library: str,
    cases: Sequence[Case],
    record: Callable[[Case], Iterable[float]],
    schedulers: Iterable[str] = (),
) -> None:
    """Writes one CSV per case, next to `script` or into the folder given by `--output`.

    `record` returns the library's values in the order in which the case has its rows.
    `schedulers` are the qualified names of all that the library has, as it was asked for them.
    """
    parser = argparse.ArgumentParser(description=f"Records the schedules of {library}.")
    parser.add_argument("--output", type=Path, default=script.parent, metavar="FOLDER")
    output: Path = parser.parse_args().output
    files = [case.name for case in cases]
    if len(set(files)) != len(files):
        parser.error("two cases have the same name")
    digest = hashlib.sha256(script.read_bytes()).hexdigest()
    for case in cases:
        text = case.text(library, digest, record(case))
        (output / f"{case.name}.csv").write_text(text, encoding="utf-8", newline="\n")
    if names := sorted(set(schedulers)):
        text = "\n".join([f"# {library}", *names]) + "\n"
        (output / "schedulers.txt").write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(cases)} cases of {library} in {output}")
