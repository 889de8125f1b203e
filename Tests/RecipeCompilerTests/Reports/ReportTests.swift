// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// Findings as programs read them, held against the texts that they are about.
@Suite struct ReportTests {
  /// A finding behind a byte order mark, an emoji, a combining accent and a line break of Windows.
  private static let awkward =
    "\u{FEFF}recipec: 1\r\nname: e\u{301}\r\nrun: { length: 100 steps }\r\n"
    + "schedules: { lr: { phases: [ hold: { frm: 0.1 } ] } } # 👩‍🔬 too\r\nx: {\"👩‍🔬\": 1}\r\n"

  private static func report(_ form: String, _ text: String, named name: String) throws -> String {
    let compilation = Compiler.compile(Array(text.utf8), named: name)
    let report = FindingsReport([FindingsReport.File(name, compilation)], version: "1.2.3")
    return try #require(ReportFormRegistry.all.first { $0.name == form }).text(report)
  }

  @Test func `every edit of a JSON report is the edit of the finding`() throws {
    var edits = 0
    for (recipe, compilation) in DiagnosticGoldenTests.compiled {
      let files = [FindingsReport.File(recipe.testDescription, compilation)]
      let form = try #require(ReportFormRegistry.all.first { $0.name == "json" })
      let text = form.text(FindingsReport(files, version: "0"))
      let report = try Self.decoded(text)
      let findings = try #require(report.files.first).findings
      #expect(findings.count == compilation.diagnostics.count)
      for (finding, diagnostic) in zip(findings, compilation.diagnostics) {
        for (help, expected) in zip(finding.help, diagnostic.help) {
          guard let edit = help.edit, let wanted = expected.edit else {
            #expect(help.edit == nil && expected.edit == nil)
            continue
          }
          edits += 1
          #expect(edit.place.startByte == wanted.range.start)
          #expect(edit.place.endByte == wanted.range.end)
          let bytes = compilation.sources[wanted.range.source].bytes
          #expect(
            Self.offset(edit.place.startLine, edit.place.startColumn, in: bytes)
              == wanted.range.start
          )
          #expect(edit.replacement == wanted.replacement)
        }
      }
    }
    #expect(edits >= 50)
  }

  private static func decoded(_ text: String) throws -> Report {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(text.utf8))
  }

  /// The byte offset of a line and a column of code points, found the slow way: by decoding the text.
  private static func offset(_ line: Int, _ column: Int, in bytes: [UInt8]) -> Int? {
    var (row, place, offset) = (1, 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    for scalar in String(decoding: bytes[offset...], as: UTF8.self).unicodeScalars {
      if row == line && place == column { return offset }
      offset += UTF8.width(scalar)
      (row, place) = scalar == "\n" ? (row + 1, 1) : (row, place + 1)
    }
    return row == line && place == column ? offset : nil
  }

  @Test func `columns are counted in code points behind a mark and before a line break`() throws {
    let text = try Self.report("json", Self.awkward, named: "a.yaml")
    let report = try Self.decoded(text)
    let findings = report.files.flatMap(\.findings)
    let unknown = try #require(findings.first { $0.message.contains("frm") })
    #expect(unknown.place.startLine == 4)
    #expect(unknown.place.startColumn == 38 && unknown.place.endColumn == 41)
    let other = try #require(findings.first { $0.place.startLine == 5 })
    #expect(other.place.startColumn == 1)
  }

  @Test func `a file of any name has a relative reference`() throws {
    let text = try Self.report("sarif", "recipec: 1\n", named: "my recipes/50%/ü:1.yaml")
    #expect(text.contains("\"uri\": \"my%20recipes/50%25/%C3%BC%3A1.yaml\""))
    let absolute = try Self.report("sarif", "recipec: 1\n", named: "/a b/c.yaml")
    #expect(absolute.contains("\"uri\": \"file:///a%20b/c.yaml\""))
  }

  @Test func `no text of a recipe ends an annotation or begins another`() throws {
    let hostile =
      "recipec: 1\nrun: { length: 1 steps }\nschedules: { \"::error::a,b%0A\\n::stop\": 1 }\n"
    let text = try Self.report("github", hostile, named: "a,b:c%.yaml")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(line.hasPrefix("::error file=a%2Cb%3Ac%25.yaml,line="))
      let data = line.dropFirst(2).split(separator: "::", maxSplits: 1).last ?? ""
      let escapes = data.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
      #expect(escapes.allSatisfy { $0.hasPrefix("25") || $0.hasPrefix("0A") })
    }
  }

  @Test func `the page of the JSON form names every member and no other`() throws {
    var members: Set<String> = []
    let unbound = "recipec: 1\nrun: { length: required }\nschedules: { lr: 0.1 }\n"
    let text = try Self.report("json", unbound, named: "unbound.yaml")
    collect(try JSONSerialization.jsonObject(with: Data(text.utf8)), into: &members)
    for (recipe, compilation) in DiagnosticGoldenTests.compiled {
      let files = [FindingsReport.File(recipe.testDescription, compilation)]
      let form = try #require(ReportFormRegistry.all.first { $0.name == "json" })
      let text = form.text(FindingsReport(files, version: "0"))
      collect(try JSONSerialization.jsonObject(with: Data(text.utf8)), into: &members)
    }
    let page = try Repository.text("docs/formats/findings.md")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let named = rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(Set(named) == members)
  }

  private func collect(_ value: Any, into members: inout Set<String>) {
    if let object = value as? [String: Any] {
      members.formUnion(object.keys)
      for element in object.values { collect(element, into: &members) }
    } else if let list = value as? [Any] {
      for element in list { collect(element, into: &members) }
    }
  }

  /// The part of a report that the tests look at.
  private struct Report: Decodable {
    let files: [File]

    struct File: Decodable { let findings: [Finding] }
    struct Finding: Decodable {
      let message: String
      let place: Place
      let help: [Help]
    }
    struct Help: Decodable { let edit: Edit? }
    struct Edit: Decodable {
      let replacement: String
      let place: Place
    }
    struct Place: Decodable {
      let startLine: Int
      let startColumn: Int
      let endColumn: Int
      let startByte: Int
      let endByte: Int
    }
  }
}
