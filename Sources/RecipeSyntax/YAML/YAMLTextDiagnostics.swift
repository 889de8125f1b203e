// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// What is wrong with a source as a text, before its structure is looked at.
internal enum YAMLTextDiagnostics {
  internal static let all = [
    fileTooLarge, notUTF8, utf16, nulByte, loneCarriageReturn, lineSeparator, tabIndentation,
    otherBlank, hiddenCharacter, hiddenCharacterInComment, directive,
  ]

  // MARK: - Encoding

  internal static let fileTooLarge = DiagnosticRule(
    "file-too-large",
    .error,
    "A recipe file has at most 256 KiB."
  )

  internal static func fileTooLarge(bytes: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      fileTooLarge,
      "the file has \(bytes) bytes; a recipe has at most \(YAMLLimits.fileBytes)",
      at: range,
      help: [
        Help("check that this is a recipe: a real one is a page of text")
      ]
    )
  }

  internal static let notUTF8 = DiagnosticRule(
    "not-utf8",
    .error,
    "A recipe is UTF-8 text."
  )

  internal static func notUTF8(_ byte: UInt8, at range: SourceRange) -> Diagnostic {
    let digits = String(byte, radix: 16, uppercase: true)
    return Diagnostic(
      notUTF8,
      "the file is not UTF-8 text: the byte 0x\(digits) does not belong here",
      at: range,
      label: "first such byte",
      help: [Help("save the file as UTF-8")]
    )
  }

  internal static let utf16 = DiagnosticRule(
    "utf16-encoding",
    .error,
    "A recipe is UTF-8 text, not UTF-16."
  )

  internal static func utf16(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      utf16,
      "the file is UTF-16 text",
      at: range,
      label: "byte order mark of UTF-16",
      help: [Help("save the file as UTF-8; PowerShell: `Out-File -Encoding utf8`")]
    )
  }

  internal static let nulByte = DiagnosticRule(
    "nul-byte",
    .error,
    "A recipe holds no byte 0."
  )

  internal static func nulByte(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      nulByte,
      "the file holds a byte 0, which no text has",
      at: range,
      notes: ["UTF-16 files and binary files have such bytes"],
      help: [Help("check that this is a recipe, and save it as UTF-8")]
    )
  }

  // MARK: - Lines and blanks

  internal static let loneCarriageReturn = DiagnosticRule(
    "carriage-return",
    .error,
    "Lines end with LF or CRLF, not with CR alone."
  )

  internal static func loneCarriageReturn(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      loneCarriageReturn,
      "a carriage return stands without a line feed",
      at: range,
      notes: ["YAML takes it for a line end, most editors do not"],
      help: [Help("save the file with LF or CRLF line ends")]
    )
  }

  internal static let lineSeparator = DiagnosticRule(
    "line-separator",
    .error,
    "A recipe holds no U+0085, U+2028 or U+2029, which some programs take for line ends."
  )

  internal static func lineSeparator(_ scalar: Unicode.Scalar, at range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      lineSeparator,
      "the text holds \(name(of: scalar))",
      at: range,
      notes: ["some YAML parsers take it for a line end, most editors do not show it"],
      help: [
        Help("replace it with a line break or a space", edit: TextEdit(range, " "))
      ]
    )
  }

  internal static let tabIndentation = DiagnosticRule(
    "tab-indentation",
    .error,
    "Lines are indented with spaces, not with tabs."
  )

  /// Every tab becomes two spaces in the edit.
  internal static func tabIndentation(at range: SourceRange, in bytes: [UInt8]) -> Diagnostic {
    let tabs = bytes[range.start..<range.end].count { $0 == 0x09 }
    let spaces = range.length + tabs
    return Diagnostic(
      tabIndentation,
      "the line is indented with a tab",
      at: range,
      label: "tab",
      notes: ["YAML allows spaces only, because tabs have no fixed width"],
      help: [
        Help(
          "indent with spaces",
          edit: TextEdit(range, String(repeating: " ", count: spaces))
        )
      ]
    )
  }

  internal static let otherBlank = DiagnosticRule(
    "unusual-blank",
    .error,
    "Blanks between words of the language are ordinary spaces."
  )

  internal static func otherBlank(_ scalar: Unicode.Scalar, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      otherBlank,
      "\(name(of: scalar)) stands where YAML needs a space",
      at: range,
      notes: ["it looks like a space but YAML takes it for a letter; web pages often contain it"],
      help: [Help("replace it with a space", edit: TextEdit(range, " "))]
    )
  }

  // MARK: - Hidden characters

  internal static let hiddenCharacter = DiagnosticRule(
    "hidden-character",
    .error,
    "A recipe holds no control characters and no invisible ones, also none made by an escape."
  )

  internal static func hiddenCharacter(
    _ scalar: Unicode.Scalar,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      hiddenCharacter,
      "the text holds \(name(of: scalar)), which cannot be seen",
      at: range,
      notes: ["a reader would see something else than what the compiler reads"],
      help: [Help("delete it", edit: TextEdit(range, ""))]
    )
  }

  internal static func escapedHiddenCharacter(
    _ scalar: Unicode.Scalar,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      hiddenCharacter,
      "the escape stands for \(name(of: scalar)), which cannot be seen",
      at: range,
      notes: ["no text of a recipe needs it, and it can garble a terminal"],
      help: [
        Help("delete it, or write a backslash as `\\\\`", edit: TextEdit(range, ""))
      ]
    )
  }

  internal static let hiddenCharacterInComment = DiagnosticRule(
    "hidden-character-in-comment",
    .warning,
    "A comment holds a control or an invisible character."
  )

  internal static func hiddenCharacterInComment(
    _ scalar: Unicode.Scalar,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      hiddenCharacterInComment,
      "the comment holds \(name(of: scalar)), which cannot be seen",
      at: range,
      help: [Help("delete it", edit: TextEdit(range, ""))]
    )
  }

  // MARK: - Directives

  internal static let directive = DiagnosticRule(
    "directive",
    .error,
    "A recipe has no YAML directives: no line starts with `%`."
  )

  internal static func directive(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      directive,
      "a line that starts with `%` is a YAML directive, which recipes do not have",
      at: range,
      notes: ["the version of the language is the entry `recipec: 1`"],
      help: [
        Help("delete the line; values that appear more than once go into `vars`")
      ]
    )
  }

  /// The code point of a character with its name in Unicode, if it has one: `U+200B (zero width
  /// space)`.
  private static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    guard let name = scalar.properties.name ?? scalar.properties.nameAlias else { return code }
    return "\(code) (\(name.lowercased()))"
  }
}
