// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads `expect:`: positions become updates, and names are held against the channels there are.
struct ExpectationReader {
  /// The most updates that a statement about the course of values looks at.
  static let updateLimit: Int64 = 1 << 24

  let run: ResolvedRun
  /// The titles of the tracks that the recipe has; nil where they are not known.
  let titles: [String]?
  var evaluator: ExpressionEvaluator

  /// Reads every entry; what cannot be verified is reported and left out.
  mutating func read(_ field: FieldSyntax?) -> [ResolvedExpectation] {
    guard case .kinds(let entries, _)? = field?.value else { return [] }
    return entries.compactMap { $0 }.flatMap { entry in
      entry.kind == "given" ? given(entry) : [claim(entry, after: [])].compactMap { $0 }
    }
  }

  private mutating func given(_ entry: KindSyntax) -> [ResolvedExpectation] {
    guard let events = events(entry.object["events"]),
      case .kinds(let claims, _)? = entry.object["expect"]?.value
    else { return [] }
    return claims.compactMap { $0 }.compactMap { claim($0, after: events) }
  }

  private mutating func claim(
    _ entry: KindSyntax,
    after events: [ResolvedEvent]
  ) -> ResolvedExpectation? {
    if entry.kind == "length" { return length(entry, after: events) }
    guard let channel = channel(entry) else { return nil }
    let course = ResolvedExpectation.Course(rawValue: entry.kind)
    let claim = course.map { self.course(entry, $0) } ?? value(entry)
    return claim.map {
      ResolvedExpectation(
        channel: channel,
        claim: $0,
        range: entry.object["is"]?.value.range ?? entry.kindRange,
        events: events
      )
    }
  }

  private mutating func channel(_ entry: KindSyntax) -> String? {
    guard case .text(let written, let range)? = entry.object["of"]?.value else {
      guard entry.object["of"] == nil else { return nil }
      guard let titles, !titles.contains("lr") else { return "lr" }
      report(ExpectationDiagnostics.channelNotSaid(known: titles, at: entry.kindRange))
      return nil
    }
    guard let titles else { return written }
    if let title = titles.first(where: { $0.foldedKey == written.foldedKey }) { return title }
    report(ExpectationDiagnostics.unknownChannel(written, known: titles, at: range))
    return nil
  }

  private mutating func length(
    _ entry: KindSyntax,
    after events: [ResolvedEvent]
  ) -> ResolvedExpectation? {
    guard let expression = entry.object.expression("is"),
      let amount = evaluator.quantity(expression, example: "450450 steps"),
      let exact = exactly(amount, at: expression.range)
    else { return nil }
    guard exact.isInteger, let updates = exact.numerator.int64 else {
      report(ExpectationDiagnostics.partOfAnUpdate(expression, exact))
      return nil
    }
    return ResolvedExpectation(
      channel: "",
      claim: .length(is: updates),
      range: expression.range,
      events: events
    )
  }

  private mutating func value(_ entry: KindSyntax) -> ResolvedExpectation.Claim? {
    let position = position(entry, "at")
    let expected = entry.object.expression("is").flatMap { evaluator.number($0) }
    let tolerance = tolerance(entry)
    guard let position, let expected, let tolerance else { return nil }
    return .value(at: position, is: expected, tolerance)
  }

  private mutating func tolerance(_ entry: KindSyntax) -> ResolvedExpectation.Tolerance? {
    guard entry.object["within"] != nil else { return .exact }
    guard let expression = entry.object.expression("within"),
      let amount = evaluator.amount(expression)
    else { return nil }
    switch amount {
    case .number(let value) where value > Rational(0):
      return .absolute(value)
    case .measured(let value, .percent) where value > Rational(0):
      return .relative(value / Rational(100))
    default:
      report(ExpectationDiagnostics.tolerance(expression))
      return nil
    }
  }

  private mutating func course(
    _ entry: KindSyntax,
    _ course: ResolvedExpectation.Course
  ) -> ResolvedExpectation.Claim? {
    let here = entry.kindRange
    let start = ResolvedExpectation.Position(update: 0, range: here)
    let from = entry.object["from"] == nil ? start : position(entry, "from")
    let to = entry.object["to"] == nil ? end(of: entry) : position(entry, "to")
    guard let from, let to else { return nil }
    guard from.update < to.update else {
      report(ExpectationDiagnostics.reversed(entry, from: from.update, to: to.update))
      return nil
    }
    let updates = to.update - from.update + 1
    guard updates <= Self.updateLimit else {
      let limit = Self.updateLimit
      report(ExpectationDiagnostics.tooManyUpdates(entry, updates: updates, limit: limit))
      return nil
    }
    return .course(course, from: from, to: to)
  }

  // MARK: Positions

  /// The update at a position; `end` is the last update of the run.
  private mutating func position(
    _ entry: KindSyntax,
    _ key: String
  ) -> ResolvedExpectation.Position? {
    switch entry.object[key]?.value {
    case .word("start", let range)?:
      return ResolvedExpectation.Position(update: 0, range: range)
    case .word(_, let range)?:
      guard let length = run.length else { return nil }
      guard !length.isOpen else {
        report(RunDiagnostics.endOfOpenRun(at: range))
        return nil
      }
      return ResolvedExpectation.Position(update: length.updates - 1, range: range)
    case .expression(let expression)?:
      guard let amount = evaluator.quantity(expression, example: "500 steps"),
        let exact = exactly(amount, at: expression.range)
      else { return nil }
      guard let update = run.clock.update(at: exact) else {
        report(LayoutDiagnostics.positionOutOfRange(expression))
        return nil
      }
      guard update >= 0 else {
        report(ExpectationDiagnostics.outsideRun(at: expression.range, update: update))
        return nil
      }
      return ResolvedExpectation.Position(update: update, range: expression.range)
    default:
      return nil
    }
  }

  private mutating func end(of entry: KindSyntax) -> ResolvedExpectation.Position? {
    guard let length = run.length else { return nil }
    guard !length.isOpen else {
      report(ExpectationDiagnostics.endOfOpenRun(entry, length))
      return nil
    }
    return ResolvedExpectation.Position(update: length.updates - 1, range: entry.kindRange)
  }

  private mutating func exactly(_ amount: Amount, at range: SourceRange) -> Rational? {
    var conversion = TimeConversion(clock: run.clock, length: run.length, evaluator: evaluator)
    defer { evaluator = conversion.evaluator }
    return conversion.position(from: Rational(0), by: amount, at: range)
  }

  // MARK: Events

  /// The events of a `given`, in the order of their updates.
  private mutating func events(_ field: FieldSyntax?) -> [ResolvedEvent]? {
    guard case .kinds(let entries, _)? = field?.value else { return nil }
    var events: [ResolvedEvent] = []
    for entry in entries {
      guard let entry, let position = position(entry, "at") else { return nil }
      guard entry.kind == "observe" else {
        guard case .text(let name, _)? = entry.object["name"]?.value else { return nil }
        events.append(
          ResolvedEvent(name: name, kind: .signal, update: position.update, range: entry.kindRange)
        )
        continue
      }
      guard let observations = observations(entry, from: position) else { return nil }
      events += observations
    }
    // Events of one update keep the order in which they are written; the sort does not promise it.
    let order = events.indices.sorted { (events[$0].update, $0) < (events[$1].update, $1) }
    return order.map { events[$0] }
  }

  private mutating func observations(
    _ entry: KindSyntax,
    from first: ResolvedExpectation.Position
  ) -> [ResolvedEvent]? {
    guard case .text(let name, _)? = entry.object["metric"]?.value,
      let field = entry.object["values"]
    else { return nil }
    var expressions: [ExpressionSyntax] = []
    switch field.value {
    case .expression(let expression): expressions = [expression]
    case .list(let elements, _): expressions = elements.compactMap(\.expression)
    default: return nil
    }
    let values = expressions.compactMap { evaluator.number($0)?.double }
    guard values.count == expressions.count else { return nil }
    let spacing = values.count > 1 ? spacing(entry) : Rational(0)
    guard let spacing else { return nil }
    var events: [ResolvedEvent] = []
    for (index, value) in values.enumerated() {
      let exact = Rational(first.update) + Rational(Int64(index)) * spacing
      guard let update = run.clock.update(at: exact) else {
        report(LayoutDiagnostics.positionOutOfRange(expressions[index]))
        return nil
      }
      let kind = ResolvedEvent.Kind.observation(value)
      events.append(ResolvedEvent(name: name, kind: kind, update: update, range: entry.kindRange))
    }
    return events
  }

  /// The updates from one evaluation to the next.
  private mutating func spacing(_ entry: KindSyntax) -> Rational? {
    var spacing = run.clock.evaluation.value
    if let expression = entry.object.expression("every") {
      guard let amount = evaluator.quantity(expression, example: "1 epoch") else { return nil }
      guard let exact = exactly(amount, at: expression.range) else { return nil }
      spacing = exact
    } else if entry.object["every"] != nil {
      return nil
    }
    guard let spacing, spacing >= Rational(1) else {
      // An interval that is not bound yet is accounted for already.
      if run.clock.evaluation != .unknown || entry.object["every"] != nil {
        report(ExpectationDiagnostics.spacing(entry))
      }
      return nil
    }
    return spacing
  }

  private mutating func report(_ diagnostic: Diagnostic) { evaluator.sink.emit(diagnostic) }
}
