// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// What formulas need of the run.
struct FormulaRun {
  let clock: RunClock
  let length: ResolvedRun.Length?
}

/// Turns formulas into traces over updates.
struct FormulaTracing {
  let run: FormulaRun
  var evaluator: ExpressionEvaluator

  /// The values of a formula over updates that are the one phase of a schedule.
  mutating func trace(of formula: FormulaSyntax, over updates: Range<Int64>) -> CurveTrace? {
    let progress = CurveTrace([.curve(.line(over: updates))])
    return trace(of: formula, over: updates, progress: progress, previous: nil)
  }

  /// The values of a formula over updates, cut where any curve that it uses is.
  ///
  /// - Parameters:
  ///   - formula: what is computed.
  ///   - updates: the updates to cover; those of the phase whose names it has.
  ///   - progress: p over the updates.
  ///   - previous: the value where the phase before ends; nil where that is not known.
  /// - Returns: nil when something is not bound or was reported.
  mutating func trace(
    of formula: FormulaSyntax,
    over updates: Range<Int64>,
    progress: CurveTrace,
    previous: Double?
  ) -> CurveTrace? {
    var used: [String] = []
    for entry in formula.names where evaluator.scope.traces[entry.name] != nil {
      if !used.contains(entry.name) { used.append(entry.name) }
    }
    let traces = used.compactMap { evaluator.scope.traces[$0] }
    guard formula.names.allSatisfy({ !evaluator.scope.unresolved.contains($0.name) }),
      traces.allSatisfy({ $0.updates.clamped(to: updates) == updates })
    else { return nil }
    var names = FormulaNames(clock: run.clock)
    // What is wrong is wrong in every stretch: it is reported once.
    names.add(updates: updates, progress: .constant(0), previous: previous)
    for name in used { names.known[name] = .constant(1) }
    names.unknown.merge(evaluator.scope.obstacles) { first, _ in first }
    var compiler = FormulaCompiler(names: names, evaluator: evaluator)
    let sample = compiler.expression(formula)
    evaluator = compiler.evaluator
    guard sample != nil else { return nil }
    return CurveTrace.combining([progress] + traces, over: updates) { expressions in
      names.known["p"] = expressions[0]
      for (name, expression) in zip(used, expressions.dropFirst()) {
        names.known[name] = expression
      }
      var compiler = FormulaCompiler(names: names, evaluator: evaluator)
      return compiler.expression(formula) ?? .constant(0)
    }
  }
}
