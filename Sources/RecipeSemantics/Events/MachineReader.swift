// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads the keys that say what a machine watches and how it judges.
///
/// A nil result has always been accounted for: an error is in the sink, or an unbound name is noted.
struct MachineReader {
  /// The mapping with the keys.
  let object: ObjectSyntax
  /// Where the rule is written, for what has no place of its own.
  let range: SourceRange
  var conversion: TimeConversion

  func has(_ key: String) -> Bool { object[key] != nil }

  mutating func report(_ diagnostic: Diagnostic) { conversion.evaluator.sink.emit(diagnostic) }

  // MARK: Names and words

  /// The name of a metric or signal.
  mutating func name(_ key: String) -> String? {
    guard case .text(let text, let place)? = object[key]?.value else { return nil }
    guard !text.isEmpty else {
      report(EventDiagnostics.emptyName(key, at: place))
      return nil
    }
    return text
  }

  /// One of the words of a key; nil where it is not written or was reported.
  func word(_ key: String) -> String? {
    if case .word(let word, _)? = object[key]?.value { word } else { nil }
  }

  /// Whose order of steps is followed.
  var ticks: ResolvedMachine.Ticks {
    word("compat").flatMap(ResolvedMachine.Ticks.init) ?? .recipec
  }

  // MARK: Numbers

  /// A number with the range it must lie in.
  mutating func number(
    _ key: String,
    _ expected: String,
    where isFine: (Rational) -> Bool
  ) -> Rational? {
    guard let expression = object.expression(key),
      let value = conversion.evaluator.number(expression)
    else { return nil }
    guard isFine(value) else {
      report(EventDiagnostics.outOfRange(key, expression, expected: expected))
      return nil
    }
    return value
  }

  // MARK: Time

  /// A number of evaluations, or the updates that another amount of time comes to, rounded up.
  ///
  /// - Parameters:
  ///   - key: the key with the amount.
  ///   - least: the smallest count that means something.
  /// - Returns: the count with its unit; nil when it could not be read, which was reported.
  mutating func patience(_ key: String, atLeast least: Int64) -> ResolvedPatience? {
    guard let expression = object.expression(key),
      let amount = conversion.evaluator.quantity(expression, example: "3 evaluations")
    else { return nil }
    let unit: ResolvedPatience.Unit
    let exact: Rational
    if case .measured(let count, .evaluations) = amount {
      guard count.isInteger else {
        report(EventDiagnostics.notWholeEvaluations(key, expression))
        return nil
      }
      (unit, exact) = (.evaluations, count)
    } else {
      guard conversion.clock.consumption == nil || conversion.isIndependentOfStart(amount) else {
        report(CausalDiagnostics.lengthVaries(key, expression))
        return nil
      }
      let end = conversion.position(from: Rational(0), by: amount, at: expression.range)
      guard let end else { return nil }
      (unit, exact) = (.updates, end)
    }
    guard exact > Rational(least - 1), let count = exact.ceiling.int64, count >= least,
      count < ResolvedRun.openLength
    else {
      report(EventDiagnostics.patienceOutOfRange(key, expression, atLeast: least))
      return nil
    }
    return ResolvedPatience(count: count, unit: unit)
  }

  // MARK: Judgement

  /// How metrics are compared.
  struct Judgement {
    var mode = ResolvedMachine.Mode.min
    var threshold: ResolvedMachine.Threshold
    var onNonFinite = ResolvedMachine.NonFinitePolicy.error
    var best = ResolvedMachine.Best.sinceEntry
    var smoothing = 0.0
    var averages: Int64 = 1
  }

  /// The keys that say how metrics are compared.
  mutating func judgement() -> Judgement? {
    let threshold = self.threshold()
    let smooth = self.smooth()
    guard let threshold, let smooth else { return nil }
    return Judgement(
      mode: word("mode").flatMap(ResolvedMachine.Mode.init) ?? .min,
      threshold: threshold,
      onNonFinite: onNonFinite,
      best: word("best") == "run" ? .sinceStart : .sinceEntry,
      smoothing: smooth.smoothing,
      averages: smooth.averages
    )
  }

  /// What becomes of a metric that is no finite number.
  var onNonFinite: ResolvedMachine.NonFinitePolicy {
    switch word("on_nan") {
    case "ignore": .ignore
    case "count": .countsAsBad
    default: .error
    }
  }

  private mutating func threshold() -> ResolvedMachine.Threshold? {
    // Keras knows absolute thresholds only, of the same size by default.
    let usual: ResolvedMachine.Threshold.Kind = ticks == .keras ? .absolute : .relative
    guard let field = object["threshold"] else {
      return ResolvedMachine.Threshold(kind: usual, value: 1e-4)
    }
    guard case .object(let written) = field.value else { return nil }
    guard written.fields.count == 1, let entry = written.fields.first,
      let kind = ResolvedMachine.Threshold.Kind(rawValue: entry.name)
    else {
      report(EventDiagnostics.thresholdForm(at: written.range))
      return nil
    }
    guard let expression = entry.value.expression,
      let value = conversion.evaluator.number(expression)
    else { return nil }
    guard !value.isNegative, value.double.isFinite else {
      let expected = "0 or more"
      report(EventDiagnostics.outOfRange("threshold", expression, expected: expected))
      return nil
    }
    return ResolvedMachine.Threshold(kind: kind, value: value.double)
  }

  /// A moving average by its weight, or an average over a number of evaluations.
  mutating func smooth() -> (smoothing: Double, averages: Int64)? {
    guard has("smooth") else { return (0, 1) }
    guard let expression = object.expression("smooth"),
      let amount = conversion.evaluator.amount(expression)
    else { return nil }
    switch amount {
    case .number(let weight) where !weight.isNegative && weight.double < 1:
      return (weight.double, 1)
    case .measured(let count, .evaluations):
      if count.isInteger, count > Rational(0), let averages = count.numerator.int64,
        averages < ResolvedRun.openLength
      {
        return (0, averages)
      }
    default:
      break
    }
    let expected = "at least 0 and below 1, or a whole number of evaluations"
    report(EventDiagnostics.outOfRange("smooth", expression, expected: expected))
    return nil
  }
}
