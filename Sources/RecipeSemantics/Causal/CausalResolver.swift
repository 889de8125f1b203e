// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Lays the values of a batch or a sequence that was followed over the updates of the run.
struct CausalResolver {
  private let channel: CausalChannel
  private let length: ResolvedRun.Length
  var evaluator: ExpressionEvaluator

  init(_ channel: CausalChannel, length: ResolvedRun.Length, evaluator: ExpressionEvaluator) {
    self.channel = channel
    self.length = length
    self.evaluator = evaluator
  }

  /// The schedule; nil where it does not fit the run, which was reported.
  mutating func schedule() -> ResolvedSchedule? {
    evaluator.valueUnit = channel.channel.valueUnit
    defer { evaluator.valueUnit = nil }
    guard let ends = ends(), let after = after() else { return nil }
    var phases: [ResolvedPhase] = []
    for (index, end) in ends.enumerated() {
      let updates = channel.starts[index]..<end
      let segments = segments(in: updates)
      guard let first = segments.first?.value, let last = segments.last?.value else { return nil }
      phases.append(
        ResolvedPhase(
          kind: channel.phases[index].written,
          range: channel.phases[index].kindRange,
          updates: updates,
          segments: segments.map { .constant($0.value, $0.updates) },
          start: first,
          end: last,
          grid: 1,
          hasOwnGrid: false
        )
      )
    }
    var bounds = BoundsResolver(channel: channel.channel, evaluator: evaluator)
    for value in channel.player.written { bounds.add(value) }
    if let written = after.written { bounds.add(written) }
    let resolved = bounds.resolve(
      stated: settings?["bounds"],
      levels: channel.levels.map { Rational($0.value) } + [channel.roundedEnd].compactMap { $0 }
    )
    evaluator = bounds.evaluator
    return resolved.map {
      ResolvedSchedule(
        channel: channel.channel.name,
        range: channel.entry.keyRange,
        phases: phases,
        bounds: $0,
        after: after.policy
      )
    }
  }

  private var settings: ObjectSyntax? {
    if case .object(let object) = channel.entry.value { object } else { nil }
  }

  // MARK: Phases

  /// The update after the last of every phase; nil where the phases are not as long as the run.
  private mutating func ends() -> [Int64]? {
    let last = channel.items.count - 1
    var ends = Array(channel.starts.dropFirst())
    guard ends.count == last else { return nil }
    ends.append(channel.end ?? length.updates)
    guard let start = channel.starts.last, start < length.updates,
      channel.end == nil || ends[last] == length.updates
        || length.isOpen
    else {
      let lengths = self.lengths(ends)
      evaluator.sink.emit(
        channel.end == nil
          ? LayoutDiagnostics.noTimeLeft(channel.items[last], lengths: lengths, length)
          : LayoutDiagnostics.doesNotFillRun(channel.items, lengths: lengths, length)
      )
      return nil
    }
    return ends
  }

  private func lengths(_ ends: [Int64]) -> [String] {
    channel.items.indices.map { index in
      let updates = LayoutDiagnostics.updates(Rational(ends[index] - channel.starts[index]))
      let kind = channel.items[index].kind
      switch channel.items[index].extent {
      case .duration(_, let text, _, _): return "`\(kind)` for \(text) = \(updates)"
      case .endsAt(_, let text, _): return "`\(kind)` up to \(text) = \(updates)"
      case .rest, .endless: return "`\(kind)` for the rest"
      }
    }
  }

  /// The values in a range of updates.
  private func segments(in updates: Range<Int64>) -> [(value: Double, updates: Range<Int64>)] {
    let levels = channel.levels
    let first = levels.lastIndex { $0.start <= updates.lowerBound } ?? 0
    var segments: [(value: Double, updates: Range<Int64>)] = []
    for index in first..<levels.count {
      let start = max(levels[index].start, updates.lowerBound)
      let end =
        index + 1 < levels.count
        ? min(levels[index + 1].start, updates.upperBound) : updates.upperBound
      guard start < end else { break }
      segments.append((Double(levels[index].value), start..<end))
    }
    return segments
  }

  // MARK: Past the end

  private mutating func after() -> (
    policy: ResolvedSchedule.After, written: PhaseReader.WrittenValue?
  )? {
    guard let field = settings?["after"] else { return held }
    switch field.value {
    case .word("hold", _):
      return held
    case .word("error", _):
      return (.error, nil)
    case .word(let word, let range):
      let summary = "a `\(channel.channel.name)` that starts again past the end of the run"
      evaluator.sink.emit(NotSupportedYet.diagnostic(word, summary: summary, at: range))
      return nil
    case .expression(let expression):
      guard let value = evaluator.value(expression) else { return nil }
      guard value.isInteger else {
        evaluator.sink.emit(CausalDiagnostics.notWhole(channel.channel.name, expression))
        return nil
      }
      let written = PhaseReader.WrittenValue(value: value, range: expression.range)
      return (.hold(value.double), written)
    default:
      return nil
    }
  }

  private var held: (policy: ResolvedSchedule.After, written: PhaseReader.WrittenValue?)? {
    channel.roundedEnd.map { (.hold($0.double), nil) }
  }
}
