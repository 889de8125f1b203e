// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

/// Splits a curve that bends or jumps into curves that do neither between their updates.
///
/// min, max, abs, floor and if are resolved one after another, the innermost first. What decides such
/// a function (the difference of its operands, its condition, the integer below its argument) is
/// smooth by then: an interval says that it is the same over a stretch of updates, or its derivative says
/// that it changes in one direction only, so that equal ends mean an equal middle; any other stretch
/// is halved, down to single updates. No update is taken for what it was not proved to be.
package enum SmoothCurves {
  /// A curve is split into at most this many.
  package static let partLimit = 16_384
  /// At most this many stretches are looked at for one function.
  static let effortLimit = 1 << 16

  /// The parts of a curve, contiguous and in order.
  ///
  /// - Throws: when there are too many, or something that decides has no value at an update.
  package static func parts(of curve: Curve) throws(FittingFailure) -> [Curve] {
    var open = [curve]
    var parts: [Curve] = []
    while let next = open.popLast() {
      guard let kink = next.expression.innermostKink else {
        parts.append(next)
        guard parts.count <= partLimit else {
          throw .tooManyPieces(limit: partLimit, update: next.updates.lowerBound)
        }
        continue
      }
      var search = BranchSearch(kink, of: next)
      let branches = try search.branches()
      for branch in branches.reversed() {
        var part = next
        part.updates = branch.updates
        part.expression = next.expression.replacing(kink, with: branch.expression)
        part.isMonotone = false
        open.append(part)
      }
    }
    return parts
  }
}

/// The search for the stretches in which one function of a formula is one branch of it.
private struct BranchSearch {
  private let kink: CurveExpression
  private let sampler: CurveSampler
  private var found: [(updates: Range<Int64>, label: Double)] = []
  private var effort = 0

  init(_ kink: CurveExpression, of curve: Curve) {
    self.kink = kink
    sampler = CurveSampler(
      Curve(expression: kink.decider, progress: curve.progress, updates: curve.updates)
    )
  }

  mutating func branches() throws(FittingFailure) -> [(
    updates: Range<Int64>, expression: CurveExpression
  )] {
    var open = [sampler.curve.updates]
    while let updates = open.popLast() {
      effort += 1
      guard effort <= SmoothCurves.effortLimit else {
        throw .tooManyPieces(limit: SmoothCurves.partLimit, update: updates.lowerBound)
      }
      if let label = try label(over: updates) {
        add(updates, label)
      } else {
        let middle =
          updates.lowerBound + (updates.upperBound - updates.lowerBound) / 2
        open.append(middle..<updates.upperBound)
        open.append(updates.lowerBound..<middle)
      }
    }
    return found.map { ($0.updates, kink.branch($0.label)) }
  }

  private mutating func add(_ updates: Range<Int64>, _ label: Double) {
    if let last = found.last, last.label == label {
      found[found.count - 1].updates = last.updates.lowerBound..<updates.upperBound
    } else {
      found.append((updates, label))
    }
  }

  /// Which branch the function is all over the updates; nil where that is not known.
  private func label(over updates: Range<Int64>) throws(FittingFailure) -> Double? {
    let last = updates.upperBound - 1
    if updates.lowerBound == last { return try label(at: last) }
    let bounds = StretchBounds(sampler, over: updates)
    if let label = kink.label(of: bounds.values) { return label }
    guard bounds.growth.lower >= 0 || bounds.growth.upper <= 0 else { return nil }
    let first = try label(at: updates.lowerBound)
    return try label(at: last) == first ? first : nil
  }

  private func label(at update: Int64) throws(FittingFailure) -> Double {
    guard let label = kink.label(of: sampler.value(at: update)) else {
      throw .pole(update: update)
    }
    return label
  }
}

extension CurveExpression {
  /// A function that bends or jumps and is made of nothing that does; nil if there is none.
  fileprivate var innermostKink: CurveExpression? {
    // Of a choice only the condition is needed: the branch not taken may not even have values.
    let needed = if case .choice(let condition, _, _) = self { [condition] } else { operands }
    for operand in needed {
      if let kink = operand.innermostKink { return kink }
    }
    switch self {
    case .minimum, .maximum, .absolute, .floor, .choice: return self
    default: return nil
    }
  }

  /// What decides the branch: its sign, or for `floor` the integer below it.
  fileprivate var decider: CurveExpression {
    switch self {
    case .minimum(let left, let right), .maximum(let left, let right): left - right
    case .absolute(let argument), .floor(let argument), .choice(let argument, _, _): argument
    default: self
    }
  }

  /// The branch for values of the decider; nil where they belong to several.
  fileprivate func label(of values: Interval) -> Double? {
    if case .floor = self {
      guard values.largestMagnitude < 0x1p51 else { return nil }
      let (lower, upper) = (values.lower.integerBelow, values.upper.integerBelow)
      return lower == upper ? lower : nil
    }
    return values.lower >= 0 ? 0 : values.upper < 0 ? -1 : nil
  }

  /// The branch for one value of the decider; nil where it has none.
  fileprivate func label(of value: TrackedValue) -> Double? {
    if case .floor = self { return value.floorLevel }
    return value.isNegative.map { $0 ? -1 : 0 }
  }

  /// What the function is on a branch.
  fileprivate func branch(_ label: Double) -> CurveExpression {
    switch self {
    case .minimum(let left, let right): label < 0 ? left : right
    case .maximum(let left, let right): label < 0 ? right : left
    case .absolute(let argument): label < 0 ? .constant(-1) * argument : argument
    case .floor: .constant(label)
    case .choice(_, let first, let second): label < 0 ? second : first
    default: self
    }
  }

  /// The expression with one of its parts, wherever it stands, replaced by another.
  fileprivate func replacing(
    _ part: CurveExpression,
    with other: CurveExpression
  ) -> CurveExpression {
    self == part ? other : mapOperands { $0.replacing(part, with: other) }
  }
}
