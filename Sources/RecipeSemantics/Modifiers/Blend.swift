// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension ScheduleModifier {
  /// A warmup laid over a running curve (BERT, detectron2, YOLOv5).
  ///
  ///     value = from · (1 - w) + value · w        with w from 0 to 1
  static let blend = ScheduleModifier(key: "blend") { field, reader in
    guard case .object(let object) = field.value else { return nil }
    let from = reader.value("from", of: object)
    guard let length = reader.lengthOfBlend(object),
      let amount = reader.conversion.evaluator.quantity(length, example: "3 epochs"),
      let position = reader.conversion.position(from: Rational(0), by: amount, at: length.range),
      let from
    else { return nil }
    guard let end = reader.run.clock.update(at: position), 0 < end, end <= reader.updates.upperBound
    else {
      reader.report(
        ModifierDiagnostics.outsideRun("blend", at: length.range, reader.updates)
      )
      return nil
    }
    guard let (falling, rising) = reader.weights(object, over: 0..<end) else { return nil }
    let modification = Modification(
      updates: 0..<end,
      operands: [falling, rising],
      formula: { value, weights in
        from.isZero
          ? value * weights[1] : .constant(from.double) * weights[0] + value * weights[1]
      },
      reached: { [$0, from] }
    )
    return [modification]
  }
}

extension ModifierReader {
  /// How long the blend takes; nil for a time that does not start with the run, which is reported.
  fileprivate mutating func lengthOfBlend(_ object: ObjectSyntax) -> ExpressionSyntax? {
    guard case .extent(let extent)? = object["for"]?.value else { return nil }
    switch extent {
    case .duration(let length): return length
    case .last(let length): report(ModifierDiagnostics.blendAtEnd(length.text, at: extent.range))
    case .rest: report(ModifierDiagnostics.blendAtEnd(nil, at: extent.range))
    }
    return nil
  }
}
