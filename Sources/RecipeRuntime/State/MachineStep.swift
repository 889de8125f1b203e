// SPDX-License-Identifier: Apache-2.0

/// What an observation makes a machine do.
struct MachineStep {
  /// What came of it.
  enum Outcome: Hashable {
    /// Nothing that anybody else would notice.
    case none
    /// A plateau goes down a level.
    case cut
    /// An event.
    case fired
  }

  /// The machine.
  let machine: Machine

  /// Steps the machine.
  ///
  /// - Parameters:
  ///   - observed: The metric as it was reported.
  ///   - update: The update at which it takes effect.
  ///   - isActive: Whether some track is in a region that the machine acts on.
  ///   - state: What the machine remembers.
  /// - Returns: What came of it.
  func step(
    _ observed: Double,
    at update: Int64,
    isActive: Bool,
    _ state: inout MachineState
  ) -> Outcome {
    if !isActive && machine.best == .sinceEntry { return .none }
    if !observed.isFinite && machine.onNonFinite == .ignore { return .none }
    if isActive && !state.isEntered {
      state.isEntered = true
      state.since = update
    }
    guard let value = decision(from: observed, &state) else { return .none }
    let rule = ImprovementRule(machine: machine)
    if !isActive {
      if !value.isNaN && machine.kind != .crosses { rule.look(at: value, &state) }
      return .none
    }
    switch machine.kind {
    case .crosses:
      let isBeyond = machine.mode == .max ? value > machine.threshold : value < machine.threshold
      return isBeyond ? .fired : .none
    case .stopsImproving:
      return rule.step(value, at: update, &state) ? .fired : .none
    case .plateau:
      return rule.step(value, at: update, &state) ? cut(at: update, &state) : .none
    case .signal:
      return .none
    }
  }

  /// Goes down a level, if there is one left.
  func cut(at update: Int64, _ state: inout MachineState) -> Outcome {
    if Int(state.cuts) + 1 >= machine.levelCount { return .none }
    state.cuts += 1
    state.changedAt = update
    return .cut
  }

  /// The value to decide on: smoothed or averaged, NaN for what counts as bad, `nil` while a block of
  /// observations is not complete.
  private func decision(from observed: Double, _ state: inout MachineState) -> Double? {
    // One infinite observation would stay in every average after it. Other libraries have their own way
    // with such values.
    if machine.ticks == .optax && machine.averages > 1 {
      return runningMean(with: observed, &state)
    }
    if !observed.isFinite { return machine.ticks == .recipec ? .nan : observed }
    if machine.averages > 1 {
      state.accumulator += observed
      state.accumulated += 1
      if state.accumulated < machine.averages { return nil }
      let average = state.accumulator / Double(machine.averages)
      state.accumulator = 0
      state.accumulated = 0
      return average
    }
    if machine.smoothing > 0 {
      let isFirst = state.accumulated == 0
      let past = machine.smoothing * state.accumulator
      let present = (1 - machine.smoothing) * observed
      state.accumulator = isFirst ? observed : past + present
      state.accumulated = 1
      return state.accumulator
    }
    return observed
  }

  /// The mean of a block as optax has it: kept as a mean, in single precision.
  ///
  /// A NaN spoils it to the end of its block. It is kept as the infinity that is no improvement either:
  /// a state must equal itself.
  private func runningMean(with observed: Double, _ state: inout MachineState) -> Double? {
    let count = Float(state.accumulated)
    let mean = (count * Float(state.accumulator) + Float(observed)) / (count + 1)
    state.accumulator = mean.isNaN ? .infinity : Double(mean)
    state.accumulated += 1
    if state.accumulated < machine.averages { return nil }
    defer {
      state.accumulator = 0
      state.accumulated = 0
    }
    return state.accumulator
  }
}
