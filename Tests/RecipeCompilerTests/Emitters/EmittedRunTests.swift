// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import RecipeTestSupport
import Testing

/// Emitted programs of tables with machines, step by step against the runtime.
@Suite
struct EmittedRunTests {
  /// A table with the run that is played on it.
  private struct Case {
    let table: ScheduleTable
    let script: RunScript
  }

  private static let cases = Result {
    try (0..<15).map { number in
      let table = try RandomMachines.table(number)
      return Case(table: table, script: RunScript(table, seed: UInt64(number), events: 300))
    }
  }

  /// The lines of the runs on the first few tables.
  private static func script(_ count: Int = Int.max) throws -> String {
    try cases.get().prefix(count).enumerated().map { number, entry in
      "t \(number)\n" + entry.script.lines.joined(separator: "\n") + "\n"
    }
    .joined()
  }

  private func expectSameAnswers(
    _ result: Tool.Result,
    isSame: (String, Substring, String) -> Bool = { $1 == $2 }
  ) throws {
    #expect(result.status == 0)
    #expect(result.errorText == "")
    var answers = result.text.split(separator: "\n")[...]
    for (number, entry) in try Self.cases.get().enumerated() {
      try #require(answers.count >= entry.script.lines.count)
      for (line, expected) in zip(entry.script.lines, entry.script.answers) {
        let answer = answers.removeFirst()
        guard !isSame(line, answer, expected) else { continue }
        Issue.record("case \(number), \(line):\n  \(answer)\n, not\n  \(expected)")
        return
      }
    }
    #expect(answers.isEmpty)
  }

  private func play(with tool: Toolchain) throws {
    let folder = try TemporaryFolder()
    let tables = try Self.cases.get().map(\.table)
    try RunDriver.writeC(tables, to: folder)
    try folder.write(try Self.script(), to: "script")
    try expectSameAnswers(try tool.run("run.c", "< script", in: folder))
  }

  @Test(.needs(.gcc), .needsFusing)
  func `runs with events go the same way in C by GCC`() throws { try play(with: .gcc) }

  @Test(.needs(.clangxx), .needsFusing)
  func `runs with events go the same way in C++ by Clang`() throws { try play(with: .clangxx) }

  /// Without this one the others could pass with compilers that never fuse.
  @Test(.needs(.gcc), .needsFusing)
  func `without the barrier GCC has other averages, and the comparison sees it`() throws {
    let folder = try TemporaryFolder()
    let cases = try Self.cases.get().prefix(3)
    #expect(cases.first?.table.machines.contains { $0.smoothing == 0.9 } == true)
    let rewriting = EmittedPrograms.withoutBarrier
    try RunDriver.writeC(cases.map(\.table), to: folder, rewriting: rewriting)
    try folder.write(try Self.script(3), to: "script")
    let text = try Toolchain.gcc.run("run.c", "< script", in: folder).text
    let answers = text.split(separator: "\n").map(String.init)
    let expected = cases.flatMap { $0.script.answers }
    #expect(answers.count == expected.count)
    // Not only values: what the machines remember as well.
    let differing = zip(answers, expected).filter { $0 != $1 && $0.contains(" m ") }
    #expect(!differing.isEmpty)
  }

  /// After every event the state is saved, and the run goes on from what was saved.
  @Test(.needs(.python3))
  func `runs with events go the same way in Python, through JSON after every event`() throws {
    let folder = try TemporaryFolder()
    for (number, entry) in try Self.cases.get().enumerated() {
      let module = try EmittedPrograms.text(of: entry.table, as: "python")
      try folder.write(module, to: "case\(number).py")
    }
    try folder.write(RunDriver.python, to: "run.py")
    try folder.write(try Self.script(), to: "script")
    try expectSameAnswers(try Toolchain.python3.run("run.py", "< script", in: folder)) {
      line,
      answer,
      expected in
      // A row without a value ends at its first one there, and is judged as a whole elsewhere.
      answer == expected || line.hasPrefix("r") && answer.hasPrefix("-") && expected.hasPrefix("-")
    }
  }

  @Test func `the runs together meet everything that can happen`() throws {
    var statuses: Set<String> = []
    var features: Set<String> = []
    for entry in try Self.cases.get() {
      for (line, answer) in zip(entry.script.lines, entry.script.answers) {
        let kind = line.prefix(1)
        let word = answer.split(separator: " ").first ?? ""
        if word.count < 16 { statuses.insert("\(kind)\(word)") }
      }
      for machine in entry.table.machines {
        features.insert("\(machine.kind) \(machine.ticks)")
        features.insert("\(machine.kind) \(machine.onNonFinite)")
        features.insert("\(machine.kind) \(machine.best)")
        features.insert("\(machine.ticks) \(machine.mode) \(machine.thresholdKind)")
        if machine.smoothing > 0 { features.insert("smoothing") }
        if machine.averages > 1 { features.insert("averages") }
      }
    }
    let missing = Set([
      "o0", "o1", "o2", "o3", "o4", "o-2", "o-6", "o-7", "o-8", "o-9",
      "s0", "s1", "s2", "s3", "s-8",
      "v-1", "v-2", "v-3", "v-4", "r-1", "r-2", "r-3", "r-4", "f0", "f1",
    ]).subtracting(statuses)
    #expect(missing == [])
    #expect(Self.expectedFeatures.subtracting(features) == [])
    let scripts = try Self.cases.get().map(\.script)
    #expect(scripts.reduce(0) { $0 + $1.cuts } > 50)
    #expect(scripts.reduce(0) { $0 + $1.transitions } > 20)
  }

  private static let expectedFeatures: Set<String> = {
    var features: Set<String> = ["smoothing", "averages"]
    for ticks in Machine.Ticks.allCases {
      features.insert("plateau \(ticks)")
      for kind in Machine.ThresholdKind.allCases where ticks != .keras || kind == .absolute {
        for mode in Machine.Mode.allCases where ticks != .optax || mode == .min {
          features.insert("\(ticks) \(mode) \(kind)")
        }
      }
    }
    for kind in [Machine.Kind.plateau, .stopsImproving, .crosses] {
      for policy in Machine.NonFinitePolicy.allCases { features.insert("\(kind) \(policy)") }
      for best in Machine.Best.allCases { features.insert("\(kind) \(best)") }
    }
    return features
  }()
}
