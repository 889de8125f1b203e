// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// Values at positions in the run, joined in one of four ways.
  ///
  ///     step       value j from position j on
  ///     linear     v₀ · q + v₁ · p between two positions
  ///     cosine     half a cosine between two positions
  ///     monotone   a cubic between two positions, with slopes at which no piece overshoots
  ///
  /// Up to the first position the value comes from `from`, or where the phase before ends; from the last one
  /// on it stays.
  static let points = PhaseKind(
    ObjectSpec(
      "points",
      keys: [
        PhaseKeys.from,
        KeySpec(
          "at",
          .list(.expression(.position)),
          isRequired: true,
          foreignNames: ["milestones", "boundaries", "positions", "xs", "times"],
          example: "[0 epochs, 30 epochs]",
          "The positions in the run."
        ),
        KeySpec(
          "values",
          .list(.expression(.number)),
          isRequired: true,
          foreignNames: ["milestones_values", "ys", "lrs", "boundaries_and_scales"],
          example: "[0.1, 0.01]",
          "The value at each of them."
        ),
        KeySpec(
          "interpolate",
          .word(Interpolation.allCases.map(\.rawValue)),
          foreignNames: ["interpolate_type", "kind", "method"],
          "How they are joined; `linear` unless written."
        ),
      ] + PhaseKeys.common + [ScheduleKeys.endpoints, ScheduleKeys.grid],
      example: "`{ at: [0 epochs, 30 epochs], values: [0.1, 0.01] }`",
      "Values at given positions, joined by steps or curves."
    )
  ) { reader in
    let interpolation = reader.interpolation()
    let positions = reader.positions("at")
    let values = reader.values("values")
    guard let interpolation, let positions, let values else { return nil }
    guard !values.isEmpty, values.count == positions.count else {
      reader.report(PointsDiagnostics.count(reader.phase, values.count, positions.count))
      return nil
    }
    guard let knots = reader.knots(positions, values) else {
      return reader.time == nil ? PhaseShape(end: values.last, levels: values) : nil
    }
    return reader.join(knots, by: interpolation)
  }
}

/// How points are joined.
private enum Interpolation: String, CaseIterable {
  case step
  case linear
  case cosine
  case monotone
}

/// A value at an update.
private typealias Knot = (update: Int64, value: Rational)

extension PhaseReader {
  fileprivate func interpolation() -> Interpolation? {
    guard let field = phase.object["interpolate"] else { return .linear }
    guard case .word(let word, _) = field.value else { return nil }
    return Interpolation(rawValue: word)
  }

  /// The points, with one at the start of the phase; nil when that cannot be, or is not known.
  fileprivate mutating func knots(_ positions: [Position], _ values: [Rational]) -> [Knot]? {
    for (earlier, later) in zip(positions, positions.dropFirst())
    where later.update <= earlier.update {
      report(PhaseDiagnostics.positionsNotRising(at: later.range, after: earlier.range))
      return nil
    }
    guard let time, let first = positions.first else { return nil }
    let (lower, upper) = (time.updates.lowerBound, time.updates.upperBound)
    for position in positions where position.update < lower || position.update > upper {
      report(PhaseDiagnostics.positionOutside(phase, position: position, time: time))
      return nil
    }
    let knots = zip(positions, values).map { Knot($0.update, $1) }
    guard first.update == lower else {
      return startValue().map { [Knot(lower, $0)] + knots }
    }
    if has("from"), let from = value("from"), from != values[0] {
      report(PhaseDiagnostics.twoStarts(at: range(of: "values"), from: range(of: "from")))
      return nil
    }
    return knots
  }

  fileprivate mutating func join(_ knots: [Knot], by interpolation: Interpolation) -> PhaseShape? {
    guard let time, let last = knots.last else { return nil }
    var parts = PhaseParts(time.updates)
    let cubic = interpolation == .monotone ? MonotoneCubic(knots) : nil
    for index in knots.indices.dropLast() {
      let (left, right) = (knots[index], knots[index + 1])
      let made: CurveDesign?
      switch interpolation {
      case .step:
        parts.hold(left.value, until: right.update)
        continue
      case .linear:
        made = design(.straight, from: left.value, to: right.value)
      case .cosine:
        made = form(.cosine).flatMap { design($0, from: left.value, to: right.value) }
      case .monotone:
        made = cubic?.design(index)
      }
      guard let made, lay(made, until: right.update, in: &parts) else { return nil }
    }
    parts.hold(last.value, until: time.updates.upperBound)
    var shape = parts.shape(start: knots[0].value)
    // Steps that end with the phase leave its limit to the last point, which no update has used.
    shape.end = last.value
    return shape
  }
}

/// The cubic through points that is monotone wherever they are.
///
/// The slopes are those of SciPy's `PchipInterpolator` and MATLAB's `pchip`: inside, the harmonic mean of the
/// slopes on both sides, weighted by the lengths (Fritsch and Butland, 1984), and 0 where those differ in
/// sign; at the ends the three-point formula, cut so that the piece stays monotone. They satisfy the
/// condition of Fritsch and Carlson, 1980. All of it is exact.
private struct MonotoneCubic {
  private let knots: [Knot]
  private let slopes: [Rational]

  init(_ knots: [Knot]) {
    self.knots = knots
    let lengths = zip(knots, knots.dropFirst()).map { Rational($1.update - $0.update) }
    let secants = zip(zip(knots, knots.dropFirst()), lengths).map { pair, length in
      (pair.1.value - pair.0.value) / length
    }
    guard secants.count > 1 else {
      slopes = knots.map { _ in secants.first ?? Rational(0) }
      return
    }
    var slopes = [Self.end(lengths[0], lengths[1], secants[0], secants[1])]
    for index in 1..<secants.count {
      let (before, after) = (secants[index - 1], secants[index])
      guard !before.isZero, !after.isZero, before.isNegative == after.isNegative else {
        slopes.append(Rational(0))
        continue
      }
      let first = Rational(2) * lengths[index] + lengths[index - 1]
      let second = lengths[index] + Rational(2) * lengths[index - 1]
      slopes.append((first + second) / (first / before + second / after))
    }
    let count = secants.count
    slopes.append(
      Self.end(lengths[count - 1], lengths[count - 2], secants[count - 1], secants[count - 2])
    )
    self.slopes = slopes
  }

  /// The slope at an end, from the lengths and secants of the two pieces next to it.
  private static func end(
    _ length: Rational,
    _ next: Rational,
    _ secant: Rational,
    _ other: Rational
  ) -> Rational {
    let slope = ((Rational(2) * length + next) * secant - length * other) / (length + next)
    if secant.isZero || slope.isZero || slope.isNegative != secant.isNegative { return Rational(0) }
    let most = Rational(3) * secant
    let isSteeper = secant.isNegative ? slope < most : most < slope
    return (other.isZero || other.isNegative != secant.isNegative) && isSteeper ? most : slope
  }

  /// The piece after a point, in Bernstein's form: its numbers lie between the two
  /// values, and each is rounded to binary64 once.
  func design(_ index: Int) -> CurveDesign {
    let (left, right) = (knots[index], knots[index + 1])
    let third = Rational(right.update - left.update) / Rational(3)
    let second = left.value + slopes[index] * third
    let before = right.value - slopes[index + 1] * third
    let (p, q) = (CurveExpression.progress, CurveExpression.remaining)
    let terms: [(number: Rational, weight: CurveExpression)] = [
      (left.value, .power(q, 3)), (second, 3.0 * p * .power(q, 2)),
      (before, 3.0 * .power(p, 2) * q), (right.value, .power(p, 3)),
    ]
    let used = terms.filter { !$0.number.isZero }.map { .constant($0.number.double) * $0.weight }
    let expression = used.dropFirst().reduce(used.first ?? 0.0) { $0 + $1 }
    return CurveDesign(
      expression: expression,
      start: left.value,
      end: right.value,
      startContact: 1,
      endContact: 1
    )
  }
}

/// The wording of what can be wrong with points.
private enum PointsDiagnostics {
  static func count(_ phase: KindSyntax, _ values: Int, _ positions: Int) -> Diagnostic {
    Diagnostic(
      .levelCount,
      "`points` has \(counted(values, "value")) for \(counted(positions, "position"))",
      at: phase.object["values"]?.value.range ?? phase.kindRange,
      label: counted(values, "value"),
      secondary: phase.object["at"].map {
        [Label($0.value.range, counted(positions, "position"))]
      } ?? [],
      help: [Help("write one value for every position, and at least one")]
    )
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
