// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// What well-formed YAML may contain and a recipe may not.
internal enum YAMLStructureDiagnostics {
  internal static let all = [
    duplicateKey, anchor, alias, mergeKey, tag, severalDocuments, complexKey, emptyFile, template,
    tooDeep, tooManyNodes, scalarTooLong, keyTooLong,
  ]

  // MARK: - Keys

  internal static let duplicateKey = DiagnosticRule(
    "duplicate-key",
    .error,
    "A mapping has each key once; `-` and `_` are the same."
  )

  internal static func duplicateKey(_ key: YAMLKey, first: YAMLKey) -> Diagnostic {
    let isSameSpelling = key.text == first.text
    return Diagnostic(
      duplicateKey,
      isSameSpelling
        ? "the key `\(key.text)` is written twice"
        : "the keys `\(first.text)` and `\(key.text)` are the same key",
      at: key.range,
      label: "written again",
      secondary: [Label(first.range, "first written here")],
      notes: isSameSpelling ? [] : ["`-` and `_` are the same in keys"],
      help: [Help("keep one of the two entries")]
    )
  }

  internal static let complexKey = DiagnosticRule(
    "complex-key",
    .error,
    "A key is a word, not a list or a mapping, and has no `?` before it."
  )

  internal static func complexKey(_ kind: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      complexKey,
      "\(kind) cannot be a key",
      at: range,
      help: [Help("write a word and a colon: `name: value`; quote text that begins with a bracket")]
    )
  }

  internal static func questionMark(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      complexKey,
      "a key has no `?` before it",
      at: range,
      help: [Help("write key and value on one line: `key: value`")]
    )
  }

  internal static let keyTooLong = DiagnosticRule(
    "key-too-long",
    .error,
    "A key has at most 128 bytes."
  )

  internal static func keyTooLong(bytes: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      keyTooLong,
      "the key has \(bytes) bytes; at most \(YAMLLimits.keyBytes) are allowed",
      at: range,
      help: [Help("use a shorter name; if this was meant as text, quote it")]
    )
  }

  // MARK: - Reuse

  internal static let anchor = DiagnosticRule(
    "anchor",
    .error,
    "A recipe has no YAML anchors (`&name`)."
  )

  internal static func anchor(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      anchor,
      "YAML anchors are not part of a recipe",
      at: range,
      help: [
        Help("name a value in `vars` or a shape in `curves`, and use that name"),
        Help("quote the text if it really begins with `&`"),
      ]
    )
  }

  internal static let alias = DiagnosticRule(
    "alias",
    .error,
    "A recipe has no YAML aliases (`*name`)."
  )

  internal static func alias(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      alias,
      "YAML aliases are not part of a recipe",
      at: range,
      help: [
        Help("name a value in `vars` or a shape in `curves`, and write the name without `*`"),
        Help("quote the text if it is a pattern", edit: TextEdit(range, "\"\(text)\"")),
      ]
    )
  }

  internal static let mergeKey = DiagnosticRule(
    "merge-key",
    .error,
    "A recipe has no YAML merge keys (`<<`)."
  )

  internal static func mergeKey(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      mergeKey,
      "YAML merge keys are not part of a recipe",
      at: range,
      help: [
        Help(
          "use `extends` to build on another recipe, `vars` or `curves` to share parts of this one"
        )
      ]
    )
  }

  internal static let tag = DiagnosticRule(
    "tag",
    .error,
    "A recipe has no YAML tags (`!name`)."
  )

  internal static func tag(at range: SourceRange, upTo next: SourceRange) -> Diagnostic {
    Diagnostic(
      tag,
      "YAML tags are not part of a recipe",
      at: range,
      notes: ["the meaning of a value follows from its key; files are included with `extends`"],
      help: [
        Help(
          "delete the tag",
          edit: TextEdit(
            SourceRange(source: range.source, start: range.start, end: next.start),
            ""
          )
        ),
        Help("quote the text if it really begins with `!`"),
      ]
    )
  }

  internal static let template = DiagnosticRule(
    "template",
    .error,
    "A recipe has no template placeholders (`${…}`, `{{…}}`)."
  )

  internal static func template(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      template,
      "templates are not expanded",
      at: range,
      notes: ["a recipe means the same on every machine, so it reads no environment variables"],
      help: [
        Help("declare the name in `vars` and bind values at launch with `--set`")
      ]
    )
  }

  // MARK: - Documents

  internal static let severalDocuments = DiagnosticRule(
    "several-documents",
    .error,
    "A file holds one recipe."
  )

  internal static func severalDocuments(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      severalDocuments,
      "a second document starts here; a file holds one recipe",
      at: range,
      help: [Help("put each recipe into a file of its own; `extends` lets them share parts")]
    )
  }

  internal static let emptyFile = DiagnosticRule(
    "empty-file",
    .error,
    "A recipe has at least one entry."
  )

  internal static func emptyFile(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      emptyFile,
      "the file holds no recipe",
      at: range,
      help: [Help("begin with `recipec: 1`, `run:` and `schedules:`")]
    )
  }

  // MARK: - Limits

  internal static let tooDeep = DiagnosticRule(
    "too-deep",
    .error,
    "Lists and mappings are nested at most 32 deep."
  )

  internal static func tooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      tooDeep,
      "lists and mappings are nested more than \(YAMLLimits.depth) deep",
      at: range,
      label: "one too deep",
      help: [Help("look for a bracket that is not closed; recipes need about six levels")]
    )
  }

  internal static let tooManyNodes = DiagnosticRule(
    "too-many-values",
    .error,
    "A recipe has at most about 20 000 values."
  )

  internal static func tooManyNodes(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      tooManyNodes,
      "the file holds too many values; the parser stops after \(YAMLLimits.events) events",
      at: range,
      help: [Help("describe long sequences of values by phases, `points` or an `expression`")]
    )
  }

  internal static let scalarTooLong = DiagnosticRule(
    "text-too-long",
    .error,
    "A text has at most 4 KiB."
  )

  internal static func scalarTooLong(bytes: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      scalarTooLong,
      "the text has \(bytes) bytes; at most \(YAMLLimits.scalarBytes) are allowed",
      at: range,
      help: [Help("look for a missing quote; long remarks can be comments")]
    )
  }
}
