// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let unknownKey = DiagnosticRule(
    "unknown-key",
    .error,
    "A key has no meaning where it stands."
  )
  package static let missingKey = DiagnosticRule(
    "missing-key",
    .error,
    "A key that cannot be left out is not there."
  )
  package static let wrongForm = DiagnosticRule(
    "wrong-form",
    .error,
    "A value is a list, a mapping or a text where another form is wanted."
  )
  package static let unknownWord = DiagnosticRule(
    "unknown-word",
    .error,
    "A word is none of those that are allowed in its place."
  )
  package static let unknownPhaseKind = DiagnosticRule(
    "unknown-phase-kind",
    .error,
    "A phase is of a kind that does not exist."
  )
  package static let phaseKeysNotIndented = DiagnosticRule(
    "phase-keys-not-indented",
    .error,
    "The keys of a phase stand beside its kind instead of below it."
  )
  package static let severalKindsInOnePhase = DiagnosticRule(
    "several-kinds-in-one-phase",
    .error,
    "One element of a list of phases names more than one kind."
  )
  package static let malformedName = DiagnosticRule(
    "malformed-name",
    .error,
    "A name is not one word of letters, digits and `_`, or means something else."
  )
  package static let quotedNumber = DiagnosticRule(
    "quoted-number",
    .note,
    "A number is written in quotes, which change nothing here and mean text elsewhere."
  )
}

/// The wording of what can be wrong with the form of a recipe.
enum DecodingDiagnostics {
  static let rules: [DiagnosticRule] = [
    .unknownKey, .missingKey, .wrongForm, .unknownWord, .unknownPhaseKind, .phaseKeysNotIndented,
    .severalKindsInOnePhase, .notSupportedYet, .malformedName, .quotedNumber,
  ]

  /// The key that another library's name for it means.
  static func translation(of key: YAMLKey, in spec: ObjectSpec) -> KeySpec? {
    spec.keys.first { $0.foreignNames.contains(key.text) }
  }

  /// The key that a misspelt name most likely means.
  static func correction(of folded: String, in spec: ObjectSpec) -> KeySpec? {
    let names = spec.keys.map(\.name)
    return SpellingSuggestion.candidates(for: folded, among: names).first.flatMap {
      spec.key(named: $0)
    }
  }

  /// The finding about a key that has no meaning; `canRename` tells whether the entry would stand under the name
  /// that was meant, which it does not where that key is there already, or where the value lacks the unit that
  /// the foreign name implied.
  static func unknownKey(
    _ key: YAMLKey,
    folded: String,
    in spec: ObjectSpec,
    canRename: Bool
  ) -> Diagnostic {
    let message = "`\(key.text)` is not a key of `\(spec.name)`"
    if let known = translation(of: key, in: spec) {
      let edit = canRename ? TextEdit(key.range, known.name) : nil
      let text =
        known.shape.isTime && !canRename
        ? "this is called `\(known.name)` here, and has a unit"
        : "this is called `\(known.name)` here"
      return Diagnostic(
        .unknownKey,
        message,
        at: key.range,
        label: "unknown key",
        help: [Help(text, edit: edit)]
      )
    }
    let help: [Help]
    if let close = correction(of: folded, in: spec)?.name {
      help = [Help("did you mean `\(close)`?", edit: TextEdit(key.range, close))]
    } else {
      let known = EnglishList.all(spec.keys.map { "`\($0.name)`" })
      help = [Help("the keys of `\(spec.name)` are \(known); keys that start with `x_` are yours")]
    }
    return Diagnostic(.unknownKey, message, at: key.range, label: "unknown key", help: help)
  }

  static func missingKey(_ key: KeySpec, in spec: ObjectSpec, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingKey,
      "`\(spec.name)` needs `\(key.name)`",
      at: range,
      label: "`\(key.name)` is missing",
      notes: [key.summary.lowercasedStart],
      help: [
        Help(
          key.example.map { "write `\(key.name): \($0)`" }
            ?? "write `\(key.name):` with \(key.shape.description)"
        )
      ]
    )
  }

  static func wrongForm(_ node: YAMLNode, expected: String, for what: String) -> Diagnostic {
    Diagnostic(
      .wrongForm,
      "`\(what)` cannot be \(node.kindDescription)",
      at: node.range,
      label: "expected \(expected)"
    )
  }

  static func unknownWord(_ text: String, at range: SourceRange, words: [String]) -> Diagnostic {
    let words = words.map(\.writtenKey)
    let close = SpellingSuggestion.candidates(for: text, among: words).first
    let help =
      close.map { Help("did you mean `\($0)`?", edit: TextEdit(range, $0)) }
      ?? Help("write \(EnglishList.alternatives(words.map { "`\($0)`" }))")
    return Diagnostic(
      .unknownWord,
      "`\(text)` is not one of the words that may stand here",
      at: range,
      label: "expected \(EnglishList.alternatives(words.map { "`\($0)`" }))",
      help: [help]
    )
  }

  static func unknownKind(_ key: YAMLKey, noun: String, kinds: [ObjectSpec]) -> Diagnostic {
    let names = kinds.flatMap { [$0.name] + $0.aliases }
    let help: Help
    let isKey = kinds.contains { $0.keys.contains { $0.name == key.text.foldedKey } }
    switch noun == "phase" ? ForeignKinds.answer(to: key.text, among: names) : nil {
    case .kind(let kind):
      help = Help("this is `\(kind)` here", edit: TextEdit(key.range, kind))
    case .preset(let preset):
      help = Help("this is the preset `\(preset)`, a key of the recipe in place of `schedules`")
    case .advice(let advice):
      help = Help(advice)
    case nil:
      if isKey {
        help = Help("this is a key of a \(noun): write the kind, and `\(key.text)` below it")
      } else if let close = SpellingSuggestion.candidates(for: key.text, among: names).first {
        help = Help("did you mean `\(close)`?", edit: TextEdit(key.range, close))
      } else {
        let known = EnglishList.all(kinds.map { "`\($0.name.writtenKey)`" })
        help = Help("the kinds of \(noun)s are \(known)")
      }
    }
    return Diagnostic(
      .unknownPhaseKind,
      "there is no \(noun) of the kind `\(key.text)`",
      at: key.range,
      label: "unknown kind",
      help: [help]
    )
  }

  static func keysBesideKind(
    _ kind: YAMLEntry,
    strays: [YAMLEntry],
    indentation: TextEdit?
  ) -> Diagnostic {
    let name = kind.key.text
    let names = EnglishList.all(strays.map { "`\($0.key.text)`" })
    let help =
      indentation.map { Help("indent \(names) by two more spaces", edit: $0) }
      ?? Help("write the keys below `\(name)`, indented further, or as `\(name): { … }`")
    return Diagnostic(
      .phaseKeysNotIndented,
      "the keys of `\(name)` stand beside it instead of below it",
      at: kind.key.range,
      label: kind.value.isNothing ? "this phase has no keys" : "this phase ends here",
      secondary: strays.prefix(3).map { Label($0.key.range, "belongs to `\(name)`") },
      notes: ["in YAML \(names) would be further kinds of the same element, not parts of it"],
      help: [help]
    )
  }

  static func severalKinds(_ kinds: [YAMLKey], noun: String) -> Diagnostic {
    Diagnostic(
      .severalKindsInOnePhase,
      "one element of the list names \(kinds.count) kinds of \(noun)",
      at: kinds[1].range,
      label: "a second kind in the same element",
      secondary: [Label(kinds[0].range, "the first kind")],
      help: [Help("start the second \(noun) with `- ` on a line of its own")]
    )
  }

  static func noKind(at range: SourceRange, noun: String, kinds: [ObjectSpec]) -> Diagnostic {
    let known = EnglishList.all(kinds.map { "`\($0.name.writtenKey)`" })
    return Diagnostic(
      .unknownPhaseKind,
      "an element of the list does not say which kind of \(noun) it is",
      at: range,
      label: "a \(noun) of which kind?",
      notes: ["the kinds of \(noun)s are \(known)"],
      help: [Help("write the kind first and its keys below, as in `hold: { for: 10 epochs }`")]
    )
  }

  static func malformedName(_ key: YAMLKey, noun: String) -> Diagnostic {
    Diagnostic(
      .malformedName,
      "`\(key.text)` cannot be the name of a \(noun)",
      at: key.range,
      label: "not a name",
      help: [Help("use letters, digits and `_`, and start with a letter")]
    )
  }

  static func quotedNumber(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .quotedNumber,
      "`\(text)` is read as a quantity although it is quoted",
      at: range,
      label: "in quotes",
      help: [Help("leave the quotes out", edit: TextEdit(range, text))]
    )
  }
}

extension String {
  /// A sentence as a clause: its first letter small and without a full stop.
  package var lowercasedStart: String {
    let body = last == "." ? String(dropLast()) : self
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}
