// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// What a shape reads its parameters through.
struct ShapeReader {
  /// The name of the shape, for messages.
  let shape: String
  /// Its keys, among others where the shape is a phase.
  let keys: ObjectSyntax
  var evaluator: ExpressionEvaluator

  /// A number between two others, neither of them included.
  ///
  /// - Returns: what stands for it when it is not written; nil when it could not be read.
  mutating func number(
    _ key: String,
    otherwise: Rational,
    above: Rational,
    below: Rational
  ) -> Rational? {
    guard keys[key] != nil else { return otherwise }
    guard let expression = keys.expression(key), let number = evaluator.number(expression) else {
      return nil
    }
    guard above < number, number < below else {
      evaluator.sink.emit(
        ShapeDiagnostics.outOfRange(key, of: shape, at: expression.range, above, below)
      )
      return nil
    }
    return number
  }

  /// One of a closed set of words; nil when something else stood there, which was reported.
  func word(_ key: String, otherwise: String) -> String? {
    guard let field = keys[key] else { return otherwise }
    if case .word(let word, _) = field.value { return word }
    return nil
  }

  mutating func report(_ diagnostic: Diagnostic) { evaluator.sink.emit(diagnostic) }
}
