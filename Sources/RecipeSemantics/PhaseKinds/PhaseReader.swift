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

  /// Notes a value that the phase reaches by itself, which bounds must hold as if it were written.
  mutating func reach(_ value: Rational, at range: SourceRange) {
    written.append(WrittenValue(value: value, range: range))
  }

  private mutating func value(of expression: ExpressionSyntax) -> Rational? {
    guard let value = conversion.evaluator.value(expression) else { return nil }
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
      // Where its length is read, a value was found to be meant.
      if phase.valueInPlaceOfLength(&conversion.evaluator) != nil { return nil }
      report(PhaseDiagnostics.missingStart(phase))
      return nil
    }
  }

  /// The value where the phase before ends, if there is one and it is known.
  var previousEnd: Rational? {
    if case .value(let value) = previous { value } else { nil }
  }
}
