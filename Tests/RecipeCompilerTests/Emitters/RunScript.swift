// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// A run of a table written down: observations, signals and questions, one a line.
///
///     o NAME BITS MEASURED EFFECTIVE     an observation, the name in hexadecimal
///     s NAME EFFECTIVE                   a signal
///     v TRACK UPDATE                     a value
///     r TRACK FIRST COUNT                values in a row
///     f UPDATE                           whether the run is over
///
/// What comes of each is a line as well: for events a status and all that the state remembers, for
/// values their bits or a status.
struct RunScript {
  private(set) var lines: [String] = []
  private(set) var answers: [String] = []
  /// How many cuts there were.
  private(set) var cuts = 0
  /// How many times an event moved tracks.
  private(set) var transitions = 0
  private var run: ScheduleRun
  private var generator: SeededGenerator
  private let names: [UTF8Text]

  /// Plays a run at random, and keeps the runtime's answers.
  init(_ table: ScheduleTable, seed: UInt64, events: Int) {
    run = ScheduleRun(table)
    generator = SeededGenerator(seed: seed)
    names = table.machines.map(\.name)
    for _ in 0..<events {
      let now = max(run.state.clock, 0) + Int64(number(0...1))
      if number(1...4) == 1 { signal(now) } else { observe(now) }
      for _ in 0..<3 { ask(now) }
    }
  }

  // MARK: Events

  private mutating func observe(_ now: Int64) {
    let name = name()
    let measured = now + (number(1...12) == 1 ? Int64(number(-30...0)) : 0)
    let late = [0, 0, 0, 0, 2, -1][number(0...5)]
    let effective = measured + Int64(late)
    let value = metric()
    let bits = value.bitPattern.hexadecimal
    lines.append("o \(EmittedPrograms.hexadecimal(name.utf8)) \(bits) \(measured) \(effective)")
    take {
      try $0.observe(name, value, measuredAt: measured, effectiveAt: effective)
    }
  }

  private mutating func signal(_ latest: Int64) {
    let name = name()
    let now = latest + (number(1...8) == 1 ? Int64(number(-9...0)) : 0)
    lines.append("s \(EmittedPrograms.hexadecimal(name.utf8)) \(now)")
    take { try $0.signal(name, effectiveAt: now) }
  }

  /// Mostly one that is listened to.
  private mutating func name() -> UTF8Text {
    number(1...12) == 1
      ? ["nobody", "val_loss"][number(0...1)] : names[number(0...names.count - 1)]
  }

  /// Mostly around 1 and worse than before, sometimes on a level or no number at all.
  private mutating func metric() -> Double {
    switch number(1...16) {
    case 1: .nan
    case 2: -.infinity
    case 3: .infinity
    case 4: -1
    case 5: 1
    default: Double.random(in: 0.6...1.4, using: &generator)
    }
  }

  private mutating func take(_ event: (inout ScheduleRun) throws -> Observation) {
    var status: Int
    do {
      let observation = try event(&run)
      cuts += observation.cuts
      transitions += observation.transitions
      status = Int(observation.disposition.rawValue)
    } catch {
      status = Self.status(of: error)
    }
    answers.append("\(status) \(Self.text(of: run.state, run.table))")
  }

  // MARK: Questions

  private mutating func ask(_ now: Int64) {
    let track = number(-1...run.table.tracks.count)
    let near = [now, now + 1, now + Int64(number(-30...60)), Int64(number(-1...600))]
    let t = number(0...19) == 0 ? 1 << 53 : near[number(0...3)]
    switch number(0...6) {
    case 0:
      lines.append("f \(t)")
      answers.append(run.isFinished(at: t) ? "1" : "0")
    case 1:
      let count = number(0...100)
      lines.append("r \(track) \(t) \(count)")
      answers.append(row(track, t, count))
    default:
      lines.append("v \(track) \(t)")
      do {
        answers.append(try run.value(track: track, at: t).bitPattern.hexadecimal)
      } catch {
        answers.append("\(Self.status(of: error))")
      }
    }
  }

  private func row(_ track: Int, _ t: Int64, _ count: Int) -> String {
    do {
      let range = t..<t + Int64(count)
      let values = try run.table.values(track: track, range: range, state: run.state)
      return values.withUnsafeBufferPointer { EmittedPrograms.fingerprint(of: $0).hexadecimal }
    } catch {
      return "\(Self.status(of: error))"
    }
  }

  // MARK: Words

  /// The number that C has for an error.
  private static func status(of error: any Error) -> Int {
    switch error {
    case let error as EvaluationError:
      switch error {
      case .noSuchTrack: -1
      case .updateOutOfRange: -2
      case .pastEnd: -3
      case .beforeState: -4
      case .foreignState: -5
      case .bufferSize: -99
      }
    case let error as ObservationError:
      switch error {
      case .updateOutOfRange: -2
      case .effectBeforeMeasurement: -6
      case .outOfOrder: -7
      case .effectInThePast: -8
      case .notFinite: -9
      }
    default: -99
    }
  }

  /// All that a state remembers, in one line.
  private static func text(of state: ScheduleState, _ table: ScheduleTable) -> String {
    var words = ["\(state.clock) \(state.accepted) \(state.repeated)"]
    words += state.watches.map { "w \($0.last) \($0.repeated)" }
    if table.machines.contains(where: \.watchesMetric) {
      words += state.machines.map { machine in
        let best = machine.hasBest ? machine.best.bitPattern.hexadecimal : "-"
        return "m \(best) \(machine.accumulator.bitPattern.hexadecimal) \(machine.accumulated) "
          + "\(machine.bad) \(machine.cooldown) \(machine.since) \(machine.changedAt) \(machine.cuts) "
          + "\(machine.isEntered ? 1 : 0)"
      }
    }
    words += state.chains.map { chain in
      "c \(chain.entry) \(chain.region) \(chain.isEntered ? 1 : 0) \(chain.isEnded ? 1 : 0)"
    }
    return words.joined(separator: " ")
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }
}
