// SPDX-License-Identifier: Apache-2.0

extension Explanation {
  /// The explanation for programs; what is not known or does not apply is null.
  public var json: JSONText {
    .object([
      ("channel", .string(channel)),
      ("update", .integer(update)),
      ("value", value.map { .number($0) } ?? .null),
      ("past_end", .bool(isPastEnd)),
      ("phase", phase.map(\.json) ?? .null),
      ("progress", progress.map(\.json) ?? .null),
      ("formula", formula.map { .string($0) } ?? .null),
      ("cuts", cuts.map(\.json) ?? .null),
      ("row", row.map(\.json) ?? .null),
      (
        "statements",
        .array(
          statements.map {
            .object([("topic", .string($0.topic.rawValue)), ("text", .string($0.text))])
          }
        )
      ),
    ])
  }
}

extension Explanation.Phase {
  fileprivate var json: JSONText {
    .object([
      ("kind", .string(kind)),
      ("line", line.map { .integer(Int64($0)) } ?? .null),
      ("first", .integer(first)),
      ("end", end.map { .integer($0) } ?? .null),
    ])
  }
}

extension Explanation.Progress {
  fileprivate var json: JSONText {
    .object([
      ("p", .number(fraction)),
      ("numerator", .integer(numerator)),
      ("denominator", .integer(denominator)),
    ])
  }
}

extension Explanation.Cuts {
  fileprivate var json: JSONText {
    .object([
      ("watched", .string(watched)),
      ("count", .integer(Int64(count))),
      ("limit", .integer(Int64(limit))),
      ("uncut", .number(uncut)),
    ])
  }
}

extension Explanation.Row {
  fileprivate var json: JSONText {
    .object([
      ("region", .integer(Int64(region))),
      ("piece", .integer(Int64(piece))),
      ("sampled", .integer(sampled)),
      ("offset", .integer(offset)),
    ])
  }
}
