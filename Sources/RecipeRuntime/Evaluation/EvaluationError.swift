// SPDX-License-Identifier: Apache-2.0

/// Why a table has no value to give.
public enum EvaluationError: Error, Hashable, Sendable {
  /// No track has this index; the table has `count` of them.
  case noSuchTrack(Int, count: Int)
  /// Updates are counted from 0 to 2^53 − 1; this one is outside.
  case updateOutOfRange(Int64)
  /// An event or a cut at `since` changed the track; what it was before is not remembered.
  case beforeState(update: Int64, since: Int64)
  /// The state belongs to another table.
  case foreignState
  /// The track ends with the table and is declared an error from there on.
  case pastEnd(update: Int64, length: Int64)
  /// The buffer's size is not the number of updates asked for.
  case bufferSize(expected: Int, found: Int)

  /// What is wrong and what to do about it, in one sentence that stands alone.
  public var message: String {
    switch self {
    case .noSuchTrack(let track, let count):
      "there is no track \(track): the table has tracks 0 to \(count - 1)"
    case .updateOutOfRange(let update):
      "update \(update) is outside 0 to 2^53 - 1: count updates from 0"
    case .beforeState(let update, let since):
      "update \(update) lies before the event at update \(since), and what held then is not kept: "
        + "ask for values as the run goes on, or replay the metrics with a fresh state"
    case .foreignState:
      "the state belongs to another table: restore it, or migrate it, onto this one first"
    case .pastEnd(let update, let length):
      "update \(update) is past the end of the schedule (\(length) updates), which is declared "
        + "`after: error`: stop there, or compile the recipe with another `after`"
    case .bufferSize(let expected, let found):
      "the buffer holds \(found) values where \(expected) were asked for: pass one of that size"
    }
  }
}
