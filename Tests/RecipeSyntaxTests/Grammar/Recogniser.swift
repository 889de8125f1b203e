// SPDX-License-Identifier: Apache-2.0

extension GrammarFile {
  /// Whether a text is a sentence of a production.
  func accepts(_ text: String, as rule: String) -> Bool {
    let recogniser = Recogniser(rules: rules, bytes: Array(text.utf8))
    return recogniser.ends(of: .rule(rule), from: 0, inWord: false)
      .contains { recogniser.skippingBlanks($0) == recogniser.bytes.count }
  }
}

/// Accepts exactly what a grammar describes: it follows every alternative.
///
/// Of the rules that the files state in words it knows two: blanks may stand between words and symbols, and a
/// word is as long as it can be.
private final class Recogniser {
  typealias Form = GrammarFile.Form

  let rules: [String: Form]
  let bytes: [UInt8]
  private var found: [String: Set<Int>] = [:]

  init(rules: [String: Form], bytes: [UInt8]) {
    self.rules = rules
    self.bytes = bytes
  }

  private func rule(_ name: String) -> Form { rules[name] ?? .choice([], number: -1) }

  func skippingBlanks(_ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x0A {
      position += 1
    }
    return position
  }

  /// Every place where a form that starts at a byte can end.
  func ends(of form: Form, from place: Int, inWord: Bool) -> Set<Int> {
    switch form {
    case .terminal(let terminal):
      let start = inWord ? place : skippingBlanks(place)
      let end = start + terminal.count
      guard end <= bytes.count, Array(bytes[start..<end]) == terminal else { return [] }
      return inWord || isWholeWord(start..<end) ? [end] : []
    case .rule(let name):
      return ends(ofRule: name, from: place, inWord: inWord)
    case .sequence(let forms):
      return forms.reduce([place]) { places, form in
        Set(places.flatMap { ends(of: form, from: $0, inWord: inWord) })
      }
    case .choice(let forms, _):
      return Set(forms.flatMap { ends(of: $0, from: place, inWord: inWord) })
    case .optional(let form, _):
      return ends(of: form, from: place, inWord: inWord).union([place])
    case .repetition(let form, _):
      var all: Set<Int> = [place]
      var fresh = all
      while !fresh.isEmpty {
        fresh = Set(fresh.flatMap { ends(of: form, from: $0, inWord: inWord) }).subtracting(all)
        all.formUnion(fresh)
      }
      return all
    case .special:
      return []
    case .exception(let form, let other):
      let excluded = ends(of: other, from: place, inWord: inWord)
      return ends(of: form, from: place, inWord: inWord).subtracting(excluded)
    }
  }

  private func ends(ofRule name: String, from place: Int, inWord: Bool) -> Set<Int> {
    let key = "\(name) \(place) \(inWord)"
    if let known = found[key] { return known }
    var result: Set<Int>
    if GrammarFile.words.contains(name), !inWord {
      let start = skippingBlanks(place)
      result = ends(of: rule(name), from: start, inWord: true)
      if name == "number" {
        result = result.max().map { [$0] } ?? []
      } else {
        result = result.filter { isWholeWord(start..<$0) }
      }
    } else {
      result = ends(of: rule(name), from: place, inWord: inWord)
    }
    found[key] = result
    return result
  }

  /// Whether what ends in a letter is not followed by a further letter or digit.
  private func isWholeWord(_ range: Range<Int>) -> Bool {
    guard range.upperBound < bytes.count, let last = bytes[range].last, last.isWordByte else {
      return true
    }
    return !bytes[range.upperBound].isWordByte
  }
}
