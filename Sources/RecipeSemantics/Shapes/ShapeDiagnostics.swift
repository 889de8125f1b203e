// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The wording of what can be wrong with a shape.
enum ShapeDiagnostics {
  static func oneShape(_ object: ObjectSyntax) -> Diagnostic {
    let second = object.fields.dropFirst().first
    return Diagnostic(
      .contradictoryKeys,
      second == nil ? "no shape is named" : "a curve has one shape",
      at: second?.keyRange ?? object.range,
      label: second == nil ? "which shape?" : "another shape",
      secondary: second == nil ? [] : object.fields.prefix(1).map { Label($0.keyRange, "a shape") },
      help: [Help("write one, as in `{ polynomial: { power: 2 } }`")]
    )
  }

  static func outOfRange(
    _ key: String,
    of shape: String,
    at range: SourceRange,
    _ above: Rational,
    _ below: Rational
  ) -> Diagnostic {
    let (least, most) = (above.double.shortDescription, below.double.shortDescription)
    return Diagnostic(
      .valueOutOfReach,
      "`\(key)` of `\(shape)` must be above \(least) and below \(most)",
      at: range,
      label: "out of range"
    )
  }

  static func emptyStretch(_ keys: ObjectSyntax) -> Diagnostic {
    let field = keys["upper"] ?? keys["lower"]
    return Diagnostic(
      .valueOutOfReach,
      "`lower` of `tanh` must be below `upper`",
      at: field?.value.range ?? keys.range,
      label: "the curve would be empty",
      notes: ["unwritten, `lower` is -7 and `upper` is 3"]
    )
  }

  /// A shape that cannot lie between its two values.
  static func outOfReach(
    _ obstacle: ShapeObstacle,
    of name: String,
    at range: SourceRange
  ) -> Diagnostic {
    switch obstacle {
    case .startsAtZero:
      Diagnostic(
        .valueOutOfReach,
        "`\(name)` cannot start at 0: every multiple of 0 is 0",
        at: range,
        label: "starts at 0",
        help: [Help("start at a small value, or use `linear`")]
      )
    case .endsAtZero:
      Diagnostic(
        .valueOutOfReach,
        "`\(name)` never reaches 0 or the other sign",
        at: range,
        label: "out of reach",
        help: [Help("end at a small value such as `1e-6`, or use `cosine` or `polynomial`")]
      )
    }
  }
}
