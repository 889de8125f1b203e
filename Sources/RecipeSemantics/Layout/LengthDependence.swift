// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Whether an amount of time is the same number of updates wherever it starts.
///
/// After an event nobody knows where in an epoch a phase starts, so its length must not depend on that.
extension TimeConversion {
  /// Whether the amount comes to as many updates from any update on.
  ///
  /// True as well where a fact is missing, which the conversion reports.
  func isIndependentOfStart(_ amount: Amount) -> Bool {
    switch amount {
    case .number:
      return true
    case .measured(let value, let unit):
      return isIndependentOfStart(value, unit)
    case .maximum(let amounts), .minimum(let amounts), .sequence(let amounts):
      return amounts.allSatisfy { isIndependentOfStart($0) }
    }
  }

  private func isIndependentOfStart(_ value: Rational, _ unit: Unit) -> Bool {
    switch unit {
    case .steps:
      return true
    case .evaluations:
      guard clock.consumption != nil, let each = clock.evaluationAmount else { return true }
      return isIndependentOfStart(each * value)
    case .epochs where clock.consumption != nil && clock.epoch.value == nil:
      return false
    case .samples where clock.consumption != nil, .tokens where clock.consumption != nil:
      return false
    case .epochs:
      return value.isInteger || clock.isEvenPart(ofEpochs: value)
    case .samples, .tokens:
      return clock.isEvenAmount(value, unit)
    case .percent:
      return share(value / Rational(100)).map { isIndependentOfStart($0) } ?? true
    case .run:
      return share(value).map { isIndependentOfStart($0) } ?? true
    }
  }

  /// A share of the run in the run's own unit; nil where there is no such length.
  private func share(_ factor: Rational) -> Amount? {
    guard let length, !length.isOpen else { return nil }
    guard case .measured(let value, let unit) = length.amount else {
      return .measured(length.position * factor, .steps)
    }
    return .measured(value * factor, unit)
  }

  /// The updates that an amount comes to from update 0 on, rounded; nil where that is not known.
  func updates(of amount: Amount, at range: SourceRange) -> Int64? {
    // A copy reports nothing: the conversion itself does that.
    var copy = self
    return copy.position(from: Rational(0), by: amount, at: range).flatMap { clock.update(at: $0) }
  }
}

extension RunClock {
  /// Whether a part of an epoch is a whole number of full batches wherever it starts.
  fileprivate func isEvenPart(ofEpochs value: Rational) -> Bool {
    guard let epoch = epoch.value else { return true }
    return !hasShortBatch && (value * epoch).isInteger
  }

  /// Whether an amount of data is as many updates wherever it starts.
  fileprivate func isEvenAmount(_ value: Rational, _ unit: Unit) -> Bool {
    guard hasShortBatch, let dataset = dataset.value else { return true }
    // Whole epochs meet every batch as often, the short one included.
    switch unit {
    case .samples: return (value / dataset).isInteger
    default: return sequence.value.map { (value / $0 / dataset).isInteger } ?? true
    }
  }
}
