// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

/// Computes expressions exactly, looking names up in `vars`.
///
/// A nil result has always been accounted for: an error is in the sink, or an unbound name is noted.
package struct ExpressionEvaluator {
  package var bindings: Bindings
  package var sink: DiagnosticSink
  /// The variables being evaluated, to notice a variable that needs itself.
  private var active: [String] = []

  init(bindings: Bindings, sink: DiagnosticSink) {
    self.bindings = bindings
    self.sink = sink
  }

  /// The value of an expression that must be a plain number.
  mutating func number(_ expression: ExpressionSyntax) -> Rational? {
    switch amount(expression) {
    case .number(let value)?:
      return value
    case let other?:
      sink.emit(QuantityDiagnostics.expectedNumber(expression, found: other))
      return nil
    case nil:
      return nil
    }
  }

  /// The value of an expression that must be an amount of something.
  mutating func quantity(_ expression: ExpressionSyntax, example: String) -> Amount? {
    switch amount(expression) {
    case .number(let value)?:
      sink.emit(QuantityDiagnostics.missingUnit(expression, value: value, example: example))
      return nil
    case let other:
      return other
    }
  }

  /// The value of an expression, whatever it measures.
  mutating func amount(_ expression: ExpressionSyntax) -> Amount? {
    switch expression.kind {
    case .number(let value):
      return .number(value)
    case .name(let name):
      return variable(name, at: expression.range)
    case .measured(let inner, let unit):
      return number(inner).map { .measured($0, unit) }
    case .negation(let inner):
      return amount(inner).flatMap { scaled($0, by: Rational(-1), at: expression) }
    case .sum(let left, let right):
      return combined(left, right, at: expression) { $0 + $1 }
    case .difference(let left, let right):
      return combined(left, right, at: expression) { $0 - $1 }
    case .product(let left, let right):
      return product(left, right, at: expression)
    case .quotient(let left, let right):
      return quotient(left, right, at: expression)
    case .maximum(let operands):
      return extremum(operands, at: expression) { $0.max() ?? $0[0] } open: { .maximum($0) }
    case .minimum(let operands):
      return extremum(operands, at: expression) { $0.min() ?? $0[0] } open: { .minimum($0) }
    }
  }

  // MARK: Names

  private mutating func variable(_ name: String, at range: SourceRange) -> Amount? {
    guard let entry = bindings.variables.first(where: { $0.name == name }) else {
      // `grid: epoch` and `every: epoch` mean one of the unit.
      if let unit = Unit(word: name) { return .measured(Rational(1), unit) }
      let known = bindings.variables.map(\.name)
      sink.emit(QuantityDiagnostics.unknownName(name, at: range, known: known))
      return nil
    }
    guard !active.contains(name) else {
      sink.emit(QuantityDiagnostics.circularVariable(name, at: range, defined: entry.keyRange))
      return nil
    }
    switch entry.value {
    case .expression(let expression):
      active.append(name)
      defer { active.removeLast() }
      return amount(expression)
    case .required(let range):
      bindings.note(unbound: "vars.\(name)", at: range)
      return nil
    default:
      return nil
    }
  }

  // MARK: Arithmetic

  private mutating func combined(
    _ left: ExpressionSyntax,
    _ right: ExpressionSyntax,
    at expression: ExpressionSyntax,
    _ operation: (Rational, Rational) -> Rational
  ) -> Amount? {
    guard let first = amount(left), let second = amount(right) else { return nil }
    switch (first, second) {
    case (.number(let a), .number(let b)):
      return .number(operation(a, b))
    case (.measured(let a, let unit), .measured(let b, let other)) where unit == other:
      return .measured(operation(a, b), unit)
    default:
      sink.emit(QuantityDiagnostics.mixedDimensions(left, first, right, second, at: expression))
      return nil
    }
  }

  private mutating func product(
    _ left: ExpressionSyntax,
    _ right: ExpressionSyntax,
    at expression: ExpressionSyntax
  ) -> Amount? {
    guard let first = amount(left), let second = amount(right) else { return nil }
    if case .number(let factor) = first { return scaled(second, by: factor, at: expression) }
    if case .number(let factor) = second { return scaled(first, by: factor, at: expression) }
    sink.emit(QuantityDiagnostics.mixedDimensions(left, first, right, second, at: expression))
    return nil
  }

  private mutating func quotient(
    _ left: ExpressionSyntax,
    _ right: ExpressionSyntax,
    at expression: ExpressionSyntax
  ) -> Amount? {
    guard let first = amount(left), let divisor = number(right) else { return nil }
    guard !divisor.isZero else {
      sink.emit(QuantityDiagnostics.divisionByZero(right))
      return nil
    }
    return scaled(first, by: Rational(1) / divisor, at: expression)
  }

  private mutating func scaled(
    _ amount: Amount,
    by factor: Rational,
    at expression: ExpressionSyntax
  ) -> Amount? {
    switch amount {
    case .number(let value): return .number(value * factor)
    case .measured(let value, let unit): return .measured(value * factor, unit)
    case .maximum(let amounts), .minimum(let amounts):
      let parts = amounts.compactMap { scaled($0, by: factor, at: expression) }
      if case .maximum = amount { return factor.isNegative ? .minimum(parts) : .maximum(parts) }
      return factor.isNegative ? .maximum(parts) : .minimum(parts)
    }
  }

  private mutating func extremum(
    _ operands: [ExpressionSyntax],
    at expression: ExpressionSyntax,
    closed: ([Rational]) -> Rational,
    open: ([Amount]) -> Amount
  ) -> Amount? {
    let amounts = operands.map { amount($0) }
    let known = amounts.compactMap { $0 }
    guard known.count == operands.count else { return nil }
    let numbers = known.compactMap { if case .number(let value) = $0 { value } else { nil } }
    if numbers.count == known.count { return .number(closed(numbers)) }
    if let index = known.firstIndex(where: { if case .number = $0 { true } else { false } }) {
      let other = index == 0 ? 1 : 0
      let (left, right) = (operands[index], operands[other])
      sink.emit(
        QuantityDiagnostics.mixedDimensions(left, known[index], right, known[other], at: expression)
      )
      return nil
    }
    return open(known)
  }
}
