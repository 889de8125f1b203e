// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension ScheduleModifier {
  /// Factors over the whole schedule: formulas, named curves, or phases.
  ///
  ///     value = value · factor(t) · …
  static let times = ScheduleModifier(key: "times") { field, reader in
    let factors = if case .list(let values, _) = field.value { values } else { [field.value] }
    var modifications: [Modification] = []
    for factor in factors {
      guard let trace = reader.factor(factor) else { return nil }
      let constant = trace.constant.flatMap(Rational.init(exactly:))
      modifications.append(
        Modification(
          updates: reader.updates,
          operands: [trace],
          formula: { $0 * $1[0] },
          reached: constant.map { factor in { [$0 * factor] } }
        )
      )
    }
    return modifications
  }
}

extension ModifierReader {
  fileprivate mutating func factor(_ value: ValueSyntax) -> CurveTrace? {
    switch value {
    case .formula(let formula): return trace(of: formula)
    case .object(let object): return phases(object, object.range, &conversion.evaluator)
    default: return nil
    }
  }
}

extension CurveTrace {
  /// The one value of a trace that never moves.
  fileprivate var constant: Double? {
    guard segments.count == 1, case .constant(let value, _) = segments[0] else { return nil }
    return value
  }
}
