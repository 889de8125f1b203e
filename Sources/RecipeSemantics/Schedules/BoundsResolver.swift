// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Finds the bounds of a channel, and holds every written value against them.
struct BoundsResolver {
  let channel: Channel
  var evaluator: ExpressionEvaluator
  private var written: [PhaseReader.WrittenValue] = []

  init(channel: Channel, evaluator: ExpressionEvaluator) {
    self.channel = channel
    self.evaluator = evaluator
  }

  mutating func add(_ value: PhaseReader.WrittenValue) { written.append(value) }

  /// The bounds: as stated, or the domain cut to the hull of the values that the phases reach.
  ///
  /// - Parameters:
  ///   - stated: the bounds as written, if they are.
  ///   - levels: values that the phases reach; nil where nothing is known of them: then the domain is all.
  /// - Returns: nil when they could not be read, or a written value lies outside: both are reported.
  mutating func resolve(stated: FieldSyntax?, levels: [Rational]?) -> ValueBounds? {
    guard let stated else { return levels.map { inferred($0) } ?? all() }
    guard case .list(let elements, let range) = stated.value else { return nil }
    guard elements.count == 2 else {
      evaluator.sink.emit(ScheduleDiagnostics.boundsForm(at: range))
      return nil
    }
    let numbers = elements.compactMap { $0.expression.flatMap { evaluator.value($0) } }
    guard numbers.count == 2 else { return nil }
    guard numbers[0] <= numbers[1] else {
      evaluator.sink.emit(ScheduleDiagnostics.boundsReversed(at: range))
      return nil
    }
    let (lower, upper) = (numbers[0].double, numbers[1].double)
    let domain = channel.domain
    if let domain, lower < domain.lower || upper > domain.upper {
      evaluator.sink.emit(
        ScheduleDiagnostics.boundsOutsideDomain(channel.name, domain, at: range)
      )
      return nil
    }
    let bounds = ValueBounds(lower: lower, upper: upper, stated: range, domain: domain)
    return hold(written, against: bounds) ? bounds : nil
  }

  private mutating func inferred(_ levels: [Rational]) -> ValueBounds? {
    let values = (levels + written.map(\.value)).map(\.double)
    guard let lower = values.min(), let upper = values.max() else { return nil }
    let bounds = ValueBounds(lower: lower, upper: upper, stated: nil, domain: channel.domain)
    return hold(written, against: bounds) ? bounds : nil
  }

  /// All that the channel can be.
  private mutating func all() -> ValueBounds? {
    guard let domain = channel.domain else { return nil }
    let (lower, upper) = (domain.lower, domain.upper)
    let bounds = ValueBounds(lower: lower, upper: upper, stated: nil, domain: domain)
    return hold(written, against: bounds) ? bounds : nil
  }

  private mutating func hold(
    _ values: [PhaseReader.WrittenValue],
    against bounds: ValueBounds
  ) -> Bool {
    let outside = values.filter { !bounds.contains($0.value.double) }
    for value in outside {
      evaluator.sink.emit(ScheduleDiagnostics.valueOutside(channel.name, value, bounds))
    }
    return outside.isEmpty
  }
}
