// SPDX-License-Identifier: Apache-2.0

/// The part of an emitted C header that says what there is.
enum CEmitterDeclarationTemplate {
  /// What functions return besides values.
  static let statuses = EmitterTemplate(
    #"""
    /* What functions return: 0 where all went well, negative where something was refused. */
    typedef enum schedule_status {
        SCHEDULE_OK = 0,
    %if reactive
        SCHEDULE_REPEATED = 1,
        SCHEDULE_UNWATCHED = 2,
        SCHEDULE_INACTIVE = 3,
    %end
    %if metrics
        SCHEDULE_SKIPPED = 4,
    %end
    %if after_error
        SCHEDULE_PAST_END = -3,
    %end
    %if reactive
        SCHEDULE_BEFORE_STATE = -4,
        SCHEDULE_FOREIGN_STATE = -5,
        SCHEDULE_EFFECT_BEFORE_MEASUREMENT = -6,
        SCHEDULE_OUT_OF_ORDER = -7,
        SCHEDULE_EFFECT_IN_THE_PAST = -8,
    %end
    %if metrics
        SCHEDULE_NOT_FINITE = -9,
    %end
        SCHEDULE_NO_SUCH_TRACK = -1,
        SCHEDULE_UPDATE_OUT_OF_RANGE = -2
    } schedule_status;

    /* What a status means, in English. */
    static inline const char *schedule_message(int status)
    {
        switch (status) {
        case SCHEDULE_OK:
            return "all went well";
    %if reactive
        case SCHEDULE_REPEATED:
            return "the same was reported before, and the first was kept";
        case SCHEDULE_UNWATCHED:
            return "nothing in the schedule listens to that name";
        case SCHEDULE_INACTIVE:
            return "nothing that listens to that name is at work at that update";
    %end
    %if metrics
        case SCHEDULE_SKIPPED:
            return "the metric is NaN or infinite, and the schedule ignores such values";
    %end
    %if after_error
        case SCHEDULE_PAST_END:
            return "the update is past the end of the schedule, which is declared `after: error`";
    %end
    %if reactive
        case SCHEDULE_BEFORE_STATE:
            return "the update lies before an event, and what held then is not kept";
        case SCHEDULE_FOREIGN_STATE:
            return "the state belongs to another table, or is not initialized";
        case SCHEDULE_EFFECT_BEFORE_MEASUREMENT:
            return "an observation cannot take effect before it is measured";
        case SCHEDULE_OUT_OF_ORDER:
            return "a later one of the same name has been reported already";
        case SCHEDULE_EFFECT_IN_THE_PAST:
            return "something has taken effect at a later update already";
    %end
    %if metrics
        case SCHEDULE_NOT_FINITE:
            return "the metric is NaN or infinite; the recipe can say what that means with `on_nan`";
    %end
        case SCHEDULE_NO_SUCH_TRACK:
            return "there is no such track";
        case SCHEDULE_UPDATE_OUT_OF_RANGE:
            return "an update is outside 0 to 2^53 - 1";
        default:
            return "not a status of this schedule";
        }
    }
    """#
  )

  /// The types of the table's rows.
  static let rows = EmitterTemplate(
    #"""
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
    %if grid
        int64_t grid, grid_anchor; /* so many updates share a value; one of those that is sampled */
    %end
    %if period
        int64_t period; /* the number of updates after which the pieces start over, 0 for never */
    %end
    %if events
        int32_t exit_machine, exit_region; /* what ends it, and what begins then */
    %end
    %if response
        int32_t plateau, first_level; /* the machine that cuts its values, and to what */
        double floor;
    %end
    } schedule_region;

    enum {
        schedule_after_hold,
        schedule_after_error,
        schedule_after_repeat,
        schedule_after_continue
    };

    typedef struct schedule_track_row {
        int32_t first_region;
    %if events
        int32_t chain; /* which chain of the state says where it is, -1 for none */
    %end
        double multiplier;
        int after; /* what it does past its end, and with which value */
        double after_value;
    } schedule_track_row;

    %if reactive
    enum {
        schedule_kind_plateau,
        schedule_kind_stops_improving,
        schedule_kind_crosses,
        schedule_kind_signal
    };
    %end
    %if metrics
    enum { schedule_min, schedule_max };
    enum { schedule_relative, schedule_absolute };
    enum { schedule_unit_evaluations, schedule_unit_steps };
    enum {
        schedule_ticks_recipec,
        schedule_ticks_torch,
        schedule_ticks_keras,
        schedule_ticks_optax,
        schedule_ticks_paddle
    };
    enum { schedule_on_nan_error, schedule_on_nan_ignore, schedule_on_nan_count };
    enum { schedule_since_entry, schedule_since_start };
    enum { schedule_has_best = 1, schedule_is_entered = 2 };
    %end
    %if events
    enum { schedule_chain_entered = 1, schedule_chain_ended = 2 };
    %end
    %if reactive

    /* A rule that turns metrics into cuts or events. */
    typedef struct schedule_machine {
        int kind, watch; /* what it does, and to which name it listens */
    %if metrics
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
    %end
    } schedule_machine;

    typedef struct schedule_watch {
        const char *name;
        int is_signal;
    } schedule_watch;

    /* A way through the regions that some track takes, and its chain, -1 for none. */
    typedef struct schedule_route {
        int32_t first_region, chain;
    } schedule_route;
    %end
    """#
  )
}
