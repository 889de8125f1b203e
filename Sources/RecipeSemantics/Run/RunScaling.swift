// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

/// Shortens a run for a rehearsal: every time in it shrinks by one factor before it is rounded.
///
/// The factor makes the run exactly as long as is wanted. It applies to what is converted into updates:
/// lengths, positions, distances of steps, half-lives, grids, patience in time, the distance between
/// evaluations. It does not apply to counts (of evaluations, of cuts) and to values.
enum RunScaling {
  /// The fact under which a table carries the factor.
  static let fact = "run.scale"

  /// The run, scaled so that it is as long as `target`.
  ///
  /// - Returns: the run unchanged where it cannot be scaled, which is reported or not bound yet.
  static func scaled(
    _ run: ResolvedRun,
    to target: ExpressionSyntax,
    _ evaluator: inout ExpressionEvaluator
  ) -> ResolvedRun {
    guard let length = run.length else { return run }
    guard !length.isOpen else {
      evaluator.sink.emit(RunScalingDiagnostics.openRun(target, length))
      return run
    }
    guard run.clock.consumption == nil else {
      evaluator.sink.emit(RunScalingDiagnostics.scheduledBatch(target, length))
      return run
    }
    guard let amount = evaluator.quantity(target, example: "50 steps") else { return run }
    var conversion = TimeConversion(clock: run.clock, length: length, evaluator: evaluator)
    let exact = conversion.position(from: Rational(0), by: amount, at: target.range)
    evaluator = conversion.evaluator
    guard let exact else { return run }
    guard let updates = run.clock.update(at: exact), updates > 0 else {
      evaluator.sink.emit(RunScalingDiagnostics.noUpdates(target))
      return run
    }
    let factor = Rational(updates) / length.position
    return scaled(run, by: factor)
  }

  /// The run with every time multiplied by a factor.
  static func scaled(_ run: ResolvedRun, by factor: Rational) -> ResolvedRun {
    var run = run
    run.clock = run.clock.scaled(by: factor)
    run.length = run.length.map { length in
      let position = length.position * factor
      return ResolvedRun.Length(
        amount: length.amount,
        position: position,
        updates: run.clock.update(at: position) ?? length.updates,
        range: length.range
      )
    }
    run.facts.append(RunFactText(name: fact, value: factor.description))
    return run
  }
}

extension RunClock {
  /// The clock of the run as it is written, but for the distance between evaluations.
  package var unscaled: RunClock {
    var clock = self
    clock.scale = nil
    return clock
  }

  /// The clock of a run in which everything takes that many times as long.
  func scaled(by factor: Rational) -> RunClock {
    var clock = self
    clock.scale = factor
    if case .known(let updates) = evaluation { clock.evaluation = .known(updates * factor) }
    return clock
  }
}

extension DiagnosticRule {
  package static let scaledToOneUpdate = DiagnosticRule(
    "scaled-to-one-update",
    .note,
    "A phase would have no update in the scaled run, and has one."
  )
  package static let malformedScale = DiagnosticRule(
    "malformed-scale",
    .error,
    "A run cannot be scaled to the length that `--scale` asks for."
  )
}

/// The wording of what can be wrong with a scaled run.
enum RunScalingDiagnostics {
  static let rules: [DiagnosticRule] = [.scaledToOneUpdate, .malformedScale]

  static func openRun(_ target: ExpressionSyntax, _ length: ResolvedRun.Length) -> Diagnostic {
    Diagnostic(
      .malformedScale,
      "an open run has no length that could be scaled",
      at: target.range,
      label: "in place of which length?",
      secondary: [Label(length.range, "the run is open")],
      help: [Help("bind one with `--set run.length=…`, or stop early with `--cut`")]
    )
  }

  static func scheduledBatch(
    _ target: ExpressionSyntax,
    _ length: ResolvedRun.Length
  ) -> Diagnostic {
    Diagnostic(
      .malformedScale,
      "a run whose batch or sequence is scheduled cannot be scaled",
      at: target.range,
      label: "how many updates it has follows from them",
      secondary: [Label(length.range, "this many, by what they consume")],
      help: [Help("bind a shorter one with `--set run.length=…`, or stop early with `--cut`")]
    )
  }

  static func noUpdates(_ target: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .malformedScale,
      "a run scaled to `\(target.text)` has no update, or more than 2^53",
      at: target.range,
      label: "no such run",
      help: [Help("write a length such as `50 steps`")]
    )
  }

  static func tooShort(phases: Int, updates: Int64, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedScale,
      "\(phases) phases do not fit into \(updates.grouped) update\(updates == 1 ? "" : "s")",
      at: range,
      label: "the last of \(phases) phases",
      help: [Help("scale the run to at least \(phases) updates")]
    )
  }

  static func oneUpdate(_ item: PhaseLayout.Item, exact: Rational) -> Diagnostic {
    Diagnostic(
      .scaledToOneUpdate,
      "`\(item.kind)` has one update in the scaled run, and would have none",
      at: item.kindRange,
      label: "lasts \(exact.double.shortDescription) updates",
      help: [Help("scale the run to more updates to see how the phase moves")]
    )
  }
}

extension Rational {
  /// The value of `3`, `0.25` or `1/9009`, as `description` prints it; nil for any other text.
  init?(fraction text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.compactMap { Rational(decimal: $0) }
    guard numbers.count == parts.count, (1...2).contains(numbers.count),
      numbers.count == 1 || !numbers[1].isZero
    else { return nil }
    self = numbers.count == 1 ? numbers[0] : numbers[0] / numbers[1]
  }
}
