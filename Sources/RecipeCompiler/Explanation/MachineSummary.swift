// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
public import RecipeRuntime
internal import RecipeSemantics

/// What a machine of a table watches and does, in words.
public struct MachineSummary: Hashable, Sendable {
  /// The metric or signal.
  public let name: String
  /// When it acts: `` `val_loss` has not fallen for 3 evaluations ``.
  public let condition: String
  /// The same where the name was said: `it has not fallen for 3 evaluations`.
  public let conditionOfIt: String
  /// What it then does: `` cuts `lr` in `plateau` ``.
  public let action: String
  /// How often and how far it cuts, or what follows.
  public let consequence: String
  /// What it can do, in a few words: `` cut `lr` ``.
  public let ability: String

  /// Puts the machine at an index into words.
  public init(of table: ScheduleTable, machine index: Int) {
    let machine = table.machines[index]
    let place = MachinePlace(of: index, in: table)
    name = machine.name.description
    condition = machine.condition(
      of: machine.kind == .signal ? "the signal `\(name)`" : "`\(name)`"
    )
    conditionOfIt = machine.condition(of: "it")
    let channels = place.channels.map { "`\($0)`" }.joined(separator: ", ")
    let phases = place.phases.joined(separator: ", ")
    if machine.kind == .plateau {
      action = "cuts \(channels) in \(phases)"
      consequence = place.cutText(machine)
      ability = "cut \(channels)"
    } else {
      action = "ends \(phases) of \(channels)"
      consequence =
        place.followers.isEmpty
        ? "the schedule ends" : "\(place.followers.joined(separator: " or ")) follows"
      ability = "end \(phases) of \(channels)"
    }
  }
}

/// Where in a table a machine acts.
private struct MachinePlace {
  private let table: ScheduleTable
  private let regions: [Int]
  /// The channels, in the order of the table.
  let channels: [String]
  /// The phases, each once.
  let phases: [String]
  /// What starts when the machine fires.
  let followers: [String]

  init(of machine: Int, in table: ScheduleTable) {
    self.table = table
    let regions = table.regions.indices.filter {
      table.regions[$0].response?.machine == machine || table.regions[$0].exit?.machine == machine
    }
    self.regions = regions
    let acting = table.tracks.indices.filter { track in
      table.reachableRegions(ofTrack: track).contains { regions.contains($0) }
    }
    channels = Self.unique(acting.map { table.tracks[$0].channel.description })
    phases = Self.unique(regions.flatMap { table.phaseNames(inRegion: $0) })
    followers = Self.unique(
      regions.compactMap { region in
        table.regions[region].exit?.region.flatMap { table.phaseNames(inRegion: $0).first }
      }
    )
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: [String] = []
    for name in names where !seen.contains(name) { seen.append(name) }
    return seen
  }

  /// How often the machine cuts, and how far down.
  func cutText(_ machine: Machine) -> String {
    let limit = machine.levelCount - 1
    let times = "at most \(limit) time\(limit == 1 ? "" : "s")"
    guard let region = regions.first, let response = table.regions[region].response else {
      return times
    }
    let (first, last) = (
      table.levels[response.firstLevel], table.levels[response.firstLevel + limit]
    )
    let bodies = regions.flatMap { table.regions[$0].pieces }.map { table.bodies[$0] }
    if let body = bodies.first, bodies.allSatisfy({ $0.isConstant && $0.c0 == body.c0 }) {
      let base = first * body.c0
      let value = min(base, max(response.floor, last * body.c0))
      if isEndless(response, limit, over: body.c0) {
        return "as often as that happens, from \(base.shortDescription) down without a floor"
      }
      return "\(times), from \(base.shortDescription) down to \(value.shortDescription)"
    }
    if isEndless(response, limit, over: 1) { return "as often as that happens, without a floor" }
    let floor = response.floor > 0 ? ", never below \(response.floor.shortDescription)" : ""
    return "\(times), down to \((last / first).shortDescription) of the curve\(floor)"
  }

  /// Whether nothing ends the cuts but that tables hold no smaller number: one more would lead below.
  private func isEndless(_ response: Response, _ limit: Int, over base: Double) -> Bool {
    guard response.floor == 0, limit > 0 else { return false }
    let levels = table.levels[(response.firstLevel + limit - 1)...]
    guard let before = levels.first, let last = levels.dropFirst().first else { return false }
    return last * base * (last / before) < 0x1p-500
  }
}

extension ScheduleTable {
  /// The phases that a region plays, each once; its number where the table does not remember them.
  fileprivate func phaseNames(inRegion index: Int) -> [String] {
    guard !annex.phaseOfPiece.isEmpty else { return ["region \(index + 1)"] }
    var names: [String] = []
    for piece in regions[index].pieces {
      let name = "`\(annex.phases[annex.phaseOfPiece[piece]].name)`"
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension Machine {
  /// When the machine acts, with a word for what it listens to.
  fileprivate func condition(of name: String) -> String {
    switch kind {
    case .signal:
      return "\(name) is given"
    case .crosses:
      let side = mode == .max ? "above" : "below"
      return "\(subject(name)) is \(side) \(threshold.shortDescription)"
    case .plateau, .stopsImproving:
      let verb = mode == .min ? "fallen" : "risen"
      let counted = patienceUnit == .evaluations ? "evaluation" : "update"
      let time = "\(patience.grouped) \(counted)\(patience == 1 ? "" : "s")"
      let library = ticks == .recipec ? "" : ", as \(ticks.word) counts"
      return "\(subject(name)) has not \(verb) for \(time)\(library)"
    }
  }

  /// What is watched of a metric.
  private func subject(_ name: String) -> String {
    if averages > 1 { return "the mean of \(averages.grouped) values of \(name)" }
    return smoothing > 0 ? "the moving average of \(name)" : name
  }
}
