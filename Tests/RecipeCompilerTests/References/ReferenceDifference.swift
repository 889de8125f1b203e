// SPDX-License-Identifier: Apache-2.0

/// Where a library knowingly does something else than the recipe beside it.
struct ReferenceDifference {
  /// The closed list of causes, which is that of `Tests/Reference/recording/difference.py`.
  enum Cause: String, CaseIterable {
    case rebound
    case negative
    case peakNotReached = "peak-not-reached"
    case endNotReached = "end-not-reached"
    case chainedDrift = "chained-drift"
    case jump
    case resolution
    case undefined
    case domain
    case offByOne = "off-by-one"
    case parameter
  }

  let cause: Cause
  /// What the library does and what the recipe does.
  let sentence: String
  /// The updates as they are written: `100-, 10-99, 7`.
  let written: String
  private let ranges: [ClosedRange<Int64>]

  /// Reads `cause — sentence` and the updates.
  init?(_ text: String, at updates: String) {
    let parts = text.split(separator: " — ", maxSplits: 1)
    guard parts.count == 2, let cause = Cause(rawValue: String(parts[0])) else { return nil }
    var ranges: [ClosedRange<Int64>] = []
    for part in updates.split(separator: ",") {
      let edges = part.filter { $0 != " " }
        .split(separator: "-", omittingEmptySubsequences: false)
      guard let first = edges.first.flatMap({ Int64($0) }), edges.count <= 2 else { return nil }
      let last = edges.count == 1 ? first : edges[1].isEmpty ? .max : Int64(edges[1])
      guard let last, first <= last else { return nil }
      ranges.append(first...last)
    }
    if ranges.isEmpty { return nil }
    self.cause = cause
    self.ranges = ranges
    sentence = String(parts[1])
    written = updates
  }

  /// Whether the library is expected to differ at an update.
  func covers(_ update: Int64) -> Bool { ranges.contains { $0.contains(update) } }
}
