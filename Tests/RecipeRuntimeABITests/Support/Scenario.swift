// SPDX-License-Identifier: Apache-2.0

import CRecipeRuntime
import Foundation
import RecipeRuntime
import SeededRandom

/// A script for the C driver, with the answers that it must give, found with the Swift module.
struct Scenario {
  private(set) var script = ""
  private(set) var answers = ""
  /// How often observations cut, events moved tracks, something was refused, and a run was restored.
  private(set) var counts = [0, 0, 0, 0]
  private var generator: SeededGenerator
  private var tables: RandomReactiveTable
  private let folder: URL
  private var number = 0
  /// The track of the cursor that was set last, if its state is still there.
  private var cursor: Int?

  /// Begins an empty script, whose files lie in a folder.
  init(seed: UInt64, folder: URL) {
    generator = SeededGenerator(seed: seed)
    tables = RandomReactiveTable(seed: seed)
    self.folder = folder
  }

  /// Adds a run of a new table.
  mutating func addRun() throws {
    let table = try tables.build()
    number += 1
    cursor = nil
    let path = folder.appending(path: "scenario-\(number).rct").path
    try Data(table.encoded()).write(to: URL(filePath: path))
    expect("open \(path)", "\(table.digest.hex) 60 4 1")
    expect("new")
    var run = ScheduleRun(table)
    for update in 0..<Int64(30) {
      for _ in 0..<2 { ask(run, around: update * 3) }
      askCursor(run, from: update * 2)
      report(to: &run, at: update * 2)
      if update % 11 == 10 { run = try restore(run, of: table, at: update * 2) }
      if update % 7 == 6 { expect("copy") }
      // Both put another state in the place of the one that a cursor refers to.
      if update % 11 == 10 || update % 7 == 6 { cursor = nil }
    }
  }

  // MARK: Values

  private mutating func ask(_ run: ScheduleRun, around update: Int64) {
    let track = Int.random(in: 0...4, using: &generator)
    // The upper-case commands ask without the state.
    let hasState = Bool.random(using: &generator)
    let state = hasState ? run.state : nil
    let name = { (command: String) in hasState ? command : command.uppercased() }
    let t = Int64.random(in: update - 2...update + 2, using: &generator)
    answer("\(name("value")) \(track) \(t)") { () throws(EvaluationError) in
      hex(try run.table.value(track: track, at: t, state: state))
    }
    let count = Int64.random(in: 0...40, using: &generator)
    for (command, isSingle) in [("fill", false), ("single", true)] where t >= 0 {
      answer("\(name(command)) \(track) \(t) \(count)") { () throws(EvaluationError) in
        let values = try run.table.values(track: track, range: t..<t + count, state: state)
        return values.map { (isSingle ? hex(Float($0)) : hex($0)) + " " }.joined()
      }
    }
    let positions = (0..<9).map { _ in
      Int64.random(in: max(0, t)...max(0, t) + 30, using: &generator)
    }
    let list = positions.map { " \($0)" }.joined()
    answer("\(name("gather")) \(track)\(list)") { () throws(EvaluationError) in
      try run.table.values(track: track, at: positions, state: state).map { hex($0) + " " }.joined()
    }
    answer("\(name("end")) \(track) \(max(0, t))") { () throws(EvaluationError) in
      let end = try run.table.end(ofTrack: track, state: state) ?? ScheduleTable.openLength
      let isFinished = (state == nil ? ScheduleRun(run.table) : run).isFinished(at: max(0, t))
      return "\(end) \(isFinished ? 1 : 0)"
    }
  }

  private mutating func askCursor(_ run: ScheduleRun, from update: Int64) {
    // A cursor goes along with events: most are those of the update before.
    if cursor == nil || Int.random(in: 0..<4, using: &generator) == 0 {
      cursor = Int.random(in: 0...3, using: &generator)
      expect("cursor \(cursor ?? 0)")
    }
    let track = cursor ?? 0
    var t = update
    for _ in 0..<8 {
      answer("at \(t)") { () throws(EvaluationError) in
        hex(try run.table.value(track: track, at: t, state: run.state))
      }
      let leaps: [Int64] = [9, -1, -9, 1, 1, 1, 1, 1]
      t += leaps.randomElement(using: &generator) ?? 1
    }
  }

  private mutating func answer(
    _ command: String,
    _ value: () throws(EvaluationError) -> String
  ) {
    do throws(EvaluationError) {
      expect(command, try value())
    } catch {
      let status =
        switch error {
        case .noSuchTrack, .updateOutOfRange: RECIPEC_OUT_OF_RANGE
        case .beforeState: RECIPEC_BEFORE_STATE
        case .pastEnd: RECIPEC_PAST_END
        case .foreignState: RECIPEC_OTHER_TABLE
        case .bufferSize: RECIPEC_INVALID_ARGUMENT
        }
      refuse(command, status, error.message)
    }
  }

  // MARK: Events

  private mutating func report(to run: inout ScheduleRun, at update: Int64) {
    let values = [0.9, 0.5, 0.3, 0.1, .nan, .infinity]
    let weights = [6, 4, 3, 1, 1, 1]
    var draw = Int.random(in: 0..<weights.reduce(0, +), using: &generator)
    let index =
      weights.firstIndex { weight in
        draw -= weight
        return draw < 0
      } ?? 0
    let measured = Int64.random(in: update - 3...update, using: &generator)
    let effective = measured + Int64.random(in: -1...3, using: &generator)
    let name = Int.random(in: 0..<9, using: &generator) == 0 ? "accuracy" : "loss"
    answer("observe \(name) \(hex(values[index])) \(measured) \(effective)", &run) {
      (run: inout ScheduleRun) throws(ObservationError) in
      try run.observe(UTF8Text(name), values[index], measuredAt: measured, effectiveAt: effective)
    }
    if update % 16 == 8 {
      answer("signal cool \(update)", &run) { (run: inout ScheduleRun) throws(ObservationError) in
        try run.signal("cool", effectiveAt: update)
      }
    }
    let state = run.state
    let fingerprint = hex(Double(bitPattern: state.fingerprint))
    expect("info", "\(state.clock) \(state.accepted) \(state.repeated) \(fingerprint)")
  }

  private mutating func answer(
    _ command: String,
    _ run: inout ScheduleRun,
    _ report: (inout ScheduleRun) throws(ObservationError) -> Observation
  ) {
    do throws(ObservationError) {
      let seen = try report(&run)
      counts[0] += seen.cuts
      counts[1] += seen.transitions
      expect(command, "\(seen.disposition.rawValue) \(seen.cuts) \(seen.transitions)")
    } catch {
      let status =
        switch error {
        case .updateOutOfRange: RECIPEC_OUT_OF_RANGE
        case .notFinite: RECIPEC_NOT_FINITE
        case .effectBeforeMeasurement, .outOfOrder, .effectInThePast: RECIPEC_OUT_OF_ORDER
        }
      refuse(command, status, error.message)
    }
  }

  // MARK: Checkpoints

  private mutating func restore(
    _ run: ScheduleRun,
    of table: ScheduleTable,
    at update: Int64
  ) throws -> ScheduleRun {
    let carriesTable = Bool.random(using: &generator)
    let own = folder.appending(path: "scenario-\(number).rcs").path
    let bytes = Checkpoint(of: run, carriesTable: carriesTable).encoded()
    expect("save \(carriesTable ? 1 : 0) \(own)", "\(bytes.count)")
    let t = update + Int64.random(in: -1...6, using: &generator)
    let command = "restore \(t) \(own)"
    // A file of the Swift module must be as good as the library's own.
    if Bool.random(using: &generator) { try Data(bytes).write(to: URL(filePath: own)) }
    do throws(RestorationError) {
      let restored = try table.restore(bytes, at: t)
      if t < restored.state.clock {
        throw .updateBeforeState(update: t, clock: restored.state.clock)
      }
      counts[3] += 1
      expect(command, "1")
      return restored.run
    } catch {
      refuse(command, RECIPEC_BEFORE_STATE, error.message)
      return run
    }
  }

  // MARK: Lines

  private mutating func refuse(_ command: String, _ status: Int, _ message: String) {
    counts[2] += 1
    expect(command, "\(status) \(message)")
  }

  /// Adds a command, and its answer if it has one.
  private mutating func expect(_ command: String, _ answer: String? = nil) {
    script += command + "\n"
    if let answer { answers += answer + "\n" }
  }
}

/// The bits of a number as 16 hexadecimal digits.
private func hex(_ value: Double) -> String {
  let digits = String(value.bitPattern, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// The bits of a number as 8 hexadecimal digits.
private func hex(_ value: Float) -> String {
  let digits = String(value.bitPattern, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
