// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Something that changes the values of a whole schedule.
///
/// A modifier is one file with one value of this type, its key in `ModifierKeys`, and one line below.
struct ScheduleModifier: Sendable {
  /// The key that it stands under in a schedule.
  let key: String
  /// Reads its value; nil when that is not bound or was reported.
  let read: @Sendable (FieldSyntax, inout ModifierReader) -> [Modification]?

  /// Every modifier, in the order in which they are applied.
  static let all: [ScheduleModifier] = [
    .times, .blend, .cooldown, .noise, .roundTo, .clamp,
  ]
}

/// One change of the values over a range of updates.
struct Modification {
  /// The updates whose values change.
  let updates: Range<Int64>
  /// Curves that are read beside the schedule, each over the updates.
  var operands: [CurveTrace] = []
  /// The new value from the old one and the operands.
  let formula: (CurveExpression, [CurveExpression]) -> CurveExpression
  /// Values between which a value that the schedule reaches is moved, for inferred bounds; nil if nothing is
  /// known of it.
  let reached: ((Rational) -> [Rational])?
  /// Whether a segment keeps its values, so that it can stay as it is.
  var keeps: (PhaseSegment) -> Bool = { _ in false }
}

/// What modifiers read their values through.
struct ModifierReader {
  /// What messages call the schedule.
  let channel: String
  let run: ResolvedRun
  /// The updates of the schedule.
  let updates: Range<Int64>
  var conversion: TimeConversion
  /// Values that bounds have to hold as well.
  var written: [PhaseReader.WrittenValue] = []
  /// Resolves phases that belong to no channel.
  let phases: (ObjectSyntax, SourceRange, inout ExpressionEvaluator) -> CurveTrace?

  mutating func report(_ diagnostic: Diagnostic) { conversion.evaluator.sink.emit(diagnostic) }

  /// A value of the channel.
  mutating func value(_ key: String, of object: ObjectSyntax) -> Rational? {
    guard let expression = object.expression(key),
      let value = conversion.evaluator.number(expression)
    else { return nil }
    written.append(PhaseReader.WrittenValue(value: value, range: expression.range))
    return value
  }

  /// A plain number.
  mutating func number(_ expression: ExpressionSyntax) -> Rational? {
    conversion.evaluator.number(expression)
  }

  /// The trace of a formula over the whole schedule.
  mutating func trace(of formula: FormulaSyntax) -> CurveTrace? {
    var tracing = FormulaTracing(
      run: FormulaRun(clock: run.clock, length: run.length),
      evaluator: conversion.evaluator
    )
    defer { conversion.evaluator = tracing.evaluator }
    return tracing.trace(of: formula, over: updates)
  }

  /// The weights of a shape over some updates: from 1 to 0, and from 0 to 1.
  ///
  /// - Returns: nil when the shape cannot run between 0 and 1, which is reported.
  mutating func weights(
    _ object: ObjectSyntax,
    over updates: Range<Int64>
  ) -> (falling: CurveTrace, rising: CurveTrace)? {
    let form: CurveForm?
    if let field = object["shape"] {
      form = CurveShape.form(of: field.value, &conversion.evaluator)
    } else {
      form = CurveShape.named("linear")?.form(
        ObjectSyntax(fields: [], range: object.range),
        &conversion.evaluator
      )
    }
    guard let form else { return nil }
    let (zero, one) = (Rational(0), Rational(1))
    guard let falling = try? form.design(one, zero), let rising = try? form.design(zero, one) else {
      let range = object["shape"]?.value.range ?? object.range
      report(ModifierDiagnostics.shapeNeedsRatio(at: range))
      return nil
    }
    return (CurveTrace(of: falling, over: updates), CurveTrace(of: rising, over: updates))
  }
}

extension CurveTrace {
  /// A whole curve over updates, p = 0 at the first and p = 1 one past the last.
  fileprivate init(of design: CurveDesign, over updates: Range<Int64>) {
    self.init([
      .curve(
        Curve(
          expression: design.expression.withoutFactorsOfOne,
          progress: Progress(
            zero: updates.lowerBound,
            span: updates.upperBound - updates.lowerBound
          ),
          updates: updates
        )
      )
    ])
  }
}

extension CurveExpression {
  /// The expression without the products with 1 that a shape between 0 and 1 leaves.
  fileprivate var withoutFactorsOfOne: CurveExpression {
    switch mapOperands(\.withoutFactorsOfOne) {
    case .product(.constant(1), let other), .product(let other, .constant(1)): other
    case let other: other
    }
  }
}
