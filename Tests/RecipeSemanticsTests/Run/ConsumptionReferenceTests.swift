// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import RecipeTestSupport
import Testing

/// Schedules of batch and sequence against runs that were played update by update.
struct ConsumptionReferenceTests {
  static let cases = [
    "batch-in-tokens", "bloom-176b", "deepseek-v3", "epochs-drop", "epochs-keep", "falling",
    "gpt3-175b", "llama3-405b", "mixed", "steps",
  ]

  /// A case, and its recipe as it is written in the file.
  private struct Case: Sendable {
    let file: CSVFile
    let recipe: Recipe

    init(_ name: String) throws {
      file = try CSVFile(Repository.text("Tests/Reference/consumption/\(name).csv"))
      let lines = file.comments.drop { $0 != "recipe:" }.dropFirst()
      recipe = Recipe(lines.map { String($0.dropFirst(2)) }.joined(separator: "\n") + "\n")
    }

    func rows(_ kind: String) -> [[String]] { file.rows.filter { $0[0] == kind } }
  }

  /// Every case, read and compiled once.
  private static let references = Dictionary(
    uniqueKeysWithValues: cases.map { name in (name, Result { try Case(name) }) }
  )

  private func reference(_ name: String) throws -> Case {
    try #require(Self.references[name]).get()
  }

  @Test(arguments: cases)
  func `batch and sequence change where they do when every update is played`(name: String) throws {
    let reference = try reference(name)
    #expect(reference.recipe.findings == [])
    for (channel, column) in [("batch", 3), ("sequence", 4)] {
      guard let schedule = reference.recipe.schedule(channel) else { continue }
      var expected: [String] = []
      for row in reference.rows("change") where expected.last?.hasSuffix(" \(row[column])") != true
      {
        expected.append("\(row[2]): \(row[column])")
      }
      var found: [String] = []
      for case .constant(let value, let updates) in schedule.phases.flatMap(\.segments)
      where found.last?.hasSuffix(" \(Int64(value))") != true {
        found.append("\(updates.lowerBound): \(Int64(value))")
      }
      #expect(found == expected)
    }
  }

  @Test(arguments: cases)
  func `positions are the first update by which so much has been consumed`(name: String) throws {
    let reference = try reference(name)
    let recipe = try #require(reference.recipe.resolved)
    for row in reference.rows("reach") {
      var sources = SourceMap()
      var sink = DiagnosticSink()
      let query = PositionQuery(
        facts: recipe.facts,
        length: recipe.length,
        batch: reference.recipe.levels(of: "batch"),
        sequence: reference.recipe.levels(of: "sequence")
      )
      let update = query.update(at: row[1], in: &sources, into: &sink)
      #expect(update == Int64(row[2]), "\(row[1])")
    }
    let end = try #require(reference.rows("end").first)
    #expect(recipe.length == Int64(end[2]))
  }

  @Test(arguments: cases)
  func `what was consumed before a change is exact`(name: String) throws {
    let reference = try reference(name)
    let consumption = try #require(reference.recipe.resolved?.clock.consumption)
    for row in reference.rows("change") + reference.rows("end") {
      let update = Rational(try #require(Int64(row[2])))
      let samples = consumption.amount(of: .samples, at: update)
      #expect(samples.description == row[5], "samples before update \(row[2])")
      #expect(consumption.position(of: .samples, samples) == update)
      guard reference.recipe.text.contains("sequence") else { continue }
      #expect(consumption.amount(of: .tokens, at: update).description == row[6])
    }
  }
}

extension Recipe {
  /// The values of a scheduled fact, each from its first update on.
  func levels(of channel: String) -> [FactLevel] {
    (schedule(channel)?.phases ?? []).flatMap(\.segments).compactMap { segment in
      guard case .constant(let value, let updates) = segment else { return nil }
      return FactLevel(start: updates.lowerBound, value: Int64(value))
    }
  }
}
