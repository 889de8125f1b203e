"""A training schedule, made by recipec from a recipe; edit that instead.

digest   8063263773d900992fdaa8e0f2b75fc0481847f097f2336f50dcfefd273932d3
length   100 steps

Updates t count from 0, and values have the bits of `recipec eval`. With this file as schedule.py:

    import schedule
    schedule.value("lr", t)
    schedule.values("lr", range(100))
"""

from bisect import bisect_right
from collections import namedtuple
from operator import index


# ---- What is scheduled ---------------------------------------------------------------------------

# The number of updates.
LENGTH = 100
# The first update at which every track that ends has ended, if no event happens.
_END = 100

# The SHA-256 of the table: two schedules with one digest have the same values.
DIGEST = "8063263773d900992fdaa8e0f2b75fc0481847f097f2336f50dcfefd273932d3"

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


# ---- Private: the table ------------------------------------------------------------------------

_Region = namedtuple(
    "_Region",
    "first_piece piece_count start end next neighbour last "
)

_Track = namedtuple(
    "_Track",
    "first_region multiplier after after_value "
)

# The first update of every piece.
_STARTS = (
    0,
    10,
    18,
    26,
    34,
    42,
    50,
    58,
    66,
    74,
    82,
    90,
    98,
)

# The polynomial of every piece: origin, scale, and coefficients from the constant one on.
_BODIES = (
    (0.0, 0.0625, 0.0, 0.16, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (13.0, 0.25, 0.09972883382072953, -0.0007224488750454666, -0.0004798707308009873, 2.347418830954093e-06, 7.796105467706193e-07, -2.2883608621319363e-09, -5.064760156006504e-10, 1.237902020189568e-12),
    (21.0, 0.25, 0.09639560080105598, -0.002589094908097237, -0.00044737918385706605, 8.412623076449664e-06, 7.268239293495229e-07, -8.200563603913845e-09, -4.721830525574773e-10, 3.968896851276479e-12),
    (29.0, 0.25, 0.08950653230353274, -0.004255146649560165, -0.0003802262152029013, 1.3826045820561591e-05, 6.177254591795311e-07, -1.3477414492964614e-08, -4.013069481888156e-10, 6.392395016334994e-12),
    (37.0, 0.25, 0.07959536998847742, -0.005591524061547682, -0.00028361460907523216, 1.816827343073822e-05, 4.6076771568086286e-07, -1.771008102082784e-08, -2.993389426581466e-10, 8.32063209774319e-12),
    (45.0, 0.25, 0.06742999709462061, -0.006494689155006319, -0.00016502950502218062, 2.1102884840043445e-05, 2.681112524384915e-07, -2.057063054160739e-08, -1.7417917117109074e-10, 9.604214826775867e-12),
    (53.0, 0.25, 0.0539529454503342, -0.00689466776191948, -3.365847467973319e-05, 2.2402516310324183e-05, 5.468243875747934e-08, -2.183743738106436e-08, -3.552458829596025e-11, 1.0143695567341844e-11),
    (61.0, 0.25, 0.040208371304520915, -0.006760470896501626, 0.00010032030011550606, 2.19664768034527e-05, -1.6298298480237585e-07, -2.1412353642130142e-08, 1.0588231918532014e-10, 9.89727718151419e-12),
    (69.0, 0.25, 0.027261157642098407, -0.00610249567670612, 0.00022652659833187814, 1.9828549181429188e-05, -3.6802103951792146e-07, -1.9328313371065758e-08, 2.3908582371588674e-10, 8.884051330006066e-12),
    (77.0, 0.25, 0.016114410662279637, -0.004971719790791942, 0.00033518238405977303, 1.615437282482127e-05, -5.445460723735846e-07, -1.5746780939265767e-08, 3.5376576957456626e-10, 7.182519315055227e-12),
    (85.0, 0.25, 0.007631742512670288, -0.003455751918947411, 0.00041786937556801453, 1.122861045538598e-05, -6.788815225748435e-07, -1.0945241331429856e-08, 4.4103714353645746e-10, 4.924510065793372e-12),
    (93.0, 0.25, 0.0024703615493381747, -0.0016720441099070352, 0.0004681812652186189, 5.4328934339288634e-06, -7.606195350893798e-07, -5.295701550143124e-09, 4.941384555607275e-10, 2.2849664799644926e-12),
    (100.0, 0.5, 0.001, 0.0, 0.00012065298829939119, 7.347616069143123e-08, 0.0, 0.0, 0.0, 0.0),
)

_REGIONS = (
    _Region(0, 13, 0, 100, None, 0, 0),
)

_REGION_STARTS = (
    0,
)

_TRACKS = (
    _Track(0, 1.0, "hold", 0.001),
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


def value(track, t):
    """The value of a track at update t; `track` is a key of TRACKS, or its number."""
    row = _TRACKS[_track_number(track)]
    t = _update_number(t)
    first_region, offset = row.first_region, 0
    end = _REGIONS[_REGIONS[first_region].last].end
    if t >= end:
        return row.multiplier * row.after_value
    t -= offset
    region = _REGIONS[_region_at(first_region, t)]
    first = region.first_piece
    piece = bisect_right(_STARTS, t, first, first + region.piece_count) - 1
    return row.multiplier * _polynomial(piece, t)


def values(track, updates):
    """The values of a track at some updates, such as a range, in a list."""
    track = _track_number(track)
    return [value(track, t) for t in updates]


def finished(t):
    """Whether an update lies past the end of the schedule."""
    return t >= _END
