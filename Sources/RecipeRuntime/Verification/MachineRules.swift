// SPDX-License-Identifier: Apache-2.0

/// The rule that a machine breaks.
public enum MachineFault: Hashable, Sendable {
  /// The threshold is not finite, is −0, or is negative where it measures an improvement.
  case threshold(Double)
  /// A relative threshold where the kind or the ticks have none.
  case thresholdKind
  /// The patience is out of its range.
  case patience(Int64)
  /// The cooldown is not in 0..<2^53.
  case cooldown(Int64)
  /// The ticks count evaluations, and patience or cooldown does not.
  case unit
  /// A mode that the ticks do not have.
  case mode
  /// The smoothing is not in [0, 1).
  case smoothing(Double)
  /// The number of averaged observations is not in 1..<2^32.
  case averages(Int64)
  /// The metric is both smoothed and averaged.
  case smoothedAndAveraged
  /// The ticks are those of a library whose rule neither smooths nor averages.
  case smoothedElsewhere
  /// The number of levels does not fit the kind.
  case levelCount(Int)
  /// A field is set that the kind does not have.
  case unusedField
  /// No region names the machine.
  case unused

  /// The rule in words, to follow the machine's number.
  var predicate: String {
    switch self {
    case .threshold(let value):
      "has a threshold (bits \(value.hexPattern)) that is not finite, or negative"
    case .thresholdKind: "has a relative threshold, which its kind or its rule does not know"
    case .patience(let patience): "has a patience of \(patience), which is out of range"
    case .cooldown(let cooldown): "has a cooldown of \(cooldown); it must lie in 0 to 2^53 - 1"
    case .unit: "counts updates, where its rule counts evaluations"
    case .mode: "looks for a maximum, which its rule does not"
    case .smoothing(let value):
      "has a smoothing (bits \(value.hexPattern)) that is not in [0, 1)"
    case .averages(let count): "averages \(count) observations; it must lie in 1 to 2^32 - 1"
    case .smoothedAndAveraged: "both smooths and averages its metric"
    case .smoothedElsewhere: "smooths or averages its metric, which its rule does not"
    case .levelCount(let count): "has \(count) levels, which does not fit its kind"
    case .unusedField: "has a value in a field that its kind does not use"
    case .unused: "is named by no region"
    }
  }
}

extension Machine {
  /// The first rule that the machine breaks by itself.
  func fault() -> MachineFault? {
    let isPlateau = kind == .plateau
    if isPlateau ? levelCount < 1 : levelCount != 0 { return .levelCount(levelCount) }
    if kind == .signal {
      // -0 equals 0, but is another byte in the file.
      let isPositive = threshold.sign == .plus && smoothing.sign == .plus
      return isPositive && self == Machine(kind: .signal, name: name) ? nil : .unusedField
    }
    let isLevel = kind == .crosses
    let isNegative = threshold.sign == .minus
    if !threshold.isFinite || threshold.bitPattern == 1 << 63 || isNegative && !isLevel {
      return .threshold(threshold)
    }
    if smoothing.sign == .minus || !(smoothing < 1) { return .smoothing(smoothing) }
    if averages < 1 || averages >= 1 << 32 { return .averages(averages) }
    if averages > 1 && smoothing > 0 { return .smoothedAndAveraged }
    if isLevel { return crossingFault() }
    if patience < leastPatience || patience >= 1 << 53 { return .patience(patience) }
    if cooldown < 0 || cooldown >= 1 << 53 { return .cooldown(cooldown) }
    return ticksFault()
  }

  /// A crossing has a level and nothing that has to do with improvement.
  private func crossingFault() -> MachineFault? {
    if thresholdKind != .absolute { return .thresholdKind }
    let bare = Machine(
      kind: .crosses,
      name: name,
      mode: mode,
      threshold: threshold,
      onNonFinite: onNonFinite,
      best: best,
      smoothing: smoothing,
      averages: averages
    )
    return self == bare ? nil : .unusedField
  }

  /// What the rules of other libraries leave out.
  private func ticksFault() -> MachineFault? {
    if ticks == .recipec { return nil }
    if patienceUnit != .evaluations || cooldownUnit != .evaluations { return .unit }
    if smoothing > 0 || averages > 1 && ticks != .optax { return .smoothedElsewhere }
    if ticks == .keras && thresholdKind != .absolute { return .thresholdKind }
    return ticks == .optax && mode != .min ? .mode : nil
  }

  /// With a patience of 0 the rule of the language would cut at every bad evaluation before it happens,
  /// and that of optax would cut at every good one.
  private var leastPatience: Int64 { ticks == .recipec || ticks == .optax ? 1 : 0 }
}

extension ScheduleTable {
  /// Checks every machine by itself.
  func verifyMachines(_ limits: TableLimits) throws(TableError) {
    for (index, machine) in machines.enumerated() {
      try machine.name.verify(for: .machine(index), limits)
      if let fault = machine.fault() { throw .machine(index, fault) }
    }
  }

  /// Checks that every machine is named by a region and every level belongs to a response.
  func verifyMachineUse() throws(TableError) {
    var isUsed = [Bool](repeating: false, count: machines.count)
    for region in regions {
      if let exit = region.exit { isUsed[exit.machine] = true }
      if let response = region.response { isUsed[response.machine] = true }
    }
    if let unused = isUsed.firstIndex(of: false) { throw .machine(unused, .unused) }
    let unusedLevel = firstGap(below: levels.count) { region in
      guard let response = region.response else { return 0..<0 }
      let count = machines[response.machine].levelCount
      return response.firstLevel..<response.firstLevel + count
    }
    if let unusedLevel { throw .table(.unusedLevel(unusedLevel)) }
  }
}
