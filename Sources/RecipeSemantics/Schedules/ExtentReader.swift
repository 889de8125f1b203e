// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads how long each phase of a list lasts.
struct ExtentReader {
  var evaluator: ExpressionEvaluator

  /// The phase with its length; nil when the length could not be read.
  mutating func item(_ phase: KindSyntax) -> PhaseLayout.Item? {
    extent(phase).map {
      PhaseLayout.Item(kind: phase.written, kindRange: phase.kindRange, extent: $0)
    }
  }

  private mutating func extent(_ phase: KindSyntax) -> PhaseLayout.Extent? {
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
    guard let field = phase.object["for"] else { return .rest(phase.kindRange) }
    guard case .extent(let extent) = field.value else { return nil }
    switch extent {
    case .rest(let range):
      return .rest(range)
    case .duration(let expression):
      return evaluator.quantity(expression, example: "5 epochs").map {
        .duration($0, text: expression.text, expression.range, isLast: false)
      }
    case .last(let expression):
      return evaluator.quantity(expression, example: "5 epochs").map {
        .duration($0, text: expression.text, expression.range, isLast: true)
      }
    }
  }
}
