// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Sees to it that a name means one thing: variables, curves and channels share theirs, and formulas have
/// names of their own.
struct NameCheck {
  private let variables: [NameSyntax]
  private let curves: [NameSyntax]
  private let channels: [NameSyntax]

  init(_ recipe: ParsedRecipe, channels: [OptimizerChannel]) {
    variables = recipe.names("vars")
    curves = recipe.names("curves")
    self.channels = channels.map(\.entry)
  }

  /// Reports the names that mean something else as well, each where it is given.
  ///
  /// - Returns: those names; whether they are used is not worth a word.
  func check(into sink: inout DiagnosticSink) -> Set<String> {
    var misnamed: Set<String> = []
    for variable in variables {
      report(variable, "variable", isReserved: Unit.isReserved, &sink, &misnamed)
      report(variable, "variable", like: channels, "channel", &sink, &misnamed)
      report(variable, "variable", like: curves, "curve", &sink, &misnamed)
    }
    for curve in curves {
      report(curve, "curve", isReserved: { $0 == "peak" }, &sink, &misnamed)
      report(curve, "curve", like: channels, "channel", &sink, &misnamed)
    }
    for channel in channels {
      report(channel, "channel", isReserved: { $0 == "peak" }, &sink, &misnamed)
    }
    return misnamed
  }

  /// Reports a name that formulas have for something, or that is reserved otherwise.
  private func report(
    _ entry: NameSyntax,
    _ noun: String,
    isReserved: (String) -> Bool,
    _ sink: inout DiagnosticSink,
    _ misnamed: inout Set<String>
  ) {
    guard FormulaNames.meanings[entry.name] != nil || isReserved(entry.name) else { return }
    misnamed.insert(entry.name)
    sink.emit(NameDiagnostics.reserved(entry, noun: noun))
  }

  /// Reports a name that something of another sort has, unless it was found wanting already.
  private func report(
    _ entry: NameSyntax,
    _ noun: String,
    like others: [NameSyntax],
    _ other: String,
    _ sink: inout DiagnosticSink,
    _ misnamed: inout Set<String>
  ) {
    guard let first = others.first(where: { $0.name == entry.name }),
      misnamed.insert(entry.name).inserted
    else { return }
    sink.emit(NameDiagnostics.twice(entry, noun, first, other))
  }
}
