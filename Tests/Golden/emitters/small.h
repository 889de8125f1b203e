/*
 * A training schedule, as C. Made by recipec from a recipe; edit that instead.
 *
 * digest   8063263773d900992fdaa8e0f2b75fc0481847f097f2336f50dcfefd273932d3
 * length   100 steps
 *
 * SCHEDULE_LR   lr
 *     0 to 9: warmup (line 6)
 *     10 to 99: cosine (line 7)
 *
 * Updates t count from 0. For C99, and for C++ from C++11 on; there is nothing to link:
 *
 *     double value = schedule_value(SCHEDULE_LR, t);
 *     schedule_fill(SCHEDULE_LR, t, 512, values); // 512 updates from t on
 *
 * Values have the bits of `recipec eval`, with every compiler and on every machine. Names begin
 * with the recipe's name, in ASCII letters, digits and `_`; where it has none, with `schedule`.
 */
#ifndef SCHEDULE_8063263773D90099_H
#define SCHEDULE_8063263773D90099_H

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
#define SCHEDULE_LENGTH INT64_C(100)
/* The first update at which every track that ends has ended, if no event happens. */
#define SCHEDULE_END INT64_C(100)

/* The SHA-256 of the table: two schedules with one digest have the same values. */
#define SCHEDULE_DIGEST "8063263773d900992fdaa8e0f2b75fc0481847f097f2336f50dcfefd273932d3"

/* The number of tracks. */
#define SCHEDULE_TRACKS 1

/* What is scheduled. */
typedef enum schedule_track {
    SCHEDULE_LR = 0
} schedule_track;

/* What functions return: 0 where all went well, negative where something was refused. */
typedef enum schedule_status {
    SCHEDULE_OK = 0,
    SCHEDULE_NO_SUCH_TRACK = -1,
    SCHEDULE_UPDATE_OUT_OF_RANGE = -2
} schedule_status;

/* What a status means, in English. */
static inline const char *schedule_message(int status)
{
    switch (status) {
    case SCHEDULE_OK:
        return "all went well";
    case SCHEDULE_NO_SUCH_TRACK:
        return "there is no such track";
    case SCHEDULE_UPDATE_OUT_OF_RANGE:
        return "an update is outside 0 to 2^53 - 1";
    default:
        return "not a status of this schedule";
    }
}

/* ---- Private: the table ------------------------------------------------------------------ */

#define SCHEDULE_MOST_UPDATES (INT64_C(1) << 53)

/* A polynomial in u = (t - origin) * scale from an update on; coefficients not written are 0. */
typedef struct schedule_piece {
    int64_t start;
    double origin, scale, c[8];
} schedule_piece;

/* Pieces that are sampled and left in one way. -1 stands for none. */
typedef struct schedule_region {
    int32_t first_piece, piece_count;
    int64_t start, end; /* its updates; an end of 2^53 is never reached */
    int32_t next;       /* the region that begins at its end */
    int32_t neighbour;  /* the region up to which each is followed by its neighbour */
    int32_t last;       /* the last of all that follow */
} schedule_region;

enum {
    schedule_after_hold,
    schedule_after_error,
    schedule_after_repeat,
    schedule_after_continue
};

typedef struct schedule_track_row {
    int32_t first_region;
    double multiplier;
    int after; /* what it does past its end, and with which value */
    double after_value;
} schedule_track_row;

static const schedule_piece schedule_pieces[13] = {
    /* lr: warmup */
    { 0, 0.0, 0.0625, { 0.0, 0.16 } },
    /* lr: cosine */
    { 10, 13.0, 0.25, { 0.09972883382072953, -0.0007224488750454666, -0.0004798707308009873, 2.347418830954093e-06, 7.796105467706193e-07, -2.2883608621319363e-09, -5.064760156006504e-10, 1.237902020189568e-12 } },
    { 18, 21.0, 0.25, { 0.09639560080105598, -0.002589094908097237, -0.00044737918385706605, 8.412623076449664e-06, 7.268239293495229e-07, -8.200563603913845e-09, -4.721830525574773e-10, 3.968896851276479e-12 } },
    { 26, 29.0, 0.25, { 0.08950653230353274, -0.004255146649560165, -0.0003802262152029013, 1.3826045820561591e-05, 6.177254591795311e-07, -1.3477414492964614e-08, -4.013069481888156e-10, 6.392395016334994e-12 } },
    { 34, 37.0, 0.25, { 0.07959536998847742, -0.005591524061547682, -0.00028361460907523216, 1.816827343073822e-05, 4.6076771568086286e-07, -1.771008102082784e-08, -2.993389426581466e-10, 8.32063209774319e-12 } },
    { 42, 45.0, 0.25, { 0.06742999709462061, -0.006494689155006319, -0.00016502950502218062, 2.1102884840043445e-05, 2.681112524384915e-07, -2.057063054160739e-08, -1.7417917117109074e-10, 9.604214826775867e-12 } },
    { 50, 53.0, 0.25, { 0.0539529454503342, -0.00689466776191948, -3.365847467973319e-05, 2.2402516310324183e-05, 5.468243875747934e-08, -2.183743738106436e-08, -3.552458829596025e-11, 1.0143695567341844e-11 } },
    { 58, 61.0, 0.25, { 0.040208371304520915, -0.006760470896501626, 0.00010032030011550606, 2.19664768034527e-05, -1.6298298480237585e-07, -2.1412353642130142e-08, 1.0588231918532014e-10, 9.89727718151419e-12 } },
    { 66, 69.0, 0.25, { 0.027261157642098407, -0.00610249567670612, 0.00022652659833187814, 1.9828549181429188e-05, -3.6802103951792146e-07, -1.9328313371065758e-08, 2.3908582371588674e-10, 8.884051330006066e-12 } },
    { 74, 77.0, 0.25, { 0.016114410662279637, -0.004971719790791942, 0.00033518238405977303, 1.615437282482127e-05, -5.445460723735846e-07, -1.5746780939265767e-08, 3.5376576957456626e-10, 7.182519315055227e-12 } },
    { 82, 85.0, 0.25, { 0.007631742512670288, -0.003455751918947411, 0.00041786937556801453, 1.122861045538598e-05, -6.788815225748435e-07, -1.0945241331429856e-08, 4.4103714353645746e-10, 4.924510065793372e-12 } },
    { 90, 93.0, 0.25, { 0.0024703615493381747, -0.0016720441099070352, 0.0004681812652186189, 5.4328934339288634e-06, -7.606195350893798e-07, -5.295701550143124e-09, 4.941384555607275e-10, 2.2849664799644926e-12 } },
    { 98, 100.0, 0.5, { 0.001, 0.0, 0.00012065298829939119, 7.347616069143123e-08 } }
};

static const schedule_region schedule_regions[1] = {
    { 0, 13, 0, 100, -1, 0, 0 }
};

static const schedule_track_row schedule_track_rows[1] = {
    { 0, 1.0, schedule_after_hold, 0.001 }
};

/* ---- Private: arithmetic ---------------------------------------------------------------- */

/*
 * A product, rounded. Where a processor multiplies and adds in one step, compilers fuse a product
 * with the sum that it goes into, which then rounds once instead of twice: other bits. The empty
 * asm takes the product out of their hands and costs nothing. The pragma that ISO C has for this
 * is ignored by GCC.
 */
static inline double schedule_product(double a, double b)
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
static inline double schedule_polynomial(const schedule_piece *piece, int64_t t)
{
    const double *c = piece->c;
    double u = ((double)t - piece->origin) * piece->scale;
    double u2 = u * u;
    double u4 = u2 * u2;
    double c76 = schedule_product(c[7], u) + c[6];
    double c54 = schedule_product(c[5], u) + c[4];
    double c32 = schedule_product(c[3], u) + c[2];
    double c10 = schedule_product(c[1], u) + c[0];
    double high = schedule_product(c76, u2) + c54;
    double low = schedule_product(c32, u2) + c10;
    return schedule_product(high, u4) + low;
}

/* What turns the value of a piece into the value of a track. */
typedef struct schedule_factors {
    double base;
} schedule_factors;

static inline double schedule_scaled(schedule_factors factors, double p)
{
    return schedule_product(factors.base, p);
}

static inline schedule_factors schedule_factors_in(
    const schedule_track_row *row)
{
    schedule_factors factors = { row->multiplier };
    return factors;
}

/* ---- Private: where an update lies ------------------------------------------------------ */

/* The way of a track through the regions. */
typedef struct schedule_course {
    int32_t region; /* where it begins */
    int64_t end;    /* the first update past it */
} schedule_course;

static inline schedule_course schedule_course_of(int32_t first_region)
{
    schedule_course course = { first_region, 0 };
    course.end = schedule_regions[schedule_regions[first_region].last].end;
    return course;
}

/* The region at an update, in the time of the regions, that a course from `region` reaches. */
static inline int32_t schedule_region_at(int32_t region, int64_t t)
{
    int32_t count;
    while (t >= schedule_regions[schedule_regions[region].neighbour].end) {
        region = schedule_regions[schedule_regions[region].neighbour].next;
    }
    count = schedule_regions[region].neighbour - region + 1;
    while (count > 1) {
        int32_t half = count / 2;
        if (schedule_regions[region + half].start <= t) {
            region += half;
        }
        count -= half;
    }
    return region;
}

static inline int32_t schedule_piece_at(const schedule_region *region, int64_t t)
{
    int32_t piece = region->first_piece;
    int32_t count = region->piece_count;
    while (count > 1) {
        int32_t half = count / 2;
        if (schedule_pieces[piece + half].start <= t) {
            piece += half;
        }
        count -= half;
    }
    return piece;
}

/* Writes values from one update of a region on, as many as one search finds; returns how many. */
static inline int64_t schedule_write(
    const schedule_region *region, schedule_factors factors, int64_t t,
    int64_t most, double *out)
{
    int64_t count = region->end - t < most ? region->end - t : most;
    int64_t piece_end = region->end;
    int64_t sampled = t;
    int64_t i;
    int32_t piece;
    piece = schedule_piece_at(region, sampled);
    if (piece + 1 < region->first_piece + region->piece_count) {
        piece_end = schedule_pieces[piece + 1].start;
    }
    count = count < piece_end - sampled ? count : piece_end - sampled;
    for (i = 0; i < count; i++) {
        out[i] = schedule_scaled(
            factors, schedule_polynomial(&schedule_pieces[piece], sampled + i));
    }
    return count;
}

/* ---- Values ------------------------------------------------------------------------------ */

/*
 * Writes the values of a track at `count` updates from `first` on.
 * Returns SCHEDULE_OK, or a negative status and leaves `out` alone.
 */
static inline int schedule_fill(
    schedule_track track, int64_t first, size_t count, double *out)
{
    const schedule_track_row *row;
    const schedule_region *region;
    schedule_course course;
    int64_t last, offset = 0, t = first;
    if ((unsigned)track >= SCHEDULE_TRACKS) {
        return SCHEDULE_NO_SUCH_TRACK;
    }
    if (first < 0 || first > SCHEDULE_MOST_UPDATES
        || (uint64_t)count > (uint64_t)(SCHEDULE_MOST_UPDATES - first)) {
        return SCHEDULE_UPDATE_OUT_OF_RANGE;
    }
    last = first + (int64_t)count;
    row = &schedule_track_rows[track];
    course = schedule_course_of(row->first_region);
    for (t = first; t < last;) {
        int64_t scheduled = t, written, i;
        if (scheduled >= course.end) {
            double value = schedule_product(row->multiplier, row->after_value);
            for (i = 0; i < last - t; i++) {
                out[i] = value;
            }
            break;
        }
        region = &schedule_regions[schedule_region_at(course.region, scheduled - offset)];
        written = schedule_write(
            region, schedule_factors_in(row), scheduled - offset,
            last - t, out);
        t += written;
        out += written;
    }
    return SCHEDULE_OK;
}

/*
 * The value of a track at an update. Where there is none it is NaN, and schedule_fill, asked for
 * one value, says why.
 */
static inline double schedule_value(schedule_track track, int64_t t)
{
    double value;
    if (schedule_fill(track, t, 1, &value) != SCHEDULE_OK) {
        uint64_t nan = UINT64_C(0x7ff8000000000000);
        memcpy(&value, &nan, sizeof value);
    }
    return value;
}

/* Whether an update lies past the end of the schedule. */
static inline int schedule_finished(int64_t t)
{
    return t >= SCHEDULE_END;
}

#endif
