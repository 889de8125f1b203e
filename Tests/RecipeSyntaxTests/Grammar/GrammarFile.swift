// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A grammar read from its EBNF, for a generator of sentences and a recogniser that owe nothing to the
/// parser under test.
struct GrammarFile {
  /// A right side; what can be taken in several ways has a number, by which these are counted.
  indirect enum Form {
    case terminal([UInt8])
    case rule(String)
    case sequence([Form])
    case choice([Form], number: Int)
    case optional(Form, number: Int)
    case repetition(Form, number: Int)
    case exception(Form, Form)
    /// Something that is said in words.
    case special(String)
  }

  /// One way to take a form: an alternative of a choice; a part that is there or not; a repeated part that is
  /// there not at all, once, or more often.
  struct Branch: Hashable {
    let form: Int
    let way: Int
  }

  private(set) var rules: [String: Form] = [:]

  /// The productions inside which no blanks stand.
  static let words: Set<String> = [
    "number", "whole", "digits", "exponent", "nonzero", "digit", "suffix", "unit", "update", "name",
    "word", "letter", "quantity", "variable", "unreal",
  ]

  /// Reads files of the grammar, of which the later ones may say a production anew.
  ///
  /// - Parameters:
  ///   - names: the files, without their endings.
  ///   - clock: what `run.clock` says; nil for recipes without it.
  /// - Throws: when a file cannot be read, or is no EBNF.
  init(_ names: String..., clock: String? = nil) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../grammar")
    var number = 0
    for name in names {
      let path = folder.appending(path: "\(name).ebnf")
      var reader = Reader(try String(contentsOf: path, encoding: .utf8), from: number)
      rules.merge(try reader.rules()) { _, later in later }
      number = reader.number
    }
    guard case .choice(let forms, let number)? = rules["update"], case .special? = forms.last else {
      throw Malformed(rest: "no production `update` that ends with the word of a clock")
    }
    let words = clock.map { $0.hasSuffix("s") ? [$0, String($0.dropLast())] : [$0] }
    let own = words?.map { Form.terminal(Array($0.utf8)) }
    rules["update"] = .choice(own ?? Array(forms.dropLast()), number: number)
  }

  /// A production; one that is missing derives nothing, which every test would notice.
  func rule(_ name: String) -> Form { rules[name] ?? .choice([], number: -1) }

  /// Every way to take a form that sentences of a production can have in them.
  func branches(of rule: String) -> Set<Branch> {
    var found: Set<Branch> = []
    var seen: Set<String> = [rule]
    var open = [self.rule(rule)]
    while let form = open.popLast() {
      switch form {
      case .terminal, .special:
        break
      case .rule(let name):
        if seen.insert(name).inserted { open.append(self.rule(name)) }
      case .sequence(let forms):
        open += forms
      case .choice(let forms, let number):
        found.formUnion(forms.indices.map { Branch(form: number, way: $0) })
        open += forms
      case .optional(let inner, let number):
        found.formUnion((0...1).map { Branch(form: number, way: $0) })
        open.append(inner)
      case .repetition(let inner, let number):
        found.formUnion((0...2).map { Branch(form: number, way: $0) })
        open.append(inner)
      case .exception(let inner, _):
        open.append(inner)
      }
    }
    return found
  }
}

extension UInt8 {
  /// Whether the byte is a letter, a digit or `_`, which run together with their like.
  var isWordByte: Bool {
    Character(Unicode.Scalar(self)).isLetter || Character(Unicode.Scalar(self)).isNumber
      || self == UInt8(ascii: "_")
  }
}
