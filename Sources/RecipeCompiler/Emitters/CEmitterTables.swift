// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// The rows of a table as C arrays, in the fields of `CEmitterDeclarationTemplate.rows`.
///
/// Numbers are the shortest decimals that read back as the same binary64 number. ISO C (Annex F) has
/// numbers of up to 17 digits rounded correctly, and these never have more, so a compiler gives the
/// very bits; hexadecimal ones would need C++17, and bit patterns nobody could read.
struct CEmitterTables {
  private let schedule: EmittedSchedule
  /// What names begin with.
  ///
  /// To rename the text afterwards would rename the metrics in it as well.
  private let p: String
  private var table: ScheduleTable { schedule.table }
  private var features: Set<EmitterFeature> { schedule.features }

  /// Makes the arrays of a schedule, in names that begin with a prefix.
  init(_ schedule: EmittedSchedule, prefix: String) {
    self.schedule = schedule
    p = prefix
  }

  /// The sizes that the state depends on; empty where there is no state.
  var counts: String {
    guard features.contains(.reactive) else { return "" }
    var members = [
      "\(p)_machine_count = \(table.machines.count)",
      "\(p)_watch_count = \(schedule.watches.count)",
      "\(p)_route_count = \(schedule.routes.count)",
    ]
    if features.contains(.events) {
      members.append("\(p)_chain_count = \(schedule.chainStarts.count)")
    }
    return "enum {\n" + members.map { "    \($0)" }.joined(separator: ",\n") + "\n};\n"
  }

  /// All arrays, each after a line that says what its fields are.
  var arrays: String {
    var arrays = [
      array("\(p)_piece", "\(p)_pieces", (0..<table.pieceCount).map(pieceRow)),
      array("\(p)_region", "\(p)_regions", table.regions.indices.map(regionRow)),
      array("\(p)_track_row", "\(p)_track_rows", table.tracks.map(row)),
    ]
    if features.contains(.response) {
      arrays.append(array("double", "\(p)_levels", table.levels.map(\.description)))
    }
    if features.contains(.reactive) {
      arrays.append(array("\(p)_machine", "\(p)_machines", table.machines.map(row)))
      let watches = schedule.watches.map { watch in
        "{ \(CEmitterText.literal(watch.name.utf8)), \(watch.isSignal ? 1 : 0) }"
      }
      arrays.append(array("\(p)_watch", "\(p)_watches", watches))
      let routes = schedule.routes.map { "{ \($0.firstRegion), \(index($0.chain)) }" }
      arrays.append(array("\(p)_route", "\(p)_routes", routes))
    }
    if features.contains(.events) {
      let starts = schedule.chainStarts.map(String.init)
      arrays.append(array("int32_t", "\(p)_chain_starts", starts))
    }
    return arrays.joined(separator: "\n")
  }

  private func array(_ type: String, _ name: String, _ rows: [String]) -> String {
    let lines = rows.map { "    \($0)" }.joined(separator: ",\n")
    return "static const \(type) \(name)[\(rows.count)] = {\n\(lines)\n};\n"
  }

  /// A piece, after the name of its phase where that begins with it.
  private func pieceRow(_ number: Int) -> String {
    let piece = table.piece(at: number)
    var comment = ""
    let phases = table.annex.phaseOfPiece
    if phases.indices.contains(number), number == 0 || phases[number - 1] != phases[number] {
      let phase = table.annex.phases[phases[number]]
      let channel = CEmitterText.comment(table.tracks[phase.track].title)
      comment = "/* \(channel): \(CEmitterText.comment(phase.name.description)) */\n    "
    }
    var coefficients = (0..<8).map { piece.coefficients[$0] }
    while coefficients.count > 1, coefficients.last == 0 { coefficients.removeLast() }
    let numbers = coefficients.map(\.description).joined(separator: ", ")
    return "\(comment){ \(piece.start), \(piece.origin), \(piece.scale), { \(numbers) } }"
  }

  private func regionRow(_ number: Int) -> String {
    let region = table.regions[number]
    var fields = [
      "\(region.firstPiece)", "\(region.pieceCount)", "\(region.start)", "\(region.end)",
      index(region.timeout), "\(schedule.neighbours[number])", "\(schedule.lastRegions[number])",
    ]
    if features.contains(.grid) { fields += ["\(region.grid)", "\(region.gridAnchor)"] }
    if features.contains(.period) { fields.append("\(region.period)") }
    if features.contains(.events) {
      fields += [index(region.exit?.machine), index(region.exit?.region)]
    }
    if features.contains(.response) {
      let response = region.response
      fields += [index(response?.machine), index(response?.firstLevel)]
      fields.append((response?.floor ?? 0).description)
    }
    return "{ \(fields.joined(separator: ", ")) }"
  }

  private func row(_ track: Track) -> String {
    let after: (name: String, value: Double) =
      switch track.after {
      case .hold(let value): ("hold", value)
      case .continues(let value): ("continue", value)
      case .repeats: ("repeat", 0)
      case .error: ("error", 0)
      }
    var fields = ["\(track.firstRegion)"]
    if features.contains(.events) { fields.append(index(schedule.chain(of: track))) }
    fields += ["\(track.multiplier)", "\(p)_after_\(after.name)", "\(after.value)"]
    return "{ \(fields.joined(separator: ", ")) }"
  }

  private func row(_ machine: Machine) -> String {
    var fields = ["\(p)_kind_\(machine.kind.word)", index(schedule.watch(of: machine))]
    if features.contains(.metrics) { fields += metricFields(of: machine) }
    return "{ \(fields.joined(separator: ", ")) }"
  }

  private func metricFields(of machine: Machine) -> [String] {
    [
      machine.mode == .min ? "\(p)_min" : "\(p)_max",
      machine.thresholdKind == .relative ? "\(p)_relative" : "\(p)_absolute",
      "\(machine.threshold)",
      "\(machine.patience)", "\(p)_unit_\(machine.patienceUnit.word)",
      "\(machine.cooldown)", "\(p)_unit_\(machine.cooldownUnit.word)",
      "\(p)_ticks_\(machine.ticks.word)",
      "\(p)_on_nan_\(machine.onNonFinite.word)",
      machine.best == .sinceEntry ? "\(p)_since_entry" : "\(p)_since_start",
      "\(machine.smoothing)", "\(machine.averages)", "\(machine.levelCount)",
    ]
  }

  private func index(_ index: Int?) -> String { index.map(String.init) ?? "-1" }
}
