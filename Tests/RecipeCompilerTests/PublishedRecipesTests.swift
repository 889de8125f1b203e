// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// The recipes of the repository against the formulas of the papers and programs they come from.
@Suite struct PublishedRecipesTests {
  /// A row of expected.csv, which a program that never saw a recipe computed.
  private struct Expectation {
    let channel: String
    let update: Int64
    let value: Double
    /// The largest magnitude in the phase, which the tolerance is relative to.
    let maximum: Double
  }

  /// Two roundings of named numbers, six of the curve; two more where a group has a factor.
  private static func tolerance(_ track: Track) -> Double {
    (track.multiplier == 1 ? 8 : 10) * 0x1p-53
  }

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The paths of all recipes, relative to `recipes/` and in order.
  static let recipes: [String] = {
    let folder = root.appending(path: "recipes").path(percentEncoded: false)
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
  }()

  private static func expectations() throws -> [String: [Expectation]] {
    let file = root.appending(path: "Tests/Reference/recipes/expected.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .drop { $0.hasPrefix("#") }
      .dropFirst()
    var expectations: [String: [Expectation]] = [:]
    for row in rows {
      let fields = row.split(separator: ",").map(String.init)
      try #require(fields.count == 5, "expected.csv: \(row)")
      expectations[fields[0], default: []].append(
        Expectation(
          channel: fields[1],
          update: try #require(Int64(fields[2])),
          value: try #require(Double(fields[3])),
          maximum: try #require(Double(fields[4]))
        )
      )
    }
    return expectations
  }

  /// Every recipe compiled once, for all tests.
  private static let compilations = Dictionary(
    uniqueKeysWithValues: recipes.map { recipe in
      (
        recipe,
        Result {
          let file = root.appending(path: "recipes").appending(path: recipe)
          return Compiler.compile([UInt8](try Data(contentsOf: file)), named: recipe)
        }
      )
    }
  )

  private static func compile(_ recipe: String) throws -> Compilation {
    try #require(compilations[recipe]).get()
  }

  @Test func `there are recipes, and every one has expected values, and the other way round`()
    throws
  {
    #expect(Self.recipes.count >= 9)
    #expect(try Self.expectations().keys.sorted() == Self.recipes)
  }

  @Test(arguments: recipes)
  func `a recipe compiles without errors and warnings`(recipe: String) throws {
    let compilation = try Self.compile(recipe)
    let findings = compilation.diagnostics.filter { $0.severity != .note }
    #expect(findings.map(\.message) == [])
    #expect(compilation.table != nil)
  }

  @Test(arguments: recipes)
  func `a table holds what the formula of its source gives`(recipe: String) throws {
    let table = try #require(try Self.compile(recipe).table)
    for expectation in try Self.expectations()[recipe] ?? [] {
      let track = try #require(
        table.tracks.firstIndex { $0.title == expectation.channel },
        "\(recipe) has no \(expectation.channel)"
      )
      let value = try table.value(track: track, at: expectation.update)
      #expect(
        (value - expectation.value).magnitude <= Self.tolerance(table.tracks[track])
          * expectation.maximum,
        "\(expectation.channel) at \(expectation.update): \(value), not \(expectation.value)"
      )
    }
  }

  @Test(arguments: recipes)
  func `every channel has expected values, up to the last update`(recipe: String) throws {
    let table = try #require(try Self.compile(recipe).table)
    let expectations = try Self.expectations()[recipe] ?? []
    for track in table.tracks {
      let updates = expectations.filter { $0.channel == track.title }.map(\.update)
      #expect(updates.min() == 0, "\(track.title)")
      #expect(updates.max() == table.length - 1, "\(track.title)")
    }
  }
}
