// SPDX-License-Identifier: Apache-2.0

/// The rule that a table breaks as a whole.
public enum TableFault: Hashable, Sendable {
  /// The processor does not round to nearest, so no value could be trusted.
  case rounding
  /// The length is not in 1…2^53.
  case length(Int64)
  /// There is no track.
  case noTracks
  /// There is more of something than the reader takes.
  case tooMany(TableSection, found: Int, limit: Int)
  /// A later fact has an earlier one's name.
  case duplicateFact(Int, of: Int)
  /// A level is not positive, or not of a magnitude in [2^-500, 2^500].
  case level(Int, Double)
  /// A level belongs to no response.
  case unusedLevel(Int)
  /// The annex names a phase for some pieces only.
  case provenanceCount(Int, pieces: Int)
  /// The annex names a phase for a piece that does not exist.
  case provenance(piece: Int, phase: Int, available: Int)

  /// The rule in words, to follow the table's name.
  var predicate: String {
    switch self {
    case .rounding:
      "cannot be used while the processor rounds otherwise than to nearest (see `fesetround`)"
    case .length(let length): "has a length of \(length) updates, which is not in 1 to 2^53"
    case .noTracks: "has no track"
    case .tooMany(let section, let found, let limit):
      "has \(found) \(section.noun), and the reader's limit is \(limit)"
    case .duplicateFact(let later, let earlier):
      "has the same name for facts \(earlier) and \(later)"
    case .level(let index, let value):
      "has a level \(index) (bits \(value.hexPattern)) that is not from 2^-500 to 2^500"
    case .unusedLevel(let index): "has a level \(index) that belongs to no region"
    case .provenanceCount(let count, let pieces):
      "names a phase for \(count) of its \(pieces) pieces"
    case .provenance(let piece, let phase, let available):
      "names phase \(phase) for piece \(piece), of \(available) phases that exist"
    }
  }
}

extension ScheduleTable {
  /// Checks every rule; the order is such that no check rests on one that comes later.
  func verify(_ limits: TableLimits) throws(TableError) {
    guard roundsToNearest(Double(tracks.count + 1)) else { throw .table(.rounding) }
    if length < 1 || length > ScheduleTable.openLength { throw .table(.length(length)) }
    if tracks.isEmpty { throw .table(.noTracks) }
    try verifyCounts(limits)
    try clock.verify(for: .clock, limits)
    try verifyFacts(limits)
    try verifyLevels()
    try verifyMachines(limits)
    try verifyRegions()
    try verifyTracks(limits)
    try verifyRegionUse()
    try verifyMachineUse()
    try verifyFactors()
    try verifyPieces()
    try verifyAnnex(limits)
    let size = TableLayout(counts: sectionCounts()).fileLength
    if size > Int64(limits.bytes) {
      throw .file(.tooLarge(found: size, limit: limits.bytes))
    }
  }

  /// Checks the counts against the limits.
  private func verifyCounts(_ limits: TableLimits) throws(TableError) {
    let counts: [(TableSection, Int)] = [
      (.tracks, tracks.count), (.regions, regions.count), (.starts, starts.count),
      (.machines, machines.count), (.levels, levels.count),
      (.facts, facts.count), (.phases, annex.phases.count), (.recipe, annex.recipe.count),
    ]
    for (section, found) in counts where found > section.limit(limits) {
      throw .table(.tooMany(section, found: found, limit: section.limit(limits)))
    }
  }

  /// Checks the facts and that no two have the same name.
  private func verifyFacts(_ limits: TableLimits) throws(TableError) {
    for (index, fact) in facts.enumerated() {
      try fact.name.verify(for: .factName(index), limits)
      try fact.value.verify(for: .factValue(index), limits)
    }
    let duplicate = firstDuplicate(among: facts.count) { facts[$0].name.precedes(facts[$1].name) }
    if let (earlier, later) = duplicate { throw .table(.duplicateFact(later, of: earlier)) }
  }

  /// Whether sums round to nearest.
  ///
  /// A quarter of a unit in the last place must vanish, which it does not when rounding upwards, and
  /// three quarters must count as one, which they do not when rounding downwards or towards zero.
  /// `sample` is a positive number that the optimizer does not know; it would otherwise do the sums
  /// itself, at compile time.
  @inline(never)
  private func roundsToNearest(_ sample: Double) -> Bool {
    let one = sample / sample
    let unit = Double.ulpOfOne
    return one + unit * 0.25 == one && one + unit * 0.75 == one + unit
  }
}
