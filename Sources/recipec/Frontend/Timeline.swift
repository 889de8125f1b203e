// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// The states of a run, one after another: each holds from the update of its last event on.
struct Timeline {
  /// What has happened from an update on.
  private struct Moment {
    let since: Int64
    let state: ScheduleState
  }

  let table: ScheduleTable
  private var moments: [Moment]
  /// Whether a state or an event was given.
  private let isGiven: Bool

  /// Loads the state that was given, and replays the events that were assumed, in their order in time.
  init(_ options: EventOptions, query: TableQuery) throws {
    table = query.table
    isGiven = options.state != nil || !options.assume.isEmpty
    var run = ScheduleRun(table)
    if let path = options.state { run = try Self.restored(table, from: path) }
    moments = [Moment(since: 0, state: run.state)]
    let events = try options.assumptions.map { assumption in
      (assumption, try query.update(assumption.position))
    }
    // Events of one update keep the order in which they were given; the library's sort does not say so.
    let order = events.indices.sorted { (events[$0].1, $0) < (events[$1].1, $1) }
    for index in order {
      let (assumption, update) = events[index]
      try Self.assume(assumption, at: update, &run)
      moments.append(Moment(since: update, state: run.state))
    }
  }

  /// Says, where nothing was given, what metrics and signals can do.
  func sayWhatIsAssumed() {
    guard !isGiven && !table.machines.isEmpty else { return }
    let advice = "say --assume NAME@POSITION or --state FILE to see what it does"
    Console.complain(table.noEventNote(advice: advice), prefix: "")
  }

  /// The state at an update: after the events that take effect there or before.
  func state(at update: Int64) -> ScheduleState {
    moments[index(at: update)].state
  }

  /// The values of a track at updates in any order.
  func values(track: Int, at updates: [Int64]) throws(EvaluationError) -> [Double] {
    var values: [Double] = []
    var rest = updates[...]
    while let first = rest.first {
      let moment = index(at: first)
      let together = rest.prefix { index(at: $0) == moment }
      values += try table.values(track: track, at: Array(together), state: moments[moment].state)
      rest = rest.dropFirst(together.count)
    }
    return values
  }

  private func index(at update: Int64) -> Int {
    moments.lastIndex { $0.since <= update } ?? 0
  }

  // MARK: States

  private static func restored(
    _ table: ScheduleTable,
    from path: String
  ) throws(CouldNotRun) -> ScheduleRun {
    let input = try InputFile.read(path)
    guard input.isState else {
      let kind = input.isTable ? "a table, not a state" : "no state"
      throw CouldNotRun(
        message: "\(input.name) is \(kind): pass a checkpoint, or the record of a state"
      )
    }
    do throws(RestorationError) {
      let restoration = try table.restore(input.bytes)
      if case .sameValues(let digest) = restoration.grounds {
        Console.say(
          "note: \(Display.text(input.name)) is a state of the table \(digest.hex.prefix(12)), from "
            + "which this one differs in nothing that is still to come"
        )
      }
      return restoration.run
    } catch {
      throw CouldNotRun(message: "\(input.name): \(error.message)")
    }
  }

  // MARK: Assumptions

  private static func assume(
    _ assumption: EventOptions.Assumption,
    at update: Int64,
    _ run: inout ScheduleRun
  ) throws(CouldNotRun) {
    let observation: Observation
    do {
      observation = try run.assume(UTF8Text(assumption.name), at: update)
    } catch {
      throw CouldNotRun(message: "--assume \(assumption.text): \(error.message)")
    }
    let name = assumption.name
    switch observation.disposition {
    case .unwatched:
      throw CouldNotRun(message: unwatched(name, run.table))
    case .inactive:
      throw CouldNotRun(message: inactive(name, at: update, run))
    default:
      guard observation.cuts == 0, observation.transitions == 0 else { return }
      throw CouldNotRun(
        message:
          "`\(name)` has made all its cuts before update \(update.grouped): assume it less often"
      )
    }
  }

  private static func unwatched(_ name: String, _ table: ScheduleTable) -> String {
    let names = table.eventNames
    guard !names.isEmpty else {
      return "`\(name)` changes nothing: the recipe answers to no metric and no signal"
    }
    let close = SpellingSuggestion.candidates(for: name, among: names).first
    let advice = close.map { "did you mean `\($0)`?" }
    return "the recipe listens to no `\(name)`: "
      + (advice ?? "what it listens to is \(names.map { "`\($0)`" }.joined(separator: ", "))")
  }

  private static func inactive(_ name: String, at update: Int64, _ run: ScheduleRun) -> String {
    let active = run.activeMachines(at: update).map { MachineSummary(of: run.table, machine: $0) }
    let can = active.map { "`\($0.name)` can \($0.ability)" }.joined(separator: ", ")
    let idle = run.table.machines.indices.map { MachineSummary(of: run.table, machine: $0) }
      .filter { $0.name == name }.map(\.ability).joined(separator: ", ")
    return "`\(name)` does nothing at update \(update.grouped), since it can only \(idle): "
      + (active.isEmpty ? "nothing else can happen there" : "what can happen there is that \(can)")
  }
}

extension ScheduleTable {
  /// The metrics and signals that something listens to, each once.
  var eventNames: [String] {
    var names: [String] = []
    for machine in machines where !names.contains(machine.name.description) {
      names.append(machine.name.description)
    }
    return names
  }

  /// What to know about values of a recipe that answers to events, of which none is assumed.
  func noEventNote(advice: String) -> String {
    let abilities = machines.indices.map { index in
      let summary = MachineSummary(of: self, machine: index)
      return "`\(summary.name)` can \(summary.ability)"
    }
    return "note: no event is assumed: \(abilities.joined(separator: ", ")); \(advice)"
  }
}
