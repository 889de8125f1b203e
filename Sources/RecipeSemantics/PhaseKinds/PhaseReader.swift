// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// What a kind of phase reads its keys through: exact values, converted times, and one way to report.
struct PhaseReader {
  /// What is known of the value where the phase starts.
  enum Previous: Hashable {
    /// The phase is the first.
    case none
    /// There is a phase before, whose end is not known.
    case unknown
    case value(Rational)
  }

  /// A value of the channel as written, for checks against its domain and bounds.
  struct WrittenValue {
    let value: Rational
    let range: SourceRange
  }

  let phase: KindSyntax
  let previous: Previous
  let time: PhaseTime?
  let endpoints: Endpoints
  let grid: Int64
  var conversion: TimeConversion
  private(set) var written: [WrittenValue] = []

  init(
    _ phase: KindSyntax,
    previous: Previous,
    time: PhaseTime?,
    endpoints: Endpoints,
    grid: Int64,
    conversion: TimeConversion
  ) {
    self.phase = phase
    self.previous = previous
    self.time = time
    self.endpoints = endpoints
    self.grid = grid
    self.conversion = conversion
  }

  mutating func report(_ diagnostic: Diagnostic) { conversion.evaluator.sink.emit(diagnostic) }

  func has(_ key: String) -> Bool { phase.object[key] != nil }

  func range(of key: String) -> SourceRange {
    phase.object[key]?.value.range ?? phase.kindRange
  }

  // MARK: Values

  /// A plain number that is no value of the channel: a factor, a power.
  mutating func number(_ key: String) -> Rational? {
    phase.object.expression(key).flatMap { conversion.evaluator.number($0) }
  }

  /// A value of the channel.
  mutating func value(_ key: String) -> Rational? {
    phase.object.expression(key).flatMap { value(of: $0) }
  }

  /// The values of a list.
  mutating func values(_ key: String) -> [Rational]? {
    guard case .list(let elements, _)? = phase.object[key]?.value else { return nil }
    let values = elements.compactMap { $0.expression.flatMap { value(of: $0) } }
    return values.count == elements.count ? values : nil
  }

  /// Forgets a value that is written and never reached: bounds need not hold it.
  mutating func disregardValue(of key: String) {
    let place = range(of: key)
    written.removeAll { $0.range == place }
  }

  private mutating func value(of expression: ExpressionSyntax) -> Rational? {
    guard let value = conversion.evaluator.number(expression) else { return nil }
    written.append(WrittenValue(value: value, range: expression.range))
    return value
  }

  /// The value at the start: `from`, or where the phase before ends.
  mutating func startValue() -> Rational? {
    if has("from") { return value("from") }
    switch previous {
    case .value(let value):
      return value
    case .unknown:
      return nil
    case .none:
      report(PhaseDiagnostics.missingStart(phase))
      return nil
    }
  }

  /// The value where the phase before ends, if there is one and it is known.
  var previousEnd: Rational? {
    if case .value(let value) = previous { value } else { nil }
  }

  // MARK: Time

  /// A duration from the start of the phase, in updates, exactly.
  ///
  /// Nil as well while the start of the phase is not known.
  mutating func duration(_ key: String) -> Rational? {
    guard let expression = phase.object.expression(key),
      let amount = conversion.evaluator.quantity(expression, example: "5 epochs")
    else { return nil }
    let start = time?.start ?? Rational(0)
    guard let end = conversion.position(from: start, by: amount, at: expression.range) else {
      return nil
    }
    guard end > start else {
      report(PhaseDiagnostics.notPositive(expression, key: key))
      return nil
    }
    return time == nil ? nil : end - start
  }

  /// A position in the run with the place it is written at.
  struct Position {
    let update: Int64
    let range: SourceRange
  }

  /// The positions of a list, in updates.
  mutating func positions(_ key: String) -> [Position]? {
    guard case .list(let elements, _)? = phase.object[key]?.value else { return nil }
    var positions: [Position] = []
    for element in elements {
      guard let expression = element.expression,
        let amount = conversion.evaluator.quantity(expression, example: "30 epochs"),
        let exact = conversion.position(from: Rational(0), by: amount, at: expression.range)
      else { return nil }
      guard let update = conversion.clock.update(at: exact) else {
        report(LayoutDiagnostics.positionOutOfRange(expression))
        return nil
      }
      positions.append(Position(update: update, range: expression.range))
    }
    return positions
  }

  /// The updates at which every further multiple of a duration has passed since the start of the phase.
  mutating func multiples(of key: String, limit: Int) -> [Int64]? {
    guard let time, let expression = phase.object.expression(key), duration(key) != nil,
      let amount = conversion.evaluator.amount(expression)
    else { return nil }
    var updates: [Int64] = []
    while true {
      let multiple = amount * Rational(Int64(updates.count + 1))
      let end = conversion.position(from: time.start, by: multiple, at: expression.range)
      guard let end else { return nil }
      // Out of range is past the end of the phase as well.
      guard let update = conversion.clock.update(at: end), update < time.updates.upperBound else {
        return updates
      }
      guard updates.count < limit else {
        report(PhaseDiagnostics.tooManySteps(expression, limit: limit))
        return nil
      }
      // Steps shorter than an update fall together: the value is the one of the last.
      updates.append(max(update, time.updates.lowerBound))
    }
  }
}
