// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Keys that stand beside what they belong to: `{ shape: polynomial, power: 2 }`.
extension DecodingDiagnostics {
  /// A key beside an unknown one, and the thing that it names, of which the unknown one is a key.
  struct Choice {
    let key: YAMLKey
    let word: String
    /// The key of the thing under its own name.
    let own: String
  }

  /// What one of the other entries names that has a key of this name.
  static func choice(
    with folded: String,
    in spec: ObjectSpec,
    of entries: [YAMLEntry]
  ) -> Choice? {
    for entry in entries {
      guard let word = entry.value.scalar?.text,
        let shape = spec.key(named: entry.key.text.foldedKey)?.shape,
        let named = shape.choice(named: word.foldedKey),
        let own = named.keys.first(where: { $0.name == folded || $0.foreignNames.contains(folded) })
      else { continue }
      return Choice(key: entry.key, word: word, own: own.name)
    }
    return nil
  }

  static func keyOfChoice(
    _ entry: YAMLEntry,
    folded: String,
    in spec: ObjectSpec,
    _ choice: Choice
  ) -> Diagnostic {
    let value = entry.value.scalar.map(\.text) ?? "…"
    return Diagnostic(
      .unknownKey,
      "`\(entry.key.text)` is not a key of `\(spec.name)`",
      at: entry.key.range,
      label: "a key of `\(choice.word)`",
      secondary: [Label(choice.key.range, "names `\(choice.word)`")],
      help: [
        Help(
          "write `\(choice.key.text): { \(choice.word): { \(choice.own): \(value) } }`"
        )
      ]
    )
  }
}

extension ValueShape {
  /// The keys of a thing that may be written as its name alone or with its keys; nil for any other word.
  fileprivate func choice(named word: String) -> ObjectSpec? {
    guard case .either(.word, .object(let spec)) = self,
      case .object(let named)? = spec.key(named: word)?.shape
    else { return nil }
    return named
  }
}
