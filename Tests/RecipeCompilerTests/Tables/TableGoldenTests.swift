// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Whole tables, field by field, as they were when somebody last looked at them.
///
/// A change of a table changes the identity of every run that uses its recipe, so it has to be a
/// decision. The values that these tables should have are in `HandCheckedValueTests`.
@Suite
struct TableGoldenTests {
  static let paths = Repository.files(under: "\(Golden.folder)/tables", endingIn: ".yaml")

  /// The table of a golden recipe.
  static func table(_ path: String) throws -> ScheduleTable {
    let compilation = Compiler.compile(try Repository.bytes(path), named: path)
    let messages = compilation.diagnostics.map(\.message)
    return try #require(compilation.table, "\(path): \(messages)")
  }

  @Test(arguments: paths)
  func `a table is the recorded one`(_ path: String) throws {
    let emitter = try #require(EmitterRegistry.emitter(named: "json"))
    var bytes: [UInt8] = []
    try emitter.emit(try Self.table(path)) { bytes += $0 }
    let golden = path.dropFirst(Golden.folder.count + 1).dropLast(5) + ".json"
    Golden.expect(String(decoding: bytes, as: UTF8.self), matches: String(golden))
  }

  @Test func `every recorded table belongs to a recipe`() {
    let tables = Repository.files(under: "\(Golden.folder)/tables", endingIn: ".json")
    #expect(tables.map { $0.dropLast(5) } == Self.paths.map { $0.dropLast(5) })
  }
}
