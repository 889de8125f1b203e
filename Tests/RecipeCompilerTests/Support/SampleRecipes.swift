// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// Recipes that use every part of the language between them.
enum SampleRecipes {
  static let small = """
    recipec: 1
    run: { length: 100 steps }
    schedules:
      lr:
        phases:
          - warmup: { from: 0, to: 0.1, for: 10 steps }
          - cosine: { to: 1e-3, for: rest }
    """

  static let all: [(name: String, text: String)] = [
    ("small", small),
    (
      "everything",
      """
      recipec: 1
      name: "everything: <at once> & \\"quoted\\""
      run:
        length: 3 epochs
        dataset: 1000 samples
        batch: 30 samples
        last_batch: drop
      optimizer: { name: adamw, beta1: 0.9, weight_decay: 0.1, amsgrad: true }
      vars: { peak: 3e-4 }
      schedules:
        lr:
          endpoints: end
          phases:
            - warmup: { from: peak / 100, to: peak, for: 10% }
            - hold: { for: 5 steps }
            - exponential:
                half_life: 20 steps
                grid: 4 steps
                for: 30 steps
                endpoints: { offset: 1/2, span: -1 }
            - cosine: { to: 0, for: rest, over: 60 steps, endpoints: { offset: 1/2, span: -1 } }
          after: error
        temperature:
          grid: 7 steps
          phases:
            - polynomial: { from: 2, to: 0.5, power: 3 }
          after: 0.5
          bounds: [0.5, 2]
        dropout:
          phases:
            - staircase: { values: [0, 0.1, 0.2], at: [1 epoch, 2 epochs] }
      """
    ),
    ("windows", "\u{FEFF}" + small.replacing("\n", with: "\r\n") + "\r\n"),
  ]

  /// The table of a recipe.
  static func table(
    _ text: String,
    settings: [(path: String, value: String)] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ScheduleTable {
    let options = CompilerOptions(settings: settings)
    let compilation = Compiler.compile(Array(text.utf8), named: "sample.yaml", options: options)
    let messages = compilation.diagnostics.map { "\($0.rule.name): \($0.message)" }
    return try #require(
      compilation.table,
      "\(messages.joined(separator: "\n"))",
      sourceLocation: sourceLocation
    )
  }
}
