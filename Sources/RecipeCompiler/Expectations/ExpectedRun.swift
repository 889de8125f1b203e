// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// A run in which given events happen, and what expectations say of it.
struct ExpectedRun {
  /// What holds from an update on.
  private struct Moment {
    let since: Int64
    let state: ScheduleState
  }

  private let table: ScheduleTable
  private var moments: [Moment]
  /// What was wrong with an event; expectations after it have no run to speak of.
  private var obstacle: Diagnostic?

  /// Replays events, which are in the order of their updates.
  init(_ table: ScheduleTable, _ events: [ResolvedEvent]) {
    self.table = table
    var run = ScheduleRun(table)
    moments = [Moment(since: 0, state: run.state)]
    for event in events {
      do throws(ObservationError) {
        let observation = try Self.replay(event, &run)
        if observation.disposition == .unwatched {
          obstacle = ExpectationFailures.unwatched(event, names: Self.names(in: table, like: event))
          return
        }
      } catch {
        obstacle = ExpectationFailures.refused(event, error)
        return
      }
      moments.append(Moment(since: event.update, state: run.state))
    }
  }

  private static func replay(
    _ event: ResolvedEvent,
    _ run: inout ScheduleRun
  ) throws(ObservationError) -> Observation {
    switch event.kind {
    case .observation(let value):
      try run.observe(UTF8Text(event.name), value, measuredAt: event.update)
    case .signal:
      try run.signal(UTF8Text(event.name), effectiveAt: event.update)
    }
  }

  /// The metrics, or the signals, that something listens to.
  private static func names(in table: ScheduleTable, like event: ResolvedEvent) -> [String] {
    let isSignal = event.kind == .signal
    var names: [String] = []
    for machine in table.machines where (machine.kind == .signal) == isSignal {
      let name = machine.name.description
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// What is wrong when an expectation does not hold; nil when it does.
  func failure(of expectation: ResolvedExpectation) -> Diagnostic? {
    if let obstacle { return obstacle }
    switch expectation.claim {
    case .length(let updates):
      return table.length == updates ? nil : ExpectationFailures.length(expectation, table, updates)
    case .value(let position, let expected, let tolerance):
      guard let track = track(of: expectation) else { return nil }
      let found: Double
      do {
        found = try value(track: track, at: position.update)
      } catch {
        return ExpectationFailures.noValue(expectation, at: position, error)
      }
      let isMet = tolerance.admits(found, for: expected)
      return isMet ? nil : ExpectationFailures.value(expectation, found, at: position, expected)
    case .course(let course, let first, let last):
      guard let track = track(of: expectation) else { return nil }
      do throws(EvaluationError) {
        return try breach(of: course, track: track, from: first.update, to: last.update).map {
          ExpectationFailures.course(expectation, course, $0)
        }
      } catch {
        return ExpectationFailures.noValue(expectation, at: last, error)
      }
    }
  }

  private func track(of expectation: ResolvedExpectation) -> Int? {
    table.tracks.firstIndex { $0.title == expectation.channel }
  }

  private func value(track: Int, at update: Int64) throws(EvaluationError) -> Double {
    try table.value(track: track, at: update, state: moments[index(at: update)].state)
  }

  private func index(at update: Int64) -> Int { moments.lastIndex { $0.since <= update } ?? 0 }

  /// The first pair of updates whose values move in another way than they should.
  private func breach(
    of course: ResolvedExpectation.Course,
    track: Int,
    from first: Int64,
    to last: Int64
  ) throws(EvaluationError) -> CourseBreach? {
    let start = try value(track: track, at: first)
    var previous = start
    var update = first
    while update <= last {
      let moment = index(at: update)
      let end = moments.indices.contains(moment + 1) ? moments[moment + 1].since : last + 1
      let block = update..<min(end, last + 1, update + (1 << 16))
      let values = try table.values(track: track, range: block, state: moments[moment].state)
      for (offset, value) in values.enumerated() {
        if !course.allows(from: previous, to: value) {
          let at = block.lowerBound + Int64(offset)
          return CourseBreach(from: at - 1, previous, to: at, value)
        }
        previous = value
      }
      update = block.upperBound
    }
    let isIdle = course != .constant && start == previous
    return isIdle ? CourseBreach(from: first, start, to: last, previous) : nil
  }
}

/// Two updates whose values are not as an expectation has them.
struct CourseBreach {
  let first: (update: Int64, value: Double)
  let second: (update: Int64, value: Double)

  init(from first: Int64, _ firstValue: Double, to second: Int64, _ secondValue: Double) {
    self.first = (first, firstValue)
    self.second = (second, secondValue)
  }
}

extension ResolvedExpectation.Course {
  /// Whether the course may lead from one value to the next.
  ///
  /// Each of two values of a curve may be off by 6·2^-53 of it, so a curve that is nearly flat may seem to turn
  /// back by twice that.
  fileprivate func allows(from first: Double, to second: Double) -> Bool {
    let rounding = 12 * 0x1p-53 * first.magnitude
    return switch self {
    case .rising: second >= first - rounding
    case .falling: second <= first + rounding
    case .constant: second == first
    }
  }
}

extension ResolvedExpectation.Tolerance {
  /// Whether a value is near enough to the expected one, compared exactly.
  fileprivate func admits(_ found: Double, for expected: Rational) -> Bool {
    guard let value = Rational(exactly: found) else { return false }
    let distance = value < expected ? expected - value : value - expected
    let size = expected.isNegative ? -expected : expected
    return switch self {
    case .exact: found == expected.double
    case .absolute(let limit): distance <= limit
    case .relative(let share): distance <= share * size
    }
  }
}
