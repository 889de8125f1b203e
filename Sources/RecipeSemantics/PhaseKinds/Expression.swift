// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// A formula of one's own, in the time, the progress, and other channels and curves.
  ///
  ///     value = formula(t, k, n, p, epoch, samples, tokens, previous, …)
  ///
  /// Where min, max, abs, floor, … or `if` bend or jump between two updates, the curve is split there.
  static let expression = PhaseKind(
    ObjectSpec(
      "expression",
      aliases: ["formula"],
      keys: [
        PhaseKeys.from,
        KeySpec(
          "formula",
          .formula,
          isRequired: true,
          foreignNames: ["lr_lambda", "lambda", "schedule_fn", "fn", "value", "as"],
          example: "0.1 * cos(pi * p / 2)",
          "The value as a formula; `t` counts updates, `p` runs from 0 to 1 in the phase."
        ),
      ] + PhaseKeys.common + [ScheduleKeys.endpoints, ScheduleKeys.grid],
      shorthand: "formula",
      example: "`{ formula: 0.1 * (1 - p)^2, for: rest }`",
      "A formula of one's own."
    )
  ) { reader in
    guard case .formula(let formula)? = reader.phase.object["formula"]?.value else { return nil }
    let from = reader.has("from") ? reader.value("from") : nil
    var shape = reader.play(formula)
    if let time = reader.time, shape?.segments != nil, shape?.end == nil {
      reader.report(FormulaDiagnostics.withoutEnd(formula, updates: time.updates))
      return nil
    }
    // A restated start stands for the limit of the formula: equal within what is no jump.
    if let from, let start = shape?.start {
      if PhasePlayer.differ(from, start) {
        reader.report(FormulaDiagnostics.startsElsewhere(reader.phase, from, start))
        return nil
      }
    } else if shape?.start == nil, let from {
      shape?.start = from
    }
    return shape
  }
}
