// SPDX-License-Identifier: Apache-2.0

/// What stops a text from being an expression, with the offending bytes of the scalar.
struct ExpressionProblem: Error, Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(NumberLiteral.Problem)
    case unexpectedCharacter(String)
    case expectedOperand(found: String)
    case expectedClosingParenthesis
    case expectedEnd(found: String)
    /// `1,000`: a comma between digits.
    case digitGrouping
    case expectedRun(found: String)
    case ambiguousUnit(String)
    case unknownUnit(String)
    case otherClock(String, clock: String)
    case unknownFunction(String)
    case unitInFormula(String)
    case unknownFormulaFunction(String)
    case operandCount(String, found: Int, expected: ClosedRange<Int>)
    case comparisonOutsideIf
    case expectedComparison(found: String)
    case expectedBranch(found: String)
    case tooDeep
    case tooLong
  }

  let kind: Kind
  let range: Range<Int>
}
