// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// Something that a run is told.
enum TraceStep: Hashable, Sendable {
  case observe(UTF8Text, Double, measured: Int64, effective: Int64)
  case signal(UTF8Text, Int64)

  /// The update at which it would take effect.
  var effective: Int64 {
    switch self {
    case .observe(_, _, _, let effective), .signal(_, let effective): effective
    }
  }
}

/// What a run answers.
enum TraceAnswer: Hashable, Sendable {
  case taken(Observation)
  case refused(ObservationError)
}

extension ScheduleRun {
  /// Tells the run a step.
  mutating func apply(_ step: TraceStep) -> TraceAnswer {
    do throws(ObservationError) {
      switch step {
      case .observe(let name, let value, let measured, let effective):
        return .taken(try observe(name, value, measuredAt: measured, effectiveAt: effective))
      case .signal(let name, let effective):
        return .taken(try signal(name, effectiveAt: effective))
      }
    } catch {
      return .refused(error)
    }
  }
}

/// Tells a story of metrics and signals, with everything in it that a trainer does wrong.
struct RandomTrace {
  var generator: SeededGenerator
  /// Whether the story has nothing in it that is refused for its place in time.
  let isOrderly: Bool
  private var now: Int64
  private var last: [Int64] = [-1, -1, -1]
  private var level = [0.4, -0.2, 0]
  private let metrics: [UTF8Text]
  private let signals: [UTF8Text]

  /// Starts from a seed at an update, with three metrics of which the last is told seldom.
  init(
    seed: UInt64,
    at start: Int64 = 0,
    isOrderly: Bool = false,
    metrics: [UTF8Text] = ["loss", "accuracy", "other"],
    signals: [UTF8Text] = ["go", "stop"]
  ) {
    self.metrics = metrics
    self.signals = signals
    generator = SeededGenerator(seed: seed &+ 0x5eed)
    now = start
    self.isOrderly = isOrderly
    last = [start - 1, start - 1, start - 1]
  }

  /// The next step.
  mutating func next() -> TraceStep {
    now += chance(1, in: 4) ? 0 : Int64.random(in: 1...18, using: &generator)
    if chance(1, in: 6) {
      let name = signals[Int.random(in: signals.indices, using: &generator)]
      let isLate = !isOrderly && chance(1, in: 8)
      return .signal(name, isLate ? now - Int64.random(in: 0...20, using: &generator) : now)
    }
    let metric = chance(1, in: 12) ? 2 : Int.random(in: 0...1, using: &generator)
    level[metric] += Double.random(in: -0.25...0.25, using: &generator)
    var value = level[metric]
    if chance(1, in: 14) {
      value = [.nan, .infinity, -.infinity].randomElement(using: &generator) ?? .nan
    }
    if isOrderly { now = max(now, last[metric] + 1) }
    var (measured, effective) = (now, now)
    if chance(1, in: 5) { effective += Int64.random(in: 0...6, using: &generator) }
    if !isOrderly, chance(1, in: 7) {
      (measured, effective) = misplaced(metric, measured, effective)
    }
    if isOrderly { now = effective }
    last[metric] = max(last[metric], measured)
    return .observe(metrics[metric], value, measured: measured, effective: effective)
  }

  private mutating func misplaced(
    _ metric: Int,
    _ measured: Int64,
    _ effective: Int64
  ) -> (Int64, Int64) {
    let known = max(0, last[metric])
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: return (known, max(known, now))
    case 2: return (known - 3, now)
    case 3: return (measured, measured - 1)
    case 4: return (-1, effective)
    default: return (known + 1, max(known + 1, now - 12))
    }
  }

  private mutating func chance(_ count: Int, in whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &generator) < count
  }
}
