// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeTestSupport
import Testing

/// Every way in which a finding is worded, held against the recorded findings.
struct WordingTests {
  /// Wordings that no recorded recipe leads to, by what they begin with, and where they are tested.
  static let testedElsewhere = [
    "could not hold every update of ":
      "BoundsProofTests: it takes more updates than a test evaluates",
    "the table of ": "AccuracyProofTests changes a table under its recipe",
    "the run is ": "ExpectationTests: only `recipec test` finds it",
    "the event at update ": "ExpectationTests: only `recipec test` finds it",
    "the recipe does not fit into a table: ": "LoweringFailureTests lowers more tracks than fit",
    "a run whose batch or sequence is scheduled": "RunScalingTests: it takes `--scale`",
    "… recipes extend one another": "ExtendsTests: it takes many files",
    "the recipes that extend one another have more": "ExtendsTests: it takes many files",
  ]

  @Test func `every wording of a finding is recorded, or tested elsewhere`() throws {
    let findings = try Self.findings()
    let wordings = try Repository.files(under: "Sources", endingIn: ".swift").flatMap { path in
      Wording.all(in: try Repository.text(path)).map { (path, $0) }
    }
    // So many were found when the test was written: a scan that finds none would agree with everything.
    #expect(wordings.count >= 250 && findings.count >= 400)
    var unused = Set(Self.testedElsewhere.keys)
    for (path, wording) in wordings where !findings.contains(where: wording.matches) {
      let text = wording.parts.joined(separator: "…")
      let start = Self.testedElsewhere.keys.filter { text.contains($0) }
      #expect(!start.isEmpty, "\(path): no recorded finding says \(text)")
      unused.subtract(start)
    }
    #expect(unused.isEmpty, "recorded by now: \(unused.sorted())")
  }

  @Test func `a wording is read with its interpolations and its continuations`() {
    let source = #"""
      Diagnostic(
        .rule,
        "`\(name.map { "(\($0)" } ?? "")` stands "
          + "in the way",
        at: range
      )
      Diagnostic(rule, message, at: range)
      """#
    let wordings = Wording.all(in: source)
    #expect(wordings.map(\.parts) == [["`", "` stands in the way"]])
    #expect(wordings[0].matches("`lr` stands in the way"))
    #expect(!wordings[0].matches("`lr` stands in a way"))
  }

  /// The messages of all recorded findings, each on one line.
  private static func findings() throws -> [String] {
    let files = Repository.files(under: "Tests/Golden", endingIn: ".txt")
    return try files.flatMap { path in
      try Repository.text(path).split(separator: "\n").compactMap { line -> String? in
        guard let end = line.range(of: "]: ") else { return nil }
        let isFinding = ["error[", "warning[", "note["].contains { line.contains($0) }
        return isFinding ? String(line[end.upperBound...]) : nil
      }
    }
  }
}

/// The message of a finding as a source file has it.
private struct Wording {
  /// What stands around and between its interpolations.
  let parts: [String]

  /// Whether a text has all the parts, in their order.
  func matches(_ text: String) -> Bool {
    var rest = text[...]
    for part in parts {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  /// The messages that are literals in calls of `Diagnostic(rule, "message", …)`.
  static func all(in source: String) -> [Wording] {
    source.components(separatedBy: "Diagnostic(").dropFirst().compactMap { call in
      var scanner = Array(call)[...]
      guard let comma = scanner.firstIndex(of: ",") else { return nil }
      let rule = scanner[..<comma].filter { !$0.isWhitespace }
      guard rule.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." }) else { return nil }
      scanner = scanner[(comma + 1)...]
      var parts = [""]
      var isLiteral = false
      while true {
        scanner = scanner.drop { $0.isWhitespace || $0 == "+" }
        guard scanner.first == "\"" else { break }
        isLiteral = true
        readLiteral(&scanner, into: &parts)
      }
      return isLiteral ? Wording(parts: parts.filter { !$0.isEmpty }) : nil
    }
  }

  private static func readLiteral(
    _ scanner: inout ArraySlice<Character>,
    into parts: inout [String]
  ) {
    scanner = scanner.dropFirst()
    while let character = scanner.popFirst(), character != "\"" {
      guard character == "\\", let next = scanner.popFirst() else {
        parts[parts.count - 1].append(character)
        continue
      }
      guard next == "(" else {
        parts[parts.count - 1].append(next)
        continue
      }
      skipInterpolation(&scanner)
      parts.append("")
    }
  }

  /// Skips what stands between `\(` and its `)`, with literals that it may hold.
  private static func skipInterpolation(_ scanner: inout ArraySlice<Character>) {
    var depth = 1
    while depth > 0, let character = scanner.first {
      if character == "\"" {
        var ignored = [""]
        readLiteral(&scanner, into: &ignored)
        continue
      }
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      scanner = scanner.dropFirst()
    }
  }
}
