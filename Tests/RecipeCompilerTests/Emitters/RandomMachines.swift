// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// Draws tables with machines of every kind, responses, exits, grids and periods.
struct RandomMachines {
  private var generator: SeededGenerator
  private var machines: [Machine] = []
  private var regions: [Region] = []
  private var pieces: [Piece] = []
  private var levels: [Double] = []
  private var tracks: [Track] = []
  private var unused: [Int] = []
  private let name: String

  /// The metrics that machines may watch; the last has a name that no identifier could be.
  static let metrics: [UTF8Text] = ["val_loss", "accuracy", "übung \"*/\\??/\u{1F600}"]
  /// The signals that machines may wait for; one has the name of a metric, which is another thing.
  static let signals: [UTF8Text] = ["decay", "val_loss"]
  /// Where the run without events ends.
  static let length: Int64 = 240

  private init(number: Int) {
    name = "case \(number)"
    generator = SeededGenerator(seed: UInt64(8001 + number))
  }

  /// The table of a number: kinds and rules of the first machine take turns with it.
  static func table(_ number: Int) throws -> ScheduleTable {
    var draw = RandomMachines(number: number)
    return try draw.table(
      kind: number % 4 == 3 ? .stopsImproving : .plateau,
      ticks: Machine.Ticks.allCases[number % 5],
      turn: number / 5
    )
  }

  private mutating func table(
    kind: Machine.Kind,
    ticks: Machine.Ticks,
    turn: Int
  ) throws -> ScheduleTable {
    var first = metricMachine(kind: kind, ticks: ticks)
    if ticks != .optax { first.mode = turn == 1 ? .max : .min }
    if ticks != .keras { first.thresholdKind = turn < 2 ? .relative : .absolute }
    machines = [first]
    for _ in 0..<number(0...3) { machines.append(machine()) }
    unused = Array(machines.indices)
    let firsts = (0..<number(1...3)).map { _ in course() }
    while !unused.isEmpty { tracks.append(track(from: course())) }
    for first in firsts { tracks.append(track(from: first)) }
    // A second track on the way of the first moves with it.
    tracks.append(track(from: tracks[0].firstRegion))
    return try ScheduleTable(
      length: Self.length,
      tracks: tracks,
      regions: regions,
      pieces: pieces,
      machines: machines,
      levels: levels,
      annex: Annex(phases: [], phaseOfPiece: [], recipe: Array("recipec: 1\nname: \(name)\n".utf8)),
      recipeDigest: Digest(of: [])
    )
  }

  // MARK: Machines

  private mutating func machine() -> Machine {
    let kind = Machine.Kind.allCases[number(0...3)]
    if kind == .signal { return Machine(kind: .signal, name: Self.signals[number(0...1)]) }
    return metricMachine(kind: kind, ticks: Machine.Ticks.allCases[number(0...4)])
  }

  private mutating func metricMachine(kind: Machine.Kind, ticks: Machine.Ticks) -> Machine {
    var machine = Machine(kind: kind, name: Self.metrics[number(0...2)])
    machine.mode = chance(2) ? .min : .max
    machine.onNonFinite = Machine.NonFinitePolicy.allCases[number(0...2)]
    machine.best = chance(2) ? .sinceEntry : .sinceStart
    if chance(3) {
      machine.smoothing = [0.1, 0.5, 0.9][number(0...2)]
    } else if chance(3) {
      machine.averages = Int64(number(2...3))
    }
    if kind == .crosses {
      machine.threshold = machine.mode == .min ? fraction(0.5...0.7) : fraction(1.3...1.5)
      return machine
    }
    machine.ticks = ticks
    if ticks == .optax { machine.mode = .min }
    machine.thresholdKind = ticks != .keras && chance(2) ? .relative : .absolute
    machine.threshold = chance(4) ? 0 : fraction(0.001...0.1)
    machine.patience = Int64(number(1...3))
    machine.cooldown = Int64(number(0...2))
    if ticks == .recipec {
      machine.patienceUnit = chance(2) ? .evaluations : .updates
      machine.cooldownUnit = chance(2) ? .evaluations : .updates
      if machine.patienceUnit == .updates { machine.patience *= 3 }
      if machine.cooldownUnit == .updates { machine.cooldown *= 3 }
    }
    if kind == .plateau { machine.levelCount = number(1...12) }
    // No other library has a moving average, and only optax has blocks.
    if ticks != .recipec { machine.smoothing = 0 }
    if ticks != .recipec && ticks != .optax { machine.averages = 1 }
    return machine
  }

  // MARK: Regions

  /// Adds a way of one to four regions to the end, and ways out of it; returns its first region.
  private mutating func course() -> Int {
    let first = regions.count
    let count = number(1...4)
    var ends = (1..<count).map { _ in Int64(number(1...Int(Self.length) - 1)) }
    ends = Array(Set(ends)).sorted() + [Self.length]
    var start: Int64 = 0
    for end in ends {
      addRegion(start, end, isLast: end == Self.length)
      start = end
    }
    var index = first
    while index < min(regions.count, first + 12) {
      addExit(to: index)
      index += 1
    }
    return first
  }

  private mutating func addRegion(_ start: Int64, _ end: Int64, isLast: Bool) {
    var region = Region(
      firstPiece: pieces.count,
      pieceCount: 1,
      start: start,
      length: end - start,
      timeout: isLast ? nil : regions.count + 1
    )
    if chance(4) {
      region.grid = Int64(number(2...9))
      region.gridAnchor = Int64(number(-5...5))
    }
    if region.length > 2, chance(4) {
      region.period = Int64(number(1...min(50, Int(region.length) - 1)))
    }
    let cut = region.period == 0 ? end : start + region.period
    pieces.append(piece(from: start, to: cut))
    if cut - start > 4, chance(2) {
      pieces.append(piece(from: start + (cut - start) / 2, to: cut))
      region.pieceCount = 2
    }
    let plateaus = machines.indices.filter { machines[$0].kind == .plateau }
    let plateau =
      unused.first(where: plateaus.contains) ?? plateaus.randomElement(using: &generator)
    if let plateau, chance(2) || unused.contains(plateau) {
      unused.removeAll { $0 == plateau }
      let floor = chance(2) ? 0 : fraction(0.01...0.5)
      region.response = Response(machine: plateau, firstLevel: levels.count, floor: floor)
      var level = chance(2) ? 1 : fraction(0.5...2)
      for _ in 0..<machines[plateau].levelCount {
        levels.append(level)
        level *= fraction(0.3...1)
      }
    }
    regions.append(region)
  }

  /// Gives a region a way out, perhaps to new regions whose time begins anywhere.
  private mutating func addExit(to index: Int) {
    let firing = machines.indices.filter { machines[$0].kind != .plateau }
    guard
      let machine = unused.first(where: firing.contains) ?? firing.randomElement(using: &generator),
      chance(2) || unused.contains(machine)
    else { return }
    unused.removeAll { $0 == machine }
    if chance(4) {
      regions[index].exit = Exit(machine: machine, region: nil)
      return
    }
    if index + 1 < regions.count, chance(4) {
      regions[index].exit = Exit(machine: machine, region: regions.count - 1)
      return
    }
    let next = regions.count
    let start = Int64(number(0...20))
    let middle = start + Int64(number(5...60))
    addRegion(start, middle, isLast: false)
    addRegion(middle, chance(3) ? ScheduleTable.openLength : middle + 40, isLast: true)
    regions[index].exit = Exit(machine: machine, region: next)
  }

  private mutating func piece(from start: Int64, to end: Int64) -> Piece {
    var coefficients = SIMD8<Double>.zero
    coefficients[0] = fraction(0.1...2)
    // A region that never ends is constant: |u| must not pass 1.
    if end - start < 1 << 20 {
      for index in 1..<number(1...8) { coefficients[index] = fraction(-0.1...0.1) }
    }
    let scale = PieceBody.scale(reaching: end - start)
    return Piece(start: start, origin: Double(start), scale: scale, coefficients: coefficients)
  }

  private mutating func track(from first: Int) -> Track {
    let channel = UTF8Text("channel \(tracks.count)")
    var track = Track(channel: channel, firstRegion: first, after: .error)
    track.multiplier = [1, 0.5, 3, 0.1][number(0...3)]
    let regions = reach(first).map { self.regions[$0] }
    let isReactive = regions.contains { $0.response != nil || $0.exit != nil }
    let answers = regions.contains { $0.response != nil }
    switch number(0...3) {
    case 0: track.after = .hold(fraction(0.1...1))
    case 1 where answers: track.after = .continues(fraction(0.1...1))
    case 2 where !isReactive: track.after = .repeats
    default: track.after = chance(2) ? .error : .hold(0.25)
    }
    return track
  }

  /// The regions that a way from a region can pass through.
  private func reach(_ first: Int) -> Set<Int> {
    var reach: Set<Int> = [first]
    for index in first..<regions.count where reach.contains(index) {
      for next in [regions[index].timeout, regions[index].exit?.region] {
        if let next { reach.insert(next) }
      }
    }
    return reach
  }

  // MARK: Draws

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func fraction(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &generator)
  }

  /// One in so many.
  private mutating func chance(_ count: Int) -> Bool { number(1...count) == 1 }
}
