// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Regular expressions for what is text in YAML and has a grammar in a recipe.
///
/// A regular expression cannot count parentheses, so the patterns let through what the grammars in grammar/
/// refuse for that alone: they say which words follow one another, and nothing that a grammar has is refused.
/// They are written in the part of the notation that ECMA 262 and Python have in common.
enum SchemaPattern {
  /// A value or quantity, in which any word may be a unit: `run.clock` may have named it.
  static let quantity = anchored(operands(unit: name))

  /// A value or quantity whose units are those of every recipe.
  static let quantityOfKnownUnits = anchored(operands(unit: word(units)))

  /// A quantity, or `last` and a quantity.
  static let extent = anchored("(?:last )?" + operands(unit: name))

  /// A formula in the time.
  static let formula = anchored(
    list(
      of: "(?:(?:[-+(]|\(word(functions))\(blanks)\\()\(blanks))*"
        + "(?:\(number)\(suffix)?\(wordEnd)|\(name))\(blanks)(?:\\)\(blanks))*",
      between: "(?:[-+*/^,]|[<>]=?)"
    )
  )

  /// Keys of the user's own.
  static let ownKey = "^x[-_]"

  /// Keys or words in any of their spellings, where `-` and `_` are the same, besides one that is `written`.
  static func spellings(of names: [String], besides written: String? = nil) -> String {
    let folded = names.map { spelt($0) }
    let alternatives =
      folded.count == 1 ? folded[0] : "(?:\(folded.joined(separator: "|")))"
    return "^" + (written.map { "(?!\($0)$)" } ?? "") + alternatives + "$"
  }

  private static func spelt(_ name: String) -> String {
    name.split(separator: "_", omittingEmptySubsequences: false).joined(separator: "[-_]")
  }

  /// What the user may name something: a word, for a channel also `optimizer.channel`, for a setting a path.
  static func names(of noun: String) -> String {
    let more =
      switch noun {
      case "channel": "(?:\\.\(identifier))?"
      case "setting": "(?:\\.\(identifier))*"
      default: ""
      }
    return "^\(identifier)\(more)$"
  }

  /// A channel of one of several optimizers, or one in another spelling.
  static func channel(_ names: [String]) -> String {
    let written = "(?!(?:\(names.joined(separator: "|")))$)"
    let spelt = names.map { self.spelt($0) }.joined(separator: "|")
    return "^\(written)(?:\(identifier)\\.)?(?:\(spelt))$"
  }

  // MARK: Words

  private static let blanks = "[ \\n]*"
  private static let wordEnd = "(?![A-Za-z0-9_])"
  private static let identifier = "[A-Za-z_][A-Za-z0-9_-]*"
  private static let digits = "[0-9](?:_?[0-9])*"
  private static let number =
    "(?:(?:0|[1-9](?:_?[0-9])*)(?:\\.(?:\(digits))?)?|\\.\(digits))(?:[eE][-+]?\(digits))?"
  private static let name =
    "(?!(?:of|inf|infinity|nan)\(wordEnd))[A-Za-z_][A-Za-z0-9_]*\(wordEnd)"
  private static let suffix = "(?:[KM]i|[GT]i|[KkMBGT])"

  private static let units = Unit.allCases.flatMap(\.words).filter { $0.allSatisfy(\.isLetter) }
  private static let functions = FormulaFunction.allCases.map(\.rawValue) + ["if"]

  private static func word(_ words: [String]) -> String {
    "(?:\(words.joined(separator: "|")))\(wordEnd)"
  }

  // MARK: Operands

  /// Operands with operators between them, each with signs and parentheses around it.
  private static func operands(unit: String) -> String {
    let measure = "(?:(?:\(unit)|%)\(blanks))?(?:of\(wordEnd)\(blanks)run\(wordEnd)\(blanks))?"
    let open = "(?:(?:[-+(]|(?:max|min)\(blanks)\\()\(blanks))*"
    let first = "(?:\(number)\(blanks)(?:\(suffix)\(wordEnd)\(blanks))?|\(name)\(blanks))"
    return list(of: "\(open)\(first)\(measure)(?:\\)\(blanks)\(measure))*", between: "[-+*/,]")
  }

  private static func list(of operand: String, between operators: String) -> String {
    "\(operand)(?:\(operators)\(blanks)\(operand))*"
  }

  /// The whole text; a comma stands inside of parentheses only.
  private static func anchored(_ pattern: String) -> String {
    "^(?![^(]*,)\(blanks)\(pattern)$"
  }
}
