// SPDX-License-Identifier: Apache-2.0

/// What became of an observation or a signal.
public struct Observation: Hashable, Sendable {
  /// Whether it counted, and if not, why.
  public enum Disposition: UInt32, Hashable, Sendable, CaseIterable {
    /// It was seen by at least one machine that is at work.
    case accepted = 0
    /// The same was reported before; the first was kept.
    case repeated = 1
    /// Nothing listens to the name.
    case unwatched = 2
    /// No machine that listens to the name is at work at that update.
    case inactive = 3
    /// It is NaN or infinite, and every machine at work ignores such values.
    case skipped = 4
  }

  /// Whether it counted.
  public let disposition: Disposition
  /// How many machines cut.
  public let cuts: Int
  /// How many sets of tracks were moved by an event.
  public let transitions: Int

  init(_ disposition: Disposition, cuts: Int = 0, transitions: Int = 0) {
    self.disposition = disposition
    self.cuts = cuts
    self.transitions = transitions
  }
}

/// Why an observation or a signal is refused; the state is then what it was before.
public enum ObservationError: Error, Hashable, Sendable {
  /// An update is not in 0 to 2^53 − 1.
  case updateOutOfRange(Int64)
  /// It would take effect before it was measured.
  case effectBeforeMeasurement(measured: Int64, effective: Int64)
  /// A later one of the same name has been seen.
  case outOfOrder(measured: Int64, last: Int64)
  /// Something else has taken effect at a later update already.
  case effectInThePast(effective: Int64, clock: Int64)
  /// The metric is NaN or infinite.
  case notFinite

  /// What is wrong and what to do about it, in one sentence that stands alone.
  public var message: String {
    switch self {
    case .updateOutOfRange(let update):
      "update \(update) is outside 0 to 2^53 - 1: count updates from 0"
    case .effectBeforeMeasurement(let measured, let effective):
      "an observation measured at update \(measured) cannot take effect at update \(effective): "
        + "pass the update that is about to be made"
    case .outOfOrder(let measured, let last):
      "an observation of update \(measured) comes after one of update \(last): report a metric in "
        + "the order in which it was measured"
    case .effectInThePast(let effective, let clock):
      "an effect at update \(effective) would reach back behind update \(clock), where another has "
        + "been taken: let it take effect at the update that is about to be made"
    case .notFinite:
      "the metric is NaN or infinite: find out why, or say in the recipe what it means with `on_nan`"
    }
  }
}
