// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

/// A value that was scaled from the batch it is stated for to that of the run.
package struct BatchScaling: Hashable, Sendable {
  /// Where it is written.
  package let range: SourceRange
  /// How it comes about: `0.0005 for 256 samples, times 512 / 256 = 0.001`.
  package let text: String
}

extension ExpressionEvaluator {
  /// The binary digits to which a square root is cut: far more than a number that is rounded once has.
  private static let rootDigits = 128

  /// The value of `{ value: 0.1, per: 256 samples, rule: linear }` at the batch of the run.
  ///
  /// `linear` is value · batch / per, exactly. `sqrt` is value · √(batch / per): exact where the root is a
  /// ratio, and else with the root cut to 128 binary digits, a relative error below 2^-126.
  /// - Returns: nil when something was reported or is not bound yet.
  mutating func scaled(_ object: ObjectSyntax) -> Rational? {
    guard let written = object.expression("value"), let value = number(written),
      let expression = object.expression("per"),
      let per = quantity(expression, example: "256 samples")
    else { return nil }
    guard case .measured(let reference, let unit) = per, unit == .samples || unit == .tokens,
      reference > Rational(0)
    else {
      sink.emit(ScalingDiagnostics.noAmountOfData(expression))
      return nil
    }
    guard let batch = batch(in: unit, for: object.range) else { return nil }
    let ratio = batch / reference
    let isRoot = if case .word("sqrt", _)? = object["rule"]?.value { true } else { false }
    let factor = isRoot ? ratio.squareRoot(digits: Self.rootDigits) : ratio
    let result = value * factor
    let quotient = "\(batch.description) / \(reference.description)"
    bindings.note(
      BatchScaling(
        range: object.range,
        text: "\(value.double.shortDescription) for \(per.description), times "
          + (isRoot ? "the square root of \(quotient)" : quotient)
          + " = \(result.double.shortDescription)"
      )
    )
    return result
  }

  /// What one update consumes, in samples or tokens.
  private mutating func batch(in unit: Unit, for range: SourceRange) -> Rational? {
    switch bindings.batch {
    case .expression(let expression)?:
      guard case .measured(let count, let own)? = amount(expression) else { return nil }
      if own == unit { return count }
      guard let sequence = bindings.sequence?.expression,
        case .measured(let tokens, .tokens)? = amount(sequence), tokens > Rational(0)
      else {
        sink.emit(ScalingDiagnostics.noBatch(at: range, missing: "run.sequence"))
        return nil
      }
      return unit == .tokens ? count * tokens : count / tokens
    case .required(let place)?:
      bindings.note(unbound: "run.batch", at: place)
      return nil
    case .word(_, let place)?:
      sink.emit(ScalingDiagnostics.changingBatch(at: range, batch: place))
      return nil
    case nil:
      sink.emit(ScalingDiagnostics.noBatch(at: range, missing: "run.batch"))
      return nil
    default:
      return nil
    }
  }
}

extension Rational {
  /// The square root of a positive number: exact where it is a ratio, and else cut to so many binary digits.
  func squareRoot(digits: Int) -> Rational {
    // √(a / b) = √(a · b) / b; with a · b shifted by 2s, the root is shifted by s.
    let product = numerator * denominator
    let shift = max(0, digits + 1 - product.bitWidth / 2)
    let root = product.shiftedLeft(by: 2 * shift).integerSquareRoot
    return Rational(root, over: denominator.shiftedLeft(by: shift))
  }
}

extension BigInteger {
  /// The largest integer whose square is at most this positive one, by Newton's method from above.
  fileprivate var integerSquareRoot: BigInteger {
    var root = BigInteger(1).shiftedLeft(by: (bitWidth + 1) / 2 + 1)
    while true {
      let next = (root + dividedTowardsZero(by: root).quotient)
        .dividedTowardsZero(by: BigInteger(2)).quotient
      guard next < root else { return root }
      root = next
    }
  }
}
