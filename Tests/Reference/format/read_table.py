# SPDX-License-Identifier: Apache-2.0
"""A second reader of table files, written from docs/formats/ alone.

    read_table.py TABLE [--state FILE] [UPDATE ...]

It reads a table, verifies what guards its bytes, and prints one line for every track and update: the
index of the track, the update, and the value as an exact hexadecimal number, or `none` where the
table or the state has no value. Without updates on the command line they are read from standard
input. With a state, or a checkpoint, the values are those under it.

Nothing here is taken from the Swift sources, and nothing should be: where the pages do not say enough
to write this file, the pages are to be mended. The rules about the contents of records, which keep
an evaluator safe, are left to the reader in Swift; a table that breaks them may raise anything here.
"""

import hashlib
import struct
import sys
from bisect import bisect_right
from collections import namedtuple
from itertools import accumulate

NONE = 2**32 - 1

SECTIONS = (
    "tracks regions starts bodies machines levels facts core_text phases piece_phases annex_text recipe"
).split()

# The records, field by field as the page has them; texts, and the recipe, are bytes.
LAYOUTS = {
    "tracks": "<8I2d",
    "regions": "<2I5q6Id",
    "starts": "<q",
    "bodies": "<10d",
    "machines": "<10I2q2dq2I",
    "levels": "<d",
    "facts": "<4I",
    "core_text": "<s",
    "phases": "<4I2qd2I",
    "piece_phases": "<I",
    "annex_text": "<s",
    "recipe": "<s",
}
CORE = SECTIONS[:8]
CORE_PREAMBLE, ANNEX_PREAMBLE = 48, 16

Track = namedtuple("Track", "names first after multiplier held")
Region = namedtuple(
    "Region",
    "piece pieces first updates grid anchor period timeout event machine kind plateau level floor",
)
MachineEntry = namedtuple("MachineEntry", "last_cut cuts")
ChainEntry = namedtuple("ChainEntry", "entry region flags")

HOLD, REPEATS, ERROR, CONTINUES = range(4)
ENDED_BY_EVENT = 2


class Refused(Exception):
    """A file that is not what the pages describe."""


class NoValue(Exception):
    """An update for which the table, or the state, has no value."""


def require(condition, message):
    """Refuses the file unless a condition holds."""
    if not condition:
        raise Refused(message)


def crc_table():
    """The remainders of all bytes for the reflected polynomial of Castagnoli."""
    remainders = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        remainders.append(byte)
    return remainders


CRC_TABLE = crc_table()


def crc32c(data):
    """The CRC-32C of some bytes."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def padded(size):
    """The next multiple of 8."""
    return (size + 7) // 8 * 8


class Table:
    """A table file, taken apart."""

    def __init__(self, data):
        self.data = data
        self.read_header()
        self.read_sections()
        self.check_preambles()
        self.read_texts()
        self.chains = self.find_chains()

    # ---- The file ----

    def read_header(self):
        data = self.data
        require(len(data) >= 256, "the file ends in its header")
        require(data[:8] == bytes.fromhex("89524350540D0A1A"), "not a table file")
        require(struct.unpack_from("<I", data, 252)[0] == crc32c(data[:252]), "header: CRC")
        (major, minor, features, size, header, self.numerics) = struct.unpack_from("<2HIQ2I", data, 8)
        require(major == 1 and minor == 0, f"format {major}.{minor}")
        require(features == 0, "a feature that is not known")
        require(self.numerics == 1, f"numerics {self.numerics}")
        require(size == len(data) and header == 256, "header: lengths")
        (core, core_size, annex, annex_size) = struct.unpack_from("<4Q", data, 32)
        require(core == 256 and annex == core + core_size, "header: offsets")
        require(annex + annex_size == size, "header: bytes after the annex")
        require(not any(data[228:252]), "header: reserved bytes")
        self.annex = annex
        self.digest = hashlib.sha256(data[core:annex]).digest()
        require(self.digest == data[160:192], "core: digest")
        annex_crc = struct.unpack_from("<I", data, 224)[0]
        require(annex_crc == crc32c(data[annex:]), "annex: CRC")
        words = struct.unpack_from("<24I", data, 64)
        self.counts = dict(zip(SECTIONS, words[0::2]))
        self.offsets = dict(zip(SECTIONS, words[1::2]))

    def read_sections(self):
        """Reads all records, and refuses a section that is not where the counts put it."""
        self.records = {}
        position = 256 + CORE_PREAMBLE
        for name in SECTIONS:
            if name == "phases":
                require(position == self.annex, "core: length")
                position += ANNEX_PREAMBLE
            require(self.offsets[name] == position, f"{name}: offset")
            record = struct.Struct(LAYOUTS[name])
            end = position + record.size * self.counts[name]
            require(padded(end) <= len(self.data), f"{name}: beyond the file")
            require(not any(self.data[end : padded(end)]), f"{name}: padding")
            section = self.data[position:end]
            is_text = LAYOUTS[name] == "<s"
            self.records[name] = section if is_text else list(record.iter_unpack(section))
            position = padded(end)
        require(position == len(self.data), "annex: length")

    def check_preambles(self):
        """Holds the preambles against the header."""
        counts = self.counts
        (numerics, tracks, self.length, *words) = struct.unpack_from("<2Iq8I", self.data, 256)
        (regions, pieces, machines, facts, self.clock_offset, self.clock_length, text, levels) = words
        require(numerics == self.numerics, "core: numerics")
        require(tracks == counts["tracks"] and regions == counts["regions"], "core: counts")
        require(pieces == counts["starts"] == counts["bodies"], "core: pieces")
        require(machines == counts["machines"] and facts == counts["facts"], "core: counts")
        require(text == counts["core_text"] and levels == counts["levels"], "core: counts")
        annex = struct.unpack_from("<4I", self.data, self.annex)
        require(annex == tuple(counts[name] for name in SECTIONS[8:]), "annex: counts")
        require(counts["piece_phases"] in (0, pieces), "annex: piece phases")

    def read_texts(self):
        """Names the records, and refuses texts with gaps between them."""
        records = self.records
        core = TextReader(records["core_text"])
        self.clock = core.read(self.clock_offset, self.clock_length)
        self.tracks = []
        for track in records["tracks"]:
            names = tuple(core.read(track[i], track[i + 1]) for i in (0, 2, 4))
            self.tracks.append(Track(names, *track[6:]))
        self.regions = [Region(*region) for region in records["regions"]]
        self.watched = [(core.read(*machine[:2]), machine[2] == 3) for machine in records["machines"]]
        self.facts = [(core.read(*fact[:2]), core.read(*fact[2:])) for fact in records["facts"]]
        core.finish()
        annex = TextReader(records["annex_text"])
        for phase in records["phases"]:
            annex.read(phase[2], phase[3])
        annex.finish()
        self.starts = [start for (start,) in records["starts"]]
        self.levels = [level for (level,) in records["levels"]]

    # ---- Values ----

    def find_chains(self):
        """The first regions from which some event can be reached, in the order of the tracks."""
        chains = []
        for track in self.tracks:
            reached, waiting = set(), [track.first]
            while waiting:
                region = waiting.pop()
                if region != NONE and region not in reached:
                    reached.add(region)
                    waiting += [self.regions[region].timeout, self.regions[region].event]
            if track.first not in chains and any(
                self.regions[region].machine != NONE for region in reached
            ):
                chains.append(track.first)
        return chains

    def end(self, region):
        """The local update at which the last region of the timeouts from one on is over."""
        while self.regions[region].timeout != NONE:
            region = self.regions[region].timeout
        return self.regions[region].first + self.regions[region].updates

    def value(self, index, t, state=None):
        """The value of a track at update t, step by step as on the page."""
        track = self.tracks[index]
        # 1. Course.
        region, offset, is_ended = track.first, 0, False
        if state and track.first in self.chains:
            chain = state.chains[self.chains.index(track.first)]
            if t < chain.entry:
                raise NoValue
            region = chain.region
            offset = chain.entry - self.regions[region].first
            is_ended = bool(chain.flags & ENDED_BY_EVENT)
        # 2. Region.
        if not is_ended and track.after == REPEATS:
            t %= self.end(region)
        while not is_ended and t - offset >= self.regions[region].first + self.regions[region].updates:
            if self.regions[region].timeout == NONE:
                is_ended = True
            else:
                region = self.regions[region].timeout
        region = self.regions[region]
        if is_ended:
            if track.after == ERROR:
                raise NoValue
            if track.after == HOLD:
                return track.multiplier * track.held
            return self.response(track, region, track.held, t, state)
        return self.response(track, region, self.polynomial(region, t, offset), t, state)

    def polynomial(self, region, t, offset):
        """Steps 3 and 4: what the pieces of a region give at an update that it covers."""
        local = t - offset
        if region.grid > 1:
            local = max(region.first, local - (t - region.anchor) % region.grid)
        if region.period > 0:
            local = region.first + (local - region.first) % region.period
        last = region.piece + region.pieces
        piece = bisect_right(self.starts, local, region.piece, last) - 1
        origin, scale, c0, c1, c2, c3, c4, c5, c6, c7 = self.records["bodies"][piece]
        u = (local - origin) * scale
        u2 = u * u
        u4 = u2 * u2
        return ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))

    def response(self, track, region, p, t, state):
        """Step 5."""
        m = track.multiplier
        if region.plateau == NONE:
            return m * p
        machine = state.machines[region.plateau] if state else MachineEntry(-1, 0)
        if machine.last_cut > t:
            raise NoValue
        whole = m * self.levels[region.level] * p
        if machine.cuts == 0:
            return whole
        h = m * region.floor
        cut = m * self.levels[region.level + machine.cuts] * p
        held = h if h > cut else cut
        return whole if whole < held else held


class TextReader:
    """The texts of a section, which lie one after the other."""

    def __init__(self, section):
        self.section = section
        self.position = 0

    def read(self, offset, length):
        require(offset == self.position, "a text that is not after the one before")
        self.position += length
        require(self.position <= len(self.section), "a text beyond its section")
        text = self.section[offset : self.position].decode("utf-8")
        require(not any(c < " " or "\x7f" <= c <= "\x9f" for c in text), "a control character")
        return text

    def finish(self):
        require(self.position == len(self.section), "a section with bytes of no text")


class State:
    """A state record, or the one that a checkpoint begins with."""

    def __init__(self, data, table):
        require(len(data) >= 120, "the state ends early")
        require(data[:8] == bytes.fromhex("89524350530D0A1A"), "not a state")
        (major, minor, flags, size, machines, names) = struct.unpack_from("<2H2I2H", data, 8)
        require(major == 1 and minor == 0, f"state format {major}.{minor}")
        require(120 <= size <= len(data), "state: length")
        require(size == len(data) or flags & 1, "state: bytes after the record")
        record = data[:size]
        chains, checksum = struct.unpack_from("<2I", record, size - 8)
        require(checksum == crc32c(record[:-4]), "state: CRC")
        require(record[24:56] == table.digest, "the state is of another table")
        require(machines == len(table.watched), "state: machines")
        require(names == len(set(table.watched)), "state: names")
        require(chains == len(table.chains), "state: chains")
        sizes = accumulate((64 * machines, 16 * names, 16 * chains), initial=112)
        (first_machine, first_name, first_chain, end) = sizes
        require(end + 8 == size, "state: length")
        self.machines = [
            MachineEntry(*machine[6:8])
            for machine in struct.iter_unpack("<2d5q2I", record[first_machine:first_name])
        ]
        self.chains = [
            ChainEntry(*chain) for chain in struct.iter_unpack("<q2I", record[first_chain:end])
        ]


def main(arguments):
    with open(arguments.pop(0), "rb") as file:
        table = Table(file.read())
    state = None
    if arguments[:1] == ["--state"]:
        with open(arguments[1], "rb") as file:
            state = State(file.read(), table)
        del arguments[:2]
    updates = [int(word) for word in arguments or sys.stdin.read().split()]
    for track in range(len(table.tracks)):
        for t in updates:
            try:
                value = table.value(track, t, state).hex()
            except NoValue:
                value = "none"
            print(track, t, value)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refused as refusal:
        sys.exit(f"refused: {refusal}")
