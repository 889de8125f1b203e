// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// A straight line; `warmup` is the same kind under the name that says what it is for.
  ///
  ///     value = from · (1 - p) + to · p
  static let linear = PhaseKind(
    ObjectSpec(
      "linear",
      aliases: ["warmup"],
      keys: [PhaseKeys.from, PhaseKeys.to] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ from: 0, to: 0.1, for: 5 epochs }`",
      "A straight line from one value to another."
    )
  ) { reader in
    guard let (start, end) = reader.ends() else { return nil }
    return reader.play(
      CurveDesign(
        expression: .blend(start.double, weight: .remaining, end.double, weight: .progress),
        start: start,
        end: end,
        startContact: 1,
        endContact: 1
      )
    )
  }
}

extension PhaseReader {
  /// The values at both ends of a curve that says `to`.
  mutating func ends() -> (start: Rational, end: Rational)? {
    let start = startValue()
    let end = value("to")
    guard let start, let end else { return nil }
    return (start, end)
  }
}
