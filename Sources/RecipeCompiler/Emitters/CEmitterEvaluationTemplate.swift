// SPDX-License-Identifier: Apache-2.0

/// The part of every emitted C header that finds where an update lies and gives values.
enum CEmitterEvaluationTemplate {
  /// Regions, pieces and courses.
  static let lookup = EmitterTemplate(
    #"""
    /* ---- Private: where an update lies ------------------------------------------------------ */

    /* The way of a track through the regions. */
    typedef struct schedule_course {
        int32_t region; /* where it begins */
        int64_t end;    /* the first update past it */
    %if events
        int64_t offset; /* the update of the run at which the time of the regions is 0 */
        int64_t since;  /* the first update that it is known for */
        int is_ended;   /* whether an event ended it in its region */
    %end
    } schedule_course;

    %if events
    static inline schedule_course schedule_course_of(
        const schedule_state *state, int32_t chain, int32_t first_region)
    {
        schedule_course course = { first_region, 0, 0, 0, 0 };
        if (state && chain >= 0) {
            const schedule_chain_state *at = &state->chains[chain];
            course.region = (int32_t)at->region;
            course.since = at->entry;
            course.is_ended = (at->flags & schedule_chain_ended) != 0;
            if (!course.is_ended) {
                course.offset = at->entry - schedule_regions[at->region].start;
            }
        }
        course.end = course.is_ended
            ? course.since
            : schedule_regions[schedule_regions[course.region].last].end + course.offset;
        return course;
    }

    %else
    static inline schedule_course schedule_course_of(int32_t first_region)
    {
        schedule_course course = { first_region, 0 };
        course.end = schedule_regions[schedule_regions[first_region].last].end;
        return course;
    }

    %end
    %if after_continues
    static inline int32_t schedule_last_region(schedule_course course)
    {
    %if events
        if (course.is_ended) {
            return course.region;
        }
    %end
        return schedule_regions[course.region].last;
    }

    %end
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
    """#
  )

  /// The values of consecutive updates.
  static let values = EmitterTemplate(
    #"""
    /* Writes values from one update of a region on, as many as one search finds; returns how many. */
    static inline int64_t schedule_write(
        const schedule_region *region, schedule_factors factors, int64_t t,
    %if grid
        int64_t offset,
    %end
        int64_t most, double *out)
    {
        int64_t count = region->end - t < most ? region->end - t : most;
        int64_t piece_end = region->end;
        int64_t sampled = t;
        int64_t i;
        int32_t piece;
    %if grid
        int64_t late = 0;
        if (region->grid > 1) {
            late = (t + offset - region->grid_anchor) % region->grid;
            late = late < 0 ? late + region->grid : late;
            count = count < region->grid - late ? count : region->grid - late;
            sampled = t - late < region->start ? region->start : t - late;
        }
    %end
    %if period
        if (region->period > 0) {
            piece_end = region->start + region->period;
            sampled = region->start + (sampled - region->start) % region->period;
        }
    %end
        piece = schedule_piece_at(region, sampled);
    %if grid
        if (region->grid > 1) {
            double value = schedule_scaled(
                factors, schedule_polynomial(&schedule_pieces[piece], sampled));
            for (i = 0; i < count; i++) {
                out[i] = value;
            }
            return count;
        }
    %end
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

    %if response
    /* Whether an update lies before the last cut that its region answers to. */
    static inline int schedule_is_before_cut(
        const schedule_state *state, const schedule_region *region, int64_t t)
    {
        return state && region->plateau >= 0 && t < state->machines[region->plateau].changed_at;
    }

    %end
    /* ---- Values ------------------------------------------------------------------------------ */

    /*
     * Writes the values of a track at `count` updates from `first` on.
    %if reactive
     * `state` is what observations and signals have done so far; NULL stands for nothing.
    %end
     * Returns SCHEDULE_OK, or a negative status and leaves `out` alone.
     */
    static inline int schedule_fill(
    %if reactive
        const schedule_state *state, schedule_track track, int64_t first, size_t count, double *out)
    %else
        schedule_track track, int64_t first, size_t count, double *out)
    %end
    {
        const schedule_track_row *row;
        const schedule_region *region;
        schedule_course course;
        int64_t last, offset = 0, t = first;
        if ((unsigned)track >= SCHEDULE_TRACKS) {
            return SCHEDULE_NO_SUCH_TRACK;
        }
    %if reactive
        if (state && state->table != SCHEDULE_TABLE) {
            return SCHEDULE_FOREIGN_STATE;
        }
    %end
        if (first < 0 || first > SCHEDULE_MOST_UPDATES
            || (uint64_t)count > (uint64_t)(SCHEDULE_MOST_UPDATES - first)) {
            return SCHEDULE_UPDATE_OUT_OF_RANGE;
        }
        last = first + (int64_t)count;
        row = &schedule_track_rows[track];
    %if events
        course = schedule_course_of(state, row->chain, row->first_region);
        offset = course.offset;
        if (count > 0 && first < course.since) {
            return SCHEDULE_BEFORE_STATE;
        }
    %else
        course = schedule_course_of(row->first_region);
    %end
    %if after_error
        if (count > 0 && last > course.end && row->after == schedule_after_error) {
            return SCHEDULE_PAST_END;
        }
    %end
    %if response
        for (t = first; t < last && t < course.end; t = region->end + offset) {
            region = &schedule_regions[schedule_region_at(course.region, t - offset)];
            if (schedule_is_before_cut(state, region, t)) {
                return SCHEDULE_BEFORE_STATE;
            }
        }
    %end
    %if after_continues
        region = &schedule_regions[schedule_last_region(course)];
        if (t < last && row->after == schedule_after_continue
            && schedule_is_before_cut(state, region, first > course.end ? first : course.end)) {
            return SCHEDULE_BEFORE_STATE;
        }
    %end
        for (t = first; t < last;) {
            int64_t scheduled = t, written, i;
    %if after_repeat
            if (row->after == schedule_after_repeat) {
                scheduled = t % course.end;
            }
    %end
            if (scheduled >= course.end) {
                double value = schedule_product(row->multiplier, row->after_value);
    %if after_continues
                if (row->after == schedule_after_continue) {
                    region = &schedule_regions[schedule_last_region(course)];
                    value = schedule_scaled(
                        schedule_factors_in(state, row, region), row->after_value);
                }
    %end
                for (i = 0; i < last - t; i++) {
                    out[i] = value;
                }
                break;
            }
            region = &schedule_regions[schedule_region_at(course.region, scheduled - offset)];
            written = schedule_write(
    %if response
                region, schedule_factors_in(state, row, region), scheduled - offset,
    %else
                region, schedule_factors_in(row), scheduled - offset,
    %end
    %if grid
                offset,
    %end
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
    %if reactive
    static inline double schedule_value(const schedule_state *state, schedule_track track, int64_t t)
    {
        double value;
        if (schedule_fill(state, track, t, 1, &value) != SCHEDULE_OK) {
    %else
    static inline double schedule_value(schedule_track track, int64_t t)
    {
        double value;
        if (schedule_fill(track, t, 1, &value) != SCHEDULE_OK) {
    %end
            uint64_t nan = UINT64_C(0x7ff8000000000000);
            memcpy(&value, &nan, sizeof value);
        }
        return value;
    }
    """#
  )
}
