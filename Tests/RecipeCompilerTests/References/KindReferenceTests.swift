// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Every kind of phase, compiled, against values that mpmath computed from its definition.
@Suite
struct KindReferenceTests {
  /// The values of one phase over one length.
  struct Case: CustomTestStringConvertible {
    let phase: String
    let length: Int64
    var rows: [(update: Int64, value: Double)] = []

    var testDescription: String { "\(phase) over \(length) updates" }
  }

  static func cases() throws -> [Case] {
    let file = try CSVFile(try Repository.text("Tests/Reference/mpmath/kinds.csv"))
    var cases: [Case] = []
    for row in file.rows {
      let phase = row[0].split(separator: ";").joined(separator: ",")
      guard let length = Int64(row[1]), let update = Int64(row[2]), let value = Double(row[3])
      else { continue }
      if cases.last?.phase != phase || cases.last?.length != length {
        cases.append(Case(phase: phase, length: length))
      }
      cases[cases.count - 1].rows.append((update, value))
    }
    return cases
  }

  @Test(arguments: try cases())
  func `a table has the values of the definition`(_ reference: Case) throws {
    let text = """
      recipec: 1
      run: { length: \(reference.length) steps }
      schedules: { own: { bounds: [0, 10], phases: [\(reference.phase)] } }
      """
    let compilation = Compiler.compile(Array(text.utf8), named: "kind.yaml")
    let messages = compilation.diagnostics.map(\.message)
    let table = try #require(compilation.table, "\(messages)")
    for (update, value) in reference.rows {
      let found = try table.value(track: 0, at: update)
      // 6 units by contract, and half a one for reading the reference.
      let tolerance = value.magnitude * 6.5 * 0x1p-53
      #expect((found - value).magnitude <= tolerance, "update \(update): \(found), not \(value)")
    }
    let bounds = table.annex.phases.map(\.errorBound)
    #expect(bounds.allSatisfy { $0 <= 6 } && table.annex.phases.allSatisfy(\.errorIsRelative))
  }

  @Test func `every kind is among the references`() throws {
    let text = try Self.cases().map(\.phase).joined(separator: "\n")
    for name in [
      "1-sqrt", "1-square", "log", "tanh", "k_decay", "rex", "cosine", "inverse_time",
      "inverse_sqrt", "power", "exponential", "range_test", "warmup", "ramp", "cyclic", "restarts",
      "points", "repeat",
    ] {
      #expect(text.contains("\(name): {"), "\(name)")
    }
  }

  /// Recorded schedulers of PyTorch, and the one phase that says the same.
  @Test(arguments: [
    (
      "cosine_warm_restarts",
      "restarts: { from: 0.05, to: 0.001, first: 10 steps, grow: 2, cycles: 3 }"
    ),
    ("cyclic_triangular", "cyclic: { from: 0.01, to: 0.09, up: 16 steps, down: 48 steps }"),
  ])
  func `a phase of cycles has the values of PyTorch's scheduler`(name: String, phase: String) throws
  {
    let reference = try ReferenceCase(path: "Tests/Reference/torch/\(name).csv")
    let text = """
      recipec: 1
      run: { length: \(reference.updates) steps }
      schedules: { lr: { phases: [\(phase)] } }
      """
    let table = try #require(Compiler.compile(Array(text.utf8), named: name).table)
    #expect(reference.rows.count >= reference.updates)
    for (update, value) in reference.rows {
      let found = try table.value(track: 0, at: update)
      #expect((found - value).magnitude <= 8 * 0x1p-53 * 0.09, "update \(update): \(found)")
    }
  }
}
