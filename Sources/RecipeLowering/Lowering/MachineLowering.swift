// SPDX-License-Identifier: Apache-2.0

package import RecipeRuntime
package import RecipeSemantics

/// Collects the machines of all schedules and the levels of their plateaus.
struct MachineLowering {
  /// The machines so far.
  private(set) var machines: [Machine] = []
  /// The levels so far.
  private(set) var levels: [Double] = []
  /// The index in `machines` of the first machine of the schedule at hand.
  private var base = 0
  /// Where the levels of a machine lie: phases under one plateau share them.
  private var firstLevels: [Int?] = []

  /// Takes in the machines of a schedule.
  mutating func begin(_ schedule: ResolvedSchedule) {
    base = machines.count
    for machine in schedule.machines {
      machines.append(Machine(machine))
      firstLevels.append(nil)
    }
  }

  /// The index in the table of a machine of the schedule at hand.
  func index(of machine: Int) -> Int { base + machine }

  /// How a region answers to a plateau.
  mutating func response(of plateau: ResolvedPlateau) -> Response {
    let machine = index(of: plateau.machine)
    let unit = plateau.unit
    let values = plateau.levels.all.map { $0 / (unit ?? 1) }
    let first = firstLevels[machine] ?? levels.count
    if firstLevels[machine] == nil {
      firstLevels[machine] = first
      levels += values
      machines[machine].levelCount = values.count
    }
    // Levels that are values have the floor in them.
    return Response(machine: machine, firstLevel: first, floor: unit == nil ? plateau.floor : 0)
  }
}

extension ResolvedPlateau {
  /// The power of two that stands in the rows of a constant base, whose levels are its multiples.
  ///
  /// The product with it is exact, so every level comes out as the number that was rounded once. Nil for
  /// levels that are factors: the base is then in the rows as it is.
  package var unit: Double? {
    guard case .values(let levels) = levels, let base = levels.first else { return nil }
    return Double(sign: .plus, exponent: base.exponent, significand: 1)
  }
}

extension Machine {
  /// The machine of a table for one of a recipe; the levels are counted where they are known.
  package init(_ machine: ResolvedMachine) {
    self.init(
      kind: Kind(machine.kind),
      name: UTF8Text(machine.name),
      mode: machine.mode == .min ? .min : .max,
      thresholdKind: machine.threshold.kind == .relative ? .relative : .absolute,
      threshold: machine.threshold.value,
      patience: machine.patience.count,
      patienceUnit: Unit(machine.patience.unit),
      cooldown: machine.cooldown.count,
      cooldownUnit: Unit(machine.cooldown.unit),
      ticks: Ticks(machine.ticks),
      onNonFinite: NonFinitePolicy(machine.onNonFinite),
      best: machine.best == .sinceEntry ? .sinceEntry : .sinceStart,
      smoothing: machine.smoothing,
      averages: machine.averages
    )
  }
}

extension Machine.Kind {
  fileprivate init(_ kind: ResolvedMachine.Kind) {
    switch kind {
    case .plateau: self = .plateau
    case .stopsImproving: self = .stopsImproving
    case .crosses: self = .crosses
    case .signal: self = .signal
    }
  }
}

extension Machine.Unit {
  fileprivate init(_ unit: ResolvedPatience.Unit) {
    self = unit == .evaluations ? .evaluations : .updates
  }
}

extension Machine.Ticks {
  fileprivate init(_ ticks: ResolvedMachine.Ticks) {
    switch ticks {
    case .recipec: self = .recipec
    case .torch: self = .torch
    case .keras: self = .keras
    case .optax: self = .optax
    case .paddle: self = .paddle
    }
  }
}

extension Machine.NonFinitePolicy {
  fileprivate init(_ policy: ResolvedMachine.NonFinitePolicy) {
    switch policy {
    case .error: self = .error
    case .ignore: self = .ignore
    case .countsAsBad: self = .countsAsBad
    }
  }
}
