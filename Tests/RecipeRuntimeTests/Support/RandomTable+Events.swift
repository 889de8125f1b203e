// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

extension RandomTable {
  /// Lets machines act on the regions that are there, and adds regions that only events lead to.
  mutating func addEvents() {
    for index in regions.indices where chance(2, in: 5) {
      regions[index].response = response()
    }
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let free = regions.indices.filter { regions[$0].exit == nil }
      guard let from = free.randomElement(using: &generator) else { break }
      let isEnd = chance(1, in: 3)
      let target = isEnd ? nil : addTarget()
      // Several ways may lead to one place.
      let sources = [from] + (chance(1, in: 3) ? free.filter { $0 != from }.prefix(2) : [])
      for source in sources {
        regions[source].exit = Exit(machine: eventMachine(), region: target)
      }
    }
  }

  /// Regions with a time of their own, some of which answer to a plateau.
  private mutating func addTarget() -> Int {
    let start: Int64 = chance(1, in: 3) ? Int64.random(in: 0...40, using: &generator) : 0
    let isEndless = start == 0 && chance(1, in: 6)
    let length = isEndless ? ScheduleTable.openLength : Int64.random(in: 1...120, using: &generator)
    let first = addChain(from: start, to: start + length)
    for index in first..<regions.count where chance(2, in: 5) {
      regions[index].response = response()
    }
    return first
  }

  // MARK: Machines

  private mutating func response() -> Response {
    let plateaus = machines.indices.filter { machines[$0].kind == .plateau }
    let known = chance(1, in: 2) ? plateaus.randomElement(using: &generator) : nil
    let machine = known ?? add(plateau())
    let count = machines[machine].levelCount
    var first = levels.count
    if levels.count >= count, chance(1, in: 3) {
      // Levels may be shared wherever they do not rise.
      let shared = (0...levels.count - count).filter { first in
        (first..<first + count - 1).allSatisfy { levels[$0 + 1] <= levels[$0] }
      }
      first = shared.randomElement(using: &generator) ?? first
    }
    if first == levels.count {
      var level = chance(1, in: 2) ? 1 : value(magnitudeIn: 0.1...2)
      for _ in 0..<count {
        levels.append(level)
        level *= chance(1, in: 8) ? 1 : value(magnitudeIn: 0.1...0.9)
      }
    }
    let floor = chance(1, in: 2) ? 0 : value(magnitudeIn: 0.05...0.5)
    return Response(machine: machine, firstLevel: first, floor: floor)
  }

  private mutating func eventMachine() -> Int {
    let events = machines.indices.filter { machines[$0].kind != .plateau }
    if chance(1, in: 3), let known = events.randomElement(using: &generator) { return known }
    let kinds: [Machine.Kind] = [.signal, .crosses, .stopsImproving, .stopsImproving]
    switch kinds.randomElement(using: &generator) ?? .signal {
    case .signal:
      return add(Machine(kind: .signal, name: chance(1, in: 2) ? "go" : "stop"))
    case .crosses:
      var machine = improving(.crosses)
      machine.threshold = value(magnitudeIn: -1...1)
      machine.thresholdKind = .absolute
      (machine.patience, machine.patienceUnit) = (0, .evaluations)
      (machine.cooldown, machine.cooldownUnit) = (0, .evaluations)
      machine.ticks = .recipec
      return add(machine)
    case .stopsImproving, .plateau:
      return add(improving(.stopsImproving))
    }
  }

  private mutating func plateau() -> Machine {
    var machine = improving(.plateau)
    machine.levelCount = Int.random(in: 1...4, using: &generator)
    return machine
  }

  /// A machine that looks for improvement, by any rule.
  private mutating func improving(_ kind: Machine.Kind) -> Machine {
    var machine = Machine(kind: kind, name: chance(2, in: 3) ? "loss" : "accuracy")
    let ticks: [Machine.Ticks] = [.recipec, .recipec, .recipec, .recipec] + Machine.Ticks.allCases
    machine.ticks = ticks.randomElement(using: &generator) ?? .recipec
    let isOwn = machine.ticks == .recipec
    machine.mode = machine.ticks != .optax && chance(1, in: 3) ? .max : .min
    machine.thresholdKind = machine.ticks != .keras && chance(1, in: 2) ? .relative : .absolute
    machine.threshold = [0, 1e-4, 0.05, 0.2].randomElement(using: &generator) ?? 0
    machine.patience = Int64.random(in: 1...3, using: &generator)
    if isOwn, chance(1, in: 3) {
      machine.patienceUnit = .updates
      machine.patience = Int64.random(in: 1...40, using: &generator)
    }
    machine.cooldown = Int64.random(in: 0...2, using: &generator)
    if isOwn, chance(1, in: 3) {
      machine.cooldownUnit = .updates
      machine.cooldown = Int64.random(in: 0...40, using: &generator)
    }
    machine.onNonFinite =
      Machine.NonFinitePolicy.allCases.randomElement(using: &generator) ?? .error
    machine.best = chance(1, in: 3) ? .sinceStart : .sinceEntry
    if isOwn && chance(1, in: 5) {
      machine.smoothing = 0.6
    } else if isOwn || machine.ticks == .optax, chance(1, in: 4) {
      machine.averages = Int64.random(in: 2...3, using: &generator)
    }
    return machine
  }

  private mutating func add(_ machine: Machine) -> Int {
    machines.append(machine)
    return machines.count - 1
  }
}
