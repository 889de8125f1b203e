// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Reads the formula grammar of grammar/formula.ebnf, production by production.
///
///     sum     = product { ("+" | "-") product }
///     product = signed { ("*" | "/") signed }
///     signed  = power | ("+" | "-") signed
///     power   = primary [ "^" signed ]
///     primary = number [ suffix ] | name | "(" sum ")" | function "(" sum { "," sum } ")"
///             | "if" "(" sum ("<" | "<=" | ">" | ">=") sum "," sum "," sum ")"
///
/// A power binds tighter than a sign before it and takes a sign in its exponent: -t^-2 is -(t^(-2)).
struct FormulaParser {
  private let text: [UInt8]
  private let scalar: YAMLScalar
  private let nodeRange: SourceRange
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0
  private var operands = 0

  /// Reads the text of a scalar as one formula.
  static func parse(
    _ scalar: YAMLScalar,
    at range: SourceRange
  ) throws(ExpressionProblem) -> FormulaSyntax {
    var parser = try FormulaParser(scalar: scalar, nodeRange: range)
    let formula = try parser.sum()
    guard parser.current.kind == .end else { throw parser.unexpectedRest }
    return formula
  }

  private init(scalar: YAMLScalar, nodeRange: SourceRange) throws(ExpressionProblem) {
    self.scalar = scalar
    self.nodeRange = nodeRange
    text = Array(scalar.text.utf8)
    tokens = try ExpressionLexer.tokens(of: text, from: 0, isFormula: true)
  }

  // MARK: Tokens

  private var current: ExpressionToken { tokens[position] }

  /// What findings call the end of the text.
  static let end = "the end"

  private var currentText: String {
    current.kind == .end
      ? Self.end : "`\(String(decoding: text[current.range], as: UTF8.self))`"
  }

  private func problem(_ kind: ExpressionProblem.Kind) -> ExpressionProblem {
    ExpressionProblem(kind: kind, range: current.range)
  }

  private var unexpectedRest: ExpressionProblem {
    misplaced ?? problem(.expectedEnd(found: currentText))
  }

  /// What is known to be wrong about a token that no production takes.
  private var misplaced: ExpressionProblem? {
    switch current.kind {
    case .word(let word) where Unit(word: word) != nil: problem(.unitInFormula(word))
    case .percent: problem(.unitInFormula("%"))
    case .comparison: problem(.comparisonOutsideIf)
    default: nil
    }
  }

  private mutating func close() throws(ExpressionProblem) {
    guard take(")") else { throw misplaced ?? problem(.expectedClosingParenthesis) }
  }

  private mutating func take(_ symbol: Character) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private func node(_ kind: FormulaSyntax.Kind, from start: Int) -> FormulaSyntax {
    let bytes = start..<max(start, position > 0 ? tokens[position - 1].range.upperBound : start)
    return FormulaSyntax(
      kind,
      range: scalar.range(of: bytes, in: nodeRange),
      text: String(decoding: text[bytes], as: UTF8.self)
    )
  }

  // MARK: Productions

  private mutating func sum() throws(ExpressionProblem) -> FormulaSyntax {
    let start = current.range.lowerBound
    var left = try product()
    while true {
      if take("+") {
        let right = try product()
        left = node(.sum(left, right), from: start)
      } else if take("-") {
        let right = try product()
        left = node(.difference(left, right), from: start)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ExpressionProblem) -> FormulaSyntax {
    let start = current.range.lowerBound
    var left = try signed()
    while true {
      if take("*") {
        let right = try signed()
        left = node(.product(left, right), from: start)
      } else if take("/") {
        let right = try signed()
        left = node(.quotient(left, right), from: start)
      } else {
        return left
      }
    }
  }

  private mutating func signed() throws(ExpressionProblem) -> FormulaSyntax {
    let start = current.range.lowerBound
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExpressionParser.depthLimit else { throw problem(.tooDeep) }
    if take("-") {
      let inner = try signed()
      return node(.negation(inner), from: start)
    }
    if take("+") { return try signed() }
    return try power()
  }

  private mutating func power() throws(ExpressionProblem) -> FormulaSyntax {
    let start = current.range.lowerBound
    operands += 1
    guard operands <= ExpressionParser.operandLimit else { throw problem(.tooLong) }
    let base = try primary()
    guard take("^") else { return base }
    let exponent = try signed()
    return node(.power(base, exponent), from: start)
  }

  private mutating func primary() throws(ExpressionProblem) -> FormulaSyntax {
    let start = current.range.lowerBound
    switch current.kind {
    case .number(let value):
      position += 1
      // A suffix touches its number: `2 k` would else be 2,000 and not twice k.
      if case .word(let suffix) = current.kind, let factor = Unit.multiplier(suffix: suffix),
        current.range.lowerBound == tokens[position - 1].range.upperBound
      {
        position += 1
        return node(.number(value * Rational(factor)), from: start)
      }
      return node(.number(value), from: start)
    case .word(let word):
      if position + 1 < tokens.count, tokens[position + 1].kind == .symbol("(") {
        return try call(word)
      }
      if ["inf", "infinity", "nan"].contains(word.lowercased()) {
        throw problem(.number(.notFinite))
      }
      position += 1
      return node(.name(word), from: start)
    case .symbol("("):
      position += 1
      let inner = try sum()
      try close()
      return node(inner.kind, from: start)
    default:
      throw problem(.expectedOperand(found: currentText))
    }
  }

  // MARK: Functions

  private mutating func call(_ word: String) throws(ExpressionProblem) -> FormulaSyntax {
    if word == "if" { return try choice() }
    guard let function = FormulaFunction(rawValue: word) else {
      throw problem(.unknownFormulaFunction(word))
    }
    let start = current.range.lowerBound
    let name = current
    position += 2
    var operands = [try sum()]
    while take(",") { operands.append(try sum()) }
    try close()
    guard function.arity.contains(operands.count) else {
      throw ExpressionProblem(
        kind: .operandCount(word, found: operands.count, expected: function.arity),
        range: name.range
      )
    }
    return node(.call(function, operands), from: start)
  }

  private mutating func choice() throws(ExpressionProblem) -> FormulaSyntax {
    let start = current.range.lowerBound
    position += 2
    let left = try sum()
    guard case .comparison(let word) = current.kind,
      let comparison = FormulaSyntax.Comparison(rawValue: word)
    else { throw problem(.expectedComparison(found: currentText)) }
    position += 1
    let right = try sum()
    guard take(",") else { throw problem(.expectedBranch(found: currentText)) }
    let first = try sum()
    guard take(",") else { throw problem(.expectedBranch(found: currentText)) }
    let second = try sum()
    try close()
    return node(.choice(comparison, left, right, first, second), from: start)
  }
}
