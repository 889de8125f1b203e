// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// A preset as a recipe uses it: what is written below its key, and the nodes that it is expanded into.
///
/// What the user wrote is moved as it is, with its range, so that findings about it point at it. What the
/// preset adds has the range of its key.
struct PresetUse {
  /// The key of the preset.
  let key: YAMLKey
  /// What is written below it.
  let entries: [YAMLEntry]
  /// The same, decoded and without errors.
  let object: ObjectSyntax
  /// Whether the recipe has a variable `peak`, so that no schedule can give the word another meaning.
  let hasVariablePeak: Bool
  /// The updates of the run, where the recipe alone says how many these are.
  let updates: Rational?

  // MARK: What is written

  /// The entry of a key, if it is there.
  func entry(_ name: String) -> YAMLEntry? { entries.first { $0.key.text.foldedKey == name } }

  /// What is written for a key, else the text.
  func value(_ name: String, else text: String) -> YAMLNode {
    entry(name)?.value ?? scalar(text)
  }

  /// A word that is written for a key, else another one.
  func word(_ name: String, else other: String) -> String {
    if case .word(let word, _)? = object[name]?.value { word } else { other }
  }

  /// What is written for a key as an operand of a formula: a number, a name, or something in parentheses.
  func operand(_ name: String, else text: String) -> String {
    guard let scalar = entry(name)?.value.scalar else { return text }
    return Self.operand(scalar.text)
  }

  /// The text as an operand of a formula.
  static func operand(_ text: String) -> String { isAtom(text) ? text : "(\(text))" }

  private static func isAtom(_ text: String) -> Bool {
    // A hyphen is a minus here, whatever it is in a key.
    if text.isIdentifier { return !text.contains("-") }
    return !text.hasPrefix("-") && Rational(decimal: text) != nil
  }

  /// The number of a literal with a unit: 4000 for `4000 steps`; nil for anything else.
  func literal(_ name: String, in unit: Unit) -> Rational? {
    object.expression(name)?.literal(in: unit)
  }

  // MARK: The peak

  /// The peak, as the phases of a schedule speak of it.
  struct Peak {
    /// What stands for it where it is a value by itself.
    let node: YAMLNode
    /// What stands for it in a formula.
    let text: String
    /// What the schedule has to say for that.
    let entry: YAMLEntry?
  }

  /// The peak: as it is written where that is a number or a name, else by the word `peak`.
  var peak: Peak {
    let node = value("peak", else: "0")
    guard let scalar = node.scalar, Self.isAtom(scalar.text) || hasVariablePeak else {
      let entry = YAMLEntry(key: word("peak"), value: node)
      return Peak(node: self.scalar("peak"), text: "peak", entry: entry)
    }
    return Peak(node: node, text: Self.operand(scalar.text), entry: nil)
  }

  // MARK: What it is expanded into

  /// A key that the preset adds; it stands where `origin` does, if that is written.
  func word(_ text: String, at origin: String? = nil) -> YAMLKey {
    YAMLKey(text: text, range: origin.flatMap(entry)?.key.range ?? key.range)
  }

  /// A text that the preset adds; it stands where the value of `origin` does, if that is written.
  func scalar(_ text: String, at origin: String? = nil) -> YAMLNode {
    let style: YAMLScalar.Style = text.contains(",") ? .doubleQuoted : .plain
    return YAMLNode(
      .scalar(YAMLScalar(text: text, style: style)),
      range: origin.flatMap(entry)?.value.range ?? key.range
    )
  }

  /// `last` and the duration that is written for a key.
  func last(_ name: String) -> YAMLNode {
    let node = value(name, else: "")
    guard let scalar = node.scalar else { return node }
    // The duration keeps its place in the source; the word before it falls on what is before it there.
    let moved = YAMLScalar(
      text: "last " + scalar.text,
      style: scalar.style,
      verbatimStart: scalar.verbatimStart.flatMap { $0 >= 5 ? $0 - 5 : nil }
    )
    return YAMLNode(.scalar(moved), range: node.range)
  }

  /// A phase.
  ///
  /// Its kind stands where `origin` does, if that is written; fields without a value are left out.
  func phase(
    _ kind: String,
    at origin: String? = nil,
    _ fields: [(name: String, value: YAMLNode?)]
  ) -> YAMLNode {
    let entries = fields.compactMap { field in
      field.value.map { YAMLEntry(key: word(field.name, at: origin), value: $0.inBrackets) }
    }
    let range = word(kind, at: origin).range
    let body = YAMLNode(.mapping(entries), range: range, flowStyle: true)
    let element = YAMLEntry(key: word(kind, at: origin), value: body)
    return YAMLNode(.mapping([element]), range: range)
  }

  /// A list of phases.
  func list(_ phases: [YAMLNode]) -> YAMLNode {
    YAMLNode(.sequence(phases), range: key.range)
  }

  /// The entry of a channel with phases.
  func channel(
    _ name: String,
    at origin: String? = nil,
    _ peak: Peak? = nil,
    _ phases: [YAMLNode]
  )
    -> YAMLEntry
  {
    let list = YAMLEntry(key: word("phases", at: origin), value: list(phases))
    let entries = [peak?.entry, list].compactMap { $0 }
    return YAMLEntry(
      key: word(name, at: origin),
      value: YAMLNode(.mapping(entries), range: key.range)
    )
  }
}

extension YAMLNode {
  /// The node as it can stand between brackets, where a comma ends what is not quoted.
  fileprivate var inBrackets: YAMLNode {
    guard case .scalar(let scalar) = content, scalar.style == .plain, scalar.text.contains(",")
    else { return self }
    let quoted = YAMLScalar(
      text: scalar.text,
      style: .doubleQuoted,
      verbatimStart: scalar.verbatimStart
    )
    return YAMLNode(.scalar(quoted), range: range)
  }
}

extension ExpressionSyntax {
  /// The number of a literal in a unit: 4000 for `4000 steps`; nil for anything else.
  func literal(in unit: Unit) -> Rational? {
    guard case .measured(let inner, unit) = kind, case .number(let number) = inner.kind else {
      return nil
    }
    return number
  }
}
