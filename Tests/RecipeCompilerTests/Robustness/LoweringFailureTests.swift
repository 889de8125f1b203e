// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import RecipeTestSupport
import Testing

@testable import RecipeLowering
@testable import RecipeSemantics

/// What lowering refuses, from curves and sizes that no recipe of this version can write.
@Suite
struct LoweringFailureTests {
  private static let place = SourceRange(source: SourceID(rawValue: 0), start: 0, end: 1)

  private func findings(_ expression: CurveExpression, length: Int64) -> [Diagnostic] {
    let curve = Curve(
      expression: expression,
      progress: Progress(zero: 0, span: length),
      updates: 0..<length
    )
    return findings([schedule("lr", .curve(curve), length: length)], length: length)
  }

  private func schedule(
    _ channel: String,
    _ segment: PhaseSegment,
    length: Int64
  ) -> ResolvedSchedule {
    let phase = ResolvedPhase(
      kind: "linear",
      range: Self.place,
      updates: 0..<length,
      segments: [segment],
      start: 0,
      end: 0,
      grid: 1,
      hasOwnGrid: false
    )
    return ResolvedSchedule(
      channel: channel,
      range: Self.place,
      phases: [phase],
      bounds: ValueBounds(lower: 0, upper: 1, stated: nil, domain: nil),
      after: .error
    )
  }

  private func findings(_ schedules: [ResolvedSchedule], length: Int64) -> [Diagnostic] {
    let fact = Fact.absent
    let recipe = ResolvedRecipe(
      name: nil,
      length: length,
      clock: RunClock(
        dataset: fact,
        samplesPerUpdate: fact,
        tokensPerUpdate: fact,
        sequence: fact,
        epoch: fact,
        evaluation: fact,
        keepsShortBatch: true,
        rounding: .ceil
      ),
      clockWord: .steps,
      runLength: ResolvedRun.Length(
        amount: .measured(Rational(length), .steps),
        position: Rational(length),
        updates: length,
        range: Self.place
      ),
      facts: [],
      schedules: schedules,
      groups: [],
      tracks: GroupTracks(schedules: schedules, groups: []).tracks,
      scalings: []
    )
    var sink = DiagnosticSink()
    let lowered = Lowering.lower(recipe, text: [], line: { _ in 1 }, into: &sink)
    #expect((lowered == nil) == sink.hasErrors)
    return sink.sorted()
  }

  @Test func `a pole is named with its update`() {
    let findings = findings(1.0 / (.progress - 0.25), length: 1000)
    #expect(findings.map(\.rule.name) == ["curve-has-pole"])
    #expect(findings.first?.message == "`linear` of `lr` has no value at update 250")
  }

  @Test func `a curve that cancels its digits away is named`() {
    let findings = findings((1e25 + .progress) - 1e25, length: 1000)
    #expect(findings.map(\.rule.name) == ["curve-loses-precision"])
    #expect(findings.first?.help.isEmpty == false)
  }

  @Test func `a curve that bends too often is named`() {
    let trembling = 2.0 + .sineOfPi(1e10 * .progress)
    let findings = findings(trembling, length: 1 << 50)
    #expect(findings.map(\.rule.name) == ["curve-needs-too-many-pieces"])
  }

  @Test func `a value beyond the numbers of a table is named`() {
    let findings = findings(.exponential(-400.0 - .progress), length: 1000)
    #expect(findings.map(\.rule.name) == ["value-not-representable"])
  }

  @Test func `more tracks than a table takes are refused with the limit`() {
    let schedules = (0..<4097).map { schedule("x\($0)", .constant(0.5, 0..<10), length: 10) }
    let findings = findings(schedules, length: 10)
    #expect(findings.map(\.rule.name) == ["table-refused"])
    #expect(findings.first?.message.contains("4096") == true)
  }
}
