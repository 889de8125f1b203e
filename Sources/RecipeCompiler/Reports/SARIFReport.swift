// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Findings as SARIF 2.1.0, the form that code hosts and review tools read.
///
/// Source: OASIS, Static Analysis Results Interchange Format 2.1.0 (2020). Section numbers below are its.
enum SARIFReport {
  static let form = ReportForm(name: "sarif", summary: "SARIF 2.1.0, for code scanning") { report in
    let rules = reportedRules(report)
    let results = report.files.flatMap { file in
      file.diagnostics.map { result(of: $0, in: file.sources, rules: rules) }
    }
    return JSONText.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .object([
            (
              "tool",
              .object([
                (
                  "driver",
                  .object([
                    ("name", .string("recipec")),
                    ("semanticVersion", .string(report.version)),
                    ("rules", .array(rules.map(descriptor))),
                  ])
                )
              ])
            ),
            // 3.14.27: a column is one code point.
            ("columnKind", .string("unicodeCodePoints")),
            ("results", .array(results)),
          ])
        ])
      ),
    ])
    .text
  }

  /// The rules that were broken, in the order of the stages.
  private static func reportedRules(_ report: FindingsReport) -> [DiagnosticRule] {
    let broken = Set(report.files.flatMap { $0.diagnostics.map(\.rule) })
    return Compiler.rules.filter { broken.contains($0) }
  }

  private static func descriptor(of rule: DiagnosticRule) -> JSONText {
    .object([
      ("id", .string(rule.name)),
      ("shortDescription", .object([("text", .string(rule.summary))])),
      ("defaultConfiguration", .object([("level", .string(rule.severity.name))])),
    ])
  }

  private static func result(
    of diagnostic: Diagnostic,
    in sources: SourceMap,
    rules: [DiagnosticRule]
  ) -> JSONText {
    var members: [(String, JSONText)] = [("ruleId", .string(diagnostic.rule.name))]
    if let index = rules.firstIndex(of: diagnostic.rule) {
      members.append(("ruleIndex", .integer(Int64(index))))
    }
    members += [
      ("level", .string(diagnostic.severity.name)),
      ("message", .object([("text", .string(diagnostic.fullMessage))])),
      ("locations", .array([location(diagnostic.primary, in: sources)])),
    ]
    if !diagnostic.secondary.isEmpty {
      let related = diagnostic.secondary.map { location($0, in: sources) }
      members.append(("relatedLocations", .array(related)))
    }
    let fixes = diagnostic.help.compactMap { help in
      help.edit.map { fix(help.text, $0, in: sources) }
    }
    if !fixes.isEmpty { members.append(("fixes", .array(fixes))) }
    return .object(members)
  }

  private static func location(_ label: Label, in sources: SourceMap) -> JSONText {
    let place = ReportPlace(label.range, in: sources)
    var members: [(String, JSONText)] = [
      (
        "physicalLocation",
        .object([("artifactLocation", artifact(place)), ("region", region(place))])
      )
    ]
    if !label.text.isEmpty {
      members.append(("message", .object([("text", .string(label.text))])))
    }
    return .object(members)
  }

  /// 3.55: one change of one file; other fixes of a finding are alternatives.
  private static func fix(_ text: String, _ edit: TextEdit, in sources: SourceMap) -> JSONText {
    let place = ReportPlace(edit.range, in: sources)
    return .object([
      ("description", .object([("text", .string(text))])),
      (
        "artifactChanges",
        .array([
          .object([
            ("artifactLocation", artifact(place)),
            (
              "replacements",
              .array([
                .object([
                  ("deletedRegion", region(place)),
                  ("insertedContent", .object([("text", .string(edit.replacement))])),
                ])
              ])
            ),
          ])
        ])
      ),
    ])
  }

  private static func artifact(_ place: ReportPlace) -> JSONText {
    .object([("uri", .string(reference(to: place.name)))])
  }

  private static func region(_ place: ReportPlace) -> JSONText {
    .object([
      ("startLine", .integer(Int64(place.startLine))),
      ("startColumn", .integer(Int64(place.startColumn))),
      ("endLine", .integer(Int64(place.endLine))),
      ("endColumn", .integer(Int64(place.endColumn))),
    ])
  }

  /// A name as a URI reference: relative unless the path is absolute (RFC 3986, 4.2).
  static func reference(to name: String) -> String {
    var text = ""
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text.hasPrefix("/") ? "file://" + text : text
  }
}
