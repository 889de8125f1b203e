// SPDX-License-Identifier: Apache-2.0

/// The part of an emitted C header that keeps a state: only for tables with machines.
enum CEmitterRunTemplate {
  /// What is remembered.
  static let state = EmitterTemplate(
    #"""
    /* ---- The state of a run ------------------------------------------------------------------ */

    %if metrics
    /* What a machine remembers. */
    typedef struct schedule_machine_state {
        double best;         /* the best value so far, if flags say that there is one */
        double accumulator;  /* the moving average, or the sum of an unfinished average */
        int64_t accumulated; /* how many observations that holds */
        int64_t bad;         /* evaluations in a row without improvement */
        int64_t cooldown;    /* evaluations left of it, or the update at which it is over */
        int64_t since;       /* where a patience in updates begins */
        int64_t changed_at;  /* the update of the last cut, -1 before the first */
        uint32_t cuts;       /* the number of cuts */
        uint32_t flags;      /* 1: there is a best value; 2: it has been at work */
    } schedule_machine_state;

    %end
    /* What is remembered of a name that is listened to. */
    typedef struct schedule_watch_state {
        int64_t last;      /* the update of the last observation or signal, -1 before the first */
        uint64_t repeated; /* how many came twice */
    } schedule_watch_state;

    %if events
    /* Where the last event led the tracks that it moved. */
    typedef struct schedule_chain_state {
        int64_t entry;   /* the update of the event */
        uint32_t region; /* the region that it led to, or in which it ended the tracks */
        uint32_t flags;  /* 1: there was an event; 2: it ended the tracks */
    } schedule_chain_state;

    %end
    /*
     * Everything that a run remembers. It has no padding and no pointers: copy it, compare it, or
     * write its bytes into a checkpoint and read them back on a machine of the same byte order.
     */
    typedef struct schedule_state {
        uint64_t table;    /* which table it belongs to: the first 8 bytes of the digest */
        uint64_t accepted; /* how many observations and signals were accepted */
        uint64_t repeated; /* how many were repeats of those */
        int64_t clock;     /* the largest update at which one took effect, -1 before the first */
    %if metrics
        schedule_machine_state machines[schedule_machine_count];
    %end
        schedule_watch_state watches[schedule_watch_count];
    %if events
        schedule_chain_state chains[schedule_chain_count];
    %end
    } schedule_state;
    """#
  )

  /// Observations and signals.
  static let events = EmitterTemplate(
    #"""
    /* ---- Private: what an observation does to a run ------------------------------------------ */

    static inline int schedule_watch_named(const char *name, int is_signal)
    {
        int watch;
        for (watch = 0; watch < schedule_watch_count; watch++) {
            if (schedule_watches[watch].is_signal == is_signal
                && name && strcmp(schedule_watches[watch].name, name) == 0) {
                return watch;
            }
        }
        return -1;
    }

    /* Refuses what comes too late; SCHEDULE_REPEATED for what comes again. */
    static inline int schedule_admit(
        schedule_state *state, int watch, int64_t measured_at, int64_t effective_at)
    {
        schedule_watch_state *s = &state->watches[watch];
        if (measured_at < 0 || measured_at >= SCHEDULE_MOST_UPDATES
            || effective_at < 0 || effective_at >= SCHEDULE_MOST_UPDATES) {
            return SCHEDULE_UPDATE_OUT_OF_RANGE;
        }
        if (effective_at < measured_at) {
            return SCHEDULE_EFFECT_BEFORE_MEASUREMENT;
        }
        if (measured_at == s->last) {
            s->repeated += 1;
            state->repeated += 1;
            return SCHEDULE_REPEATED;
        }
        if (measured_at < s->last) {
            return SCHEDULE_OUT_OF_ORDER;
        }
        return effective_at < state->clock ? SCHEDULE_EFFECT_IN_THE_PAST : SCHEDULE_OK;
    }

    /* The region that a route is in at an update, -1 past its end. */
    static inline int32_t schedule_region_of_route(
        const schedule_state *state, const schedule_route *route, int64_t t)
    {
    %if events
        schedule_course course = schedule_course_of(state, route->chain, route->first_region);
        return t < course.end ? schedule_region_at(course.region, t - course.offset) : -1;
    %else
        schedule_course course = schedule_course_of(route->first_region);
        (void)state;
        return t < course.end ? schedule_region_at(course.region, t) : -1;
    %end
    }

    /* Finds which machines act at an update: those of the regions that tracks are in. */
    static inline void schedule_find_active(const schedule_state *state, int64_t t, uint8_t *active)
    {
        int route;
        memset(active, 0, schedule_machine_count);
        for (route = 0; route < schedule_route_count; route++) {
            int32_t region = schedule_region_of_route(state, &schedule_routes[route], t);
            if (region < 0) {
                continue;
            }
    %if response
            if (schedule_regions[region].plateau >= 0) {
                active[schedule_regions[region].plateau] = 1;
            }
    %end
    %if events
            if (schedule_regions[region].exit_machine >= 0) {
                active[schedule_regions[region].exit_machine] = 1;
            }
    %end
        }
    }

    %if events
    /* Moves every chain that is in a region which a fired machine is the way out of. */
    static inline void schedule_move(schedule_state *state, const uint8_t *fired, int64_t t)
    {
        int route;
        for (route = 0; route < schedule_route_count; route++) {
            const schedule_route *way = &schedule_routes[route];
            int32_t region = schedule_region_of_route(state, way, t);
            if (way->chain >= 0 && region >= 0 && schedule_regions[region].exit_machine >= 0
                && fired[schedule_regions[region].exit_machine]) {
                schedule_chain_state *chain = &state->chains[way->chain];
                int32_t next = schedule_regions[region].exit_region;
                chain->entry = t;
                chain->region = (uint32_t)(next >= 0 ? next : region);
                chain->flags = (uint32_t)schedule_chain_entered
                    | (next >= 0 ? 0u : (uint32_t)schedule_chain_ended);
            }
        }
    }

    %end
    /* ---- Events ------------------------------------------------------------------------------ */

    /* The state of a run at its start. */
    static inline schedule_state schedule_start(void)
    {
        schedule_state state;
        int i;
        memset(&state, 0, sizeof state);
        state.table = SCHEDULE_TABLE;
        state.clock = -1;
    %if metrics
        for (i = 0; i < schedule_machine_count; i++) {
            state.machines[i].changed_at = -1;
        }
    %end
        for (i = 0; i < schedule_watch_count; i++) {
            state.watches[i].last = -1;
        }
    %if events
        for (i = 0; i < schedule_chain_count; i++) {
            state.chains[i].region = (uint32_t)schedule_chain_starts[i];
        }
    %end
        return state;
    }

    %if metrics
    /*
     * Takes the value of a metric: observe first, then ask for the value of the update to be made.
     *
     * `name` is what the recipe watches, as UTF-8; any other does nothing. `measured_at` is the number
     * of updates made before the measurement. `effective_at` is the first update that it may change:
     * the same number, or a later one where the measurement comes late. Effects never reach back.
     *
     * Returns SCHEDULE_OK or another status that is not negative (see schedule_status); a negative
     * one refuses the observation and leaves the state as it was.
     */
    static inline int schedule_observe(
        schedule_state *state, const char *name, double value, int64_t measured_at,
        int64_t effective_at)
    {
        uint8_t active[schedule_machine_count];
        uint8_t fired[schedule_machine_count] = { 0 };
        int watch = schedule_watch_named(name, 0);
        int machine, listening = 0, looking = 0, status;
        if (watch < 0) {
            return SCHEDULE_UNWATCHED;
        }
        if (state->table != SCHEDULE_TABLE) {
            return SCHEDULE_FOREIGN_STATE;
        }
        status = schedule_admit(state, watch, measured_at, effective_at);
        if (status != SCHEDULE_OK) {
            return status;
        }
        schedule_find_active(state, effective_at, active);
        for (machine = 0; machine < schedule_machine_count; machine++) {
            if (schedule_machines[machine].watch == watch && active[machine]) {
                int policy = schedule_machines[machine].on_non_finite;
                if (policy == schedule_on_nan_error && !schedule_is_finite(value)) {
                    return SCHEDULE_NOT_FINITE;
                }
                listening = 1;
                looking |= policy != schedule_on_nan_ignore || schedule_is_finite(value);
            }
        }
        state->watches[watch].last = measured_at;
        state->clock = effective_at;
        state->accepted += 1;
        for (machine = 0; machine < schedule_machine_count; machine++) {
            if (schedule_machines[machine].watch == watch) {
                fired[machine] = (uint8_t)schedule_step(
                    &schedule_machines[machine], &state->machines[machine], value, effective_at,
                    active[machine]);
            }
        }
    %if events
        schedule_move(state, fired, effective_at);
    %else
        (void)fired;
    %end
        return !listening ? SCHEDULE_INACTIVE : looking ? SCHEDULE_OK : SCHEDULE_SKIPPED;
    }

    %end
    %if signals
    /*
     * Takes a signal: `name` is what the recipe waits for, `effective_at` the first update that it may
     * change. Returns as for an observation.
     */
    static inline int schedule_signal(schedule_state *state, const char *name, int64_t effective_at)
    {
        uint8_t active[schedule_machine_count];
        uint8_t fired[schedule_machine_count] = { 0 };
        int watch = schedule_watch_named(name, 1);
        int machine, status, result = SCHEDULE_INACTIVE;
        if (watch < 0) {
            return SCHEDULE_UNWATCHED;
        }
        if (state->table != SCHEDULE_TABLE) {
            return SCHEDULE_FOREIGN_STATE;
        }
        status = schedule_admit(state, watch, effective_at, effective_at);
        if (status != SCHEDULE_OK) {
            return status;
        }
        schedule_find_active(state, effective_at, active);
        for (machine = 0; machine < schedule_machine_count; machine++) {
            if (schedule_machines[machine].watch == watch && active[machine]) {
                fired[machine] = 1;
                result = SCHEDULE_OK;
            }
        }
        state->watches[watch].last = effective_at;
        state->clock = effective_at;
        state->accepted += 1;
    %if events
        schedule_move(state, fired, effective_at);
    %else
        (void)fired;
    %end
        return result;
    }

    %end
    """#
  )

  /// Whether a run is over.
  static let finished = EmitterTemplate(
    #"""
    %if events
    /* Whether every track that events can move has ended by an update. */
    static inline int schedule_finished(const schedule_state *state, int64_t t)
    {
        int route;
        for (route = 0; route < schedule_route_count; route++) {
            const schedule_route *way = &schedule_routes[route];
            if (way->chain >= 0
                && t < schedule_course_of(state, way->chain, way->first_region).end) {
                return 0;
            }
        }
        return 1;
    }
    %else
    /* Whether an update lies past the end of the schedule. */
    %if reactive
    static inline int schedule_finished(const schedule_state *state, int64_t t)
    {
        (void)state;
        return t >= SCHEDULE_END;
    }
    %else
    static inline int schedule_finished(int64_t t)
    {
        return t >= SCHEDULE_END;
    }
    %end
    %end
    """#
  )
}
