// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// What keeps a source from being YAML.
internal enum YAMLSyntaxDiagnostics {
  internal static let all = [
    unclosedBracket, missingComma, unclosedQuote, missingSpace, colonInValue, missingColon,
    indentation, unexpectedText, missingValue, dashAfterKey, unquotedText, unknownEscape, syntax,
  ]

  // MARK: - Brackets and quotes

  internal static let unclosedBracket = DiagnosticRule(
    "unclosed-bracket",
    .error,
    "Every `[` and `{` is closed."
  )

  internal static func unclosedBracket(
    _ bracket: String,
    at open: SourceRange,
    noticed: SourceRange
  )
    -> Diagnostic
  {
    let closing = bracket == "[" ? "]" : "}"
    return Diagnostic(
      unclosedBracket,
      "the bracket `\(bracket)` is not closed",
      at: open,
      label: "opened here",
      secondary: [Label(noticed, "`\(closing)` expected before this")],
      help: [Help("write `\(closing)` where the \(bracket == "[" ? "list" : "mapping") ends")]
    )
  }

  internal static let missingComma = DiagnosticRule(
    "missing-comma",
    .error,
    "The parts within brackets are separated by commas."
  )

  internal static func missingComma(at range: SourceRange, open: SourceRange) -> Diagnostic {
    Diagnostic(
      missingComma,
      "a comma is missing before this",
      at: range,
      label: "not expected here",
      secondary: [Label(open, "within this bracket")],
      help: [
        Help("write a comma after every part; quote a text that holds `: `, commas or brackets")
      ]
    )
  }

  internal static let unclosedQuote = DiagnosticRule(
    "unclosed-quote",
    .error,
    "Every quote is closed."
  )

  internal static func unclosedQuote(
    _ quote: String,
    at range: SourceRange,
    secondary: [Label] = []
  ) -> Diagnostic {
    Diagnostic(
      unclosedQuote,
      "the quote is not closed",
      at: range,
      label: "opened here",
      secondary: secondary,
      help: [
        Help("write `\(quote)` where the text ends"),
        Help(
          quote == "'"
            ? "write an apostrophe within single quotes twice: `''`"
            : "write a quote within double quotes as `\\\"`"
        ),
      ]
    )
  }

  // MARK: - Colons

  internal static let missingSpace = DiagnosticRule(
    "missing-space",
    .error,
    "A space follows the colon of a key."
  )

  internal static func missingSpace(after colon: SourceRange) -> Diagnostic {
    let place = SourceRange(source: colon.source, start: colon.end, end: colon.end)
    return Diagnostic(
      missingSpace,
      "a space is missing after the colon",
      at: colon,
      notes: ["without it YAML takes key, colon and value for one word"],
      help: [Help("write a space after the colon", edit: TextEdit(place, " "))]
    )
  }

  internal static let colonInValue = DiagnosticRule(
    "colon-in-value",
    .error,
    "An unquoted value on the line of its key holds no `: `."
  )

  internal static func colonInValue(at colon: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      colonInValue,
      "a second colon stands on the line of a key",
      at: colon,
      label: "second colon",
      secondary: [Label(first, "the value begins after this one")],
      help: [
        Help("put a mapping into braces: `key: { name: value }`"),
        Help("put a text that holds `: ` into quotes"),
      ]
    )
  }

  internal static let missingColon = DiagnosticRule(
    "missing-colon",
    .error,
    "Every line of a mapping has a key and a colon."
  )

  internal static func missingColon(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      missingColon,
      "a colon is missing after a key",
      at: range,
      label: "`:` expected",
      notes: ["the lines around it are entries of a mapping, so this one is read as a key"],
      help: [Help("write `key: value`; begin an item of a list with `- `")]
    )
  }

  // MARK: - Indentation and order

  internal static let indentation = DiagnosticRule(
    "inconsistent-indentation",
    .error,
    "Entries that belong together begin in the same column."
  )

  internal static func indentation(
    at range: SourceRange,
    spaces: Int,
    neighbours: [(range: SourceRange, spaces: Int)]
  ) -> Diagnostic {
    Diagnostic(
      indentation,
      "the line is indented by \(count(spaces)), which fits no entry above it",
      at: range,
      secondary: neighbours.map { Label($0.range, "this begins after \(count($0.spaces))") },
      help: [Help("begin entries that belong together in the same column")]
    )
  }

  internal static func indentationBelowValue(
    at range: SourceRange,
    value: SourceRange
  )
    -> Diagnostic
  {
    Diagnostic(
      indentation,
      "the line is indented as if it were part of the value above",
      at: range,
      secondary: [Label(value, "this entry has its value already")],
      help: [
        Help("align the line with the entries that it belongs to"),
        Help("delete the value above if the line should be an entry below it"),
      ]
    )
  }

  internal static func listItemAmongKeys(
    at range: SourceRange,
    mapping: SourceRange
  )
    -> Diagnostic
  {
    Diagnostic(
      indentation,
      "an item of a list stands among the entries of a mapping",
      at: range,
      secondary: [Label(mapping, "the mapping begins here")],
      help: [Help("put the list below a key of its own, or delete the `-`")]
    )
  }

  internal static func keyAmongListItems(at range: SourceRange, list: SourceRange) -> Diagnostic {
    Diagnostic(
      indentation,
      "an entry stands among the items of a list",
      at: range,
      secondary: [Label(list, "the list begins here")],
      help: [Help("begin an item of the list with `- `; indent an entry as deep as its neighbours")]
    )
  }

  internal static let dashAfterKey = DiagnosticRule(
    "dash-after-key",
    .error,
    "A list of `- ` items begins on a line of its own."
  )

  internal static func dashAfterKey(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      dashAfterKey,
      "a list of `- ` items cannot begin on the line of its key",
      at: range,
      help: [
        Help("begin the list on the next line, or write it in brackets: `[first, second]`"),
        Help("quote the text if it really begins with `- `"),
      ]
    )
  }

  internal static let unexpectedText = DiagnosticRule(
    "text-after-value",
    .error,
    "Nothing but a comment follows a quoted or bracketed value."
  )

  internal static func unexpectedText(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      unexpectedText,
      "text follows a value that is already complete",
      at: range,
      label: "not expected here",
      help: [Help("delete it, or put the whole value into quotes; a comment begins with ` #`")]
    )
  }

  internal static let missingValue = DiagnosticRule(
    "missing-value",
    .error,
    "A comma or closing bracket follows a value."
  )

  internal static func missingValue(before sign: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      missingValue,
      "`\(sign)` stands where a value is expected",
      at: range,
      help: [
        Help("delete it, or write a value before it"),
        Help("quote the text if it really begins with `\(sign)`"),
      ]
    )
  }

  // MARK: - Characters

  internal static let unquotedText = DiagnosticRule(
    "unquoted-text",
    .error,
    "A text that begins with a sign of YAML is quoted."
  )

  internal static func unquotedText(
    _ first: String,
    at range: SourceRange,
    word: SourceRange,
    text: String
  ) -> Diagnostic {
    let escaped = text.reduce(into: "") { $0 += $1 == "'" ? "''" : String($1) }
    return Diagnostic(
      unquotedText,
      "a text that begins with `\(first)` needs quotes",
      at: range,
      notes: ["`\(first)` has a meaning of its own in YAML"],
      help: [Help("quote the text", edit: TextEdit(word, "'\(escaped)'"))]
    )
  }

  internal static let unknownEscape = DiagnosticRule(
    "unknown-escape",
    .error,
    "A backslash in double quotes begins an escape that YAML knows."
  )

  internal static func unknownEscape(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      unknownEscape,
      "the backslash begins no escape that YAML knows",
      at: range,
      help: [
        Help("use single quotes, in which a backslash is an ordinary character"),
        Help("write a backslash in double quotes as `\\\\`"),
      ]
    )
  }

  internal static let syntax = DiagnosticRule(
    "yaml-syntax",
    .error,
    "A recipe is well-formed YAML."
  )

  internal static func syntax(
    _ problem: String,
    at range: SourceRange,
    secondary: [Label]
  ) -> Diagnostic {
    Diagnostic(
      syntax,
      "the YAML cannot be read from here on",
      at: range,
      label: "unexpected",
      secondary: secondary,
      notes: ["the YAML parser says: \(problem)"],
      help: [
        Help("compare the line with its neighbours: indentation, quotes, brackets, `key: value`")
      ]
    )
  }

  private static func count(_ spaces: Int) -> String {
    spaces == 1 ? "1 space" : "\(spaces) spaces"
  }
}
