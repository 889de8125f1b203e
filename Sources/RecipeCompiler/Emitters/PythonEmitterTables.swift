// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// The rows of a table as Python tuples.
///
/// Numbers are the shortest decimals that read back as the same binary64 number, as `repr` has them.
struct PythonEmitterTables {
  private let schedule: EmittedSchedule
  private var table: ScheduleTable { schedule.table }
  private var features: Set<EmitterFeature> { schedule.features }

  /// Makes the rows of a schedule.
  init(_ schedule: EmittedSchedule) { self.schedule = schedule }

  /// The types of the rows, and the rows.
  var text: String {
    let pieces = (0..<table.pieceCount).map { table.piece(at: $0) }
    var parts = [
      namedTuple("_Region", regionFields),
      namedTuple("_Track", trackFields),
    ]
    if features.contains(.events) {
      parts.append(namedTuple("_Course", ["region", "end", "offset", "since", "is_ended"]))
    }
    if features.contains(.reactive) { parts.append(namedTuple("_Machine", machineFields)) }
    parts += [
      "# The first update of every piece.\n" + tuple("_STARTS", pieces.map { "\($0.start)" }),
      "# The polynomial of every piece: origin, scale, and coefficients from the constant one on.\n"
        + tuple("_BODIES", pieces.map(row)),
      tuple("_REGIONS", table.regions.indices.map(regionRow)),
      tuple("_REGION_STARTS", table.regions.map { "\($0.start)" }),
      tuple("_TRACKS", table.tracks.map(row)),
    ]
    if features.contains(.response) {
      parts.append(tuple("_LEVELS", table.levels.map(\.description)))
    }
    if features.contains(.reactive) {
      parts.append(tuple("_MACHINES", table.machines.map(row)))
      let watches = schedule.watches.map { watch in
        let name = PythonEmitterText.literal(watch.name.description)
        return "(\(name), \(watch.isSignal ? "True" : "False"))"
      }
      parts.append(
        "# What is listened to, and whether it is a signal.\n" + tuple("_WATCHES", watches)
      )
      let routes = schedule.routes.map { "(\($0.firstRegion), \(optional($0.chain)))" }
      parts.append("# Where tracks begin, and their chain.\n" + tuple("_ROUTES", routes))
    }
    if features.contains(.events) {
      parts.append(tuple("_CHAIN_STARTS", schedule.chainStarts.map(String.init)))
    }
    return parts.joined(separator: "\n")
  }

  /// The dictionary of the tracks' names.
  var tracks: String {
    let entries = table.tracks.enumerated().map { index, track in
      "    \(PythonEmitterText.key(track)): \(index),\n"
    }
    return "TRACKS = {\n" + entries.joined() + "}\n"
  }

  private func namedTuple(_ name: String, _ fields: [String]) -> String {
    var lines = [""]
    for field in fields {
      if (lines.last ?? "").utf8.count + field.utf8.count > 80 { lines.append("") }
      lines[lines.count - 1] += field + " "
    }
    let text = lines.map { "    \"\($0)\"\n" }.joined()
    return "\(name) = namedtuple(\n    \"\(name)\",\n\(text))\n"
  }

  private func tuple(_ name: String, _ rows: [String]) -> String {
    "\(name) = (\n" + rows.map { "    \($0),\n" }.joined() + ")\n"
  }

  private func row(_ piece: Piece) -> String {
    let coefficients = (0..<8).map { piece.coefficients[$0] }
    let numbers = ([piece.origin, piece.scale] + coefficients).map(\.description)
    return "(\(numbers.joined(separator: ", ")))"
  }

  private var regionFields: [String] {
    var fields = ["first_piece", "piece_count", "start", "end", "next", "neighbour", "last"]
    if features.contains(.grid) { fields += ["grid", "grid_anchor"] }
    if features.contains(.period) { fields.append("period") }
    if features.contains(.events) { fields.append("exit") }
    if features.contains(.response) { fields.append("response") }
    return fields
  }

  private func regionRow(_ number: Int) -> String {
    let region = table.regions[number]
    var fields = [
      "\(region.firstPiece)", "\(region.pieceCount)", "\(region.start)", "\(region.end)",
      optional(region.timeout), "\(schedule.neighbours[number])", "\(schedule.lastRegions[number])",
    ]
    if features.contains(.grid) { fields += ["\(region.grid)", "\(region.gridAnchor)"] }
    if features.contains(.period) { fields.append("\(region.period)") }
    if features.contains(.events) {
      fields.append("(\(optional(region.exit?.machine)), \(optional(region.exit?.region)))")
    }
    if features.contains(.response) {
      let response = region.response
      let machine = optional(response?.machine)
      fields.append("(\(machine), \(optional(response?.firstLevel)), \(response?.floor ?? 0))")
    }
    return "_Region(\(fields.joined(separator: ", ")))"
  }

  private var trackFields: [String] {
    let chain = features.contains(.events) ? ["chain"] : []
    return ["first_region"] + chain + ["multiplier", "after", "after_value"]
  }

  private func row(_ track: Track) -> String {
    let after: (name: String, value: Double) =
      switch track.after {
      case .hold(let value): ("hold", value)
      case .continues(let value): ("continue", value)
      case .repeats: ("repeat", 0)
      case .error: ("error", 0)
      }
    let chain = features.contains(.events) ? [optional(schedule.chain(of: track))] : []
    let fields = ["\(track.firstRegion)"] + chain + ["\(track.multiplier)", "\"\(after.name)\""]
    return "_Track(\(fields.joined(separator: ", ")), \(after.value))"
  }

  private var machineFields: [String] {
    guard features.contains(.metrics) else { return ["kind", "watch"] }
    return [
      "kind", "watch", "mode", "threshold_kind", "threshold", "patience", "patience_unit",
      "cooldown", "cooldown_unit", "ticks", "on_non_finite", "best", "smoothing", "averages",
      "level_count",
    ]
  }

  private func row(_ machine: Machine) -> String {
    var values = ["\"\(machine.kind.word)\"", optional(schedule.watch(of: machine))]
    if features.contains(.metrics) {
      values += [
        "\"\(machine.mode)\"", "\"\(machine.thresholdKind)\"", "\(machine.threshold)",
        "\(machine.patience)", "\"\(machine.patienceUnit.word)\"",
        "\(machine.cooldown)", "\"\(machine.cooldownUnit.word)\"", "\"\(machine.ticks.word)\"",
        "\"\(machine.onNonFinite.word)\"",
        machine.best == .sinceEntry ? "\"since_entry\"" : "\"since_start\"",
        "\(machine.smoothing)", "\(machine.averages)", "\(machine.levelCount)",
      ]
    }
    let fields = zip(machineFields, values).map { "\($0)=\($1)" }
    return "_Machine(\n        " + fields.joined(separator: ",\n        ") + ",\n    )"
  }

  private func optional(_ index: Int?) -> String { index.map(String.init) ?? "None" }
}
