// SPDX-License-Identifier: Apache-2.0

/// The part of an emitted Python module that decides what an observation of a metric does.
enum PythonEmitterMachineTemplate {
  /// How a machine finds out that a metric has stopped improving, in the order of each source.
  static let rules = EmitterTemplate(
    #"""
    %if better
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


    %end
    %if library_best
    def _best_of(machine, s):
        """The best so far, as libraries have it: an infinity before there is one."""
        if s.best is not None:
            return s.best
        return -inf if machine.mode == "max" else inf


    %end
    %if first_accepted
    def _accept_any(machine, s, x):
        """Takes over x, which may be NaN: the infinity that nothing beats either stands for it."""
        if isnan(x):
            x = inf if machine.mode == "max" else -inf
        s.best, s.bad = x, 0


    %end
    %if single
    def _single(x):
        """x rounded to single precision."""
        return c_float(x).value


    %end
    %if improvement
    def _restart(machine, s):
        s.bad = 0
        s.cooldown = machine.cooldown
        return True


    %end
    %if ticks_recipec
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


    %end
    %if ticks_torch
    def _torch_step(machine, s, x, t):
        """ReduceLROnPlateau of torch."""
        best, threshold = _best_of(machine, s), machine.threshold
        if machine.threshold_kind == "relative":
            limit = best * (threshold + 1.0 if machine.mode == "max" else 1.0 - threshold)
        else:
            limit = best + threshold if machine.mode == "max" else best - threshold
        if x > limit if machine.mode == "max" else x < limit:
            s.best, s.bad = x, 0
        else:
            s.bad += 1
        if s.cooldown > 0:
            s.cooldown -= 1
            s.bad = 0
        return s.bad > machine.patience and _restart(machine, s)


    %end
    %if ticks_keras
    def _keras_step(machine, s, x, t):
        """ReduceLROnPlateau of Keras."""
        if s.cooldown > 0:
            s.cooldown -= 1
            s.bad = 0
        if s.best is None:
            is_better = True
        elif machine.mode == "max":
            is_better = _single(x - machine.threshold) > _single(s.best)
        else:
            is_better = _single(x + machine.threshold) < _single(s.best)
        if is_better:
            _accept_any(machine, s, x)
            return False
        if s.cooldown > 0:
            return False
        s.bad += 1
        return s.bad >= machine.patience and _restart(machine, s)


    %end
    %if ticks_optax
    def _optax_step(machine, s, x, t):
        """reduce_on_plateau of optax, in single precision."""
        best = _single(_best_of(machine, s))
        if machine.threshold_kind == "relative":
            limit = _single(_single(1.0 - machine.threshold) * best)
        else:
            limit = _single(best - _single(machine.threshold))
        is_better = _single(x) < limit
        if is_better:
            s.best, s.bad = _single(x), 0
        else:
            s.bad += 1
        if s.cooldown > 0:
            s.bad = 0
            s.cooldown -= 1
            return False
        return s.bad == machine.patience and _restart(machine, s)


    %end
    %if ticks_paddle
    def _paddle_step(machine, s, x, t):
        """ReduceOnPlateau of paddle."""
        if s.cooldown > 0:
            s.cooldown -= 1
            return False
        best = _best_of(machine, s)
        margin = machine.threshold
        if machine.threshold_kind == "relative":
            margin = best * machine.threshold
        is_better = x > best + margin if machine.mode == "max" else x < best - margin
        if is_better or s.best is None:
            _accept_any(machine, s, x)
        else:
            s.bad += 1
        return s.bad > machine.patience and _restart(machine, s)


    %end
    %if improvement
    _STEPS = {
    %if ticks_recipec
        "recipec": _recipec_step,
    %end
    %if ticks_torch
        "torch": _torch_step,
    %end
    %if ticks_keras
        "keras": _keras_step,
    %end
    %if ticks_optax
        "optax": _optax_step,
    %end
    %if ticks_paddle
        "paddle": _paddle_step,
    %end
    }


    %end
    """#
  )

  /// From an observation to a cut or an event.
  static let step = EmitterTemplate(
    #"""
    def _decision(machine, s, x):
        """The value to decide on, NaN for one that counts as bad; None until an average is complete."""
    %if ticks_optax
    %if averages
        if machine.ticks == "optax" and machine.averages > 1:
            # A running mean in single precision. A NaN spoils it to the end of its block, and so does
            # the infinity that stands for it.
            count = float(s.accumulated)
            mean = _single(_single(count * s.accumulator) + _single(x))
            mean = _single(mean / (count + 1.0))
            s.accumulator = inf if isnan(mean) else mean
            s.accumulated += 1
            if s.accumulated < machine.averages:
                return None
            x = s.accumulator
            s.accumulator, s.accumulated = 0.0, 0
            return x
    %end
    %end
        if not isfinite(x):
    %if raw_non_finite
            if machine.ticks != "recipec":
                return x
    %end
            return nan
    %if averages
        if machine.averages > 1:
            s.accumulator += x
            s.accumulated += 1
            if s.accumulated < machine.averages:
                return None
            x = s.accumulator / float(machine.averages)
            s.accumulator, s.accumulated = 0.0, 0
            return x
    %end
    %if smoothing
        if machine.smoothing > 0.0:
            past = machine.smoothing * s.accumulator
            present = (1.0 - machine.smoothing) * x
            s.accumulator = x if s.accumulated == 0 else past + present
            s.accumulated = 1
            return s.accumulator
    %end
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
    %if crosses
        if machine.kind == "crosses":
            level = machine.threshold
            return is_active and (x > level if machine.mode == "max" else x < level)
    %end
    %if since_start
        if not is_active:
            if _is_better(machine, s, x):
                s.best = x
            return False
    %end
    %if improvement
        has_stopped = _STEPS[machine.ticks](machine, s, x, t)
    %end
    %if plateau
        if machine.kind == "plateau":
            if has_stopped and s.cuts + 1 < machine.level_count:
                s.cuts += 1
                s.changed_at = t
            return False
    %end
    %if stops_improving
        return has_stopped
    %else
        return False
    %end
    """#
  )
}
