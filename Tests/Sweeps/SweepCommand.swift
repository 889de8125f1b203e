// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import RecipeCompiler
internal import RecipeRuntime
internal import SeededRandom

/// `recipec-sweep`: what tests check on small tables, over as many updates as asked for.
@main
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipec-sweep",
    abstract: "Compare evaluators, proofs and promises over very many updates.",
    discussion: """
      Each of three sweeps covers at least as many updates as asked for; a fourth damages every \
      recipe's table in every place. The first difference ends it with exit status 1. Build it \
      optimized: vectors are hundreds of times slower without.
      """
  )

  @Argument(help: "Updates for each sweep to cover.")
  var updates: Int64 = 100_000_000

  @Argument(help: "Recipes to compare beside those that are made up.")
  var recipes: [String] = []

  @Option(help: "Where the random tables and recipes start from.")
  var seed: UInt64 = 1

  func run() throws {
    do {
      try sweepEvaluation()
      try sweepBounds()
      try sweepMonotony()
      try sweepDamage()
    } catch let difference as Difference {
      print("difference: \(difference.description)")
      throw ExitCode.failure
    }
  }

  private func sweepEvaluation() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var generator = SeededGenerator(seed: seed)
    var sweep = EvaluationSweep(seed: seed)
    for path in recipes {
      try sweep.compare(try table(of: path), named: path, atMost: max(1_000_000, updates / 10))
    }
    var count = 0
    while sweep.updates < updates {
      count += 1
      let random = try RandomTable.make(using: &generator)
      try sweep.compare(random, named: "random table \(count)", atMost: 1 << 20)
      let name = "random recipe \(count)"
      let recipe = RandomRecipe(phaseBits: 20, mayShareGrid: true, using: &generator)
      let compiled = try recipe.table(named: name)
      do {
        try sweep.compare(compiled, named: name, atMost: 1 << 20)
      } catch {
        throw error.with(recipe: recipe.text)
      }
    }
    let paths = EvaluationPath.allCases.map { "\($0)" }.joined(separator: ", ")
    print(
      """
      evaluation   \(sweep.updates) updates of \(2 * count + recipes.count) tables, each in f64 \
      and f32 by \(paths), and by gather: 0 differences (\(clock.now - start))
      """
    )
  }

  private func sweepBounds() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var generator = SeededGenerator(seed: seed &+ 1)
    var sweep = BoundsSweep(seed: seed)
    var count = 0
    while sweep.updates < updates {
      count += 1
      let random = try RandomTable.make(using: &generator)
      try sweep.compare(random, named: "random table \(count)")
      let name = "random recipe \(count)"
      let recipe = RandomRecipe(phaseBits: 16, mayShareGrid: true, using: &generator)
      let compiled = try recipe.table(named: name)
      do {
        try sweep.compare(compiled, named: name)
      } catch {
        throw error.with(recipe: recipe.text)
      }
    }
    let share = 100 * Double(sweep.provedByRange) / Double(sweep.updates)
    print(
      """
      bounds       \(sweep.updates) updates of \(2 * count) tables, \(sweep.verdicts) verdicts by \
      proof (\(Int(share)) % by range) and by evaluation: 0 differences (\(clock.now - start))
      """
    )
  }

  private func sweepMonotony() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var generator = SeededGenerator(seed: seed &+ 2)
    var sweep = MonotoneSweep()
    var count = 0
    while sweep.updates < updates {
      count += 1
      let name = "random recipe \(count)"
      let recipe = RandomRecipe(phaseBits: 23, mayShareGrid: false, using: &generator)
      try sweep.look(at: recipe, try recipe.table(named: name), named: name)
    }
    let turns = zip(RandomRecipe.Kind.allCases, sweep.turns).filter { $0.1 > 0 }
      .map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    print(
      """
      monotony     \(sweep.updates) updates of \(count) recipes: 0 outside the end values, \
      0 turn back by more than 12·2^-53, \(turns.isEmpty ? "none" : turns) by at most \
      \(sweep.largestTurn)·2^-53 (\(clock.now - start))
      """
    )
  }

  private func sweepDamage() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var sweep = DamageSweep()
    for path in Self.repositoryRecipes + recipes {
      try sweep.damage(try table(of: path).encoded(), named: path)
    }
    print(
      """
      damage       \(sweep.tables) tables of \(sweep.bytes) bytes, \(sweep.flips) flipped bits and \
      \(sweep.truncations) truncations: 0 accepted (\(clock.now - start))
      """
    )
  }

  /// The recipes of the repository that the tool was built from, and those of the golden tables.
  private static let repositoryRecipes: [String] = {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return ["recipes", "Tests/Golden/tables"].flatMap { name in
      let folder = root.appending(path: name).path
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }
  }()

  private func table(of path: String) throws -> ScheduleTable {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read \(path)")
    }
    guard let table = Compiler.compile(Array(bytes), named: path).table else {
      throw ValidationError("\(path) does not compile; see `recipec check \(path)`")
    }
    return table
  }
}
