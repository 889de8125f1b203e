// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// A constant value.
  ///
  ///     value = from
  static let hold = PhaseKind(
    ObjectSpec(
      "hold",
      keys: [PhaseKeys.from] + PhaseKeys.common,
      shorthand: "for",
      example: "`{ for: 10 epochs }`",
      "A constant value."
    )
  ) { reader in
    let value = reader.startValue()
    let segments = value.flatMap { value in
      reader.time.map { [PhaseSegment.constant(value.double, $0.updates)] }
    }
    return PhaseShape(start: value, end: value, segments: segments)
  }
}
