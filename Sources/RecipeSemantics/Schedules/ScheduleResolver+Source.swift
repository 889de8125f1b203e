// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The three ways to say the values of a schedule: phases, a formula, or a channel that is followed.
extension ScheduleResolver {
  /// The phases of an entry: those written, or one that is a formula.
  ///
  /// - Returns: nil when there is no way to say what the value is, or more than one: reported.
  mutating func source(_ object: ObjectSyntax) -> [KindSyntax?]? {
    let sources = object.fields.filter { ["phases", "expression", "follows"].contains($0.name) }
    guard sources.count == 1, let source = sources.first else {
      evaluator.sink.emit(SourceDiagnostics.oneSource(channel.name, object, sources))
      return nil
    }
    switch source.value {
    case .kinds(let phases, _):
      return phases
    case .formula(let formula):
      return [KindSyntax(formula: formula, at: source.keyRange)]
    case .text(let name, _):
      return object.followFormula.flatMap { followed(name.foldedKey, $0, at: source) }
    default:
      return nil
    }
  }

  /// The phase of a value that is computed from another channel.
  private mutating func followed(
    _ name: String,
    _ formula: FormulaSyntax,
    at source: FieldSyntax
  ) -> [KindSyntax?]? {
    guard evaluator.scope.names.contains(name) else {
      evaluator.sink.emit(
        SourceDiagnostics.nothingToFollow(
          name,
          at: source.value.range,
          known: evaluator.scope.names
        )
      )
      return nil
    }
    return [KindSyntax(formula: formula, at: source.keyRange)]
  }
}

extension ObjectSyntax {
  /// What is computed from the channel that is followed: `as`, or its very value.
  var followFormula: FormulaSyntax? {
    if case .formula(let written)? = self["as"]?.value { return written }
    guard self["as"] == nil, case .text(let name, let range)? = self["follows"]?.value else {
      return nil
    }
    return FormulaSyntax(.name(name.foldedKey), range: range, text: name)
  }
}

extension KindSyntax {
  /// One phase that is a formula for the rest of the run.
  fileprivate init(formula: FormulaSyntax, at range: SourceRange) {
    let field = FieldSyntax(name: "formula", keyRange: range, value: .formula(formula))
    self.init(
      kind: "expression",
      written: "expression",
      kindRange: range,
      object: ObjectSyntax(fields: [field], range: formula.range)
    )
  }
}
