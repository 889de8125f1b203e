// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension ScheduleModifier {
  /// Values cut to a range.
  ///
  ///     value = min(max(value, low), high)
  static let clamp = ScheduleModifier(key: "clamp") { field, reader in
    guard case .list(let elements, let range) = field.value else { return nil }
    let numbers = elements.compactMap { $0.expression.flatMap { reader.number($0) } }
    guard numbers.count == elements.count else { return nil }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      reader.report(ModifierDiagnostics.clampForm(at: range))
      return nil
    }
    let (low, high) = (numbers[0], numbers[1])
    let limits = low.double...high.double
    return [
      Modification(
        updates: reader.updates,
        formula: { value, _ in
          .minimum(.maximum(value, .constant(low.double)), .constant(high.double))
        },
        reached: { [max(low, min(high, $0))] },
        keeps: { $0.lies(in: limits) }
      )
    ]
  }
}

extension PhaseSegment {
  /// Whether all values are known to lie in a range: a constant, or a curve that never turns back.
  fileprivate func lies(in limits: ClosedRange<Double>) -> Bool {
    switch self {
    case .constant(let value, _):
      return limits.contains(value)
    case .curve(let curve):
      guard curve.isMonotone, let start = curve.start, let end = curve.end else { return false }
      return limits.contains(start.value) && limits.contains(end.value)
    }
  }
}
