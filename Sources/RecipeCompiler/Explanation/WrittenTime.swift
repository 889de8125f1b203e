// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSemantics
internal import RecipeSyntax

/// An amount of time as a recipe writes it, and the arithmetic that makes updates of it.
struct WrittenTime {
  /// The sentence: `5 epochs = 5 × 5,005 = 25,025 updates`.
  let text: String
  /// The facts of the run that were used: `epoch`, `dataset`.
  let facts: [String]

  /// Retraces how an amount of time became a number of updates.
  ///
  /// - Parameters:
  ///   - expression: the amount as written.
  ///   - updates: the number that came out.
  ///   - recipe: what the names and units in it mean.
  init(_ expression: ExpressionSyntax, updates: Int64, in recipe: RecipeOrigin) {
    var arithmetic = TimeArithmetic(recipe: recipe)
    var steps = [expression.text]
    let value = arithmetic.value(of: expression)
    let number = value.flatMap { value in
      value.unit.flatMap {
        arithmetic.add(value.number, $0, isPlain: expression.isPlain, to: &steps)
      }
    }
    if let number, number != Rational(updates) {
      steps.append("\(number.text), in whole updates \(updates.grouped)")
    } else {
      steps.append("\(updates.grouped) update\(updates == 1 ? "" : "s")")
    }
    // Steps are updates: nothing was converted.
    if arithmetic.isInSteps, expression.isPlain { steps.removeFirst() }
    text = steps.joined(separator: " = ")
    facts = arithmetic.facts
  }
}

/// Exact arithmetic over what a sound recipe says, which notes the facts that it used.
private struct TimeArithmetic {
  let recipe: RecipeOrigin
  /// The facts that were used.
  var facts: [String] = []
  /// Whether the unit is the update itself.
  var isInSteps = false
  /// What is left of the patience with long chains of variables.
  private var budget = 256

  init(recipe: RecipeOrigin) { self.recipe = recipe }

  /// A number with its unit; nil for what only the facts of the run can compare.
  mutating func value(of expression: ExpressionSyntax) -> (number: Rational, unit: Unit?)? {
    budget -= 1
    guard budget > 0 else { return nil }
    switch expression.kind {
    case .number(let number):
      return (number, nil)
    case .name(let name):
      if let variable = recipe.variable(name) {
        return variable.value.expression.flatMap { value(of: $0) }
      }
      return Unit(singular: name).map { (Rational(1), $0) }
    case .measured(let inner, let unit):
      if unit == .run, case .measured(let share, .percent) = inner.kind {
        return value(of: share).map { ($0.number / Rational(100), unit) }
      }
      return value(of: inner).map { ($0.number, unit) }
    case .negation(let inner):
      return value(of: inner).map { (-$0.number, $0.unit) }
    case .sum(let left, let right):
      return combined(left, right) { $0 + $1 }
    case .difference(let left, let right):
      return combined(left, right) { $0 - $1 }
    case .product(let left, let right):
      guard let first = value(of: left), let second = value(of: right) else { return nil }
      return (first.number * second.number, first.unit ?? second.unit)
    case .quotient(let left, let right):
      guard let first = value(of: left), let second = value(of: right), !second.number.isZero
      else { return nil }
      return (first.number / second.number, first.unit)
    case .maximum, .minimum:
      return nil
    }
  }

  private mutating func combined(
    _ left: ExpressionSyntax,
    _ right: ExpressionSyntax,
    _ operation: (Rational, Rational) -> Rational
  ) -> (number: Rational, unit: Unit?)? {
    guard let first = value(of: left), let second = value(of: right) else { return nil }
    return (operation(first.number, second.number), first.unit)
  }

  /// Adds the steps that lead to updates.
  ///
  /// - Returns: the number of updates before it is rounded; nil where the way is not a product.
  mutating func add(
    _ number: Rational,
    _ unit: Unit,
    isPlain: Bool,
    to steps: inout [String]
  ) -> Rational? {
    var (number, unit) = (number, unit)
    if unit == .percent || unit == .run {
      guard case .measured(let length, let own) = recipe.resolved.runLength.amount else {
        return nil
      }
      if unit == .percent {
        steps[steps.count - 1] += " of \(length.text) \(own.rawValue)"
        number = number / Rational(100)
      }
      (number, unit) = (number * length, own)
      facts.append("length")
      if unit != .steps { steps.append("\(number.text) \(unit.rawValue)") }
    } else if !isPlain, unit != .steps {
      steps.append("\(number.text) \(unit.rawValue)")
    }
    guard let scale = recipe.resolved.clock.scale, unit != .evaluations else {
      return converted(number, unit, &steps)
    }
    // The unscaled length first, then what a rehearsal makes of it.
    let whole = converted(number, unit, &steps)
    isInSteps = false
    if unit != .steps, let whole { steps.append("\(whole.text) updates") }
    steps.append("\((whole ?? number).text) × \(scale.text)")
    return whole.map { $0 * scale }
  }

  /// Adds the steps that lead to updates of the run as it is written.
  private mutating func converted(
    _ number: Rational,
    _ unit: Unit,
    _ steps: inout [String]
  ) -> Rational? {
    let clock = recipe.resolved.clock.unscaled
    switch unit {
    case .steps:
      isInSteps = true
      return number
    case .epochs, .evaluations:
      facts.append(unit == .epochs ? "epoch" : "evaluate")
      guard let each = try? clock.position(from: Rational(0), by: Rational(1), unit) else {
        return nil
      }
      steps.append("\(number.text) × \(each.text)")
      return number * each
    case .samples, .tokens:
      return divided(number, unit, &steps)
    case .percent, .run:
      return nil
    }
  }

  /// Samples and tokens are divided by what an update consumes, unless short batches come in between.
  private mutating func divided(
    _ number: Rational,
    _ unit: Unit,
    _ steps: inout [String]
  ) -> Rational? {
    facts.append("batch")
    guard let batch = measured("batch") else { return nil }
    let sequence = measured("sequence")?.number
    var divisor = batch.number.text
    var perUpdate = batch.number
    if batch.unit != unit, let sequence {
      facts.append("sequence")
      perUpdate = unit == .tokens ? perUpdate * sequence : perUpdate / sequence
      divisor = "(\(batch.number.text) \(unit == .tokens ? "×" : "/") \(sequence.text))"
    }
    let clock = recipe.resolved.clock.unscaled
    let exact = try? clock.position(from: Rational(0), by: number, unit)
    guard exact == number / perUpdate else { return nil }
    steps.append("\(number.text) / \(divisor)")
    return exact
  }

  private mutating func measured(_ name: String) -> (number: Rational, unit: Unit)? {
    guard let expression = recipe.fact(name)?.expression, let value = value(of: expression),
      let unit = value.unit
    else { return nil }
    return (value.number, unit)
  }
}

extension ExpressionSyntax {
  /// Whether it is a number with a unit and nothing else.
  fileprivate var isPlain: Bool {
    if case .measured(let inner, let unit) = kind, case .number = inner.kind {
      return unit != .percent && unit != .run
    }
    return false
  }
}

extension Rational {
  /// The number for people: digits in groups where it is whole.
  var text: String {
    if isInteger, let whole = numerator.int64 { return whole.grouped }
    return double.shortDescription
  }
}
