// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Curves that go where their formula leads: their end is a number that nobody wrote.
extension PhaseReader {
  /// The value at the start, which must not be zero: every multiple of it is zero as well.
  mutating func startAwayFromZero() -> Rational? {
    guard let start = startValue() else { return nil }
    guard !start.isZero else {
      let place = range(of: "from")
      report(ShapeDiagnostics.outOfReach(.startsAtZero, of: phase.written, at: place))
      return nil
    }
    return start
  }

  /// Plays a formula to wherever it leads.
  ///
  /// - Parameters:
  ///   - start: its value at p = 0.
  ///   - formula: from the length of the curve in updates.
  /// - Returns: nil when it leads to no binary64 number, which is reported.
  mutating func decay(
    from start: Rational,
    _ formula: (Rational) -> CurveExpression
  ) -> PhaseShape? {
    guard let length = curveLength() else { return PhaseShape(start: start) }
    let expression = formula(Rational(length))
    guard let limit = expression.value(atUpdate: 1, of: 1), limit != 0,
      let end = Rational(exactly: limit)
    else {
      report(PhaseDiagnostics.endOutOfRange(phase))
      return nil
    }
    return play(
      CurveDesign(
        expression: expression,
        start: start,
        end: end,
        startContact: 1,
        endContact: 0
      )
    )
  }
}
