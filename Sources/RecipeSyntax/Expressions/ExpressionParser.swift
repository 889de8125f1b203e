// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Reads the expression grammar of grammar/expression.ebnf, production by production.
///
///     sum      = product { ("+" | "-") product }
///     product  = operand { ("*" | "/") operand } [ "of" "run" ]
///     operand  = "-" operand | primary [ suffix ] [ unit | "%" ]
///     primary  = number | name | "(" sum ")" | ("max" | "min") "(" sum { "," sum } ")"
///
/// A unit binds tighter than `*`, so that `1024 * 4096 tokens` is 1024 times 4096 tokens; only `of run`
/// applies to the whole product, so that `1/3 of run` is a third of it.
struct ExpressionParser {
  private let text: [UInt8]
  private let scalar: YAMLScalar
  private let nodeRange: SourceRange
  private var tokens: [ExpressionToken] = []
  private var position = 0
  private var depth = 0

  /// Parentheses and signs nest no deeper than this: the parser recurses once a level.
  static let depthLimit = 32

  private init(scalar: YAMLScalar, offset: Int, nodeRange: SourceRange) throws(ExpressionProblem) {
    self.scalar = scalar
    self.nodeRange = nodeRange
    text = Array(scalar.text.utf8)
    // The tokens keep offsets into the whole scalar although its first bytes (`last `) were read already.
    let blank = String(repeating: " ", count: offset)
    let rest = String(decoding: text.dropFirst(offset), as: UTF8.self)
    tokens = try ExpressionLexer.tokens(of: blank + rest)
  }

  /// Reads the text of a scalar from a byte offset to its end as one expression.
  static func parse(
    _ scalar: YAMLScalar,
    from offset: Int = 0,
    at range: SourceRange
  ) throws(ExpressionProblem) -> ExpressionSyntax {
    var parser = try ExpressionParser(scalar: scalar, offset: offset, nodeRange: range)
    let expression = try parser.sum()
    guard parser.current.kind == .end else {
      if case .word(let word) = parser.current.kind {
        throw parser.unitProblem(word)
      }
      throw parser.problem(.expectedEnd(found: parser.currentText))
    }
    return expression
  }

  private var current: ExpressionToken { tokens[position] }

  private var currentText: String {
    current.kind == .end
      ? "the end" : "`\(String(decoding: text[current.range], as: UTF8.self))`"
  }

  private func problem(_ kind: ExpressionProblem.Kind) -> ExpressionProblem {
    ExpressionProblem(kind: kind, range: current.range)
  }

  private func unitProblem(_ word: String) -> ExpressionProblem {
    problem(Unit.ambiguousWords.contains(word) ? .ambiguousUnit(word) : .unknownUnit(word))
  }

  private mutating func take(_ symbol: Character) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard current.kind == .word(word) else { return false }
    position += 1
    return true
  }

  private func node(_ kind: ExpressionSyntax.Kind, from start: Int) -> ExpressionSyntax {
    let end = position > 0 ? tokens[position - 1].range.upperBound : start
    let bytes = start..<max(start, end)
    return ExpressionSyntax(
      kind,
      range: scalar.range(of: bytes, in: nodeRange),
      text: String(decoding: text[bytes], as: UTF8.self)
    )
  }

  // MARK: Productions

  private mutating func sum() throws(ExpressionProblem) -> ExpressionSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw problem(.tooDeep) }
    let start = current.range.lowerBound
    var left = try product()
    while true {
      if take("+") {
        left = node(.sum(left, try product()), from: start)
      } else if take("-") {
        left = node(.difference(left, try product()), from: start)
      } else {
        return node(left.kind, from: start)
      }
    }
  }

  private mutating func product() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    var left = try operand()
    while true {
      if take("*") {
        left = node(.product(left, try operand()), from: start)
      } else if take("/") {
        left = node(.quotient(left, try operand()), from: start)
      } else {
        break
      }
    }
    if takeWord("of") {
      guard takeWord("run") else { throw problem(.expectedOperand(found: currentText)) }
      return node(.measured(left, .run), from: start)
    }
    return left
  }

  private mutating func operand() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    if take("-") {
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.depthLimit else { throw problem(.tooDeep) }
      return node(.negation(try operand()), from: start)
    }
    if take("+") { return try operand() }
    return try measured(from: start)
  }

  private mutating func measured(from start: Int) throws(ExpressionProblem) -> ExpressionSyntax {
    var primary = try primary()
    if case .word(let suffix) = current.kind, let factor = Unit.multiplier(suffix: suffix),
      case .number(let value) = primary.kind
    {
      position += 1
      primary = node(.number(value * Rational(factor)), from: start)
    }
    if current.kind == .percent {
      position += 1
      return node(.measured(primary, .percent), from: start)
    }
    if case .word(let word) = current.kind, let unit = Unit(word: word) {
      position += 1
      return node(.measured(primary, unit), from: start)
    }
    if case .word(let word) = current.kind, word != "of" { throw unitProblem(word) }
    return primary
  }

  private mutating func primary() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    switch current.kind {
    case .number(let value):
      position += 1
      return node(.number(value), from: start)
    case .word(let word):
      if word == "max" || word == "min", position + 1 < tokens.count,
        tokens[position + 1].kind == .symbol("(")
      {
        return try extremum(word, from: start)
      }
      if position + 1 < tokens.count, tokens[position + 1].kind == .symbol("(") {
        throw problem(.unknownFunction(word))
      }
      if ["inf", "infinity", "nan"].contains(word.lowercased()) {
        throw problem(.number(.notFinite))
      }
      position += 1
      return node(.name(word), from: start)
    case .symbol("("):
      position += 1
      let inner = try sum()
      guard take(")") else { throw problem(.expectedClosingParenthesis) }
      return node(inner.kind, from: start)
    default:
      throw problem(.expectedOperand(found: currentText))
    }
  }

  private mutating func extremum(
    _ word: String,
    from start: Int
  ) throws(ExpressionProblem) -> ExpressionSyntax {
    position += 2
    var operands = [try sum()]
    while take(",") { operands.append(try sum()) }
    guard take(")") else { throw problem(.expectedClosingParenthesis) }
    return node(word == "max" ? .maximum(operands) : .minimum(operands), from: start)
  }
}
