// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// A stretch of time over which a formula's derivatives are enclosed, as the jets of all clocks in it.
struct CurveStretch: Sendable {
  /// The jet of p of the curve's own clock.
  let progress: Jet
  /// The jet of q of the curve's own clock.
  let remaining: Jet
  /// What other clocks read.
  private let window: Window?

  /// The time that clocks read: from one time to another, with the distance, or a number of updates, as the
  /// unit of growth.
  private struct Window {
    let first: CurveMoment
    let last: CurveMoment
    let unit: DoubleDouble
  }

  /// The jets of progress and remainder of the curve's own clock, outside of time.
  init(progress: Jet, remaining: Jet) {
    self.progress = progress
    self.remaining = remaining
    window = nil
  }

  /// A stretch from one offset after an update to another, with the distance between as its unit.
  init(_ clock: ClockReading, from update: Int64, offsets: ClosedRange<Double>) {
    let window = Window(
      first: CurveMoment(update, offset: offsets.lowerBound),
      last: CurveMoment(update, offset: offsets.upperBound),
      unit: DoubleDouble(sumOf: offsets.upperBound, -offsets.lowerBound)
    )
    (progress, remaining) = Self.jets(of: clock, in: window)
    self.window = window
  }

  /// A single update, with the time from p = 0 to p = 1 of a clock as its unit.
  init(_ clock: ClockReading, of progress: Progress, at update: Int64) {
    let span = DoubleDouble(exactly: progress.span)
    let unit = progress.denominator == 1 ? span : span / DoubleDouble(exactly: progress.denominator)
    let moment = CurveMoment(update)
    let position = clock.position(at: moment)
    self.progress = Jet(values: Interval(position.progress), growth: Interval(1))
    remaining = Jet(values: Interval(position.remaining), growth: Interval(-1))
    window = Window(first: moment, last: moment, unit: unit)
  }

  /// A single update, with a number of updates as its unit.
  init(_ clock: ClockReading, at update: Int64, unit: Int64) {
    let moment = CurveMoment(update)
    let window = Window(first: moment, last: moment, unit: DoubleDouble(exactly: unit))
    (progress, remaining) = Self.jets(of: clock, in: window)
    self.window = window
  }

  /// The jets of p and q of a clock; nil outside of time.
  func jets(of clock: Progress) -> (progress: Jet, remaining: Jet)? {
    window.map { Self.jets(of: ClockReading(clock), in: $0) }
  }

  private static func jets(
    of clock: ClockReading,
    in window: Window
  ) -> (progress: Jet, remaining: Jet) {
    let first = clock.position(at: window.first)
    let last = clock.position(at: window.last)
    let growth = Interval(clock.growth(over: window.unit))
    return (
      Jet(
        values: Interval(
          lower: Interval(first.progress).lower,
          upper: Interval(last.progress).upper
        ),
        growth: growth
      ),
      Jet(
        values: Interval(
          lower: Interval(last.remaining).lower,
          upper: Interval(first.remaining).upper
        ),
        growth: -growth
      )
    )
  }
}
