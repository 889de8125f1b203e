// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension ScheduleModifier {
  /// A random factor around 1 that is kept for a while, the same in every run of the recipe (timm).
  ///
  ///     value = value · (1 + amount · z)        with z in [-1, 1], drawn anew every so often
  static let noise = ScheduleModifier(key: "noise") { field, reader in
    guard case .object(let object) = field.value, let seed = reader.seed(object),
      let amount = reader.share(object), let every = reader.distance(object)
    else { return nil }
    let isNormal =
      if case .word("normal", _)? = object["distribution"]?.value { true } else { false }
    let count = (reader.updates.upperBound + every - 1) / every
    guard count <= NoiseSource.limit else {
      reader.report(ModifierDiagnostics.tooMuchNoise(at: object.range, limit: NoiseSource.limit))
      return nil
    }
    let source = NoiseSource(seed: seed)
    let segments = (0..<count).map { cell -> PhaseSegment in
      let start = cell * every
      let z = isNormal ? source.normal(at: cell) : source.uniform(at: cell)
      return .constant(
        1 + amount.double * z,
        start..<min(start + every, reader.updates.upperBound)
      )
    }
    return [
      Modification(
        updates: reader.updates,
        operands: [CurveTrace(segments)],
        formula: { $0 * $1[0] },
        reached: { [$0 * (Rational(1) - amount), $0 * (Rational(1) + amount)] }
      )
    ]
  }
}

/// Random numbers that depend on a seed and a place alone.
///
/// SplitMix64 (Steele, Lea and Flood, 2014) with the state `seed + (index + 1) · 0x9e3779b97f4a7c15`, so that number j
/// of a seed is found without those before it.
struct NoiseSource {
  /// The most numbers of one schedule.
  static let limit: Int64 = 16_384

  let seed: UInt64

  /// Number `index` of the seed: 64 bits.
  func bits(at index: UInt64) -> UInt64 {
    var z = seed &+ (index &+ 1) &* 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in (-1, 1): the middle of one of 2^53 equal parts.
  func uniform(at cell: Int64) -> Double { unit(UInt64(bitPattern: cell)) * 2 - 1 }

  /// A number of a normal distribution with deviation 1/2, without those of magnitude above 1.
  ///
  /// By Box and Muller (1958) from pairs of numbers; a pair whose number lies too far out is passed over for the next of
  /// the same cell.
  func normal(at cell: Int64) -> Double {
    for attempt in 0..<64 as Range<UInt64> {
      // Cells take numbers of their own: 128 for each.
      let first = UInt64(bitPattern: cell) &* 128 &+ attempt &* 2
      let radius = CurveExpression.power(
        .constant(-2) * .logarithm(.constant(unit(first))),
        0.5
      )
      let turn = CurveExpression.cosineOfPi(.constant(2 * unit(first &+ 1)))
      let value = (.constant(0.5) * radius * turn as CurveExpression).limit(at: 0) ?? 2
      if value.magnitude <= 1 { return value }
    }
    return 0
  }

  /// A number in (0, 1).
  private func unit(_ index: UInt64) -> Double {
    (Double(bits(at: index) >> 12) + 0.5) * 0x1p-52
  }
}

extension ModifierReader {
  fileprivate mutating func seed(_ object: ObjectSyntax) -> UInt64? {
    guard let expression = object.expression("seed"), let number = number(expression) else {
      return nil
    }
    guard number.isInteger, let seed = number.numerator.int64, seed >= 0 else {
      report(ModifierDiagnostics.noSeed(at: expression.range))
      return nil
    }
    return UInt64(seed)
  }

  fileprivate mutating func share(_ object: ObjectSyntax) -> Rational? {
    guard let expression = object.expression("amount"), let number = number(expression) else {
      return nil
    }
    guard number > Rational(0), number < Rational(1) else {
      report(ModifierDiagnostics.noShare(at: expression.range))
      return nil
    }
    return number
  }

  fileprivate mutating func distance(_ object: ObjectSyntax) -> Int64? {
    guard let expression = object.expression("every"),
      let amount = conversion.evaluator.quantity(expression, example: "1 epoch"),
      let exact = conversion.position(from: Rational(0), by: amount, at: expression.range)
    else { return nil }
    guard exact.isInteger, let updates = exact.numerator.int64, updates > 0 else {
      report(ScheduleDiagnostics.gridNotWhole(expression, exact))
      return nil
    }
    return updates
  }
}
