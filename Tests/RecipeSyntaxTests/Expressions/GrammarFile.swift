// SPDX-License-Identifier: Apache-2.0

import Foundation
import SeededRandom

/// A grammar read from its EBNF: a generator of sentences, and a recogniser that owes nothing to the
/// parser under test.
///
/// The recogniser follows every alternative, so it accepts exactly what the file describes. Of the rules
/// that the file states in words it knows two: blanks may stand between words and symbols, and a word
/// is as long as it can be.
struct GrammarFile {
  indirect enum Form {
    case terminal([UInt8])
    case rule(String)
    case sequence([Form])
    case choice([Form])
    case optional(Form)
    case repetition(Form)
    case exception(Form, Form)
  }

  private(set) var rules: [String: Form] = [:]

  /// The productions inside which no blanks stand.
  static let words: Set<String> = [
    "number", "whole", "digits", "exponent", "nonzero", "digit", "suffix", "unit", "name", "word",
    "letter", "quantity",
  ]

  /// Reads files of the grammar, of which the later ones may say a production anew.
  init(_ names: String...) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../grammar")
    for name in names {
      let path = folder.appending(path: "\(name).ebnf")
      var reader = Reader(try String(contentsOf: path, encoding: .utf8))
      rules.merge(try reader.rules()) { _, later in later }
    }
  }

  /// A production; one that is missing derives nothing, which every test would notice.
  private func rule(_ name: String) -> Form { rules[name] ?? .choice([]) }

  // MARK: Sentences

  /// A random sentence of a production; alternatives grow rarer with depth so that it ends.
  func sentence(of rule: String, using source: inout SeededGenerator) -> String {
    var text = ""
    write(.rule(rule), into: &text, depth: 0, inWord: false, &source)
    return text
  }

  private func write(
    _ form: Form,
    into text: inout String,
    depth: Int,
    inWord: Bool,
    _ source: inout SeededGenerator
  ) {
    switch form {
    case .terminal(let bytes):
      if !inWord { separate(&text, before: bytes[0], &source) }
      text += String(decoding: bytes, as: UTF8.self)
    case .rule(let name):
      let isWord = Self.words.contains(name)
      var word = ""
      guard isWord, !inWord else {
        write(rule(name), into: &text, depth: depth + 1, inWord: inWord, &source)
        return
      }
      write(rule(name), into: &word, depth: depth + 1, inWord: true, &source)
      separate(&text, before: Array(word.utf8)[0], &source)
      text += word
    case .sequence(let forms):
      for form in forms { write(form, into: &text, depth: depth, inWord: inWord, &source) }
    case .choice(let forms):
      // The first alternative of every production here is the one that does not recurse, or a word.
      let index = depth > 14 ? 0 : Int.random(in: 0..<forms.count, using: &source)
      write(forms[index], into: &text, depth: depth, inWord: inWord, &source)
    case .optional(let form):
      if Int.random(in: 0..<3, using: &source) == 0 {
        write(form, into: &text, depth: depth, inWord: inWord, &source)
      }
    case .repetition(let form):
      while Int.random(in: 0..<3 + depth / 4, using: &source) == 0 {
        write(form, into: &text, depth: depth, inWord: inWord, &source)
      }
    case .exception(let form, _):
      write(form, into: &text, depth: depth, inWord: inWord, &source)
    }
  }

  private func separate(_ text: inout String, before byte: UInt8, _ source: inout SeededGenerator) {
    let isTight = Bool.random(using: &source)
    guard let last = text.utf8.last, !isTight || (last.isWordByte && byte.isWordByte) else {
      return
    }
    text += " "
  }

  // MARK: Recognition

  /// Whether a text is a sentence of a production.
  func accepts(_ text: String, as rule: String) -> Bool {
    let recogniser = Recogniser(rules: rules, bytes: Array(text.utf8))
    return recogniser.ends(of: .rule(rule), from: 0, inWord: false)
      .contains { recogniser.skippingBlanks($0) == recogniser.bytes.count }
  }

  private final class Recogniser {
    let rules: [String: Form]
    let bytes: [UInt8]
    private var found: [String: Set<Int>] = [:]

    init(rules: [String: Form], bytes: [UInt8]) {
      self.rules = rules
      self.bytes = bytes
    }

    private func rule(_ name: String) -> Form { rules[name] ?? .choice([]) }

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
      case .choice(let forms):
        return Set(forms.flatMap { ends(of: $0, from: place, inWord: inWord) })
      case .optional(let form):
        return ends(of: form, from: place, inWord: inWord).union([place])
      case .repetition(let form):
        var all: Set<Int> = [place]
        var fresh = all
        while !fresh.isEmpty {
          fresh = Set(fresh.flatMap { ends(of: form, from: $0, inWord: inWord) }).subtracting(all)
          all.formUnion(fresh)
        }
        return all
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
}

extension UInt8 {
  /// Whether the byte is a letter, a digit, `_` or `.`, which run together with their like.
  fileprivate var isWordByte: Bool {
    Character(Unicode.Scalar(self)).isLetter || Character(Unicode.Scalar(self)).isNumber
      || self == UInt8(ascii: "_")
  }
}
