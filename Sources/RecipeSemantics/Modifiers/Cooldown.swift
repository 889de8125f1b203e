// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension ScheduleModifier {
  /// A decay laid over the end of any schedule, which goes on below it.
  ///
  ///     value = value · w + to · (1 - w)               with w from 1 to 0
  ///     value = value · (w + factor · (1 - w))
  static let cooldown = ScheduleModifier(key: "cooldown") { field, reader in
    guard case .object(let object) = field.value else { return nil }
    guard object["to"] == nil || object["factor"] == nil else {
      reader.report(ModifierDiagnostics.twoEnds(object))
      return nil
    }
    guard let start = reader.startOfCooldown(object) else { return nil }
    let updates = start..<reader.updates.upperBound
    guard let (falling, rising) = reader.weights(object, over: updates) else { return nil }
    if let expression = object.expression("factor") {
      guard let factor = reader.number(expression) else { return nil }
      return [
        Modification(
          updates: updates,
          operands: [falling, rising],
          formula: { value, weights in
            factor.isZero
              ? value * weights[0]
              : value * (weights[0] + .constant(factor.double) * weights[1])
          },
          reached: { [$0, $0 * factor] }
        )
      ]
    }
    let to = object["to"] == nil ? Rational(0) : reader.value("to", of: object)
    guard let to else { return nil }
    return [
      Modification(
        updates: updates,
        operands: [falling, rising],
        formula: { value, weights in
          to.isZero
            ? value * weights[0] : value * weights[0] + .constant(to.double) * weights[1]
        },
        reached: { [$0, to] }
      )
    ]
  }
}

extension ModifierReader {
  /// The first update of the cooldown.
  fileprivate mutating func startOfCooldown(_ object: ObjectSyntax) -> Int64? {
    guard case .extent(let extent)? = object["for"]?.value else { return nil }
    guard let length = run.length, !length.isOpen else {
      if run.length != nil {
        report(ModifierDiagnostics.cooldownOfOpenRun(at: extent.range))
      }
      return nil
    }
    let written: ExpressionSyntax
    switch extent {
    case .rest(let range):
      report(ModifierDiagnostics.cooldownOfRest(at: range))
      return nil
    case .last(let expression), .duration(let expression):
      written = expression
    }
    guard let amount = conversion.evaluator.quantity(written, example: "20%"),
      let position = conversion.position(from: length.position, by: -amount, at: written.range)
    else { return nil }
    guard let start = run.clock.update(at: position), 0 <= start, start < updates.upperBound else {
      report(
        ModifierDiagnostics.outsideRun("cooldown", at: written.range, updates)
      )
      return nil
    }
    return start
  }
}
