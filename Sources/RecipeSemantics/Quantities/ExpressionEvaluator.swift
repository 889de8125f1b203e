// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

/// Computes expressions exactly, looking names up in `vars`.
///
/// A nil result has always been accounted for: an error is in the sink, or an unbound name is noted.
package struct ExpressionEvaluator {
  package var bindings: Bindings
  package var sink: DiagnosticSink
  /// The channels and named curves that formulas can use, as far as they are resolved.
  var scope = FormulaScope()
  /// What values of the channel at hand may be counted in beside plain numbers: a batch in samples.
  var valueUnit: Unit?

  package init(bindings: Bindings, sink: DiagnosticSink) {
    self.bindings = bindings
    self.sink = sink
  }

  /// The most binary digits of a numerator or denominator.
  ///
  /// Products of variables would else double in length with every variable.
  static let bitLimit = 4096

  /// The most operands of `max` and `min` in one amount, for the same reason.
  static let extremumLimit = 64

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

  /// The value of an expression that is one of the channel at hand.
  mutating func value(_ expression: ExpressionSyntax) -> Rational? {
    guard let valueUnit else { return number(expression) }
    switch amount(expression) {
    case .number(let value)?, .measured(let value, valueUnit)?:
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
    guard let amount = unlimited(expression) else { return nil }
    let isShort = amount.numbers.allSatisfy {
      $0.numerator.bitWidth <= Self.bitLimit && $0.denominator.bitWidth <= Self.bitLimit
    }
    guard isShort, amount.units.count <= Self.extremumLimit else {
      sink.emit(QuantityDiagnostics.valueTooLong(expression))
      return nil
    }
    return amount
  }

  private mutating func unlimited(_ expression: ExpressionSyntax) -> Amount? {
    switch expression.kind {
    case .number(let value):
      return .number(value)
    case .name(let name):
      return variable(name, at: expression.range)
    case .measured(let inner, let unit):
      return measured(inner, unit)
    case .negation(let inner):
      return amount(inner).map { -$0 }
    case .sum(let left, let right):
      return combined(left, right, at: expression) { $0 + $1 }
    case .difference(let left, let right):
      return combined(left, right, at: expression) { $0 - $1 }
    case .product(let left, let right):
      return product(left, right, at: expression)
    case .quotient(let left, let right):
      return quotient(left, right, at: expression)
    case .maximum(let operands):
      return extremum(operands, at: expression, isMaximum: true)
    case .minimum(let operands):
      return extremum(operands, at: expression, isMaximum: false)
    }
  }

  private mutating func measured(_ inner: ExpressionSyntax, _ unit: Unit) -> Amount? {
    // `10% of run` says once more what `10%` is a share of.
    if unit == .run, case .measured(let share, .percent) = inner.kind {
      return number(share).map { .measured($0 / Rational(100), .run) }
    }
    return number(inner).map { .measured($0, unit) }
  }

  // MARK: Names

  private mutating func variable(_ name: String, at range: SourceRange) -> Amount? {
    if name == "peak", let peak = bindings.peak { return .number(peak) }
    guard let index = bindings.index(of: name) else {
      // `grid: epoch` and `every: epoch` mean one of the unit.
      if let unit = Unit(singular: name) { return .measured(Rational(1), unit) }
      let known = bindings.variables.map(\.name)
      sink.emit(QuantityDiagnostics.unknownName(name, at: range, known: known))
      return nil
    }
    switch bindings[index] {
    case .known(let amount):
      return amount
    case .unknown:
      return nil
    case .active:
      let defined = bindings.variables[index].keyRange
      sink.emit(QuantityDiagnostics.circularVariable(name, at: range, defined: defined))
      return nil
    case .notYet:
      return evaluateVariable(at: index)
    }
  }

  /// Evaluates a variable that was not evaluated before, and keeps what came out.
  mutating func evaluateVariable(at index: Int) -> Amount? {
    let entry = bindings.variables[index]
    bindings[index] = .active
    var value: Amount?
    switch entry.value {
    case .expression(let expression):
      value = amount(expression)
    case .object(let object):
      value = scaled(object).map { .number($0) }
    case .required(let range):
      bindings.note(unbound: "vars.\(entry.name)", at: range)
    default:
      break
    }
    bindings[index] = value.map { .known($0) } ?? .unknown
    return value
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
    if case .number(let factor) = first { return second * factor }
    if case .number(let factor) = second { return first * factor }
    sink.emit(QuantityDiagnostics.mixedDimensions(left, first, right, second, at: expression))
    return nil
  }

  private mutating func quotient(
    _ left: ExpressionSyntax,
    _ right: ExpressionSyntax,
    at expression: ExpressionSyntax
  ) -> Amount? {
    guard let first = amount(left) else { return nil }
    if case .number = first, case .measured(let bottom, let unit) = right.kind {
      sink.emit(QuantityDiagnostics.dividedByQuantity(expression, left, bottom, unit))
      return nil
    }
    guard let divisor = number(right) else { return nil }
    guard !divisor.isZero else {
      sink.emit(QuantityDiagnostics.divisionByZero(right))
      return nil
    }
    return first * (Rational(1) / divisor)
  }

  private mutating func extremum(
    _ operands: [ExpressionSyntax],
    at expression: ExpressionSyntax,
    isMaximum: Bool
  ) -> Amount? {
    var known: [Amount] = []
    for operand in operands {
      guard let amount = amount(operand) else { return nil }
      known.append(amount)
    }
    let isNumber = known.map { $0.units.isEmpty }
    if let number = isNumber.firstIndex(of: true), let other = isNumber.firstIndex(of: false) {
      let (left, right) = (operands[number], operands[other])
      sink.emit(
        QuantityDiagnostics.mixedDimensions(
          left,
          known[number],
          right,
          known[other],
          at: expression
        )
      )
      return nil
    }
    return Amount.extremum(of: known, isMaximum: isMaximum)
  }
}

extension Amount {
  /// The largest or smallest of amounts: decided where the units agree, else left to the run's facts.
  fileprivate static func extremum(of amounts: [Amount], isMaximum: Bool) -> Amount? {
    var decided: [Amount] = []
    for amount in amounts.flatMap({ $0.operands(ofMaximum: isMaximum) }) {
      let index = decided.firstIndex { $0.isComparable(with: amount) }
      guard let index, let old = decided[index].numbers.first, let new = amount.numbers.first else {
        if !decided.contains(amount) { decided.append(amount) }
        continue
      }
      if isMaximum ? new > old : new < old { decided[index] = amount }
    }
    guard decided.count > 1 else { return decided.first }
    return isMaximum ? .maximum(decided) : .minimum(decided)
  }

  /// The operands of a maximum inside a maximum, which may as well stand outside.
  private func operands(ofMaximum isMaximum: Bool) -> [Amount] {
    switch self {
    case .maximum(let amounts) where isMaximum: amounts
    case .minimum(let amounts) where !isMaximum: amounts
    default: [self]
    }
  }

  private func isComparable(with other: Amount) -> Bool {
    switch (self, other) {
    case (.number, .number): true
    case (.measured(_, let unit), .measured(_, let second)): unit == second
    default: false
    }
  }
}
