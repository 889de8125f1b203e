# SPDX-License-Identifier: Apache-2.0
"""Runs a program and says what it cost."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What one run of a program took."""

    #: Seconds from the start to the end, as somebody who waits sees them.
    wall: float
    #: Seconds of processor time, the system's included; other load hardly moves them.
    processor: float
    #: The largest resident memory, in bytes. Linux counts the pages of the process that starts a
    #: program until it has started, so less than this process's own memory cannot be seen.
    peak: int


def cost(command: Sequence[str | Path]) -> Cost:
    """Runs a program that must succeed, with its output thrown away."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise subprocess.CalledProcessError(child.returncode, list(map(str, command)))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def lines(command: Sequence[str | Path]) -> dict[str, list[str]]:
    """Runs a program that prints lines of a name and values, and returns them by name."""
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {words[0]: words[1:] for words in map(str.split, output.splitlines()) if words}
