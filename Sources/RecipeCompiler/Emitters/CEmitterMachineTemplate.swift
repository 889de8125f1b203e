// SPDX-License-Identifier: Apache-2.0

/// The part of an emitted C header that decides what an observation of a metric does to a machine.
enum CEmitterMachineTemplate {
  /// Comparisons with the best value so far.
  static let comparisons = EmitterTemplate(
    #"""
    /* ---- Private: what a metric does to a machine -------------------------------------------- */

    static inline int schedule_is_nan(double value)
    {
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        return (bits & UINT64_C(0x7fffffffffffffff)) > UINT64_C(0x7ff0000000000000);
    }

    static inline int schedule_is_finite(double value)
    {
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        return (bits & UINT64_C(0x7ff0000000000000)) != UINT64_C(0x7ff0000000000000);
    }

    %if improvement
    static inline void schedule_accept(schedule_machine_state *s, double value)
    {
        s->best = value;
        s->flags |= schedule_has_best;
    }

    %end
    %if better
    /* Whether a value beats the best by more than the threshold, a share of |best| or absolute. */
    static inline int schedule_is_better(
        const schedule_machine *machine, const schedule_machine_state *s, double value)
    {
        double margin = machine->threshold;
        if (schedule_is_nan(value)) {
            return 0;
        }
        if (!(s->flags & schedule_has_best)) {
            return 1;
        }
        if (machine->threshold_kind == schedule_relative) {
            margin = schedule_product(s->best < 0.0 ? -s->best : s->best, margin);
        }
        return machine->mode == schedule_max ? value > s->best + margin : value < s->best - margin;
    }

    %end
    %if library_best
    /* The best so far, as libraries have it: an infinity that every value beats before there is one. */
    static inline double schedule_best_of(
        const schedule_machine *machine, const schedule_machine_state *s)
    {
        uint64_t bits = machine->mode == schedule_max
            ? UINT64_C(0xfff0000000000000)
            : UINT64_C(0x7ff0000000000000);
        double best = s->best;
        if (!(s->flags & schedule_has_best)) {
            memcpy(&best, &bits, sizeof best);
        }
        return best;
    }

    %end
    %if first_accepted
    /* Takes over a value that may be NaN: the infinity that nothing beats either stands for it. */
    static inline void schedule_accept_any(
        const schedule_machine *machine, schedule_machine_state *s, double value)
    {
        uint64_t bits = machine->mode == schedule_max
            ? UINT64_C(0x7ff0000000000000)
            : UINT64_C(0xfff0000000000000);
        if (schedule_is_nan(value)) {
            memcpy(&value, &bits, sizeof value);
        }
        schedule_accept(s, value);
        s->bad = 0;
    }

    %end
    """#
  )

  /// How a machine finds out that a metric has stopped improving, in the order of each source.
  static let rules = EmitterTemplate(
    #"""
    %if improvement
    static inline int schedule_restart(const schedule_machine *machine, schedule_machine_state *s)
    {
        s->bad = 0;
        s->cooldown = machine->cooldown;
        return 1;
    }

    %end
    %if ticks_recipec
    /* The rule of the recipe language. */
    static inline int schedule_recipec_step(
        const schedule_machine *machine, schedule_machine_state *s, double value, int64_t t)
    {
        int counts = machine->cooldown_unit == schedule_unit_evaluations;
        int is_cooling = counts ? s->cooldown > 0 : t < s->cooldown;
        if (counts && is_cooling) {
            s->cooldown -= 1;
        }
        if (schedule_is_better(machine, s, value)) {
            schedule_accept(s, value);
            s->bad = 0;
            s->since = t;
            return 0;
        }
        if (is_cooling) {
            s->since = t;
            return 0;
        }
        s->bad += 1;
        if ((machine->patience_unit == schedule_unit_evaluations ? s->bad : t - s->since)
            < machine->patience) {
            return 0;
        }
        schedule_restart(machine, s);
        s->since = t;
        s->cooldown += counts ? 0 : t;
        return 1;
    }

    %end
    %if ticks_torch
    /* ReduceLROnPlateau of torch. */
    static inline int schedule_torch_step(
        const schedule_machine *machine, schedule_machine_state *s, double value)
    {
        double best = schedule_best_of(machine, s), threshold = machine->threshold;
        double limit;
        if (machine->threshold_kind == schedule_relative) {
            limit = schedule_product(
                best, machine->mode == schedule_max ? threshold + 1.0 : 1.0 - threshold);
        } else {
            limit = machine->mode == schedule_max ? best + threshold : best - threshold;
        }
        if (machine->mode == schedule_max ? value > limit : value < limit) {
            schedule_accept(s, value);
            s->bad = 0;
        } else {
            s->bad += 1;
        }
        if (s->cooldown > 0) {
            s->cooldown -= 1;
            s->bad = 0;
        }
        return s->bad > machine->patience ? schedule_restart(machine, s) : 0;
    }

    %end
    %if ticks_keras
    /* ReduceLROnPlateau of Keras. */
    static inline int schedule_keras_step(
        const schedule_machine *machine, schedule_machine_state *s, double value)
    {
        if (s->cooldown > 0) {
            s->cooldown -= 1;
            s->bad = 0;
        }
        float best = (float)s->best;
        if ((machine->mode == schedule_max ? (float)(value - machine->threshold) > best
                                           : (float)(value + machine->threshold) < best)
            || !(s->flags & schedule_has_best)) {
            schedule_accept_any(machine, s, value);
            return 0;
        }
        if (s->cooldown > 0) {
            return 0;
        }
        s->bad += 1;
        return s->bad >= machine->patience ? schedule_restart(machine, s) : 0;
    }

    %end
    %if ticks_optax
    /* reduce_on_plateau of optax, in single precision. */
    static inline int schedule_optax_step(
        const schedule_machine *machine, schedule_machine_state *s, double value)
    {
        float x = (float)value, best = (float)schedule_best_of(machine, s);
        float limit = machine->threshold_kind == schedule_relative
            ? (float)(1.0 - machine->threshold) * best
            : best - (float)machine->threshold;
        if (x < limit) {
            schedule_accept(s, (double)x);
            s->bad = 0;
        } else {
            s->bad += 1;
        }
        if (s->cooldown > 0) {
            s->bad = 0;
            s->cooldown -= 1;
            return 0;
        }
        return s->bad == machine->patience ? schedule_restart(machine, s) : 0;
    }

    %end
    %if ticks_paddle
    /* ReduceOnPlateau of paddle. */
    static inline int schedule_paddle_step(
        const schedule_machine *machine, schedule_machine_state *s, double value)
    {
        if (s->cooldown > 0) {
            s->cooldown -= 1;
            return 0;
        }
        double best = schedule_best_of(machine, s);
        double margin = machine->threshold_kind == schedule_relative
            ? schedule_product(best, machine->threshold)
            : machine->threshold;
        if ((machine->mode == schedule_max ? value > best + margin : value < best - margin)
            || !(s->flags & schedule_has_best)) {
            schedule_accept_any(machine, s, value);
        } else {
            s->bad += 1;
        }
        return s->bad > machine->patience ? schedule_restart(machine, s) : 0;
    }

    %end
    """#
  )

  /// From an observation to a cut or an event.
  static let step = EmitterTemplate(
    #"""
    %if improvement
    static inline int schedule_has_stopped(
        const schedule_machine *machine, schedule_machine_state *s, double value, int64_t t)
    {
        (void)t;
        switch (machine->ticks) {
    %if ticks_recipec
        case schedule_ticks_recipec:
            return schedule_recipec_step(machine, s, value, t);
    %end
    %if ticks_torch
        case schedule_ticks_torch:
            return schedule_torch_step(machine, s, value);
    %end
    %if ticks_keras
        case schedule_ticks_keras:
            return schedule_keras_step(machine, s, value);
    %end
    %if ticks_optax
        case schedule_ticks_optax:
            return schedule_optax_step(machine, s, value);
    %end
    %if ticks_paddle
        case schedule_ticks_paddle:
            return schedule_paddle_step(machine, s, value);
    %end
        default:
            return 0;
        }
    }

    %end
    /* The value to decide on, NaN for one that counts as bad; 0 while an average is not complete. */
    static inline int schedule_decision(
        const schedule_machine *machine, schedule_machine_state *s, double *value)
    {
    %if ticks_optax
    %if averages
        if (machine->ticks == schedule_ticks_optax && machine->averages > 1) {
            /* A running mean in single precision. A NaN spoils it to the end of its block, and so does
             * the infinity that stands for it. */
            double product = schedule_product((double)s->accumulated, s->accumulator);
            float mean = ((float)product + (float)*value) / ((float)s->accumulated + 1.0f);
            uint64_t infinity = UINT64_C(0x7ff0000000000000);
            s->accumulator = (double)mean;
            if (schedule_is_nan(s->accumulator)) {
                memcpy(&s->accumulator, &infinity, sizeof infinity);
            }
            s->accumulated += 1;
            if (s->accumulated < machine->averages) {
                return 0;
            }
            *value = s->accumulator;
            s->accumulator = 0.0;
            s->accumulated = 0;
            return 1;
        }
    %end
    %end
    %if raw_non_finite
        if (!schedule_is_finite(*value) && machine->ticks != schedule_ticks_recipec) {
            return 1;
        }
    %end
        if (!schedule_is_finite(*value)) {
            uint64_t nan = UINT64_C(0x7ff8000000000000);
            memcpy(value, &nan, sizeof nan);
            return 1;
        }
    %if averages
        if (machine->averages > 1) {
            s->accumulator += *value;
            s->accumulated += 1;
            if (s->accumulated < machine->averages) {
                return 0;
            }
            *value = s->accumulator / (double)machine->averages;
            s->accumulator = 0.0;
            s->accumulated = 0;
            return 1;
        }
    %end
    %if smoothing
        if (machine->smoothing > 0.0) {
            double past = schedule_product(machine->smoothing, s->accumulator);
            double present = schedule_product(1.0 - machine->smoothing, *value);
            s->accumulator = s->accumulated == 0 ? *value : past + present;
            s->accumulated = 1;
            *value = s->accumulator;
        }
    %end
        (void)machine;
        (void)s;
        return 1;
    }

    /* Steps a machine; whether it fires. A plateau never fires: it counts its cuts. */
    static inline int schedule_step(
        const schedule_machine *machine, schedule_machine_state *s, double value, int64_t t,
        int is_active)
    {
        if ((!is_active && machine->best == schedule_since_entry)
            || (machine->on_non_finite == schedule_on_nan_ignore && !schedule_is_finite(value))) {
            return 0;
        }
        if (is_active && !(s->flags & schedule_is_entered)) {
            s->flags |= schedule_is_entered;
            s->since = t;
        }
        if (!schedule_decision(machine, s, &value)) {
            return 0;
        }
    %if crosses
        if (machine->kind == schedule_kind_crosses) {
            return is_active
                && (machine->mode == schedule_max ? value > machine->threshold
                                                  : value < machine->threshold);
        }
    %end
    %if since_start
        if (!is_active) {
            if (schedule_is_better(machine, s, value)) {
                schedule_accept(s, value);
            }
            return 0;
        }
    %end
    %if plateau
        if (machine->kind == schedule_kind_plateau) {
            if (schedule_has_stopped(machine, s, value, t)
                && s->cuts + 1 < (uint32_t)machine->level_count) {
                s->cuts += 1;
                s->changed_at = t;
            }
            return 0;
        }
    %end
    %if stops_improving
        return schedule_has_stopped(machine, s, value, t);
    %else
        return 0;
    %end
    }
    """#
  )
}
