// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

@Suite struct ExpressionParserTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(+ 1 (* 2 3))"),
    ("1 - 2 - 3", "(- (- 1 2) 3)"),
    ("8 / 4 / 2", "(/ (/ 8 4) 2)"),
    ("8 / 4 * 2", "(* (/ 8 4) 2)"),
    ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
    ("-2 * 3", "(* (neg 2) 3)"),
    ("2 * -3", "(* 2 (neg 3))"),
    ("--1", "(neg (neg 1))"),
    ("+1", "1"),
    ("peak/10", "(/ peak 10)"),
    ("1024 * 4096 tokens", "(* 1024 (tokens 4096))"),
    ("1/3 of run", "(of run (/ 1 3))"),
    ("1 + 1/3 of run", "(+ 1 (of run (/ 1 3)))"),
    ("10% of run", "(of run (% 10))"),
    ("(1 + 2) epochs", "(epochs (+ 1 2))"),
    ("(5 epochs)", "(epochs 5)"),
    ("-5 epochs", "(neg (epochs 5))"),
    ("n steps", "(steps n)"),
    ("max(3 epochs, 100 steps)", "(max (epochs 3) (steps 100))"),
    ("min(1, 2, 3 + 4)", "(min 1 2 (+ 3 4))"),
    ("max (1, 2)", "(max 1 2)"),
    ("0.5M tokens", "(tokens 500000)"),
    ("300 B tokens", "(tokens 300000000000)"),
    ("4Ki", "4096"), ("2Mi", "2097152"), ("1Gi", "1073741824"), ("1T", "1000000000000"),
    ("10k samples", "(samples 10000)"),
    ("5ep", "(epochs 5)"), ("5epochs", "(epochs 5)"), ("1 step", "(steps 1)"),
    ("3 updates", "(steps 3)"), ("2 evals", "(evaluations 2)"), ("7 tok", "(tokens 7)"),
    ("90 %", "(% 90)"),
    ("epoch", "epoch"),
    ("1\n + 2", "(+ 1 2)"),
  ])
  func `precedence, units and suffixes`(text: String, form: String) {
    let expression = Expression(text)
    #expect(expression.form == form)
    #expect(expression.diagnostics.isEmpty)
    #expect(expression.syntax?.text == (text == "+1" ? "1" : text))
  }

  @Test(arguments: [
    ("5 iterations", "ambiguous-unit", "iterations"),
    ("300 ba", "ambiguous-unit", "ba"),
    ("5 epohcs", "unknown-unit", "epohcs"),
    ("5 Epochs", "unknown-unit", "Epochs"),
    ("3 hours", "unknown-unit", "hours"),
    ("1 + ", "malformed-expression", ""),
    ("* 2", "malformed-expression", "*"),
    ("(1 + 2", "malformed-expression", ""),
    ("1)", "malformed-expression", ")"),
    ("1 2", "malformed-expression", "2"),
    ("sin(1)", "malformed-expression", "sin"),
    ("1/3 of length", "malformed-expression", "length"),
    ("1/3 of", "malformed-expression", ""),
    ("of run", "malformed-expression", "of"),
    ("1e-3 €", "malformed-expression", "€"),
    ("−1", "malformed-expression", "−"),
    ("１", "malformed-expression", "１"),
    ("2 ^ 3", "malformed-expression", "^"),
    ("~", "malformed-expression", "~"),
    ("max()", "malformed-expression", ")"),
    ("max(1,)", "malformed-expression", ")"),
    ("", "wrong-form", ""),
    ("017", "malformed-number", "017"),
    ("max(017, 3)", "malformed-number", "017"),
    ("2 * 0x1F steps", "malformed-number", "0x1F"),
    ("1:30", "malformed-number", "1:30"),
    ("2026-11-23", "malformed-number", "2026-11-23"),
    ("1,000 steps", "malformed-number", "1,000"),
    (".inf", "malformed-number", ".inf"),
    ("-.NaN", "malformed-number", ".NaN"),
    ("Infinity", "malformed-number", "Infinity"),
    ("nan", "malformed-number", "nan"),
    ("1e400", "malformed-number", "1e400"),
    ("1e-400", "malformed-number", "1e"),
  ])
  func `an error names its bytes`(text: String, rule: String, span: String) {
    let expression = Expression(text)
    #expect(expression.syntax == nil)
    #expect(expression.diagnostics.map(\.rule.name) == [rule])
    #expect(expression.span == span)
  }

  @Test(arguments: [
    ("017", "17"), ("00.5", "0.5"), ("017e-3", "17e-3"), ("max(017, 3 )", "max(17, 3 )"),
    ("00 steps", "0 steps"), ("1,000 steps", "1_000 steps"), ("12,345,678", "12_345_678"),
    ("5 epohcs", "5 epochs"), ("5 Epochs", "5 epochs"), ("5 its", "5 steps"), ("−1", "-1"),
    ("3×4", "3*4"), ("１", "1"),
  ])
  func `a fix makes the text right`(text: String, fixed: String) throws {
    let edit = try #require(Expression(text).diagnostics.first?.help.first?.edit)
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.replacement.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == fixed)
    #expect(Expression(fixed).syntax != nil)
  }

  @Test func `the parts of an expression have their bytes and texts`() throws {
    let text = " ( 1 + x ) * max(2 epochs, y)"
    let syntax = try #require(Expression(text).syntax)
    guard case .product(let left, let right) = syntax.kind,
      case .maximum(let operands) = right.kind
    else {
      Issue.record("not a product with a maximum")
      return
    }
    #expect(left.text == "( 1 + x )" && left.range.start == 1 && left.range.end == 10)
    #expect(right.text == "max(2 epochs, y)" && right.range.start == 13)
    #expect(operands.map(\.text) == ["2 epochs", "y"])
    #expect(operands[1].range.start == 27 && operands[1].range.end == 28)
  }

  @Test func `nesting and length have limits`() {
    func nested(_ count: Int) -> String {
      String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
    }
    #expect(Expression(nested(31)).syntax != nil)
    for text in [
      nested(32), String(repeating: "-", count: 4000) + "1",
      String(repeating: "+", count: 4000) + "1", String(repeating: "max(", count: 900) + "1",
    ] {
      let expression = Expression(text)
      #expect(expression.syntax == nil && expression.diagnostics.count == 1)
    }
    let sum = Array(repeating: "1", count: 128).joined(separator: "+")
    #expect(Expression(sum).syntax != nil)
    #expect(Expression(sum + "+1").diagnostics.map(\.rule) == [.malformedExpression])
  }

  @Test(arguments: [
    ("rest", "rest"), ("last 10%", "last (% 10)"), ("last 2 epochs", "last (epochs 2)"),
    ("5 epochs", "(epochs 5)"), ("last", "last"),
  ])
  func `an extent is the rest, the last part or a duration`(text: String, expected: String) {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "text", bytes: Array(text.utf8))
    let value = RecipeParser.parseBinding(source, in: sources, as: .extent(.phase), into: &sink)
    guard case .extent(let extent)? = value else {
      Issue.record("no extent")
      return
    }
    switch extent {
    case .rest: #expect(expected == "rest")
    case .last(let syntax):
      #expect("last " + (Expression(syntax.text).form ?? "") == expected)
      #expect(syntax.range.start == 5)
    case .duration(let syntax): #expect(Expression(syntax.text).form == expected)
    }
  }
}
