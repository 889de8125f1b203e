// SPDX-License-Identifier: Apache-2.0

/// The part of every emitted Python module that gives values.
enum PythonEmitterEvaluationTemplate {
  /// What can go wrong.
  static let errors = EmitterTemplate(
    #"""
    class ScheduleError(ValueError):
        """Something that the schedule has no answer to; the message says what and why."""


    class NoSuchTrack(ScheduleError):
        """The track does not exist: see TRACKS."""


    class UpdateOutOfRange(ScheduleError):
        """An update is outside 0 to 2**53 - 1."""

    %if after_error

    class PastEnd(ScheduleError):
        """The update is past the end of the schedule, which is declared `after: error`."""

    %end
    %if reactive

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

    %end
    %if metrics

    class NotFinite(ScheduleError):
        """The metric is NaN or infinite, and the recipe does not say what that means."""

    %end
    """#
  )

  /// From an update to a value.
  static let evaluation = EmitterTemplate(
    #"""
    # A float never fuses a product with a sum here, so the bits are those of the runtime.

    _MOST_UPDATES = 1 << 53


    def _polynomial(piece, t):
        """The value of a piece at an update, by Estrin's scheme; u is exact."""
        origin, scale, c0, c1, c2, c3, c4, c5, c6, c7 = _BODIES[piece]
        u = (t - origin) * scale
        u2 = u * u
        u4 = u2 * u2
        return ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))

    %if response

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

    %end

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


    %if events
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


    %end
    %if reactive
    def value(track, t, state=None):
        """The value of a track at update t.

        `track` is a key of TRACKS, or its number. `state` is what observations and signals have done
        so far; None stands for nothing.
        """
    %else
    def value(track, t):
        """The value of a track at update t; `track` is a key of TRACKS, or its number."""
    %end
        row = _TRACKS[_track_number(track)]
        t = _update_number(t)
    %if events
        course = _course_of(state, row.chain, row.first_region)
        if t < course.since:
            raise BeforeState(
                "update %d lies before the event at update %d, and what held then is not kept: ask "
                "for values as the run goes on, or replay the metrics with a fresh state"
                % (t, course.since)
            )
        first_region, end, offset = course.region, course.end, course.offset
    %else
        first_region, offset = row.first_region, 0
        end = _REGIONS[_REGIONS[first_region].last].end
    %end
        if t >= end:
    %if after_error
            if row.after == "error":
                raise PastEnd(
                    "update %d is past the end of the schedule (%d updates), which is declared "
                    "`after: error`: stop there, or compile the recipe with another `after`"
                    % (t, end)
                )
    %end
    %if after_continues
            if row.after == "continue":
    %if events
                ended = course.is_ended
                region = _REGIONS[first_region if ended else _REGIONS[first_region].last]
    %else
                region = _REGIONS[_REGIONS[first_region].last]
    %end
                _check_cut(state, region, t)
                return _scaled(state, row.multiplier, region, row.after_value)
    %end
    %if after_repeat
            if row.after != "repeat":
                return row.multiplier * row.after_value
            t %= end
    %else
            return row.multiplier * row.after_value
    %end
        t -= offset
        region = _REGIONS[_region_at(first_region, t)]
    %if response
        _check_cut(state, region, t + offset)
    %end
    %if grid
        if region.grid > 1:
            t = max(region.start, t - (t + offset - region.grid_anchor) % region.grid)
    %end
    %if period
        if region.period > 0:
            t = region.start + (t - region.start) % region.period
    %end
        first = region.first_piece
        piece = bisect_right(_STARTS, t, first, first + region.piece_count) - 1
    %if response
        return _scaled(state, row.multiplier, region, _polynomial(piece, t))
    %else
        return row.multiplier * _polynomial(piece, t)
    %end


    %if reactive
    def values(track, updates, state=None):
        """The values of a track at some updates, such as a range, in a list."""
        track = _track_number(track)
        return [value(track, t, state) for t in updates]
    %else
    def values(track, updates):
        """The values of a track at some updates, such as a range, in a list."""
        track = _track_number(track)
        return [value(track, t) for t in updates]


    def finished(t):
        """Whether an update lies past the end of the schedule."""
        return t >= _END
    %end
    """#
  )
}
