// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

/// Says how far a curve is and what is computed, with the numbers put in.
struct CurveWords {
  private let context: ValueContext
  /// How far the curve is.
  let progress: Explanation.Progress?
  /// The curve in p and q.
  let formula: String?
  /// The row that is evaluated.
  let row: Explanation.Row?

  init(_ context: ValueContext) {
    self.context = context
    guard case .piece(let piece, let sampled) = context.origin.base else {
      (progress, formula, row) = (nil, nil, nil)
      return
    }
    row = Explanation.Row(
      region: context.origin.region,
      piece: piece,
      sampled: sampled,
      offset: context.origin.offset
    )
    switch context.segment {
    case .curve(let curve)?:
      progress = Explanation.Progress(
        numerator: sampled * curve.progress.denominator - curve.progress.zero,
        denominator: curve.progress.span
      )
      formula = curve.expression.description
    case .constant(let value, _)?:
      (progress, formula) = (nil, value.shortDescription)
    case nil:
      (progress, formula) = (nil, nil)
    }
  }

  /// Progress, formula and grid.
  var statements: [Explanation.Statement] {
    switch context.segment {
    case .curve(let curve)?:
      let progress = Explanation.Statement(.progress, progressText(curve))
      return (curve.expression.usesOwnClock ? [progress] : []) + [
        Explanation.Statement(.formula, formulaText(curve)),
        Explanation.Statement(.numbers, numbersText(curve)),
      ] + gridStatement
    case .constant(let value, let updates)?:
      return [Explanation.Statement(.formula, constantText(value, updates))] + gridStatement
    case nil:
      return gridStatement
    }
  }

  // MARK: Progress

  private func progressText(_ curve: Curve) -> String {
    guard let progress, let row, let phase = context.resolved?.phase else { return "" }
    if let along = phase.along {
      return ConsumptionWords(context).progressText(progress, of: phase, along: along)
    }
    let (zero, each) = (curve.progress.zero, curve.progress.denominator)
    let shift = phase.updates.lowerBound * each - zero
    let k = (row.sampled - phase.updates.lowerBound).grouped
    var top = k
    if shift != 0 {
      top = "(\(k) \(shift > 0 ? "+" : "-") \(Self.part(abs(shift), each)))"
    }
    let bottom = Self.part(curve.progress.span, each)
    let fraction = "p = \(top) / \(bottom) = \(progress.fraction.shortDescription)"
    return "\(fraction); \(endsText(curve, phase))"
  }

  /// Where p is 0 and where it is 1, in updates of the run.
  private func endsText(_ curve: Curve, _ phase: ResolvedPhase) -> String {
    let (zero, each) = (curve.progress.zero, curve.progress.denominator)
    let updates = phase.updates
    let start =
      switch zero - updates.lowerBound * each {
      case 0: "0 at the first update"
      case -each: "0 one update before the first"
      default: "0 at update \(place(zero, each))"
      }
    let end =
      switch zero + curve.progress.span - updates.upperBound * each {
      case 0: "1 one past the last"
      case -each: "1 at the last"
      default: "1 at update \(place(zero + curve.progress.span, each))"
      }
    return "it is \(start) and \(end)"
  }

  /// A position of the region's time in the run.
  private func place(_ parts: Int64, _ each: Int64) -> String {
    Self.part(parts + context.origin.offset * each, each)
  }

  /// Parts of updates as a number, or as a fraction where they are not whole.
  private static func part(_ parts: Int64, _ each: Int64) -> String {
    if parts % each == 0 { return (parts / each).grouped }
    return "(\(parts.grouped)/\(each.grouped))"
  }

  // MARK: Formula

  private func formulaText(_ curve: Curve) -> String {
    let text = curve.expression.description
    return curve.expression.usesRemaining ? "\(text), where q = 1 - p" : text
  }

  private func numbersText(_ curve: Curve) -> String {
    guard let progress, let row else { return "" }
    let rest = Double(progress.denominator - progress.numerator) / Double(progress.denominator)
    let numbers = curve.expression.substituting(p: progress.fraction, q: rest, at: row.sampled)
      .description
    let value = context.table.bodies[row.piece].value(at: row.sampled)
    return "\(numbers) = \(value.shortDescription)"
  }

  private func constantText(_ value: Double, _ updates: Range<Int64>) -> String {
    let number = value.shortDescription
    guard let phase = context.resolved?.phase, phase.updates != updates else {
      return "\(number), the same at every update of the phase"
    }
    let range = context.inRun(updates.lowerBound)..<context.inRun(updates.upperBound)
    return "\(number), the same at \(range.updatesText)"
  }

  // MARK: Grid

  private var gridStatement: [Explanation.Statement] {
    let grid = context.region.grid
    guard grid > 1, let row else { return [] }
    let sampled = context.inRun(row.sampled).grouped
    let anchor = (context.origin.update - context.region.gridAnchor) % grid
    let next = context.update + (anchor < 0 ? -anchor : grid - anchor)
    let text =
      "one value every \(grid.grouped) updates: this is that of update \(sampled), the next "
      + "comes at update \(next.grouped)"
    return [Explanation.Statement(.grid, text)]
  }
}

extension CurveExpression {
  /// The formula with numbers for p, q and what other clocks read at an update.
  func substituting(p: Double, q: Double, at update: Int64) -> CurveExpression {
    switch self {
    case .progress: .constant(p)
    case .remaining: .constant(q)
    case .elapsed(let clock): .constant(clock.fraction(at: update))
    case .left(let clock): .constant(1 - clock.fraction(at: update))
    default: mapOperands { $0.substituting(p: p, q: q, at: update) }
    }
  }

  /// Whether q stands in the formula.
  var usesRemaining: Bool {
    if case .remaining = self { true } else { operands.contains(where: \.usesRemaining) }
  }

  /// Whether the formula reads its curve's own clock.
  var usesOwnClock: Bool {
    switch self {
    case .progress, .remaining: true
    default: operands.contains(where: \.usesOwnClock)
    }
  }
}

extension Progress {
  /// p at an update, for people.
  fileprivate func fraction(at update: Int64) -> Double {
    (Double(update) * Double(denominator) - Double(zero)) / Double(span)
  }
}
