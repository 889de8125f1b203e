// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Composed schedules and formulas against mpmath.
@Suite
struct CompositionTests {
  static let paths = Repository.files(under: "Tests/Reference/composition", endingIn: ".csv")

  /// The contract of 6 units, and half a unit by which the recorded value was rounded.
  static let units = 6.5

  @Test(arguments: paths)
  func `a composed schedule has the values of its formula`(_ path: String) throws {
    let reference = try ReferenceCase(path: path)
    let compilation = Compiler.compile(reference.recipe, named: path)
    let messages = compilation.diagnostics.filter { $0.severity == .error }.map(\.message)
    let table = try #require(compilation.table, "\(path): \(messages)")
    #expect(table.length == reference.updates)
    #expect(reference.rows.count >= 200)
    var worst = (units: 0.0, line: "")
    for (update, value) in reference.rows {
      let found = try table.value(track: 0, at: update)
      guard found != value else { continue }
      let units = (found - value).magnitude / (0x1p-53 * value.magnitude)
      if units > worst.units { worst = (units, "update \(update): \(found), not \(value)") }
    }
    #expect(worst.units <= Self.units, "\(path): \(worst.line)")
  }

  @Test func `every kind of composition has a case`() throws {
    let text = try Self.paths.map { try Repository.text($0) }.joined()
    for key in [
      "times:", "blend:", "cooldown:", "round_to:", "clamp:", "noise:", "follows:", "curves:",
    ] {
      #expect(text.contains(key), "\(key)")
    }
  }
}
