/*
 * plateau: a training schedule, as C. Made by recipec from a recipe; edit that instead.
 *
 * digest   1e32a2c38038aedf9c00ffd072c57d9380d801e120bf3254ab6c43121fc0b240
 * length   1000 steps
 *
 * PLATEAU_LR   lr
 *     warmup (line 5)
 *     plateau (line 6)
 *     linear (line 7)
 *
 * Updates t count from 0. For C99, and for C++ from C++11 on; there is nothing to link:
 *
 *     plateau_state state = plateau_start();
 *     double value;
 *     // After an evaluation, before update t:
 *     int status = plateau_observe(&state, "val_loss", metric, t, t);
 *     if (status < 0) puts(plateau_message(status));
 *     // When the signal is given, before update t:
 *     plateau_signal(&state, "cool down", t);
 *     // For update t:
 *     value = plateau_value(&state, PLATEAU_LR, t);
 *     // Values of 512 updates from t on, if nothing happens until then:
 *     plateau_fill(&state, PLATEAU_LR, t, 512, values);
 *
 * Values have the bits of `recipec eval`, with every compiler and on every machine. Names begin
 * with the recipe's name, in ASCII letters, digits and `_`; where it has none, with `schedule`.
 */
#ifndef PLATEAU_1E32A2C38038AEDF_H
#define PLATEAU_1E32A2C38038AEDF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The values are exact to the bit only where the arithmetic is done as it is written. */
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) \
    || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || defined(_M_FP_FAST)
#error "fast math changes the values: compile without -ffast-math, -Ofast, -ffinite-math-only and /fp:fast"
#endif
#if (defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16) \
    || (defined(_M_IX86_FP) && _M_IX86_FP < 2)
#error "the x87 unit changes the values: compile with -msse2 -mfpmath=sse (MSVC: /arch:SSE2)"
#endif
#if defined(__DBL_MANT_DIG__) && __DBL_MANT_DIG__ != 53
#error "double is not IEEE 754 binary64: drop the option that makes it shorter or longer"
#endif

/* The number of updates. */
#define PLATEAU_LENGTH INT64_C(1000)
/* The first update at which every track that ends has ended, if no event happens. */
#define PLATEAU_END INT64_C(1000)

/* The SHA-256 of the table: two schedules with one digest have the same values. */
#define PLATEAU_DIGEST "1e32a2c38038aedf9c00ffd072c57d9380d801e120bf3254ab6c43121fc0b240"

/* The number of tracks. */
#define PLATEAU_TRACKS 1

/* The first 8 bytes of the digest, which every state carries. */
#define PLATEAU_TABLE UINT64_C(0x1e32a2c38038aedf)

/* What is scheduled. */
typedef enum plateau_track {
    PLATEAU_LR = 0
} plateau_track;

/* What functions return: 0 where all went well, negative where something was refused. */
typedef enum plateau_status {
    PLATEAU_OK = 0,
    PLATEAU_REPEATED = 1,
    PLATEAU_UNWATCHED = 2,
    PLATEAU_INACTIVE = 3,
    PLATEAU_SKIPPED = 4,
    PLATEAU_BEFORE_STATE = -4,
    PLATEAU_FOREIGN_STATE = -5,
    PLATEAU_EFFECT_BEFORE_MEASUREMENT = -6,
    PLATEAU_OUT_OF_ORDER = -7,
    PLATEAU_EFFECT_IN_THE_PAST = -8,
    PLATEAU_NOT_FINITE = -9,
    PLATEAU_NO_SUCH_TRACK = -1,
    PLATEAU_UPDATE_OUT_OF_RANGE = -2
} plateau_status;

/* What a status means, in English. */
static inline const char *plateau_message(int status)
{
    switch (status) {
    case PLATEAU_OK:
        return "all went well";
    case PLATEAU_REPEATED:
        return "the same was reported before, and the first was kept";
    case PLATEAU_UNWATCHED:
        return "nothing in the schedule listens to that name";
    case PLATEAU_INACTIVE:
        return "nothing that listens to that name is at work at that update";
    case PLATEAU_SKIPPED:
        return "the metric is NaN or infinite, and the schedule ignores such values";
    case PLATEAU_BEFORE_STATE:
        return "the update lies before an event, and what held then is not kept";
    case PLATEAU_FOREIGN_STATE:
        return "the state belongs to another table, or is not initialized";
    case PLATEAU_EFFECT_BEFORE_MEASUREMENT:
        return "an observation cannot take effect before it is measured";
    case PLATEAU_OUT_OF_ORDER:
        return "a later one of the same name has been reported already";
    case PLATEAU_EFFECT_IN_THE_PAST:
        return "something has taken effect at a later update already";
    case PLATEAU_NOT_FINITE:
        return "the metric is NaN or infinite; the recipe can say what that means with `on_nan`";
    case PLATEAU_NO_SUCH_TRACK:
        return "there is no such track";
    case PLATEAU_UPDATE_OUT_OF_RANGE:
        return "an update is outside 0 to 2^53 - 1";
    default:
        return "not a status of this schedule";
    }
}

/* ---- Private: the table ------------------------------------------------------------------ */

#define PLATEAU_MOST_UPDATES (INT64_C(1) << 53)

/* A polynomial in u = (t - origin) * scale from an update on; coefficients not written are 0. */
typedef struct plateau_piece {
    int64_t start;
    double origin, scale, c[8];
} plateau_piece;

/* Pieces that are sampled and left in one way. -1 stands for none. */
typedef struct plateau_region {
    int32_t first_piece, piece_count;
    int64_t start, end; /* its updates; an end of 2^53 is never reached */
    int32_t next;       /* the region that begins at its end */
    int32_t neighbour;  /* the region up to which each is followed by its neighbour */
    int32_t last;       /* the last of all that follow */
    int32_t exit_machine, exit_region; /* what ends it, and what begins then */
    int32_t plateau, first_level; /* the machine that cuts its values, and to what */
    double floor;
} plateau_region;

enum {
    plateau_after_hold,
    plateau_after_error,
    plateau_after_repeat,
    plateau_after_continue
};

typedef struct plateau_track_row {
    int32_t first_region;
    int32_t chain; /* which chain of the state says where it is, -1 for none */
    double multiplier;
    int after; /* what it does past its end, and with which value */
    double after_value;
} plateau_track_row;

enum {
    plateau_kind_plateau,
    plateau_kind_stops_improving,
    plateau_kind_crosses,
    plateau_kind_signal
};
enum { plateau_min, plateau_max };
enum { plateau_relative, plateau_absolute };
enum { plateau_unit_evaluations, plateau_unit_steps };
enum {
    plateau_ticks_recipec,
    plateau_ticks_torch,
    plateau_ticks_keras,
    plateau_ticks_optax,
    plateau_ticks_paddle
};
enum { plateau_on_nan_error, plateau_on_nan_ignore, plateau_on_nan_count };
enum { plateau_since_entry, plateau_since_start };
enum { plateau_has_best = 1, plateau_is_entered = 2 };
enum { plateau_chain_entered = 1, plateau_chain_ended = 2 };

/* A rule that turns metrics into cuts or events. */
typedef struct plateau_machine {
    int kind, watch; /* what it does, and to which name it listens */
    int mode, threshold_kind;
    double threshold;
    int64_t patience;
    int patience_unit;
    int64_t cooldown;
    int cooldown_unit;
    int ticks; /* whose order of steps it follows */
    int on_non_finite, best;
    double smoothing;
    int64_t averages;
    int32_t level_count;
} plateau_machine;

typedef struct plateau_watch {
    const char *name;
    int is_signal;
} plateau_watch;

/* A way through the regions that some track takes, and its chain, -1 for none. */
typedef struct plateau_route {
    int32_t first_region, chain;
} plateau_route;

enum {
    plateau_machine_count = 2,
    plateau_watch_count = 2,
    plateau_route_count = 1,
    plateau_chain_count = 1
};

/* ---- The state of a run ------------------------------------------------------------------ */

/* What a machine remembers. */
typedef struct plateau_machine_state {
    double best;         /* the best value so far, if flags say that there is one */
    double accumulator;  /* the moving average, or the sum of an unfinished average */
    int64_t accumulated; /* how many observations that holds */
    int64_t bad;         /* evaluations in a row without improvement */
    int64_t cooldown;    /* evaluations left of it, or the update at which it is over */
    int64_t since;       /* where a patience in updates begins */
    int64_t changed_at;  /* the update of the last cut, -1 before the first */
    uint32_t cuts;       /* the number of cuts */
    uint32_t flags;      /* 1: there is a best value; 2: it has been at work */
} plateau_machine_state;

/* What is remembered of a name that is listened to. */
typedef struct plateau_watch_state {
    int64_t last;      /* the update of the last observation or signal, -1 before the first */
    uint64_t repeated; /* how many came twice */
} plateau_watch_state;

/* Where the last event led the tracks that it moved. */
typedef struct plateau_chain_state {
    int64_t entry;   /* the update of the event */
    uint32_t region; /* the region that it led to, or in which it ended the tracks */
    uint32_t flags;  /* 1: there was an event; 2: it ended the tracks */
} plateau_chain_state;

/*
 * Everything that a run remembers. It has no padding and no pointers: copy it, compare it, or
 * write its bytes into a checkpoint and read them back on a machine of the same byte order.
 */
typedef struct plateau_state {
    uint64_t table;    /* which table it belongs to: the first 8 bytes of the digest */
    uint64_t accepted; /* how many observations and signals were accepted */
    uint64_t repeated; /* how many were repeats of those */
    int64_t clock;     /* the largest update at which one took effect, -1 before the first */
    plateau_machine_state machines[plateau_machine_count];
    plateau_watch_state watches[plateau_watch_count];
    plateau_chain_state chains[plateau_chain_count];
} plateau_state;

static const plateau_piece plateau_pieces[3] = {
    /* lr: warmup */
    { 0, 0.0, 0.0625, { 0.0, 1.6 } },
    /* lr: plateau */
    { 10, 10.0, 0.0009765625, { 1.0 } },
    /* lr: linear */
    { 0, 0.0, 0.015625, { 1.0, -1.0 } }
};

static const plateau_region plateau_regions[3] = {
    { 0, 1, 0, 10, 1, 1, 1, -1, -1, -1, -1, 0.0 },
    { 1, 1, 10, 1000, -1, 1, 1, 1, 2, 0, 0, 0.01 },
    { 2, 1, 0, 64, -1, 2, 2, -1, -1, -1, -1, 0.0 }
};

static const plateau_track_row plateau_track_rows[1] = {
    { 0, 0, 0.1, plateau_after_hold, 0.0 }
};

static const double plateau_levels[4] = {
    1.0,
    0.5,
    0.25,
    0.125
};

static const plateau_machine plateau_machines[2] = {
    { plateau_kind_plateau, 0, plateau_min, plateau_relative, 0.0001, 3, plateau_unit_evaluations, 1, plateau_unit_evaluations, plateau_ticks_recipec, plateau_on_nan_error, plateau_since_entry, 0.0, 1, 4 },
    { plateau_kind_signal, 1, plateau_min, plateau_absolute, 0.0, 0, plateau_unit_evaluations, 0, plateau_unit_evaluations, plateau_ticks_recipec, plateau_on_nan_error, plateau_since_entry, 0.0, 1, 0 }
};

static const plateau_watch plateau_watches[2] = {
    { "val_loss", 0 },
    { "cool down", 1 }
};

static const plateau_route plateau_routes[1] = {
    { 0, 0 }
};

static const int32_t plateau_chain_starts[1] = {
    0
};

/* ---- Private: arithmetic ---------------------------------------------------------------- */

/*
 * A product, rounded. Where a processor multiplies and adds in one step, compilers fuse a product
 * with the sum that it goes into, which then rounds once instead of twice: other bits. The empty
 * asm takes the product out of their hands and costs nothing. The pragma that ISO C has for this
 * is ignored by GCC.
 */
static inline double plateau_product(double a, double b)
{
    double product = a * b;
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__SSE2_MATH__))
    __asm__("" : "+x"(product));
#elif defined(__GNUC__) && defined(__aarch64__)
    __asm__("" : "+w"(product));
#elif defined(__GNUC__) && defined(__riscv_flen) && __riscv_flen >= 64
    __asm__("" : "+f"(product));
#else
    volatile double stored = product;
    product = stored;
#endif
    return product;
}

/* The value of a piece at an update, by Estrin's scheme; u is exact. */
static inline double plateau_polynomial(const plateau_piece *piece, int64_t t)
{
    const double *c = piece->c;
    double u = ((double)t - piece->origin) * piece->scale;
    double u2 = u * u;
    double u4 = u2 * u2;
    double c76 = plateau_product(c[7], u) + c[6];
    double c54 = plateau_product(c[5], u) + c[4];
    double c32 = plateau_product(c[3], u) + c[2];
    double c10 = plateau_product(c[1], u) + c[0];
    double high = plateau_product(c76, u2) + c54;
    double low = plateau_product(c32, u2) + c10;
    return plateau_product(high, u4) + low;
}

/* What turns the value of a piece into the value of a track. */
typedef struct plateau_factors {
    double base;
    double reduced;
    double floor;
    int is_reduced;
} plateau_factors;

static inline double plateau_scaled(plateau_factors factors, double p)
{
    double whole = plateau_product(factors.base, p);
    double cut, held;
    if (!factors.is_reduced) {
        return whole;
    }
    cut = plateau_product(factors.reduced, p);
    held = factors.floor > cut ? factors.floor : cut;
    return whole < held ? whole : held;
}

static inline plateau_factors plateau_factors_in(
    const plateau_state *state, const plateau_track_row *row, const plateau_region *region)
{
    double multiplier = row->multiplier;
    plateau_factors factors = { multiplier, multiplier, 0.0, 0 };
    if (region->plateau >= 0) {
        const double *levels = plateau_levels + region->first_level;
        uint32_t last = (uint32_t)plateau_machines[region->plateau].level_count - 1;
        uint32_t cuts = state ? state->machines[region->plateau].cuts : 0;
        factors.base = multiplier * levels[0];
        factors.reduced = multiplier * levels[cuts < last ? cuts : last];
        factors.floor = multiplier * region->floor;
        factors.is_reduced = cuts > 0;
    }
    return factors;
}

/* ---- Private: where an update lies ------------------------------------------------------ */

/* The way of a track through the regions. */
typedef struct plateau_course {
    int32_t region; /* where it begins */
    int64_t end;    /* the first update past it */
    int64_t offset; /* the update of the run at which the time of the regions is 0 */
    int64_t since;  /* the first update that it is known for */
    int is_ended;   /* whether an event ended it in its region */
} plateau_course;

static inline plateau_course plateau_course_of(
    const plateau_state *state, int32_t chain, int32_t first_region)
{
    plateau_course course = { first_region, 0, 0, 0, 0 };
    if (state && chain >= 0) {
        const plateau_chain_state *at = &state->chains[chain];
        course.region = (int32_t)at->region;
        course.since = at->entry;
        course.is_ended = (at->flags & plateau_chain_ended) != 0;
        if (!course.is_ended) {
            course.offset = at->entry - plateau_regions[at->region].start;
        }
    }
    course.end = course.is_ended
        ? course.since
        : plateau_regions[plateau_regions[course.region].last].end + course.offset;
    return course;
}

/* The region at an update, in the time of the regions, that a course from `region` reaches. */
static inline int32_t plateau_region_at(int32_t region, int64_t t)
{
    int32_t count;
    while (t >= plateau_regions[plateau_regions[region].neighbour].end) {
        region = plateau_regions[plateau_regions[region].neighbour].next;
    }
    count = plateau_regions[region].neighbour - region + 1;
    while (count > 1) {
        int32_t half = count / 2;
        if (plateau_regions[region + half].start <= t) {
            region += half;
        }
        count -= half;
    }
    return region;
}

static inline int32_t plateau_piece_at(const plateau_region *region, int64_t t)
{
    int32_t piece = region->first_piece;
    int32_t count = region->piece_count;
    while (count > 1) {
        int32_t half = count / 2;
        if (plateau_pieces[piece + half].start <= t) {
            piece += half;
        }
        count -= half;
    }
    return piece;
}

/* Writes values from one update of a region on, as many as one search finds; returns how many. */
static inline int64_t plateau_write(
    const plateau_region *region, plateau_factors factors, int64_t t,
    int64_t most, double *out)
{
    int64_t count = region->end - t < most ? region->end - t : most;
    int64_t piece_end = region->end;
    int64_t sampled = t;
    int64_t i;
    int32_t piece;
    piece = plateau_piece_at(region, sampled);
    if (piece + 1 < region->first_piece + region->piece_count) {
        piece_end = plateau_pieces[piece + 1].start;
    }
    count = count < piece_end - sampled ? count : piece_end - sampled;
    for (i = 0; i < count; i++) {
        out[i] = plateau_scaled(
            factors, plateau_polynomial(&plateau_pieces[piece], sampled + i));
    }
    return count;
}

/* Whether an update lies before the last cut that its region answers to. */
static inline int plateau_is_before_cut(
    const plateau_state *state, const plateau_region *region, int64_t t)
{
    return state && region->plateau >= 0 && t < state->machines[region->plateau].changed_at;
}

/* ---- Values ------------------------------------------------------------------------------ */

/*
 * Writes the values of a track at `count` updates from `first` on.
 * `state` is what observations and signals have done so far; NULL stands for nothing.
 * Returns PLATEAU_OK, or a negative status and leaves `out` alone.
 */
static inline int plateau_fill(
    const plateau_state *state, plateau_track track, int64_t first, size_t count, double *out)
{
    const plateau_track_row *row;
    const plateau_region *region;
    plateau_course course;
    int64_t last, offset = 0, t = first;
    if ((unsigned)track >= PLATEAU_TRACKS) {
        return PLATEAU_NO_SUCH_TRACK;
    }
    if (state && state->table != PLATEAU_TABLE) {
        return PLATEAU_FOREIGN_STATE;
    }
    if (first < 0 || first > PLATEAU_MOST_UPDATES
        || (uint64_t)count > (uint64_t)(PLATEAU_MOST_UPDATES - first)) {
        return PLATEAU_UPDATE_OUT_OF_RANGE;
    }
    last = first + (int64_t)count;
    row = &plateau_track_rows[track];
    course = plateau_course_of(state, row->chain, row->first_region);
    offset = course.offset;
    if (count > 0 && first < course.since) {
        return PLATEAU_BEFORE_STATE;
    }
    for (t = first; t < last && t < course.end; t = region->end + offset) {
        region = &plateau_regions[plateau_region_at(course.region, t - offset)];
        if (plateau_is_before_cut(state, region, t)) {
            return PLATEAU_BEFORE_STATE;
        }
    }
    for (t = first; t < last;) {
        int64_t scheduled = t, written, i;
        if (scheduled >= course.end) {
            double value = plateau_product(row->multiplier, row->after_value);
            for (i = 0; i < last - t; i++) {
                out[i] = value;
            }
            break;
        }
        region = &plateau_regions[plateau_region_at(course.region, scheduled - offset)];
        written = plateau_write(
            region, plateau_factors_in(state, row, region), scheduled - offset,
            last - t, out);
        t += written;
        out += written;
    }
    return PLATEAU_OK;
}

/*
 * The value of a track at an update. Where there is none it is NaN, and plateau_fill, asked for
 * one value, says why.
 */
static inline double plateau_value(const plateau_state *state, plateau_track track, int64_t t)
{
    double value;
    if (plateau_fill(state, track, t, 1, &value) != PLATEAU_OK) {
        uint64_t nan = UINT64_C(0x7ff8000000000000);
        memcpy(&value, &nan, sizeof value);
    }
    return value;
}

/* ---- Private: what a metric does to a machine -------------------------------------------- */

static inline int plateau_is_nan(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & UINT64_C(0x7fffffffffffffff)) > UINT64_C(0x7ff0000000000000);
}

static inline int plateau_is_finite(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & UINT64_C(0x7ff0000000000000)) != UINT64_C(0x7ff0000000000000);
}

static inline void plateau_accept(plateau_machine_state *s, double value)
{
    s->best = value;
    s->flags |= plateau_has_best;
}

/* Whether a value beats the best by more than the threshold, a share of |best| or absolute. */
static inline int plateau_is_better(
    const plateau_machine *machine, const plateau_machine_state *s, double value)
{
    double margin = machine->threshold;
    if (plateau_is_nan(value)) {
        return 0;
    }
    if (!(s->flags & plateau_has_best)) {
        return 1;
    }
    if (machine->threshold_kind == plateau_relative) {
        margin = plateau_product(s->best < 0.0 ? -s->best : s->best, margin);
    }
    return machine->mode == plateau_max ? value > s->best + margin : value < s->best - margin;
}

static inline int plateau_restart(const plateau_machine *machine, plateau_machine_state *s)
{
    s->bad = 0;
    s->cooldown = machine->cooldown;
    return 1;
}

/* The rule of the recipe language. */
static inline int plateau_recipec_step(
    const plateau_machine *machine, plateau_machine_state *s, double value, int64_t t)
{
    int counts = machine->cooldown_unit == plateau_unit_evaluations;
    int is_cooling = counts ? s->cooldown > 0 : t < s->cooldown;
    if (counts && is_cooling) {
        s->cooldown -= 1;
    }
    if (plateau_is_better(machine, s, value)) {
        plateau_accept(s, value);
        s->bad = 0;
        s->since = t;
        return 0;
    }
    if (is_cooling) {
        s->since = t;
        return 0;
    }
    s->bad += 1;
    if ((machine->patience_unit == plateau_unit_evaluations ? s->bad : t - s->since)
        < machine->patience) {
        return 0;
    }
    plateau_restart(machine, s);
    s->since = t;
    s->cooldown += counts ? 0 : t;
    return 1;
}

static inline int plateau_has_stopped(
    const plateau_machine *machine, plateau_machine_state *s, double value, int64_t t)
{
    (void)t;
    switch (machine->ticks) {
    case plateau_ticks_recipec:
        return plateau_recipec_step(machine, s, value, t);
    default:
        return 0;
    }
}

/* The value to decide on, NaN for one that counts as bad; 0 while an average is not complete. */
static inline int plateau_decision(
    const plateau_machine *machine, plateau_machine_state *s, double *value)
{
    if (!plateau_is_finite(*value)) {
        uint64_t nan = UINT64_C(0x7ff8000000000000);
        memcpy(value, &nan, sizeof nan);
        return 1;
    }
    (void)machine;
    (void)s;
    return 1;
}

/* Steps a machine; whether it fires. A plateau never fires: it counts its cuts. */
static inline int plateau_step(
    const plateau_machine *machine, plateau_machine_state *s, double value, int64_t t,
    int is_active)
{
    if ((!is_active && machine->best == plateau_since_entry)
        || (machine->on_non_finite == plateau_on_nan_ignore && !plateau_is_finite(value))) {
        return 0;
    }
    if (is_active && !(s->flags & plateau_is_entered)) {
        s->flags |= plateau_is_entered;
        s->since = t;
    }
    if (!plateau_decision(machine, s, &value)) {
        return 0;
    }
    if (machine->kind == plateau_kind_plateau) {
        if (plateau_has_stopped(machine, s, value, t)
            && s->cuts + 1 < (uint32_t)machine->level_count) {
            s->cuts += 1;
            s->changed_at = t;
        }
        return 0;
    }
    return 0;
}

/* ---- Private: what an observation does to a run ------------------------------------------ */

static inline int plateau_watch_named(const char *name, int is_signal)
{
    int watch;
    for (watch = 0; watch < plateau_watch_count; watch++) {
        if (plateau_watches[watch].is_signal == is_signal
            && name && strcmp(plateau_watches[watch].name, name) == 0) {
            return watch;
        }
    }
    return -1;
}

/* Refuses what comes too late; PLATEAU_REPEATED for what comes again. */
static inline int plateau_admit(
    plateau_state *state, int watch, int64_t measured_at, int64_t effective_at)
{
    plateau_watch_state *s = &state->watches[watch];
    if (measured_at < 0 || measured_at >= PLATEAU_MOST_UPDATES
        || effective_at < 0 || effective_at >= PLATEAU_MOST_UPDATES) {
        return PLATEAU_UPDATE_OUT_OF_RANGE;
    }
    if (effective_at < measured_at) {
        return PLATEAU_EFFECT_BEFORE_MEASUREMENT;
    }
    if (measured_at == s->last) {
        s->repeated += 1;
        state->repeated += 1;
        return PLATEAU_REPEATED;
    }
    if (measured_at < s->last) {
        return PLATEAU_OUT_OF_ORDER;
    }
    return effective_at < state->clock ? PLATEAU_EFFECT_IN_THE_PAST : PLATEAU_OK;
}

/* The region that a route is in at an update, -1 past its end. */
static inline int32_t plateau_region_of_route(
    const plateau_state *state, const plateau_route *route, int64_t t)
{
    plateau_course course = plateau_course_of(state, route->chain, route->first_region);
    return t < course.end ? plateau_region_at(course.region, t - course.offset) : -1;
}

/* Finds which machines act at an update: those of the regions that tracks are in. */
static inline void plateau_find_active(const plateau_state *state, int64_t t, uint8_t *active)
{
    int route;
    memset(active, 0, plateau_machine_count);
    for (route = 0; route < plateau_route_count; route++) {
        int32_t region = plateau_region_of_route(state, &plateau_routes[route], t);
        if (region < 0) {
            continue;
        }
        if (plateau_regions[region].plateau >= 0) {
            active[plateau_regions[region].plateau] = 1;
        }
        if (plateau_regions[region].exit_machine >= 0) {
            active[plateau_regions[region].exit_machine] = 1;
        }
    }
}

/* Moves every chain that is in a region which a fired machine is the way out of. */
static inline void plateau_move(plateau_state *state, const uint8_t *fired, int64_t t)
{
    int route;
    for (route = 0; route < plateau_route_count; route++) {
        const plateau_route *way = &plateau_routes[route];
        int32_t region = plateau_region_of_route(state, way, t);
        if (way->chain >= 0 && region >= 0 && plateau_regions[region].exit_machine >= 0
            && fired[plateau_regions[region].exit_machine]) {
            plateau_chain_state *chain = &state->chains[way->chain];
            int32_t next = plateau_regions[region].exit_region;
            chain->entry = t;
            chain->region = (uint32_t)(next >= 0 ? next : region);
            chain->flags = (uint32_t)plateau_chain_entered
                | (next >= 0 ? 0u : (uint32_t)plateau_chain_ended);
        }
    }
}

/* ---- Events ------------------------------------------------------------------------------ */

/* The state of a run at its start. */
static inline plateau_state plateau_start(void)
{
    plateau_state state;
    int i;
    memset(&state, 0, sizeof state);
    state.table = PLATEAU_TABLE;
    state.clock = -1;
    for (i = 0; i < plateau_machine_count; i++) {
        state.machines[i].changed_at = -1;
    }
    for (i = 0; i < plateau_watch_count; i++) {
        state.watches[i].last = -1;
    }
    for (i = 0; i < plateau_chain_count; i++) {
        state.chains[i].region = (uint32_t)plateau_chain_starts[i];
    }
    return state;
}

/*
 * Takes the value of a metric: observe first, then ask for the value of the update to be made.
 *
 * `name` is what the recipe watches, as UTF-8; any other does nothing. `measured_at` is the number
 * of updates made before the measurement. `effective_at` is the first update that it may change:
 * the same number, or a later one where the measurement comes late. Effects never reach back.
 *
 * Returns PLATEAU_OK or another status that is not negative (see plateau_status); a negative
 * one refuses the observation and leaves the state as it was.
 */
static inline int plateau_observe(
    plateau_state *state, const char *name, double value, int64_t measured_at,
    int64_t effective_at)
{
    uint8_t active[plateau_machine_count];
    uint8_t fired[plateau_machine_count] = { 0 };
    int watch = plateau_watch_named(name, 0);
    int machine, listening = 0, looking = 0, status;
    if (watch < 0) {
        return PLATEAU_UNWATCHED;
    }
    if (state->table != PLATEAU_TABLE) {
        return PLATEAU_FOREIGN_STATE;
    }
    status = plateau_admit(state, watch, measured_at, effective_at);
    if (status != PLATEAU_OK) {
        return status;
    }
    plateau_find_active(state, effective_at, active);
    for (machine = 0; machine < plateau_machine_count; machine++) {
        if (plateau_machines[machine].watch == watch && active[machine]) {
            int policy = plateau_machines[machine].on_non_finite;
            if (policy == plateau_on_nan_error && !plateau_is_finite(value)) {
                return PLATEAU_NOT_FINITE;
            }
            listening = 1;
            looking |= policy != plateau_on_nan_ignore || plateau_is_finite(value);
        }
    }
    state->watches[watch].last = measured_at;
    state->clock = effective_at;
    state->accepted += 1;
    for (machine = 0; machine < plateau_machine_count; machine++) {
        if (plateau_machines[machine].watch == watch) {
            fired[machine] = (uint8_t)plateau_step(
                &plateau_machines[machine], &state->machines[machine], value, effective_at,
                active[machine]);
        }
    }
    plateau_move(state, fired, effective_at);
    return !listening ? PLATEAU_INACTIVE : looking ? PLATEAU_OK : PLATEAU_SKIPPED;
}

/*
 * Takes a signal: `name` is what the recipe waits for, `effective_at` the first update that it may
 * change. Returns as for an observation.
 */
static inline int plateau_signal(plateau_state *state, const char *name, int64_t effective_at)
{
    uint8_t active[plateau_machine_count];
    uint8_t fired[plateau_machine_count] = { 0 };
    int watch = plateau_watch_named(name, 1);
    int machine, status, result = PLATEAU_INACTIVE;
    if (watch < 0) {
        return PLATEAU_UNWATCHED;
    }
    if (state->table != PLATEAU_TABLE) {
        return PLATEAU_FOREIGN_STATE;
    }
    status = plateau_admit(state, watch, effective_at, effective_at);
    if (status != PLATEAU_OK) {
        return status;
    }
    plateau_find_active(state, effective_at, active);
    for (machine = 0; machine < plateau_machine_count; machine++) {
        if (plateau_machines[machine].watch == watch && active[machine]) {
            fired[machine] = 1;
            result = PLATEAU_OK;
        }
    }
    state->watches[watch].last = effective_at;
    state->clock = effective_at;
    state->accepted += 1;
    plateau_move(state, fired, effective_at);
    return result;
}

/* Whether every track that events can move has ended by an update. */
static inline int plateau_finished(const plateau_state *state, int64_t t)
{
    int route;
    for (route = 0; route < plateau_route_count; route++) {
        const plateau_route *way = &plateau_routes[route];
        if (way->chain >= 0
            && t < plateau_course_of(state, way->chain, way->first_region).end) {
            return 0;
        }
    }
    return 1;
}

#endif
