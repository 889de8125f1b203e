// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

extension Emitter {
  /// Every field of the table, readable, and exact: decimals read back as the same binary64
  /// numbers, and a table built of the fields has the same bytes.
  static let json = Emitter("json", "every field of the table, as JSON") { table, write in
    try write(Array(table.json.text.utf8)[...])
  }
}

extension ScheduleTable {
  fileprivate var json: JSONText {
    .object([
      ("format", .string("recipec-table")),
      ("format_version", .integer(1)),
      ("digest", .string(digest.hex)),
      ("recipe_digest", .string(recipeDigest.hex)),
      ("clock", .string(clock.description)),
      ("length", .integer(length)),
      ("facts", .array(facts.map(\.json))),
      ("tracks", .array(tracks.map(\.json))),
      ("regions", .array(regions.map(\.json))),
      ("machines", .array(machines.map(\.json))),
      ("levels", .array(levels.map { .number($0) })),
      ("pieces", .array((0..<pieceCount).map { piece(at: $0).json })),
      ("phases", .array(annex.phases.map(\.json))),
      ("phase_of_piece", .array(annex.phaseOfPiece.map { .integer(Int64($0)) })),
      ("recipe", .string(String(decoding: annex.recipe, as: UTF8.self))),
    ])
  }
}

extension RunFact {
  /// An element of a list, not a member of an object: the order of facts is part of the digest, and
  /// many readers of JSON keep none.
  fileprivate var json: JSONText {
    .object([("name", .string(name.description)), ("value", .string(value.description))])
  }
}

extension Track {
  fileprivate var json: JSONText {
    .object([
      ("channel", .string(channel.description)),
      ("optimizer", .string(optimizer.description)),
      ("group", .string(group.description)),
      ("first_region", .integer(Int64(firstRegion))),
      ("multiplier", .number(multiplier)),
      ("after", after.json),
    ])
  }
}

extension Track.After {
  fileprivate var json: JSONText {
    switch self {
    case .hold(let value): .object([("hold", .number(value))])
    case .continues(let value): .object([("continue", .number(value))])
    case .repeats: .string("repeat")
    case .error: .string("error")
    }
  }
}

extension Region {
  fileprivate var json: JSONText {
    .object([
      ("first_piece", .integer(Int64(firstPiece))),
      ("piece_count", .integer(Int64(pieceCount))),
      ("start", .integer(start)),
      ("length", .integer(length)),
      ("grid", .integer(grid)),
      ("grid_anchor", .integer(gridAnchor)),
      ("period", .integer(period)),
      ("timeout", timeout.json),
      ("exit", exit?.json ?? .null),
      ("response", response?.json ?? .null),
    ])
  }
}

extension Exit {
  fileprivate var json: JSONText {
    .object([("machine", .integer(Int64(machine))), ("region", region.json)])
  }
}

extension Response {
  fileprivate var json: JSONText {
    .object([
      ("machine", .integer(Int64(machine))),
      ("first_level", .integer(Int64(firstLevel))),
      ("floor", .number(floor)),
    ])
  }
}

extension Int? {
  /// An index, or null for none.
  fileprivate var json: JSONText { map { .integer(Int64($0)) } ?? .null }
}

extension Machine {
  fileprivate var json: JSONText {
    .object([
      ("kind", .string(kind.word)),
      ("name", .string(name.description)),
      ("mode", .string(mode == .min ? "min" : "max")),
      ("threshold_kind", .string(thresholdKind == .relative ? "relative" : "absolute")),
      ("threshold", .number(threshold)),
      ("patience", .integer(patience)),
      ("patience_unit", .string(patienceUnit.word)),
      ("cooldown", .integer(cooldown)),
      ("cooldown_unit", .string(cooldownUnit.word)),
      ("ticks", .string(ticks.word)),
      ("not_finite", .string(onNonFinite.word)),
      ("best", .string(best == .sinceEntry ? "entry" : "run")),
      ("smoothing", .number(smoothing)),
      ("averages", .integer(averages)),
      ("levels", .integer(Int64(levelCount))),
    ])
  }
}

extension Piece {
  fileprivate var json: JSONText {
    .object([
      ("start", .integer(start)),
      ("origin", .number(origin)),
      ("scale", .number(scale)),
      ("coefficients", .array((0..<8).map { .number(coefficients[$0]) })),
    ])
  }
}

extension PhaseRecord {
  fileprivate var json: JSONText {
    .object([
      ("track", .integer(Int64(track))),
      ("name", .string(name.description)),
      ("line", .integer(Int64(line))),
      ("first", .integer(updates.lowerBound)),
      ("end", .integer(updates.upperBound)),
      ("error_bound", .number(errorBound)),
      ("error_is_relative", .bool(errorIsRelative)),
    ])
  }
}
