# SPDX-License-Identifier: Apache-2.0
"""Holds the model's rules for the libraries against what the libraries were seen to do.

The learning rates are the model's own: each cut is done as the library does it, at its precision,
so that every row of every trace has to come out to the bit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from rules import LIBRARIES, Machine, Memory, recipec, single


def replay(path: Path) -> str | None:
    """The first row of a recorded trace that the model has otherwise; nothing if there is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    recipe = next(line for line in lines if "- plateau:" in line)
    keys = dict(
        re.findall(r"(\w+): (?:\{ )?(\w[^,}]*?)(?= \}|,|$)", recipe.split("plateau: { ")[1])
    )
    kind = "relative" if "relative: " in recipe else "absolute"
    size = re.search(rf"{kind}: ([^ ]+)", recipe)
    if size is None:
        return "there is no threshold"
    machine = Machine(
        kind="plateau",
        name=keys["watch"],
        mode=keys["mode"],
        threshold_kind=kind,
        threshold=float(size[1]),
        patience=int(keys["patience"].removesuffix(" evaluations")),
        cooldown=int(keys["cooldown"].removesuffix(" evaluations")),
        averages=int(keys.get("smooth", "1").removesuffix(" evaluations")),
    )
    rule = LIBRARIES.get(keys.get("compat", ""), own)
    memory = Memory()
    rates = reductions(keys)
    rate = next(rates)
    for line in lines[lines.index("update,metric,rate") + 1 :]:
        update, metric, recorded = line.split(",")
        if rule(machine, memory, float(metric)):
            rate = next(rates)
        if rate != float(recorded):
            return f"row {update} is {recorded}, the model has {rate!r}"
    return None


def own(machine: Machine, memory: Memory, value: float) -> bool:
    """A decision of the recipe language where nothing but observations is counted."""
    return recipec(machine, memory, value if math.isfinite(value) else None, 0)


def reductions(keys: dict[str, str]) -> Iterator[float]:
    """The learning rate before the first cut, after it, and so on for ever."""
    base, factor, floor = (float(keys[key]) for key in ("from", "factor", "floor"))
    match keys.get("compat"):
        case "keras":
            rate = single(base)
            while True:
                yield rate
                if rate > single(floor):
                    rate = single(max(rate * factor, floor))
        case "optax":
            scale = 1.0
            least = single(floor / base)
            while True:
                yield base * scale
                scale = max(single(scale * single(factor)), least)
        case None:
            exact, least = Fraction(keys["from"]), Fraction(keys["floor"])
            while True:
                yield float(exact)
                exact = min(exact, max(exact * Fraction(keys["factor"]), least))
        case _:
            rate = base
            while True:
                yield rate
                reduced = max(rate * factor, floor)
                if rate - reduced > float(keys["eps"]):
                    rate = reduced


def replay_all(folder: Path) -> list[str]:
    """What the model has otherwise than the traces in the sub-folders of `folder`."""
    findings = []
    for path in sorted(folder.glob("*/*.csv")):
        if found := replay(path):
            findings.append(f"{path.parent.name}/{path.name}: {found}")
    return findings
