// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Reads what the progress of a phase counts: `along`, or else what its length is written in.
struct AxisReader {
  private let clock: RunClock
  private let length: ResolvedRun.Length?

  /// Reads for a run with these facts.
  init(_ clock: RunClock, _ length: ResolvedRun.Length?) {
    self.clock = clock
    self.length = length
  }

  /// Steps, samples or tokens, for a phase of the batch or the sequence.
  ///
  /// Where the phase takes the rest, the positions in it say more than the length of the run.
  func axis(
    of phase: KindSyntax,
    _ extent: PhaseLayout.Extent,
    _ evaluator: inout ExpressionEvaluator
  ) -> Unit {
    if let written = written(phase) { return written }
    switch extent {
    case .duration(let amount, _, _, _), .endsAt(let amount, _, _):
      return axis(of: amount)
    case .rest, .endless:
      // A copy reports nothing: whoever reads the positions does.
      var copy = evaluator
      let unit = phase.object.timesInside.lazy.compactMap { copy.amount($0)?.units.first }.first
      return unit.map { axis(of: .measured(Rational(1), $0)) } ?? ofRun
    }
  }

  /// Steps, samples or tokens, for a phase whose length could be read; nil where that is not known.
  func axis(of phase: KindSyntax, _ evaluator: ExpressionEvaluator) -> Unit {
    if let written = written(phase) { return written }
    var copy = evaluator
    let amount = phase.object.lengthWritten.flatMap { copy.amount($0) }
    return amount.map { axis(of: $0) } ?? ofRun
  }

  private func written(_ phase: KindSyntax) -> Unit? {
    guard case .word(let word, _)? = phase.object["along"]?.value else { return nil }
    return Unit(word: word)
  }

  /// What an amount of time counts.
  private func axis(of amount: Amount) -> Unit {
    switch amount.units.first {
    case .samples?: .samples
    case .tokens?: .tokens
    case .epochs?: epochs
    case .percent?, .run?: ofRun
    case .steps?, .evaluations?, nil: .steps
    }
  }

  private var epochs: Unit { clock.epoch.value == nil ? .samples : .steps }

  /// What the length of the run counts.
  private var ofRun: Unit {
    switch length?.amount.units.first {
    case .samples?: .samples
    case .tokens?: .tokens
    case .epochs?: epochs
    default: .steps
    }
  }
}

extension ObjectSyntax {
  /// The length of a phase as written; nil for the rest.
  fileprivate var lengthWritten: ExpressionSyntax? {
    if case .extent(let extent)? = self["for"]?.value {
      switch extent {
      case .rest: return nil
      case .duration(let expression), .last(let expression): return expression
      }
    }
    return expression("ends_at") ?? expression("at_most")
  }

  /// The positions and times in a phase that say where its value changes.
  fileprivate var timesInside: [ExpressionSyntax] {
    guard case .list(let elements, _)? = self["at"]?.value else {
      return expression("every").map { [$0] } ?? []
    }
    return elements.compactMap(\.expression)
  }
}
