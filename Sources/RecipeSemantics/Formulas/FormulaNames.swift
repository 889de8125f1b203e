// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// What the names in a formula mean at the place where it stands.
struct FormulaNames {
  /// The names with a meaning; formulas that read clocks and never their own.
  var known: [String: CurveExpression] = [:]
  /// The names of the language that mean nothing here, with the reason.
  var unknown: [String: String] = [:]

  /// The names that every formula has: the time, and how much was consumed by then.
  init(clock: RunClock) {
    known["t"] = .elapsed(Progress(zero: 0, span: 1))
    let consumed: [(name: String, unit: Unit, key: String)] = [
      ("epoch", .epochs, "run.epoch"), ("samples", .samples, "run.batch"),
      ("tokens", .tokens, "run.sequence"),
    ]
    for (name, unit, key) in consumed {
      if let amount = clock.amountPerUpdate(of: unit) {
        known[name] = amount
      } else {
        unknown[name] = "it needs `\(key)`, and batches that are all of one size"
      }
    }
  }

  /// Adds the names of a phase, or of a whole schedule as the one phase of the run.
  mutating func add(updates: Range<Int64>, progress: CurveExpression, previous: Double?) {
    let length = updates.upperBound - updates.lowerBound
    known["k"] = .elapsed(Progress(zero: updates.lowerBound, span: 1))
    known["n"] = .constant(Double(length))
    known["p"] = progress
    for name in ["start", "previous"] {
      if let previous {
        known[name] = .constant(previous)
      } else {
        unknown[name] = "no phase comes before this one, or its end is not known"
      }
    }
  }

  /// The names of the language with what they mean; variables, curves and channels have others.
  ///
  /// `peak` is not among them: it is the value that a schedule calls so, or a variable.
  static let meanings = [
    "t": "counts the updates of the run",
    "k": "counts the updates of the phase",
    "n": "is the number of updates of the phase",
    "p": "is the progress of the phase, from 0 to 1",
    "epoch": "is the number of epochs before the update",
    "samples": "is the number of samples before the update",
    "tokens": "is the number of tokens before the update",
    "start": "is the value where the phase before ends",
    "previous": "is the value where the phase before ends",
    "pi": "is 3.14159…",
  ]
}

extension RunClock {
  /// How much of a unit was consumed before an update, as a formula in t; nil where it is no line.
  fileprivate func amountPerUpdate(of unit: Unit) -> CurveExpression? {
    guard consumption == nil, unit == .epochs || !hasShortBatch,
      let one = try? position(from: Rational(0), by: Rational(1), unit), !one.isZero,
      let span = one.numerator.int64, let denominator = one.denominator.int64
    else { return nil }
    return .elapsed(Progress(zero: 0, span: span, denominator: denominator))
  }
}
