// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// Positions in a run given from outside, such as `500`, `5ep`, `50%` or `end`.
///
/// The run is known by the facts that a table carries, so a table answers in the units of its recipe.
package struct PositionQuery {
  private let run: ResolvedRun
  private let bindings: Bindings
  private let clock: ClockWord

  /// Rebuilds the clock of a run from its facts.
  ///
  /// - Parameters:
  ///   - facts: names and values as `ResolvedRecipe.facts` has them; others are ignored.
  ///   - length: the number of updates; 2^53 for an open run.
  ///   - clock: what t counts.
  ///   - batch: the samples of updates from update 0 on, where the batch is scheduled.
  ///   - sequence: the same for the tokens of a sample.
  package init(
    facts: [RunFactText],
    length: Int64,
    clock: ClockWord = .steps,
    batch: [FactLevel] = [],
    sequence: [FactLevel] = []
  ) {
    self.clock = clock
    var sources = SourceMap()
    var sink = DiagnosticSink()
    var fields: [FieldSyntax] = []
    for fact in facts where fact.name.hasPrefix("run.") {
      let name = String(fact.name.dropFirst(4))
      guard let key = RunKeys.spec.key(named: name) else { continue }
      let source = sources.add(name: fact.name, bytes: Array(fact.value.utf8))
      let value = RecipeParser.parseBinding(
        source,
        in: sources,
        as: key.shape,
        clock: clock,
        into: &sink
      )
      guard let value else { continue }
      fields.append(FieldSyntax(name: name, keyRange: value.range, value: value))
    }
    let origin = SourceRange(source: SourceID(rawValue: 0), start: 0, end: 0)
    let object = ObjectSyntax(fields: fields, range: origin)
    bindings = Bindings(variables: [])
    let evaluator = ExpressionEvaluator(bindings: bindings, sink: sink)
    var resolution = RunResolution(object, evaluator: evaluator)
    var run = resolution.resolve { facts, _ in
      Consumption(facts, batch: batch, sequence: sequence)
    }
    if run.length == nil {
      run.length = ResolvedRun.Length(
        amount: .measured(Rational(length), .steps),
        position: Rational(length),
        updates: length,
        range: origin
      )
    }
    // A table of a scaled run counts in the units of the scaled run.
    if let fact = facts.first(where: { $0.name == RunScaling.fact }),
      let factor = Rational(fraction: fact.value), factor > Rational(0)
    {
      run = RunScaling.scaled(run, by: factor)
    }
    self.run = run
  }

  /// The update at a position; `end` is the last update of the run.
  ///
  /// A bare whole number is an update number: what is asked here is an index, not a duration.
  /// - Returns: nil when the text is no position; the reasons are in the sink.
  package func update(
    at text: String,
    in sources: inout SourceMap,
    into sink: inout DiagnosticSink
  ) -> Int64? {
    guard let length = run.length else { return nil }
    if let update = Int64(text) { return update }
    if text == "end", !length.isOpen { return length.updates - 1 }
    let source = sources.add(name: "position", bytes: Array(text.utf8))
    if text == "end" {
      let range = SourceRange(source: source, start: 0, end: text.utf8.count)
      sink.emit(RunDiagnostics.endOfOpenRun(at: range))
      return nil
    }
    let shape = ValueShape.expression(.position)
    guard
      case .expression(let expression)? = RecipeParser.parseBinding(
        source,
        in: sources,
        as: shape,
        clock: clock,
        into: &sink
      )
    else { return nil }
    if case .number(let number) = expression.kind, number.isInteger {
      if let update = number.numerator.int64, update.magnitude < 1 << 53 { return update }
      sink.emit(LayoutDiagnostics.positionOutOfRange(expression))
      return nil
    }
    var evaluator = ExpressionEvaluator(bindings: bindings, sink: sink)
    let amount = evaluator.quantity(expression, example: "500 steps")
    if length.isOpen, amount?.isShareOfRun == true {
      var finding = RunDiagnostics.shareOfOpenRun(at: expression.range, length)
      // Where the run says that it is open is in no text that the position belongs to.
      finding.secondary = []
      sink.emit(finding)
      return nil
    }
    var conversion = TimeConversion(clock: run.clock, length: length, evaluator: evaluator)
    let position = amount.flatMap {
      conversion.position(from: Rational(0), by: $0, at: expression.range)
    }
    sink = conversion.evaluator.sink
    guard let position else { return nil }
    guard let update = run.clock.update(at: position) else {
      sink.emit(LayoutDiagnostics.positionOutOfRange(expression))
      return nil
    }
    return update
  }
}
