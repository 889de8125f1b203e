// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// The recipes that a `sweep:` stands for.
struct SweepTests {
  private static func recipe(_ sweep: String) -> [UInt8] {
    let text = """
      recipec: 1
      run: { length: 100 steps }
      vars: { a: required, b: 1, c: 1 }
      \(sweep)
      schedules:
        lr: { phases: [linear: { from: a + b, to: c }] }

      """
    return Array(text.utf8)
  }

  private func points(_ sweep: String) throws -> [String] {
    let compilation = Compiler.compile(Self.recipe(sweep), named: "a.yaml")
    #expect(!compilation.hasErrors, "\(compilation.diagnostics.map(\.message))")
    let found = try #require(compilation.sweep)
    return (0..<found.count).map { index in
      found.settings(at: index).map { "\($0.path)=\($0.value)" }.joined(separator: " ")
    }
  }

  @Test func `the recipes are the product of the axes, the last one moving fastest`() throws {
    let found = try points("sweep: { vars.a: [1, 2], vars.b: [3, 4, 5] }")
    let expected = [1, 2].flatMap { a in [3, 4, 5].map { b in "vars.a=\(a) vars.b=\(b)" } }
    #expect(found == expected)
  }

  @Test func `what is zipped moves together, and points bind what they say`() throws {
    let zipped = "sweep: { zip: { vars.a: [1, 2], vars.b: [3, 4] }, vars.c: [5, 6] }"
    #expect(
      try points(zipped) == [
        "vars.a=1 vars.b=3 vars.c=5", "vars.a=1 vars.b=3 vars.c=6",
        "vars.a=2 vars.b=4 vars.c=5", "vars.a=2 vars.b=4 vars.c=6",
      ]
    )
    let listed = "sweep: { list: [{ vars.a: 1 }, { vars.a: 2, vars.b: 9 }] }"
    #expect(try points(listed) == ["vars.a=1", "vars.a=2 vars.b=9"])
    #expect(try points("") == [""])
  }

  @Test func `a recipe of a sweep is the one with its values written in`() throws {
    let sweep = "sweep: { vars.a: [0.25, 0.5], vars.b: [1, 2] }"
    let whole = Compiler.compile(Self.recipe(sweep), named: "a.yaml")
    #expect(whole.unbound.map(\.path) == ["vars.a"])
    let found = try #require(whole.sweep)
    var starts: [Double] = []
    for index in 0..<found.count {
      let options = CompilerOptions(settings: found.settings(at: index))
      let bound = Compiler.compile(Self.recipe(sweep), named: "a.yaml", options: options)
      starts.append(try #require(bound.table).value(track: 0, at: 0))
    }
    #expect(starts == [1.25, 2.25, 1.5, 2.5])
  }

  @Test func `values are held against what they bind, where they stand`() {
    let sweep = "sweep: { vars.a: [1, 2 stesp], run.lenght: [1 epoch], run.length: [5] }"
    let compilation = Compiler.compile(Self.recipe(sweep), named: "a.yaml")
    let found = compilation.diagnostics.filter { $0.severity == .error }.map { diagnostic in
      "\(diagnostic.rule.name) \(compilation.sources.text(in: diagnostic.primary.range))"
    }
    #expect(found == ["unknown-unit stesp", "unknown-setting run.lenght"])
  }

  @Test func `a million recipes are allowed and not one more`() throws {
    let axis = (1...100).map(String.init).joined(separator: ",")
    let more = axis + ",101"
    func count(_ last: String) -> Int? {
      let sweep = "sweep: { vars.a: [\(axis)], vars.b: [\(axis)], vars.c: [\(last)] }"
      let compilation = Compiler.compile(Self.recipe(sweep), named: "a.yaml")
      return compilation.hasErrors ? nil : compilation.sweep?.count
    }
    #expect(count(axis) == 1_000_000)
    #expect(count(more) == nil)
  }
}
