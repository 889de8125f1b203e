// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads the settings that may stand in a phase, in a schedule or in the recipe.
struct SettingsReader {
  let run: ResolvedRun
  var evaluator: ExpressionEvaluator

  /// The endpoint convention; nil when it was reported.
  mutating func endpoints(of object: ObjectSyntax, otherwise inherited: Endpoints) -> Endpoints? {
    guard let field = object["endpoints"] else { return inherited }
    switch field.value {
    case .word(let word, _):
      return Endpoints(word: word)
    case .object(let numbers):
      let offset = numbers.expression("offset").flatMap { evaluator.number($0) }
      let span = numbers.expression("span").flatMap { evaluator.number($0) }
      guard let offset, let span else { return nil }
      let endpoints = Endpoints(offset: offset, span: span)
      guard endpoints.isRepresentable else {
        evaluator.sink.emit(ScheduleDiagnostics.endpointsTooFine(at: numbers.range))
        return nil
      }
      return endpoints
    default:
      return nil
    }
  }

  /// The grid in updates; nil when it is not known or was reported.
  mutating func grid(of object: ObjectSyntax, otherwise inherited: Int64) -> Int64? {
    guard let field = object["grid"] else { return inherited }
    guard let expression = field.value.expression,
      let amount = evaluator.quantity(expression, example: "1 epoch")
    else { return nil }
    var conversion = TimeConversion(clock: run.clock, length: run.length, evaluator: evaluator)
    guard run.clock.consumption == nil || conversion.isIndependentOfStart(amount) else {
      evaluator.sink.emit(CausalDiagnostics.lengthVaries("grid", expression))
      return nil
    }
    let exact = conversion.position(from: Rational(0), by: amount, at: expression.range)
    evaluator = conversion.evaluator
    guard let exact else { return nil }
    if run.clock.scale != nil { return max(1, exact.nearest.int64 ?? 1) }
    guard exact.isInteger, let updates = exact.numerator.int64, updates > 0 else {
      evaluator.sink.emit(ScheduleDiagnostics.gridNotWhole(expression, exact))
      return nil
    }
    return updates
  }
}
