// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Reads the expression grammar of grammar/expression.ebnf, production by production.
///
///     sum      = product { ("+" | "-") product }
///     product  = operand { ("*" | "/") operand } [ "of" "run" ]
///     operand  = measured | ("+" | "-") operand
///     measured = (number [ suffix ] | primary) [ unit | "%" ]
///     primary  = name | "(" sum ")" | ("max" | "min") "(" sum { "," sum } ")"
///
/// A unit binds tighter than `*`, so that `1024 * 4096 tokens` is 1024 times 4096 tokens; only
/// `of run` applies to the whole product, so that `1/3 of run` is a third of it.
struct ExpressionParser {
  /// Parentheses and signs nest no deeper than this: the parser recurses once a level.
  static let depthLimit = 32

  /// An expression has at most this many operands: later passes recurse once for each.
  static let operandLimit = 128

  private let text: [UInt8]
  private let scalar: YAMLScalar
  private let nodeRange: SourceRange
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0
  private var operands = 0
  private let clock: ClockWord

  private init(
    scalar: YAMLScalar,
    offset: Int,
    nodeRange: SourceRange,
    clock: ClockWord
  ) throws(ExpressionProblem) {
    self.clock = clock
    self.scalar = scalar
    self.nodeRange = nodeRange
    text = Array(scalar.text.utf8)
    tokens = try ExpressionLexer.tokens(of: text, from: offset)
  }

  /// Reads the text of a scalar from a byte offset to its end as one expression.
  static func parse(
    _ scalar: YAMLScalar,
    from offset: Int = 0,
    at range: SourceRange,
    clock: ClockWord = .steps
  ) throws(ExpressionProblem) -> ExpressionSyntax {
    var parser = try ExpressionParser(
      scalar: scalar,
      offset: offset,
      nodeRange: range,
      clock: clock
    )
    let expression = try parser.sum()
    guard parser.current.kind == .end else { throw parser.unexpectedRest }
    return expression
  }

  // MARK: Tokens

  private var current: ExpressionToken { tokens[position] }

  private var currentText: String {
    current.kind == .end
      ? "the end" : "`\(String(decoding: text[current.range], as: UTF8.self))`"
  }

  private var isBeforeParenthesis: Bool {
    position + 1 < tokens.count && tokens[position + 1].kind == .symbol("(")
  }

  private func problem(_ kind: ExpressionProblem.Kind) -> ExpressionProblem {
    ExpressionProblem(kind: kind, range: current.range)
  }

  /// Why something that follows a complete expression cannot stand there.
  private var unexpectedRest: ExpressionProblem {
    if case .word(let word) = current.kind { return unitProblem(word) }
    return problem(.expectedEnd(found: currentText))
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

  /// A node that ends with the last token taken.
  ///
  /// What it is made of has to be read before the call: an argument that reads tokens comes too late, since
  /// the parser is copied first.
  private func node(_ kind: ExpressionSyntax.Kind, from start: Int) -> ExpressionSyntax {
    let bytes = start..<max(start, position > 0 ? tokens[position - 1].range.upperBound : start)
    return ExpressionSyntax(
      kind,
      range: scalar.range(of: bytes, in: nodeRange),
      text: String(decoding: text[bytes], as: UTF8.self)
    )
  }

  // MARK: Productions

  private mutating func sum() throws(ExpressionProblem) -> ExpressionSyntax {
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

  private mutating func product() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    var left = try operand()
    while true {
      if take("*") {
        let right = try operand()
        left = node(.product(left, right), from: start)
      } else if take("/") {
        let right = try operand()
        left = node(.quotient(left, right), from: start)
      } else {
        break
      }
    }
    guard takeWord("of") else { return left }
    guard takeWord("run") else { throw problem(.expectedRun(found: currentText)) }
    return node(.measured(left, .run), from: start)
  }

  private mutating func operand() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw problem(.tooDeep) }
    if take("-") {
      let inner = try operand()
      return node(.negation(inner), from: start)
    }
    if take("+") { return try operand() }
    operands += 1
    guard operands <= Self.operandLimit else { throw problem(.tooLong) }
    return try measured()
  }

  private mutating func measured() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    var inner = try primary()
    if case .word(let suffix) = current.kind, let factor = Unit.multiplier(suffix: suffix),
      case .number(let value) = tokens[position - 1].kind
    {
      position += 1
      inner = node(.number(value * Rational(factor)), from: start)
    }
    if current.kind == .percent {
      position += 1
      return node(.measured(inner, .percent), from: start)
    }
    guard case .word(let word) = current.kind, word != "of" else { return inner }
    guard !clock.refuses(word) else { throw problem(.otherClock(word, clock: clock.word)) }
    guard let unit = clock.unit(of: word) else { throw unitProblem(word) }
    position += 1
    return node(.measured(inner, unit), from: start)
  }

  private mutating func primary() throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    switch current.kind {
    case .number(let value):
      position += 1
      return node(.number(value), from: start)
    case .word(let word):
      if isBeforeParenthesis {
        guard word == "max" || word == "min" else { throw problem(.unknownFunction(word)) }
        return try extremum(word)
      }
      return try name(word)
    case .symbol("("):
      position += 1
      let inner = try sum()
      guard take(")") else { throw problem(.expectedClosingParenthesis) }
      return node(inner.kind, from: start)
    default:
      throw problem(.expectedOperand(found: currentText))
    }
  }

  private mutating func name(_ word: String) throws(ExpressionProblem) -> ExpressionSyntax {
    if word == "of" { throw problem(.expectedOperand(found: currentText)) }
    if ["inf", "infinity", "nan"].contains(word.lowercased()) {
      throw problem(.number(.notFinite))
    }
    position += 1
    return node(.name(word), from: tokens[position - 1].range.lowerBound)
  }

  private mutating func extremum(_ word: String) throws(ExpressionProblem) -> ExpressionSyntax {
    let start = current.range.lowerBound
    position += 2
    var operands = [try sum()]
    while take(",") { operands.append(try sum()) }
    guard take(")") else { throw problem(.expectedClosingParenthesis) }
    return node(word == "max" ? .maximum(operands) : .minimum(operands), from: start)
  }
}
