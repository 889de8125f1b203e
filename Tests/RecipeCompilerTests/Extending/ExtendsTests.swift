// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeSyntax
import RecipeTestSupport
import Testing

/// Recipes that start from other recipes.
struct ExtendsTests {
  /// Files in memory.
  private struct Shelf: RecipeReader {
    let files: [String: String]

    func read(
      _ path: String,
      extendedBy extender: String
    ) throws(RecipeReadingError) -> RecipeText {
      guard let text = files[path] else { throw RecipeReadingError(reason: "it is not here") }
      return RecipeText(name: path, bytes: Array(text.utf8))
    }
  }

  private func compile(_ text: String, _ files: [String: String] = [:]) -> Compilation {
    Compiler.compile(Array(text.utf8), named: "top.yaml", reader: Shelf(files: files))
  }

  private static let base = """
    run: { length: 100 steps }
    optimizer: { name: sgd, momentum: 0.9 }
    schedules:
      lr:
        bounds: [0, 1]
        phases:
          - warmup: { from: 0, to: 0.5, for: 10 steps }
          - hold

    """

  @Test func `a merged recipe is the one with everything in one file`() throws {
    let top = """
      extends: base.yaml
      recipec: 1
      optimizer: { momentum: 0.95 }
      schedules:
        lr: { phases: [linear: { from: 1, to: 0 }] }
        weight-decay: 0.1
      """
    let whole = """
      recipec: 1
      run: { length: 100 steps }
      optimizer: { name: sgd, momentum: 0.95 }
      schedules:
        lr: { bounds: [0, 1], phases: [linear: { from: 1, to: 0 }] }
        weight_decay: 0.1
      """
    let merged = compile(top, ["base.yaml": Self.base])
    let table = try #require(merged.table, "\(merged.diagnostics.map(\.message))")
    let other = try #require(compile(whole).table)
    #expect(table.digest == other.digest && table.recipeDigest == other.recipeDigest)
  }

  @Test func `a table carries the merged recipe, which compiles to the same table`() throws {
    let merged = compile(
      "recipec: 1\nname: \"a: b # c\"\nextends: base.yaml\nx_mine: { deep: [1, {a: b}] }\n",
      ["base.yaml": Self.base]
    )
    let table = try #require(merged.table, "\(merged.diagnostics.map(\.message))")
    let again = Compiler.compile(table.annex.recipe, named: "again.yaml")
    #expect(again.table?.digest == table.digest)
    // The lines that the table names are lines of what it carries.
    let lines = String(decoding: table.annex.recipe, as: UTF8.self).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    for phase in table.annex.phases where phase.line > 0 {
      let name = phase.name.description
      let line = lines[phase.line - 1]
      #expect(line.contains(name) || line.contains("momentum"), "\(name): \(line)")
    }
    #expect(table.annex.phases.map(\.line) == again.table?.annex.phases.map(\.line))
  }

  @Test func `a finding points into the file that it is about`() throws {
    let bad = Self.base.replacing("0.5, for", with: "5, for")
    let found = compile("recipec: 1\nextends: base.yaml\n", ["base.yaml": bad])
    let errors = found.diagnostics.filter { $0.severity == .error }
    let finding = try #require(errors.first)
    #expect(errors.count == 1 && finding.rule.name == "value-out-of-bounds")
    #expect(found.sources[finding.primary.range.source].name == "base.yaml")
    #expect(found.sources.text(in: finding.primary.range) == "5")
  }

  @Test func `a circle is reported with its members, whatever its length`() throws {
    let files = [
      "a.yaml": "extends: b.yaml\n", "b.yaml": "extends: c.yaml\n", "c.yaml": "extends: a.yaml\n",
    ]
    let found = compile("recipec: 1\nextends: a.yaml\n", files)
    let finding = try #require(found.diagnostics.first { $0.rule.name == "circular-extends" })
    #expect(
      finding.notes == ["`a.yaml` extends `b.yaml` extends `c.yaml` extends `a.yaml`"]
    )
    let own = compile("recipec: 1\nextends: top.yaml\n", ["top.yaml": ""])
    #expect(own.diagnostics.contains { $0.rule.name == "circular-extends" })
  }

  @Test func `sixteen recipes may lie on top of one another, and no seventeenth`() throws {
    func chain(_ count: Int) -> Compilation {
      var files: [String: String] = [:]
      for index in 1..<count {
        files["\(index)"] = index == count - 1 ? Self.base : "extends: \(index + 1)\n"
      }
      return compile("recipec: 1\nextends: 1\n", files)
    }
    #expect(chain(16).table != nil)
    let deep = chain(17)
    #expect(deep.diagnostics.contains { $0.rule.name == "unreadable-base" })
    #expect(deep.table == nil)
  }

  @Test func `a megabyte of recipes is too much together`() throws {
    let padding = "# " + String(repeating: "x", count: 250_000) + "\n"
    func files(_ count: Int) -> [String: String] {
      var files: [String: String] = [:]
      for index in 1...count {
        files["\(index)"] = padding + (index == count ? Self.base : "extends: \(index + 1)\n")
      }
      return files
    }
    #expect(compile("recipec: 1\nextends: 1\n", files(4)).table != nil)
    let large = compile("recipec: 1\nextends: 1\n", files(5))
    #expect(large.diagnostics.map(\.rule.name).contains("unreadable-base"))
  }

  @Test func `what cannot be read is one finding`() {
    let found = compile(
      "recipec: 1\nextends: other.yaml\nrun: { length: 9 steps }\nschedules: { lr: 1 }\n"
    )
    #expect(found.diagnostics.map(\.rule.name) == ["unreadable-base"])
    #expect(found.table == nil)
  }

  @Test func `every golden recipe written anew composes to the same tree`() throws {
    var count = 0
    let folders = ["recipes", "\(Golden.folder)/diagnostics", "\(Golden.folder)/cli"]
    for path in folders.flatMap({ Repository.files(under: $0, endingIn: ".yaml") }) {
      guard let node = Self.tree(try Repository.bytes(path)) else { continue }
      let written = YAMLWriter(node)
      let again = try #require(Self.tree(Array(written.text.utf8)), "\(path)\n\(written.text)")
      #expect(Self.shape(node) == Self.shape(again), "\(path)\n\(written.text)")
      count += 1
    }
    #expect(count > 100)
  }

  /// The tree of a text without any finding.
  private static func tree(_ bytes: [UInt8]) -> YAMLNode? {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "tree", bytes: bytes)
    let node = YAMLComposer.compose(source, in: sources, into: &sink)
    return sink.diagnostics.isEmpty ? node : nil
  }

  private static func shape(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.isEmptyPlain)(\(scalar.text))"
    case .sequence(let nodes): "[\(nodes.map(shape).joined(separator: ","))]"
    case .mapping(let entries):
      "{\(entries.map { "\($0.key.text):\(shape($0.value))" }.joined(separator: ","))}"
    case .refused: "refused"
    }
  }
}
