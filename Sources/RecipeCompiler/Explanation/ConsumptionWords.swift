// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Says what was consumed before a phase and before its end, where the batch is scheduled.
struct ConsumptionWords {
  private let context: ValueContext

  init(_ context: ValueContext) { self.context = context }

  private var consumption: Consumption? {
    // After an event the phase lies elsewhere than the recipe can say.
    context.origin.isMoved ? nil : context.recipe?.resolved.clock.consumption
  }

  /// The boundaries of the phase in what updates consume, exactly.
  var statements: [Explanation.Statement] {
    guard let consumption, let updates = context.record?.updates else { return [] }
    var text = "\(amounts(before: updates.lowerBound, consumption)) before the phase"
    if updates.upperBound < ScheduleTable.openLength {
      text += ", \(amounts(before: updates.upperBound, consumption)) before its end"
    }
    return [Explanation.Statement(.consumed, text)]
  }

  private func amounts(before update: Int64, _ consumption: Consumption) -> String {
    let position = Rational(update)
    let samples = consumption.amount(of: .samples, at: position).text
    guard consumption.hasTokens else { return "\(samples) samples" }
    return "\(consumption.amount(of: .tokens, at: position).text) tokens (\(samples) samples)"
  }

  /// The progress of a curve that counts samples or tokens.
  func progressText(
    _ progress: Explanation.Progress,
    of phase: ResolvedPhase,
    along unit: RecipeSyntax.Unit
  ) -> String {
    let fraction = "p = \(progress.fraction.shortDescription), along \(unit.rawValue)"
    guard let consumption, let row = context.sampled else { return fraction }
    let measure: Consumption.Measure = unit == .tokens ? .tokens : .samples
    let now = consumption.amount(of: measure, at: Rational(row)).text
    return "\(fraction): \(now) were consumed before update \(context.inRun(row).grouped)"
  }
}

extension ValueContext {
  /// The update that is sampled, in the time of the region.
  fileprivate var sampled: Int64? {
    if case .piece(_, let sampled) = origin.base { sampled } else { nil }
  }
}
