// SPDX-License-Identifier: Apache-2.0

/// How a machine finds out that a metric has stopped improving: one step for every decision.
///
/// The rules differ in what they compare with, in when the cooldown is counted down, and in which bad
/// evaluation is one too many. Each is written in the order of its source, since the order matters.
struct ImprovementRule {
  /// The machine whose rule it is.
  let machine: Machine

  /// Takes a decision about a value, at the update at which it takes effect.
  ///
  /// - Parameters:
  ///   - value: The metric, smoothed or averaged; NaN for one that counts as bad, where the rule is not that
  ///     of another library, which sees it as it is.
  ///   - update: The update at which it takes effect.
  ///   - state: What the machine remembers.
  /// - Returns: Whether patience has run out.
  func step(_ value: Double, at update: Int64, _ state: inout MachineState) -> Bool {
    switch machine.ticks {
    case .recipec: recipec(value, at: update, &state)
    case .torch: torch(value, &state)
    case .keras: keras(value, &state)
    case .optax: optax(value, &state)
    case .paddle: paddle(value, &state)
    }
  }

  /// Remembers a value if it is the best, and does nothing else: what happens before the entry.
  func look(at value: Double, _ state: inout MachineState) {
    if !state.hasBest || isImprovement(value, on: state.best) { accept(value, &state) }
  }

  private func accept(_ value: Double, _ state: inout MachineState) {
    state.best = value
    state.hasBest = true
  }

  /// Ends a run of bad evaluations.
  private func restart(_ state: inout MachineState) {
    state.bad = 0
    state.cooldown = machine.cooldown
  }

  // MARK: The rule of the language

  /// Waits for the patience-th bad evaluation in a row, or for the first one by which so many updates have
  /// passed since the last improvement.
  ///
  /// What falls into the cooldown is not counted.
  private func recipec(_ value: Double, at update: Int64, _ state: inout MachineState) -> Bool {
    let countsEvaluations = machine.cooldownUnit == .evaluations
    let isCooling = countsEvaluations ? state.cooldown > 0 : update < state.cooldown
    if countsEvaluations && isCooling { state.cooldown -= 1 }
    if !value.isNaN && (!state.hasBest || isImprovement(value, on: state.best)) {
      accept(value, &state)
      state.bad = 0
      state.since = update
      return false
    }
    if isCooling {
      state.since = update
      return false
    }
    state.bad += 1
    let waited = machine.patienceUnit == .evaluations ? state.bad : update - state.since
    if waited < machine.patience { return false }
    restart(&state)
    state.since = update
    // Saturating: an update and a cooldown are both below 2^53.
    if !countsEvaluations { state.cooldown += update }
    return true
  }

  /// Whether a value beats the best by more than the threshold, a share of |best| or absolute.
  ///
  /// With a share of the best itself, a metric below zero would improve by getting worse.
  private func isImprovement(_ value: Double, on best: Double) -> Bool {
    let margin: Double
    switch machine.thresholdKind {
    case .relative: margin = best.magnitude * machine.threshold
    case .absolute: margin = machine.threshold
    }
    switch machine.mode {
    case .min: return value < best - margin
    case .max: return value > best + margin
    }
  }

  // MARK: Other rules

  /// The best so far, as libraries have it: an infinity that every value beats before there is one.
  private func best(_ state: MachineState) -> Double {
    if state.hasBest { return state.best }
    return machine.mode == .min ? .infinity : -.infinity
  }

  /// Takes over a first value that Keras and Paddle take for the best even if it is NaN.
  ///
  /// Nothing beats a NaN, so the infinity that nothing beats stands for it.
  private func acceptAny(_ value: Double, _ state: inout MachineState) {
    let unbeatable: Double = machine.mode == .min ? -.infinity : .infinity
    accept(value.isNaN ? unbeatable : value, &state)
    state.bad = 0
  }

  /// `ReduceLROnPlateau.step` of torch: a cut comes when *more* evaluations than the patience were bad.
  private func torch(_ value: Double, _ state: inout MachineState) -> Bool {
    let best = best(state)
    let isBetter =
      switch (machine.mode, machine.thresholdKind) {
      case (.min, .relative): value < best * (1 - machine.threshold)
      case (.min, .absolute): value < best - machine.threshold
      case (.max, .relative): value > best * (machine.threshold + 1)
      case (.max, .absolute): value > best + machine.threshold
      }
    if isBetter {
      accept(value, &state)
      state.bad = 0
    } else {
      state.bad += 1
    }
    if state.cooldown > 0 {
      state.cooldown -= 1
      state.bad = 0
    }
    if state.bad <= machine.patience { return false }
    restart(&state)
    return true
  }

  /// `ReduceLROnPlateau.on_epoch_end` of Keras: the last evaluation of a cooldown counts already, and the
  /// two sides are compared in single precision.
  private func keras(_ value: Double, _ state: inout MachineState) -> Bool {
    if state.cooldown > 0 {
      state.cooldown -= 1
      state.bad = 0
    }
    let best = Float(state.best)
    let isBetter =
      switch machine.mode {
      case .min: Float(value + machine.threshold) < best
      case .max: Float(value - machine.threshold) > best
      }
    if isBetter || !state.hasBest {
      acceptAny(value, &state)
      return false
    }
    if state.cooldown > 0 { return false }
    state.bad += 1
    if state.bad < machine.patience { return false }
    restart(&state)
    return true
  }

  /// `reduce_on_plateau` of optax, whose arithmetic is in single precision.
  private func optax(_ value: Double, _ state: inout MachineState) -> Bool {
    let best = Float(best(state))
    let bound: Float =
      switch machine.thresholdKind {
      case .relative: Float(1 - machine.threshold) * best
      case .absolute: best - Float(machine.threshold)
      }
    if Float(value) < bound {
      accept(Double(Float(value)), &state)
      state.bad = 0
    } else {
      state.bad += 1
    }
    if state.cooldown > 0 {
      state.bad = 0
      state.cooldown -= 1
      return false
    }
    if state.bad != machine.patience { return false }
    restart(&state)
    return true
  }

  /// `ReduceOnPlateau.step` of paddle: nothing is looked at during a cooldown, and the margin is a share
  /// of the best with its sign.
  private func paddle(_ value: Double, _ state: inout MachineState) -> Bool {
    if state.cooldown > 0 {
      state.cooldown -= 1
      return false
    }
    let best = best(state)
    let margin =
      machine.thresholdKind == .relative ? best * machine.threshold : machine.threshold
    let isBetter =
      switch machine.mode {
      case .min: value < best - margin
      case .max: value > best + margin
      }
    if isBetter || !state.hasBest {
      acceptAny(value, &state)
    } else {
      state.bad += 1
    }
    if state.bad <= machine.patience { return false }
    restart(&state)
    return true
  }
}
