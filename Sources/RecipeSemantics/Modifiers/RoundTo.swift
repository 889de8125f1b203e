// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension ScheduleModifier {
  /// Values rounded to multiples of a number.
  ///
  ///     floor:   multiple · ⌊value / multiple⌋
  ///     nearest: multiple · ⌊value / multiple + 1/2⌋, halves upwards
  ///     ceil:    multiple · ⌈value / multiple⌉
  ///
  /// A quotient within 2^-45 of an integer, relative, counts as that integer: the decimals of a recipe are
  /// rounded to binary64 first, and 0.9 + 0.01 is to be 91 hundredths.
  static let roundTo = ScheduleModifier(key: "round_to") { field, reader in
    guard case .object(let object) = field.value, let expression = object.expression("multiple"),
      let multiple = reader.number(expression)
    else { return nil }
    guard multiple > Rational(0) else {
      reader.report(
        ModifierDiagnostics.multipleNotPositive(at: expression.range)
      )
      return nil
    }
    var mode = "nearest"
    if case .word(let word, _)? = object["mode"]?.value { mode = word }
    return [
      Modification(
        updates: reader.updates,
        formula: { value, _ in
          let step = CurveExpression.constant(multiple.double)
          let more = CurveExpression.constant(1 + 0x1p-45)
          let less = CurveExpression.constant(1 - 0x1p-45)
          return switch mode {
          case "floor": step * .floor(value / step * more)
          case "ceil": .constant(0) - step * .floor(.constant(0) - value / step * less)
          default: step * .floor(value / step * more + .constant(0.5))
          }
        },
        reached: { level in
          let steps = level / multiple
          let whole =
            switch mode {
            case "floor": steps.floor
            case "ceil": steps.ceiling
            default: (steps + Rational(1) / Rational(2)).floor
            }
          return [Rational(whole, over: BigInteger(1)) * multiple]
        }
      )
    ]
  }
}
