// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Tables against values that PyTorch and optax were seen to use.
@Suite
struct ReferenceTests {
  static let paths = ["torch", "optax"].flatMap {
    Repository.files(under: "Tests/Reference/\($0)", endingIn: ".csv")
  }

  @Test(arguments: paths)
  func `a table has the values of the library`(_ path: String) throws {
    let reference = try ReferenceCase(path: path)
    let compilation = Compiler.compile(reference.recipe, named: path)
    let messages = compilation.diagnostics.map(\.message)
    let table = try #require(compilation.table, "\(path): \(messages)")
    let schedule = try #require(reference.schedule)
    #expect(table.length == reference.updates)
    #expect(!reference.rows.isEmpty)
    var worst: (excess: Double, line: String)?
    for (update, value) in reference.rows {
      let found = try table.value(track: 0, at: update)
      let difference = (found - value).magnitude
      let tolerance = reference.tolerance(at: update, in: schedule)
      guard difference > tolerance, difference - tolerance > worst?.excess ?? 0 else { continue }
      worst = (difference - tolerance, "update \(update): \(found), the library has \(value)")
    }
    #expect(worst == nil, "\(path): \(worst?.line ?? "")")
  }

  @Test func `every recorded case is held against its table`() throws {
    let cases = try Self.paths.map { try ReferenceCase(path: $0) }
    let values = cases.reduce(0) { $0 + $1.rows.count }
    print("reference cases: \(cases.count), with \(values) values")
    #expect(cases.count { $0.path.contains("/torch/") } >= 35)
    #expect(cases.count { $0.path.contains("/optax/") } >= 27)
    #expect(values >= 15_000)
  }
}
