// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads how long each phase of a list lasts.
struct ExtentReader {
  /// The length of the run; nil while it is not known.
  let length: ResolvedRun.Length?
  var evaluator: ExpressionEvaluator

  /// Reads the length of a phase, or the longest time that it waits for its event.
  ///
  /// - Parameters:
  ///   - phase: the phase as written.
  ///   - isLast: whether no phase follows it.
  /// - Returns: the phase with its length; nil when the length could not be read, which was reported.
  mutating func item(_ phase: KindSyntax, isLast: Bool) -> PhaseLayout.Item? {
    let hasExit = phase.object["until"] != nil
    let extent = hasExit ? limit(phase) : self.extent(phase, isLast: isLast)
    return extent.map {
      PhaseLayout.Item(
        kind: phase.written,
        kindRange: phase.kindRange,
        extent: $0,
        hasExit: hasExit
      )
    }
  }

  // MARK: Phases that wait for an event

  /// How long a phase waits for its event.
  private mutating func limit(_ phase: KindSyntax) -> PhaseLayout.Extent? {
    if let until = phase.object["until"],
      let field = phase.object["for"] ?? phase.object["ends_at"]
    {
      evaluator.sink.emit(
        LengthDiagnostics.eventBesideLength(kind: phase.written, field, event: until)
      )
      return nil
    }
    guard let field = phase.object["at_most"] else {
      return length?.isOpen == true ? .endless(phase.kindRange) : .rest(phase.kindRange)
    }
    if case .word(_, let range) = field.value { return rest(at: range) }
    return field.value.expression.flatMap { duration($0, isLast: false) }
  }

  // MARK: Phases that end by time

  private mutating func extent(_ phase: KindSyntax, isLast: Bool) -> PhaseLayout.Extent? {
    if let field = phase.object["at_most"] {
      evaluator.sink.emit(EventDiagnostics.limitWithoutEvent(at: field.keyRange))
      return nil
    }
    if let duration = phase.object["for"], let end = phase.object["ends_at"] {
      evaluator.sink.emit(
        LayoutDiagnostics.twoLengths(
          kind: phase.written,
          at: end.keyRange,
          first: duration.keyRange
        )
      )
      return nil
    }
    if let field = phase.object["ends_at"] {
      guard let expression = field.value.expression,
        let amount = evaluator.quantity(expression, example: "60 epochs")
      else { return nil }
      return .endsAt(amount, text: expression.text, expression.range)
    }
    guard let field = phase.object["for"] else {
      let own = PhaseKindRegistry.kind(named: phase.kind)?.ownLength?(phase, &evaluator)
      switch own ?? .none {
      case .none: return unwritten(phase, isLast: isLast)
      case .duration(let amount, let text, let range):
        return .duration(amount, text: text, range, isLast: false)
      case .unknown: return nil
      }
    }
    guard case .extent(let extent) = field.value else { return nil }
    if let value = phase.valueInPlaceOfLength(&evaluator) {
      evaluator.sink.emit(LengthDiagnostics.valueInPlaceOfLength(phase, value))
      return nil
    }
    switch extent {
    case .rest(let range):
      return rest(at: range)
    case .duration(let expression):
      return duration(expression, isLast: false)
    case .last(let expression):
      if let length, length.isOpen {
        evaluator.sink.emit(RunDiagnostics.lastOfOpenRun(at: expression.range, length))
        return nil
      }
      return duration(expression, isLast: true)
    }
  }

  /// What a phase without a length takes: the rest of a run, or all of an open one.
  private mutating func unwritten(_ phase: KindSyntax, isLast: Bool) -> PhaseLayout.Extent? {
    guard let length, length.isOpen else { return .rest(phase.kindRange) }
    if isLast { return .endless(phase.kindRange) }
    evaluator.sink.emit(LengthDiagnostics.needsLengthInOpenRun(phase, length))
    return nil
  }

  private mutating func rest(at range: SourceRange) -> PhaseLayout.Extent? {
    guard let length, length.isOpen else { return .rest(range) }
    evaluator.sink.emit(RunDiagnostics.restOfOpenRun(at: range, length))
    return nil
  }

  private mutating func duration(
    _ expression: ExpressionSyntax,
    isLast: Bool
  ) -> PhaseLayout.Extent? {
    evaluator.quantity(expression, example: "5 epochs").map {
      .duration($0, text: expression.text, expression.range, isLast: isLast)
    }
  }
}

extension KindSyntax {
  /// The number of `hold: 0.1`, which stands where a length goes and is the value that was meant.
  func valueInPlaceOfLength(_ evaluator: inout ExpressionEvaluator) -> ExpressionSyntax? {
    guard object.fields.count == 1, let field = object["for"], field.keyRange == field.value.range,
      case .extent(.duration(let expression)) = field.value
    else { return nil }
    switch expression.kind {
    case .number:
      return expression
    case .name:
      if case .number? = evaluator.amount(expression) { return expression }
      return nil
    default:
      return nil
    }
  }
}
