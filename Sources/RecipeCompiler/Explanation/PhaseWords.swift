// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Says which phase a value belongs to, which updates that covers, and why as many.
struct PhaseWords {
  private let context: ValueContext
  /// The phase for programs.
  let phase: Explanation.Phase?
  /// What stands at the place of the phase.
  let label: String
  private let time: (written: WrittenTime, range: SourceRange, label: String)?

  init(_ context: ValueContext) {
    self.context = context
    guard let record = context.record else {
      (phase, label, time) = (nil, "", nil)
      return
    }
    let isOpen = record.updates.upperBound >= ScheduleTable.openLength
    let first = context.inRun(record.updates.lowerBound)
    let end = isOpen ? ScheduleTable.openLength : context.inRun(record.updates.upperBound)
    phase = Explanation.Phase(
      kind: record.name.description,
      line: record.line > 0 ? record.line : nil,
      first: first,
      end: isOpen ? nil : end
    )
    label = (first..<max(end, first + 1)).updatesText
    time = Self.time(of: context)
  }

  /// How the length is written; nil for the rest of the run, and where nothing was said.
  private static func time(of context: ValueContext) -> (WrittenTime, SourceRange, String)? {
    guard let object = context.syntax?.object, let recipe = context.recipe,
      let updates = context.record?.updates
    else { return nil }
    var count = updates.upperBound - updates.lowerBound
    var label = "\(count.grouped) updates"
    let expression: ExpressionSyntax
    if case .extent(let extent)? = object["for"]?.value {
      switch extent {
      case .rest: return nil
      case .duration(let written), .last(let written): expression = written
      }
    } else if let written = object.expression("at_most") {
      expression = written
      label = "at most \(label)"
    } else if let written = object.expression("ends_at") {
      expression = written
      count = updates.upperBound
      label = "update \(count.grouped)"
    } else {
      return nil
    }
    return (WrittenTime(expression, updates: count, in: recipe), expression.range, label)
  }

  // MARK: Words

  /// What the phase is, and how long.
  var statements: [Explanation.Statement] {
    guard let record = context.record else { return [] }
    var text = "`\(record.name)`, \(label)"
    if context.isPastEnd && !context.isRepeated { text = "the last was \(text)" }
    if context.origin.isMoved {
      text += ", since an event at update \(context.origin.since.grouped)"
    } else if followsExit {
      text += ", unless an event comes earlier"
    }
    if context.isRepeated {
      text +=
        "; the schedule has started again, and this is its update "
        + context.origin.update.grouped
    }
    let length = lengthText.map { [Explanation.Statement(.length, $0)] } ?? []
    return [Explanation.Statement(.phase, text)] + length + factStatements + scalingStatements
  }

  /// Whether an event before the phase could make it start at another update.
  private var followsExit: Bool {
    guard let record = context.record else { return false }
    return context.table.regionChain(ofTrack: context.track).contains { index in
      let region = context.table.regions[index]
      return region.exit != nil && region.end <= record.updates.lowerBound
    }
  }

  private var lengthText: String? {
    guard let object = context.syntax?.object, let updates = context.record?.updates else {
      return nil
    }
    if let time {
      if object["until"] != nil { return "at most \(time.written.text)" }
      if object["ends_at"] != nil, updates.lowerBound > 0 {
        let length = (updates.upperBound - updates.lowerBound).grouped
        return "up to \(time.written.text): \(updates.upperBound.grouped) - "
          + "\(updates.lowerBound.grouped) = \(length)"
      }
      return time.written.text
    }
    return restText(object, updates)
  }

  /// The rest of the run in numbers.
  private func restText(_ object: ObjectSyntax, _ updates: Range<Int64>) -> String? {
    guard updates.upperBound < ScheduleTable.openLength,
      let phases = context.resolved?.schedule.phases
    else { return nil }
    let lengths = phases.filter { $0.updates != updates }.map {
      $0.updates.upperBound - $0.updates.lowerBound
    }
    let length = updates.upperBound - updates.lowerBound
    let others = lengths.count > 3 ? [lengths.reduce(0, +)] : lengths
    guard !others.isEmpty, lengths.reduce(length, +) == context.table.length else { return nil }
    let difference = ([context.table.length] + others).map(\.grouped).joined(separator: " - ")
    let most = object["until"] == nil ? "" : "at most "
    return "\(most)the rest of the run: \(difference) = \(length.grouped) updates"
  }

  /// The values in the phase that grow with the batch, directly or through variables.
  private var scalingStatements: [Explanation.Statement] {
    guard let recipe = context.recipe, let resolved = context.resolved,
      let syntax = context.syntax
    else { return [] }
    let places = recipe.scaledPlaces(in: syntax.object, of: resolved.schedule)
    return recipe.resolved.scalings.filter { places.contains($0.range) }.map {
      Explanation.Statement(.scaling, $0.text)
    }
  }

  // MARK: Facts

  /// The facts of the run that the length rests on.
  private var facts: [String] { time?.written.facts ?? [] }

  private var factStatements: [Explanation.Statement] {
    guard let recipe = context.recipe else { return [] }
    var statements: [Explanation.Statement] = []
    if facts.contains("epoch") {
      statements.append(Explanation.Statement(.epoch, recipe.epochText))
    }
    if facts.contains("evaluate"), let expression = recipe.fact("evaluate")?.expression,
      let each = try? recipe.resolved.clock.position(
        from: Rational(0),
        by: Rational(1),
        .evaluations
      )
    {
      let text = "one every \(expression.text), which is \(each.text) updates"
      statements.append(Explanation.Statement(.evaluation, text))
    }
    return statements
  }

  /// The places that say so: the phase, its length, the facts behind that, and the variables in it.
  var labels: [Label] {
    guard let resolved = context.resolved, let recipe = context.recipe else { return [] }
    var labels = [Label(resolved.phase.range, label)]
    if let time { labels.append(Label(time.range, time.label)) }
    for name in facts.flatMap({ recipe.sources(ofFact: $0) }) {
      if let value = recipe.fact(name) { labels.append(Label(value.range, "`run.\(name)`")) }
    }
    let names = context.syntax?.object.fields.compactMap(\.value.expression).flatMap(\.names) ?? []
    let times = time == nil ? [] : context.syntax?.object.extentNames ?? []
    for name in names + times {
      guard let variable = recipe.variable(name) else { continue }
      let label = Label(variable.value.range, "`\(name)`")
      if !labels.contains(label) { labels.append(label) }
    }
    if let bounds = resolved.schedule.bounds.stated { labels.append(Label(bounds, "the bounds")) }
    return labels
  }
}

extension RecipeOrigin {
  /// Where the scaled values stand that the keys of a phase name.
  fileprivate func scaledPlaces(
    in object: ObjectSyntax,
    of schedule: ResolvedSchedule
  ) -> [SourceRange] {
    var places: [SourceRange] = []
    var names = object.fields.compactMap(\.value.expression).flatMap(\.names)
    var seen: Set<String> = []
    while let name = names.popLast() {
      guard seen.insert(name).inserted else { continue }
      let own = name == "peak" ? self.object(of: schedule)?[name]?.value : nil
      switch own ?? variable(name)?.value {
      case .object(let scaling)?: places.append(scaling.range)
      case .expression(let expression)?: names += expression.names
      default: break
      }
    }
    return places
  }

  /// The facts that one follows from, as far as they are written.
  fileprivate func sources(ofFact name: String) -> [String] {
    let isDerived = name == "epoch" && fact("epoch") == nil
    return isDerived ? ["dataset", "batch", "sequence"].filter { fact($0) != nil } : [name]
  }

  /// How long an epoch is, and why.
  fileprivate var epochText: String {
    guard let epoch = resolved.clock.epoch.value?.text else { return "" }
    if let written = fact("epoch")?.expression {
      return "\(epoch) updates, as `run.epoch: \(written.text)` says"
    }
    guard let dataset = count("dataset"), let batch = count("batch"), fact("sequence") == nil else {
      return "\(epoch) updates, by `run.dataset`, `run.batch` and `run.sequence`"
    }
    let exact = dataset / batch
    let isKept = resolved.facts.allSatisfy { $0.name != "run.last_batch" }
    let rounding = exact.isInteger ? "" : isKept ? ", rounded up" : ", rounded down"
    return "\(dataset.text) / \(batch.text) samples\(rounding): \(epoch) updates"
  }

  /// A fact that is a number of something.
  private func count(_ name: String) -> Rational? {
    let value = resolved.facts.first { $0.name == "run.\(name)" }?.value
    return value?.split(separator: " ").first.flatMap { Int64($0) }.map { Rational($0) }
  }
}

extension ExpressionSyntax {
  /// The names in it, each as often as it occurs.
  fileprivate var names: [String] {
    switch kind {
    case .number: []
    case .name(let name): [name]
    case .measured(let inner, _), .negation(let inner): inner.names
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      left.names + right.names
    case .maximum(let operands), .minimum(let operands): operands.flatMap(\.names)
    }
  }
}

extension ObjectSyntax {
  /// The names in `for:`.
  fileprivate var extentNames: [String] {
    guard case .extent(let extent)? = self["for"]?.value else { return [] }
    switch extent {
    case .rest: return []
    case .last(let expression), .duration(let expression): return expression.names
    }
  }
}
