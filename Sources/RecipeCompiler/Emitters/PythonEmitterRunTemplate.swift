// SPDX-License-Identifier: Apache-2.0

/// The part of an emitted Python module that keeps a state: only for tables with machines.
enum PythonEmitterRunTemplate {
  /// The class `State`, to its end.
  static let state = EmitterTemplate(
    #"""
    %if metrics
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


    %end
    class State:
        """Everything that a run remembers: what observations and signals have done so far."""

        def __init__(self):
            """The state of a run at its start."""
            self._clock = -1
            self._accepted = 0
            self._repeated = 0
            # For every watched name the last update and the number of repeats.
            self._watches = [[-1, 0] for _ in _WATCHES]
    %if metrics
            self._machines = [_MachineState() for _ in _MACHINES]
    %end
    %if events
            # For every chain the update of the last event, its region, whether there was an event, and
            # whether it ended the tracks.
            self._chains = [(0, region, False, False) for region in _CHAIN_STARTS]
    %end

    %if metrics
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

    %end
    %if signals
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

    %end
        def finished(self, t):
    %if events
            """Whether every track that events can move has ended by update t."""
            return all(
                t >= _course_of(self, chain, first).end for first, chain in _ROUTES if chain is not None
            )
    %else
            """Whether update t lies past the end of the schedule."""
            return t >= _END
    %end

        def to_dict(self):
            """The state as numbers, texts, lists and dictionaries, for a checkpoint or for JSON."""
            return {
                "digest": DIGEST,
                "clock": self._clock,
                "accepted": self._accepted,
                "repeated": self._repeated,
                "watches": [list(watch) for watch in self._watches],
    %if metrics
                "machines": [
                    {name: getattr(machine, name) for name in _MachineState.__slots__}
                    for machine in self._machines
                ],
    %end
    %if events
                "chains": [list(chain) for chain in self._chains],
    %end
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
    %if metrics
            for machine, fields in zip(state._machines, saved["machines"]):
                for name in _MachineState.__slots__:
                    setattr(machine, name, fields[name])
    %end
    %if events
            state._chains = [tuple(chain) for chain in saved["chains"]]
    %end
            return state

        def __eq__(self, other):
            return isinstance(other, State) and self.to_dict() == other.to_dict()

        __hash__ = None

    """#
  )

  /// The private methods of `State`.
  static let privateMethods = EmitterTemplate(
    #"""
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
    %if events
            course = _course_of(self, chain, first)
            return _region_at(course.region, t - course.offset) if t < course.end else None
    %else
            return _region_at(first, t) if t < _REGIONS[_REGIONS[first].last].end else None
    %end

        def _active(self, t):
            """The machines at work at an update: those of the regions that tracks are in."""
            active = set()
            for first, chain in _ROUTES:
                region = self._region_of_route(first, chain, t)
                if region is not None:
    %if response
                    active.add(_REGIONS[region].response[0])
    %end
    %if events
                    active.add(_REGIONS[region].exit[0])
    %end
            return active - {None}

        def _move(self, fired, t):
            """Moves every chain that is in a region which a fired machine is the way out of."""
    %if events
            for first, chain in _ROUTES:
                region = self._region_of_route(first, chain, t)
                if chain is None or region is None or _REGIONS[region].exit[0] not in fired:
                    continue
                following = _REGIONS[region].exit[1]
                self._chains[chain] = (
                    t, region if following is None else following, True, following is None
                )
    %end
    """#
  )
}
