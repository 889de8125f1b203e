// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let unclearGroup = DiagnosticRule(
    "unclear-group",
    .error,
    "A group does not say which parameters it selects, or what it does with them."
  )
  package static let malformedPattern = DiagnosticRule(
    "malformed-pattern",
    .error,
    "A pattern of parameter names does not follow the grammar of patterns."
  )
  package static let groupNumberOutOfRange = DiagnosticRule(
    "group-number-out-of-range",
    .error,
    "A factor, a number of dimensions or a number of layers lies outside what it can be."
  )
  package static let nothingToMultiply = DiagnosticRule(
    "nothing-to-multiply",
    .error,
    "A group multiplies a channel that nothing schedules."
  )
  package static let conflictingGroups = DiagnosticRule(
    "conflicting-groups",
    .error,
    "Two groups set the same channel of the same parameter."
  )
  package static let tooManyCombinations = DiagnosticRule(
    "too-many-combinations",
    .error,
    "The groups can select the same parameter in more ways than a table has tracks."
  )
  package static let notASwitch = DiagnosticRule(
    "not-a-switch",
    .error,
    "A schedule of `frozen` has a value that is neither 0 nor 1."
  )
}

/// The wording of what can be wrong with a group.
enum GroupDiagnostics {
  static let rules: [DiagnosticRule] = [
    .unclearGroup, .malformedPattern, .groupNumberOutOfRange, .nothingToMultiply,
    .conflictingGroups, .tooManyCombinations, .notASwitch,
  ]

  // MARK: Form

  static func selectsNothing(_ entry: NameSyntax) -> Diagnostic {
    unclear(
      "`\(entry.name)` does not say which parameters it is for",
      at: entry.keyRange,
      label: "which parameters?",
      help:
        "write `match: \"backbone.*\"` or `ndim: { below: 2 }`; what is for all of them goes into "
        + "`schedules`"
    )
  }

  static func doesNothing(_ entry: NameSyntax) -> Diagnostic {
    unclear(
      "`\(entry.name)` does nothing with the parameters that it selects",
      at: entry.keyRange,
      label: "does nothing",
      help: "write `multiply: { lr: 0.1 }`, a channel such as `weight_decay: 0`, or "
        + "`frozen: { for: 1 epoch }`"
    )
  }

  static func overridesNothing(at range: SourceRange) -> Diagnostic {
    unclear(
      "`override` is about channels that a group sets, and this one sets none",
      at: range,
      label: "overrides nothing",
      help: "leave it out: factors of several groups multiply"
    )
  }

  static func setsAndMultiplies(
    _ channel: String,
    at range: SourceRange,
    set: SourceRange
  ) -> Diagnostic {
    var finding = unclear(
      "a group both sets and multiplies `\(channel)`",
      at: range,
      label: "multiplied here",
      help: "write the product as the value"
    )
    finding.secondary = [Label(set, "set here")]
    return finding
  }

  static func unclearFreezing(at range: SourceRange) -> Diagnostic {
    unclear(
      "`frozen` has either `for` or `phases`",
      at: range,
      label: "for how long?",
      help: "write `frozen: { for: 1 epoch }`, or `frozen: true` for the whole run"
    )
  }

  private static func unclear(
    _ message: String,
    at range: SourceRange,
    label: String,
    help: String
  ) -> Diagnostic {
    Diagnostic(.unclearGroup, message, at: range, label: label, help: [Help(help)])
  }

  // MARK: Layers

  static func partOfLayers(_ field: FieldSyntax) -> Diagnostic {
    unclear(
      "`\(field.name)` belongs to a rate for every layer",
      at: field.keyRange,
      label: "without `rate` and `layers`",
      help: "write `rate: 0.65` and `layers: 12` beside it, or leave it out"
    )
  }

  static func incompleteLayers(_ entry: NameSyntax, missing: String) -> Diagnostic {
    unclear(
      "`\(entry.name)` is a rate for every layer and has no `\(missing)`",
      at: entry.keyRange,
      label: "needs `\(missing)`",
      help: "write `{ rate: 0.65, layers: 12, match: \"blocks.{i}.*\" }`"
    )
  }

  static func layersDoMore(_ field: FieldSyntax) -> Diagnostic {
    unclear(
      "`\(field.name)` stands in a group that is a rate for every layer",
      at: field.keyRange,
      label: "not of a rate for layers",
      help: "write a group of its own for it: several groups may select the same parameter"
    )
  }

  static func layersWithoutNumber(_ name: String, _ match: FieldSyntax?) -> Diagnostic {
    Diagnostic(
      .malformedPattern,
      "the pattern of `\(name)` does not say where the number of the layer stands",
      at: match?.value.range ?? SourceRange(source: SourceID(rawValue: 0), start: 0, end: 0),
      label: "no `{i}`",
      help: [Help("write `{i}` in the place of the number, as in `blocks.{i}.*`")]
    )
  }

  static func numberWithoutLayers(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPattern,
      "`{i}` is the number of a layer, and `\(name)` has no layers",
      at: range,
      label: "which layer?",
      help: [Help("write `*` for any number, or give the group a `rate` and `layers`")]
    )
  }

  static func layersOutOfRange(_ expression: ExpressionSyntax) -> Diagnostic {
    number(
      "a model cannot have `\(expression.text)` layers here",
      expression,
      "expected a whole number from 1 to \(GroupReader.layerLimit.grouped)"
    )
  }

  // MARK: Numbers

  static func dimensionOutOfRange(_ expression: ExpressionSyntax) -> Diagnostic {
    number(
      "a parameter cannot have `\(expression.text)` dimensions",
      expression,
      "expected a whole number from 0 to \(GroupSelector.dimensionLimit)"
    )
  }

  static func noDimensions(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .groupNumberOutOfRange,
      "no parameter has that number of dimensions",
      at: range,
      label: "selects nothing",
      help: [Help("write `{ below: 2 }` for biases and norms, `{ above: 1 }` for matrices")]
    )
  }

  static func factorOutOfRange(_ expression: ExpressionSyntax, of channel: String) -> Diagnostic {
    number(
      "`\(expression.text)` cannot multiply `\(channel)`",
      expression,
      "expected a number from 2^-500 to 2^500"
    )
  }

  static func zeroRate(_ expression: ExpressionSyntax) -> Diagnostic {
    var finding = number(
      "a learning rate that is multiplied by 0 does not freeze parameters",
      expression,
      "not a way to freeze"
    )
    finding.notes = ["the optimizer's state, and in some of them weight decay, would go on"]
    finding.help = [Help("write `frozen: true` or `frozen: { for: 1 epoch }`")]
    return finding
  }

  private static func number(
    _ message: String,
    _ expression: ExpressionSyntax,
    _ label: String
  ) -> Diagnostic {
    Diagnostic(.groupNumberOutOfRange, message, at: expression.range, label: label)
  }

  // MARK: Patterns

  static func malformedPattern(
    _ text: String,
    _ problem: NamePattern.Problem,
    at range: SourceRange
  ) -> Diagnostic {
    let (message, help) =
      switch problem {
      case .empty: ("a pattern is empty", "write `*` for every parameter")
      case .blank:
        (
          "the pattern `\(text)` holds a blank or a control character",
          "write several patterns as a list: `[\"*.bias\", \"*.norm.*\"]`"
        )
      case .nestedChoice:
        ("the pattern `\(text)` has a choice within a choice", "write several patterns as a list")
      case .unclosedChoice: ("a choice in `\(text)` is not closed", "close it with `}`")
      case .closedWithoutChoice:
        ("`\(text)` closes a choice that was not opened", "open it with `{`")
      case .tooManyChoices:
        (
          "the pattern `\(text)` stands for more than \(NamePattern.limit) patterns",
          "write fewer choices, or several patterns as a list"
        )
      }
    return Diagnostic(
      .malformedPattern,
      message,
      at: range,
      label: "not a pattern",
      notes: ["`*` is any text, `?` is one character, `{a,b}` is a choice"],
      help: [Help(help)]
    )
  }

  // MARK: Channels

  static func nothingToMultiply(
    _ multiplier: ResolvedGroup.Multiplier,
    optimizer: String?,
    known: [String]
  ) -> Diagnostic {
    let name = multiplier.channel
    if name == "frozen" {
      return Diagnostic(
        .nothingToMultiply,
        "`frozen` is a switch and has no multiples",
        at: multiplier.range,
        label: "a switch",
        help: [Help("write `frozen: true` or `frozen: { for: 1 epoch }` in the group")]
      )
    }
    let owner = optimizer.map { " of `\($0)`" } ?? ""
    let alias = Channel.aliases.first { $0.alias == name }?.name
    let close = alias ?? SpellingSuggestion.candidates(for: name, among: known).first
    let help =
      if let close, known.contains(close) {
        Help("did you mean `\(close)`?", edit: TextEdit(multiplier.range, close))
      } else {
        Help("schedule `\(name)`, or set it in the group instead")
      }
    return Diagnostic(
      .nothingToMultiply,
      "a group multiplies `\(name)`\(owner), which nothing schedules",
      at: multiplier.range,
      label: "a factor of nothing",
      help: [help]
    )
  }

  static func sameParameters(
    _ setting: ResolvedGroup.Setting,
    group: String,
    _ earlier: ResolvedGroup.Setting,
    other: String
  ) -> Diagnostic {
    Diagnostic(
      .conflictingGroups,
      "`\(other)` and `\(group)` set `\(setting.channel)` of the same parameters",
      at: setting.range,
      label: "set here",
      secondary: [Label(earlier.range, "and here")],
      help: [Help("leave one out, or write `override: true` in the group that is to win")]
    )
  }

  static func tooManyCombinations(_ group: ResolvedGroup, limit: Int) -> Diagnostic {
    Diagnostic(
      .tooManyCombinations,
      "the groups can meet in more than \(Int64(limit).grouped) ways",
      at: group.range,
      label: "goes beyond it",
      notes: ["a parameter may belong to every set of groups whose patterns can match one name"],
      help: [
        Help(
          "begin patterns with different texts, so that it shows which of them exclude each other"
        )
      ]
    )
  }

  static func notASwitch(_ phase: ResolvedPhase) -> Diagnostic {
    Diagnostic(
      .notASwitch,
      "parameters are frozen or not, and `\(phase.kind)` has other values",
      at: phase.range,
      label: "neither 0 nor 1",
      help: [Help("write `hold` or `staircase` phases with the values 1, frozen, and 0, trained")]
    )
  }

  static func unknownOptimizer(_ name: String, known: [String], at range: SourceRange) -> Diagnostic
  {
    OptimizerDiagnostics.unknown(name, known: known, at: range)
  }
}
