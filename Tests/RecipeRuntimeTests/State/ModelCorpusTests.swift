// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport
import Testing

@testable import RecipeRuntime

/// The recorded scenarios of a model in another language that shares no line with this code.
@Suite struct ModelCorpusTests {
  @Test func `every scenario of the model comes out as it is recorded`() throws {
    let text = try Repository.text("Tests/Reference/plateau/model/scenarios.txt")
    var scenarios: [ModelScenario] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("scenario ") {
        scenarios.append(ModelScenario())
      } else if !scenarios[scenarios.count - 1].take(line) {
        Issue.record("scenario \(scenarios.count - 1) has a line that cannot be read: \(line)")
      }
    }
    #expect(scenarios.count == 300)
    for (number, scenario) in scenarios.enumerated() {
      var replay = ModelReplay(ScheduleRun(try scenario.table()))
      for words in scenario.script {
        if let fault = replay.follow(words) {
          Issue.record("scenario \(number): \(words.joined(separator: " ")): \(fault)")
          break
        }
      }
    }
  }
}

/// A run that follows the script of a scenario and says where it does otherwise.
private struct ModelReplay {
  private var run: ScheduleRun
  private var answer: TraceAnswer?
  /// What the scenario says of the state so far.
  private var expected: ScheduleState

  init(_ run: ScheduleRun) {
    self.run = run
    expected = run.state
  }

  /// Follows a line; gives what is otherwise.
  mutating func follow(_ words: [Substring]) -> String? {
    switch words[0] {
    case "observe", "signal": return tell(words)
    case "=", "!": return check(words)
    case "v": return checkValues(words)
    case "f":
      let t = Int64(words[1]) ?? -1
      return run.isFinished(at: t) == (words[2] == "1") ? nil : "it is \(run.isFinished(at: t))"
    case "end":
      let end = try? run.table.end(ofTrack: Int(words[1]) ?? -1, state: run.state)
      return end == Int64(words[2]) ? nil : "it ends at \(String(describing: end))"
    default: return setField(words)
    }
  }

  private mutating func tell(_ words: [Substring]) -> String? {
    // All fields of the last step have been read by now.
    if let fault = stateFault() { return "before it, " + fault }
    let name = UTF8Text(String(words[1]))
    if words[0] == "signal" {
      answer = run.apply(.signal(name, Int64(words[2]) ?? .min))
      return nil
    }
    guard let value = Double(words[2]), let measured = Int64(words[3]) else { return "no numbers" }
    let effective = Int64(words[4]) ?? measured
    answer = run.apply(.observe(name, value, measured: measured, effective: effective))
    return nil
  }

  private func check(_ words: [Substring]) -> String? {
    switch answer {
    case .taken(let observation):
      let found = "\(observation.disposition) \(observation.cuts) \(observation.transitions)"
      return words.dropFirst().joined(separator: " ") == found ? nil : "it is \(found)"
    case .refused(let error):
      return "\(error)".hasPrefix(words[1]) ? nil : "it is refused: \(error)"
    case nil:
      return "nothing was told"
    }
  }

  private func checkValues(_ words: [Substring]) -> String? {
    for word in words.dropFirst(2) {
      let parts = word.split(separator: ":")
      let track = Int(words[1]) ?? -1
      let t = Int64(parts[0]) ?? -1
      let found = PlainEvaluator.Outcome { () throws(EvaluationError) in
        try run.value(track: track, at: t)
      }
      let isRight =
        switch (parts[1], found) {
        case ("before", .beforeState), ("past", .pastEnd): true
        case (let number, .bits(let bits)): Double(number)?.bitPattern == bits
        default: false
        }
      if !isRight { return "\(word) is \(found)" }
    }
    return nil
  }

  private mutating func stateFault() -> String? {
    // To the model a zero that becomes −0 has not changed, so its scenarios are silent about it.
    for (index, machine) in run.state.machines.enumerated() {
      if expected.machines[index].best == machine.best {
        expected.machines[index].best = machine.best
      }
      if expected.machines[index].accumulator == machine.accumulator {
        expected.machines[index].accumulator = machine.accumulator
      }
    }
    return run.state == expected ? nil : "the state is \(run.state) and not \(expected)"
  }

  // MARK: Fields

  /// Notes what the scenario says has changed.
  private mutating func setField(_ words: [Substring]) -> String? {
    let index = Int(words[0].dropFirst()) ?? 0
    for word in words.dropFirst() {
      let parts = word.split(separator: "=")
      let number = Int64(parts[1]) ?? 0
      let isKnown =
        switch words[0].first {
        case "r": setRun(parts[0], number)
        case "w": setWatch(index, parts[0], number)
        case "c": setChain(index, parts[0], number)
        case "m": setMachine(index, parts[0], number, Double(parts[1]) ?? .nan)
        default: false
        }
      if !isKnown { return "a field that is not known: \(word)" }
    }
    return nil
  }

  private mutating func setRun(_ name: Substring, _ number: Int64) -> Bool {
    switch name {
    case "clock": expected.clock = number
    case "accepted": expected.accepted = UInt64(number)
    case "repeated": expected.repeated = UInt64(number)
    default: return false
    }
    return true
  }

  private mutating func setWatch(_ index: Int, _ name: Substring, _ number: Int64) -> Bool {
    switch name {
    case "last": expected.watches[index].last = number
    case "repeated": expected.watches[index].repeated = UInt64(number)
    default: return false
    }
    return true
  }

  private mutating func setChain(_ index: Int, _ name: Substring, _ number: Int64) -> Bool {
    switch name {
    case "region": expected.chains[index].region = Int(number)
    case "entry": expected.chains[index].entry = number
    case "in": expected.chains[index].isEntered = number == 1
    case "ended": expected.chains[index].isEnded = number == 1
    default: return false
    }
    return true
  }

  private mutating func setMachine(
    _ index: Int,
    _ name: Substring,
    _ number: Int64,
    _ value: Double
  ) -> Bool {
    switch name {
    case "best": expected.machines[index].best = value
    case "acc": expected.machines[index].accumulator = value
    case "n": expected.machines[index].accumulated = number
    case "bad": expected.machines[index].bad = number
    case "cool": expected.machines[index].cooldown = number
    case "since": expected.machines[index].since = number
    case "changed": expected.machines[index].changedAt = number
    case "cuts": expected.machines[index].cuts = UInt32(number)
    case "has": expected.machines[index].hasBest = number == 1
    case "in": expected.machines[index].isEntered = number == 1
    default: return false
    }
    return true
  }
}
