"""plateau: a training schedule, made by recipec from a recipe; edit that instead.

digest   1e32a2c38038aedf9c00ffd072c57d9380d801e120bf3254ab6c43121fc0b240
length   1000 steps

Updates t count from 0, and values have the bits of `recipec eval`. With this file as schedule.py:

    import schedule
    state = schedule.State()
    # After an evaluation, before update t:
    state.observe("val_loss", metric, t)
    # When the signal is given, before update t:
    state.signal("cool down", t)
    # For update t:
    schedule.value("lr", t, state)
    # For a checkpoint; State.from_dict(saved) goes on from it:
    saved = state.to_dict()
"""

from bisect import bisect_right
from collections import namedtuple
from math import inf, isfinite, isnan, nan
from operator import index


# ---- What is scheduled ---------------------------------------------------------------------------

# The number of updates.
LENGTH = 1000
# The first update at which every track that ends has ended, if no event happens.
_END = 1000

# The SHA-256 of the table: two schedules with one digest have the same values.
DIGEST = "1e32a2c38038aedf9c00ffd072c57d9380d801e120bf3254ab6c43121fc0b240"

# The names of the tracks: a channel, or a tuple of channel, optimizer and group.
TRACKS = {
    "lr": 0,
}


class ScheduleError(ValueError):
    """Something that the schedule has no answer to; the message says what and why."""


class NoSuchTrack(ScheduleError):
    """The track does not exist: see TRACKS."""


class UpdateOutOfRange(ScheduleError):
    """An update is outside 0 to 2**53 - 1."""


class BeforeState(ScheduleError):
    """The update lies before an event, and what held then is not kept."""


class ForeignState(ScheduleError):
    """What was saved is no state of this schedule."""


class EffectBeforeMeasurement(ScheduleError):
    """An observation would take effect before it was measured."""


class OutOfOrder(ScheduleError):
    """A later observation of the same name has been reported already."""


class EffectInThePast(ScheduleError):
    """Something has taken effect at a later update already."""


class NotFinite(ScheduleError):
    """The metric is NaN or infinite, and the recipe does not say what that means."""


# ---- Private: the table ------------------------------------------------------------------------

_Region = namedtuple(
    "_Region",
    "first_piece piece_count start end next neighbour last exit response "
)

_Track = namedtuple(
    "_Track",
    "first_region chain multiplier after after_value "
)

_Course = namedtuple(
    "_Course",
    "region end offset since is_ended "
)

_Machine = namedtuple(
    "_Machine",
    "kind watch mode threshold_kind threshold patience patience_unit cooldown "
    "cooldown_unit ticks on_non_finite best smoothing averages level_count "
)

# The first update of every piece.
_STARTS = (
    0,
    10,
    0,
)

# The polynomial of every piece: origin, scale, and coefficients from the constant one on.
_BODIES = (
    (0.0, 0.0625, 0.0, 1.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (10.0, 0.0009765625, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.0, 0.015625, 1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
)

_REGIONS = (
    _Region(0, 1, 0, 10, 1, 1, 1, (None, None), (None, None, 0.0)),
    _Region(1, 1, 10, 1000, None, 1, 1, (1, 2), (0, 0, 0.01)),
    _Region(2, 1, 0, 64, None, 2, 2, (None, None), (None, None, 0.0)),
)

_REGION_STARTS = (
    0,
    10,
    0,
)

_TRACKS = (
    _Track(0, 0, 0.1, "hold", 0.0),
)

_LEVELS = (
    1.0,
    0.5,
    0.25,
    0.125,
)

_MACHINES = (
    _Machine(
        kind="plateau",
        watch=0,
        mode="min",
        threshold_kind="relative",
        threshold=0.0001,
        patience=3,
        patience_unit="evaluations",
        cooldown=1,
        cooldown_unit="evaluations",
        ticks="recipec",
        on_non_finite="error",
        best="since_entry",
        smoothing=0.0,
        averages=1,
        level_count=4,
    ),
    _Machine(
        kind="signal",
        watch=1,
        mode="min",
        threshold_kind="absolute",
        threshold=0.0,
        patience=0,
        patience_unit="evaluations",
        cooldown=0,
        cooldown_unit="evaluations",
        ticks="recipec",
        on_non_finite="error",
        best="since_entry",
        smoothing=0.0,
        averages=1,
        level_count=0,
    ),
)

# What is listened to, and whether it is a signal.
_WATCHES = (
    ("val_loss", False),
    ("cool down", True),
)

# Where tracks begin, and their chain.
_ROUTES = (
    (0, 0),
)

_CHAIN_STARTS = (
    0,
)


# A float never fuses a product with a sum here, so the bits are those of the runtime.

_MOST_UPDATES = 1 << 53


def _polynomial(piece, t):
    """The value of a piece at an update, by Estrin's scheme; u is exact."""
    origin, scale, c0, c1, c2, c3, c4, c5, c6, c7 = _BODIES[piece]
    u = (t - origin) * scale
    u2 = u * u
    u4 = u2 * u2
    return ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))


def _scaled(state, multiplier, region, p):
    """The value of a track where its piece has the value p."""
    machine, first, floor = region.response
    if machine is None:
        return multiplier * p
    whole = multiplier * _LEVELS[first] * p
    cuts = state._machines[machine].cuts if state is not None else 0
    if cuts == 0:
        return whole
    cut = multiplier * _LEVELS[first + min(cuts, _MACHINES[machine].level_count - 1)] * p
    held = multiplier * floor
    held = held if held > cut else cut
    return whole if whole < held else held


def _check_cut(state, region, t):
    machine = region.response[0]
    if state is not None and machine is not None and t < state._machines[machine].changed_at:
        raise BeforeState(
            "update %d lies before the cut at update %d, and what held then is not kept: ask for "
            "values as the run goes on, or replay the metrics with a fresh state"
            % (t, state._machines[machine].changed_at)
        )


def _region_at(region, t):
    """The region at an update, in the time of the regions, that `region` and timeouts lead to."""
    while t >= _REGIONS[_REGIONS[region].neighbour].end:
        region = _REGIONS[_REGIONS[region].neighbour].next
    return bisect_right(_REGION_STARTS, t, region, _REGIONS[region].neighbour + 1) - 1


def _track_number(track):
    if track in TRACKS:
        return TRACKS[track]
    if isinstance(track, int) and 0 <= track < len(_TRACKS):
        return track
    raise NoSuchTrack("there is no track %r: the tracks are %s" % (track, list(TRACKS)))


def _update_number(t):
    t = index(t)
    if not 0 <= t < _MOST_UPDATES:
        raise UpdateOutOfRange("update %d is outside 0 to 2**53 - 1: count updates from 0" % t)
    return t


def _course_of(state, chain, first_region):
    """The way of a track through the regions, from the last event on."""
    if state is None or chain is None:
        end = _REGIONS[_REGIONS[first_region].last].end
        return _Course(first_region, end, 0, 0, False)
    entry, region, _, is_ended = state._chains[chain]
    if is_ended:
        return _Course(region, entry, 0, entry, True)
    offset = entry - _REGIONS[region].start
    return _Course(region, _REGIONS[_REGIONS[region].last].end + offset, offset, entry, False)


def value(track, t, state=None):
    """The value of a track at update t.

    `track` is a key of TRACKS, or its number. `state` is what observations and signals have done
    so far; None stands for nothing.
    """
    row = _TRACKS[_track_number(track)]
    t = _update_number(t)
    course = _course_of(state, row.chain, row.first_region)
    if t < course.since:
        raise BeforeState(
            "update %d lies before the event at update %d, and what held then is not kept: ask "
            "for values as the run goes on, or replay the metrics with a fresh state"
            % (t, course.since)
        )
    first_region, end, offset = course.region, course.end, course.offset
    if t >= end:
        return row.multiplier * row.after_value
    t -= offset
    region = _REGIONS[_region_at(first_region, t)]
    _check_cut(state, region, t + offset)
    first = region.first_piece
    piece = bisect_right(_STARTS, t, first, first + region.piece_count) - 1
    return _scaled(state, row.multiplier, region, _polynomial(piece, t))


def values(track, updates, state=None):
    """The values of a track at some updates, such as a range, in a list."""
    track = _track_number(track)
    return [value(track, t, state) for t in updates]


def _is_better(machine, s, x):
    """Whether x beats the best by more than the threshold, a share of |best| or absolute."""
    if isnan(x):
        return False
    if s.best is None:
        return True
    margin = machine.threshold
    if machine.threshold_kind == "relative":
        margin = abs(s.best) * machine.threshold
    return x > s.best + margin if machine.mode == "max" else x < s.best - margin


def _restart(machine, s):
    s.bad = 0
    s.cooldown = machine.cooldown
    return True


def _recipec_step(machine, s, x, t):
    """The rule of the recipe language."""
    counts = machine.cooldown_unit == "evaluations"
    is_cooling = s.cooldown > 0 if counts else t < s.cooldown
    if counts and is_cooling:
        s.cooldown -= 1
    if _is_better(machine, s, x):
        s.best, s.bad, s.since = x, 0, t
        return False
    if is_cooling:
        s.since = t
        return False
    s.bad += 1
    waited = s.bad if machine.patience_unit == "evaluations" else t - s.since
    if waited < machine.patience:
        return False
    _restart(machine, s)
    s.since = t
    if not counts:
        s.cooldown += t
    return True


_STEPS = {
    "recipec": _recipec_step,
}


def _decision(machine, s, x):
    """The value to decide on, NaN for one that counts as bad; None until an average is complete."""
    if not isfinite(x):
        return nan
    return x


def _step(machine, s, x, t, is_active):
    """Steps a machine; whether it fires. A plateau never fires: it counts its cuts."""
    if not is_active and machine.best == "since_entry":
        return False
    if machine.on_non_finite == "ignore" and not isfinite(x):
        return False
    if is_active and not s.is_entered:
        s.is_entered, s.since = True, t
    x = _decision(machine, s, x)
    if x is None:
        return False
    has_stopped = _STEPS[machine.ticks](machine, s, x, t)
    if machine.kind == "plateau":
        if has_stopped and s.cuts + 1 < machine.level_count:
            s.cuts += 1
            s.changed_at = t
        return False
    return False


class _MachineState:
    """What a machine remembers."""

    __slots__ = (
        "best", "accumulator", "accumulated", "bad", "cooldown", "since", "changed_at", "cuts",
        "is_entered",
    )

    def __init__(self):
        self.best = None
        self.accumulator = 0.0
        self.accumulated = self.bad = self.cooldown = self.since = self.cuts = 0
        self.changed_at = -1
        self.is_entered = False


class State:
    """Everything that a run remembers: what observations and signals have done so far."""

    def __init__(self):
        """The state of a run at its start."""
        self._clock = -1
        self._accepted = 0
        self._repeated = 0
        # For every watched name the last update and the number of repeats.
        self._watches = [[-1, 0] for _ in _WATCHES]
        self._machines = [_MachineState() for _ in _MACHINES]
        # For every chain the update of the last event, its region, whether there was an event, and
        # whether it ended the tracks.
        self._chains = [(0, region, False, False) for region in _CHAIN_STARTS]

    def observe(self, name, value, measured_at, effective_at=None):
        """Takes the value of a metric: observe first, then ask for the value of the next update.

        `measured_at` is the number of updates made before the measurement. `effective_at` is the
        first update that it may change: the same, or a later one where the measurement comes late.

        Returns "accepted", "repeated" (the first of its kind is kept), "unwatched" (nothing listens
        to the name), "inactive" (nothing that does is at work then) or "skipped" (it is NaN or
        infinite, which the recipe ignores). A ScheduleError refuses it and leaves the state alone.
        """
        measured_at = index(measured_at)
        effective_at = measured_at if effective_at is None else index(effective_at)
        value = float(value)
        if (name, False) not in _WATCHES:
            return "unwatched"
        watch = _WATCHES.index((name, False))
        if self._is_repeat(watch, measured_at, effective_at):
            return "repeated"
        active = self._active(effective_at)
        watching = [m for m, machine in enumerate(_MACHINES) if machine.watch == watch]
        policies = [_MACHINES[m].on_non_finite for m in watching if m in active]
        if not isfinite(value) and "error" in policies:
            raise NotFinite(
                "the metric %r is %r: find out why, or say in the recipe what it means with "
                "`on_nan`" % (name, value)
            )
        self._accept(watch, measured_at, effective_at)
        fired = [
            m
            for m in watching
            if _step(_MACHINES[m], self._machines[m], value, effective_at, m in active)
        ]
        self._move(fired, effective_at)
        if not policies:
            return "inactive"
        if not isfinite(value) and all(policy == "ignore" for policy in policies):
            return "skipped"
        return "accepted"

    def signal(self, name, effective_at):
        """Takes a signal; `effective_at` is the first update that it may change.

        Returns what `observe` does.
        """
        effective_at = index(effective_at)
        if (name, True) not in _WATCHES:
            return "unwatched"
        watch = _WATCHES.index((name, True))
        if self._is_repeat(watch, effective_at, effective_at):
            return "repeated"
        active = self._active(effective_at)
        fired = [m for m in sorted(active) if _MACHINES[m].watch == watch]
        self._accept(watch, effective_at, effective_at)
        self._move(fired, effective_at)
        return "accepted" if fired else "inactive"

    def finished(self, t):
        """Whether every track that events can move has ended by update t."""
        return all(
            t >= _course_of(self, chain, first).end for first, chain in _ROUTES if chain is not None
        )

    def to_dict(self):
        """The state as numbers, texts, lists and dictionaries, for a checkpoint or for JSON."""
        return {
            "digest": DIGEST,
            "clock": self._clock,
            "accepted": self._accepted,
            "repeated": self._repeated,
            "watches": [list(watch) for watch in self._watches],
            "machines": [
                {name: getattr(machine, name) for name in _MachineState.__slots__}
                for machine in self._machines
            ],
            "chains": [list(chain) for chain in self._chains],
        }

    @classmethod
    def from_dict(cls, saved):
        """The state that `to_dict` gave; ForeignState for that of another schedule."""
        if saved.get("digest") != DIGEST:
            raise ForeignState(
                "the state was saved under the schedule %s, and this is %s: use the module that it "
                "was saved with" % (saved.get("digest"), DIGEST)
            )
        state = cls()
        state._clock = saved["clock"]
        state._accepted = saved["accepted"]
        state._repeated = saved["repeated"]
        state._watches = [list(watch) for watch in saved["watches"]]
        for machine, fields in zip(state._machines, saved["machines"]):
            for name in _MachineState.__slots__:
                setattr(machine, name, fields[name])
        state._chains = [tuple(chain) for chain in saved["chains"]]
        return state

    def __eq__(self, other):
        return isinstance(other, State) and self.to_dict() == other.to_dict()

    __hash__ = None

    def _is_repeat(self, watch, measured_at, effective_at):
        """Refuses what comes too late, and counts what comes again."""
        _update_number(measured_at)
        _update_number(effective_at)
        if effective_at < measured_at:
            raise EffectBeforeMeasurement(
                "an observation measured at update %d cannot take effect at update %d: pass the "
                "update that is about to be made" % (measured_at, effective_at)
            )
        last = self._watches[watch][0]
        if measured_at == last:
            self._watches[watch][1] += 1
            self._repeated += 1
            return True
        if measured_at < last:
            raise OutOfOrder(
                "an observation of update %d comes after one of update %d: report a metric in the "
                "order in which it was measured" % (measured_at, last)
            )
        if effective_at < self._clock:
            raise EffectInThePast(
                "an effect at update %d would reach back behind update %d, where another has been "
                "taken: let it take effect at the update that is about to be made"
                % (effective_at, self._clock)
            )
        return False

    def _accept(self, watch, measured_at, effective_at):
        self._watches[watch][0] = measured_at
        self._clock = effective_at
        self._accepted += 1

    def _region_of_route(self, first, chain, t):
        """The number of the region that a route is in at an update; None past its end."""
        course = _course_of(self, chain, first)
        return _region_at(course.region, t - course.offset) if t < course.end else None

    def _active(self, t):
        """The machines at work at an update: those of the regions that tracks are in."""
        active = set()
        for first, chain in _ROUTES:
            region = self._region_of_route(first, chain, t)
            if region is not None:
                active.add(_REGIONS[region].response[0])
                active.add(_REGIONS[region].exit[0])
        return active - {None}

    def _move(self, fired, t):
        """Moves every chain that is in a region which a fired machine is the way out of."""
        for first, chain in _ROUTES:
            region = self._region_of_route(first, chain, t)
            if chain is None or region is None or _REGIONS[region].exit[0] not in fired:
                continue
            following = _REGIONS[region].exit[1]
            self._chains[chain] = (
                t, region if following is None else following, True, following is None
            )
