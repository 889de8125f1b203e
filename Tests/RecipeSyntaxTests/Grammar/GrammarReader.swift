// SPDX-License-Identifier: Apache-2.0

extension GrammarFile {
  /// Something in the file that is no EBNF, or outside the part of it that is used.
  struct Malformed: Error {
    let rest: String
  }

  /// Reads the part of ISO/IEC 14977 that the grammar uses.
  struct Reader {
    private var rest: Substring
    /// The number of the next form that can be taken in several ways.
    private(set) var number: Int

    init(_ text: String, from number: Int) {
      rest = text[...]
      self.number = number
    }

    mutating func rules() throws -> [String: Form] {
      var rules: [String: Form] = [:]
      skip()
      while !rest.isEmpty {
        let name = try name()
        try expect("=")
        rules[name] = try choice()
        try expect(";")
      }
      return rules
    }

    private mutating func choice() throws -> Form {
      var forms = [try sequence()]
      while take("|") { forms.append(try sequence()) }
      return forms.count == 1 ? forms[0] : .choice(forms, number: nextNumber())
    }

    private mutating func sequence() throws -> Form {
      var forms = [try exception()]
      while take(",") { forms.append(try exception()) }
      return forms.count == 1 ? forms[0] : .sequence(forms)
    }

    private mutating func exception() throws -> Form {
      let form = try primary()
      return take("-") ? .exception(form, try primary()) : form
    }

    private mutating func primary() throws -> Form {
      for (open, close, make) in [
        ("(", ")", { form, _ in form }), ("[", "]", Form.optional), ("{", "}", Form.repetition),
      ] as [(Character, Character, (Form, Int) -> Form)] where take(open) {
        let inner = try choice()
        try expect(close)
        return make(inner, nextNumber())
      }
      if rest.first == "?" {
        let text = rest.dropFirst().prefix { $0 != "?" }
        rest = rest.dropFirst(text.count + 2)
        skip()
        return .special(String(text))
      }
      guard rest.first == "\"" else { return .rule(try name()) }
      let text = rest.dropFirst().prefix { $0 != "\"" }
      rest = rest.dropFirst(text.count + 2)
      skip()
      return .terminal(Array(text.utf8))
    }

    private mutating func nextNumber() -> Int {
      number += 1
      return number - 1
    }

    private mutating func name() throws -> String {
      let name = rest.prefix { $0.isLetter }
      guard !name.isEmpty else { throw Malformed(rest: String(rest.prefix(40))) }
      rest = rest.dropFirst(name.count)
      skip()
      return String(name)
    }

    private mutating func take(_ symbol: Character) -> Bool {
      guard rest.first == symbol else { return false }
      rest = rest.dropFirst()
      skip()
      return true
    }

    private mutating func expect(_ symbol: Character) throws {
      guard take(symbol) else { throw Malformed(rest: String(rest.prefix(40))) }
    }

    /// Skips blanks and comments.
    private mutating func skip() {
      while true {
        rest = rest.drop { $0.isWhitespace }
        guard rest.hasPrefix("(*") else { return }
        while !rest.isEmpty, !rest.hasPrefix("*)") { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      }
    }
  }
}
