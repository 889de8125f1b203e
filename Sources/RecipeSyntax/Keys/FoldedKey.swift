// SPDX-License-Identifier: Apache-2.0

extension String {
  /// A key with `-` read as `_`: both spellings are the same key.
  package var foldedKey: String { String(map { $0 == "-" ? "_" : $0 }) }

  /// Whether a folded key is the user's own, which nothing reads: `x_…`.
  var isOwnKey: Bool { hasPrefix("x_") }

  /// Whether the text can name what `noun` says: a word, for a channel also `optimizer.channel`, and for
  /// what `--set` binds a path.
  func isName(of noun: String) -> Bool {
    let words = split(separator: ".", omittingEmptySubsequences: false)
    let limit = noun == SweepKeys.noun ? .max : noun == "channel" ? 2 : 1
    return words.count <= limit && words.allSatisfy { String($0).isIdentifier }
  }

  /// Whether the text is one word of letters, digits, `_` and `-` that starts with a letter or `_`.
  var isIdentifier: Bool {
    guard let first = utf8.first, first.isASCIILetter || first == UInt8(ascii: "_") else {
      return false
    }
    return utf8.allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
  }
}

extension String {
  /// A folded name as it is written: `1-sqrt`, where it is no word; `last_batch`.
  package var writtenKey: String {
    first?.isNumber == true ? String(map { $0 == "_" ? "-" : $0 }) : self
  }
}
