// SPDX-License-Identifier: Apache-2.0

import RecipeCheck
import RecipeDiagnostics
import RecipeSyntax
import Testing

@testable import RecipeSemantics

/// Findings that a recipe declares to be meant.
@Suite
struct AllowancesTests {
  private static let warning = DiagnosticRule("needless-thing", .warning, "A warning.")
  private static let note = DiagnosticRule("small-thing", .note, "A note.")
  private static let error = DiagnosticRule("broken-thing", .error, "An error.")
  private static let other = DiagnosticRule("odd-thing", .warning, "Another warning.")
  private static let rules = [warning, note, error, other]

  private static func place(_ start: Int) -> SourceRange {
    SourceRange(source: SourceID(rawValue: 0), start: start, end: start + 1)
  }

  private static let found = [
    Diagnostic(warning, "first", at: place(0)), Diagnostic(warning, "second", at: place(1)),
    Diagnostic(note, "third", at: place(2)), Diagnostic(error, "fourth", at: place(3)),
    Diagnostic(other, "fifth", at: place(4)),
  ]

  private func apply(_ names: String..., isComplete: Bool = true) -> [Diagnostic] {
    Allowances.apply(
      names.enumerated().map { Allowance(rule: $1, range: Self.place(10 + $0)) },
      to: Self.found,
      rules: Self.rules,
      isComplete: isComplete
    )
  }

  @Test func `every finding of an allowed rule is silent, and no other`() {
    #expect(apply() == Self.found)
    #expect(apply("needless-thing").map(\.message) == ["third", "fourth", "fifth"])
    #expect(apply("needless-thing", "small-thing").map(\.message) == ["fourth", "fifth"])
  }

  @Test func `an allowance that silences nothing is a warning`() {
    let twice = apply("small-thing", "small-thing")
    #expect(twice.map(\.rule.name).last == "unused-allow")
    #expect(twice.last?.severity == .warning && twice.last?.primary.range == Self.place(11))
    #expect(apply("small-thing", "small-thing", isComplete: false).count == 4)
  }

  @Test func `a rule that does not exist is an error with the nearest name`() {
    let findings = apply("smal-thing")
    #expect(findings.count == 6)
    #expect(findings.last?.rule.name == "unknown-rule" && findings.last?.severity == .error)
    #expect(findings.last?.help.first?.edit?.replacement == "small-thing")
    let far = apply("xyzzy")
    #expect(far.last?.help.first?.text.contains("needless-thing") == true)
    #expect(far.last?.help.first?.text.contains("broken-thing") == false)
  }

  @Test func `an error cannot be allowed`() {
    let findings = apply("broken-thing")
    #expect(findings.map(\.message).contains("fourth"))
    #expect(findings.last?.rule.name == "unknown-rule")
    #expect(findings.last?.message.contains("cannot be allowed") == true)
  }
}
