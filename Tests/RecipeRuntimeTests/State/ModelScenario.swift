// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// Reads the lines of a scenario of the model in `Tests/Reference/plateau`, whose page describes them.
struct ModelScenario {
  /// The lines about what the table is told, and what it then is.
  private(set) var script: [[Substring]] = []
  private var length: Int64 = 0
  private var machines: [Machine] = []
  private var levels: [Double] = []
  private var regions: [Region] = []
  private var pieces: [Piece] = []
  private var tracks: [Track] = []

  /// Takes the next line; `nil` for one that it cannot read.
  mutating func take(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    switch words.first {
    case "length": length = Self.update(words[1]) ?? ScheduleTable.openLength
    case "machine":
      guard let machine = Self.machine(words) else { return false }
      machines.append(machine)
    case "levels": levels = words.dropFirst().compactMap { Double($0) }
    case "region": return takeRegion(words)
    case "track":
      guard let track = Self.track(words) else { return false }
      tracks.append(track)
    default: script.append(words)
    }
    return true
  }

  /// The table.
  func table() throws(TableError) -> ScheduleTable {
    try ScheduleTable(
      length: length,
      tracks: tracks,
      regions: regions,
      pieces: pieces,
      machines: machines,
      levels: levels,
      recipeDigest: Digest(of: [])
    )
  }

  private static func update(_ word: Substring) -> Int64? { Int64(word) }

  private static func machine(_ words: [Substring]) -> Machine? {
    let kinds: [Substring: Machine.Kind] = [
      "plateau": .plateau, "stops-improving": .stopsImproving, "crosses": .crosses,
      "signal": .signal,
    ]
    let policies: [Substring: Machine.NonFinitePolicy] = [
      "error": .error, "ignore": .ignore, "count": .countsAsBad,
    ]
    guard words.count == 15, let kind = kinds[words[1]], let policy = policies[words[10]],
      let threshold = Double(words[5]), let patience = Int64(words[6]),
      let cooldown = Int64(words[8]), let smoothing = Double(words[12]),
      let averages = Int64(words[13]), let levelCount = Int(words[14])
    else { return nil }
    return Machine(
      kind: kind,
      name: UTF8Text(String(words[2])),
      mode: words[3] == "max" ? .max : .min,
      thresholdKind: words[4] == "relative" ? .relative : .absolute,
      threshold: threshold,
      patience: patience,
      patienceUnit: words[7] == "updates" ? .updates : .evaluations,
      cooldown: cooldown,
      cooldownUnit: words[9] == "updates" ? .updates : .evaluations,
      onNonFinite: policy,
      best: words[11] == "start" ? .sinceStart : .sinceEntry,
      smoothing: smoothing,
      averages: averages,
      levelCount: levelCount
    )
  }

  private mutating func takeRegion(_ words: [Substring]) -> Bool {
    let numbers = words[1...5].compactMap { Int64($0) }
    guard words.count == 10, numbers.count == 5 else { return false }
    let rows = words[9].split(separator: ",").map { $0.split(separator: "=") }
    var region = Region(
      firstPiece: pieces.count,
      pieceCount: rows.count,
      start: numbers[0],
      length: numbers[1],
      grid: numbers[2],
      gridAnchor: numbers[3],
      period: numbers[4],
      timeout: Int(words[6])
    )
    for (index, row) in rows.enumerated() {
      guard let start = Int64(row[0]), let value = Double(row[1]) else { return false }
      let next = index + 1 < rows.count ? Int64(rows[index + 1][0]) : region.pieceEnd
      pieces.append(Piece(constant: value, updates: start..<(next ?? region.pieceEnd)))
    }
    let exit = words[7].split(separator: ":")
    if exit.count == 2, let machine = Int(exit[0]) {
      region.exit = Exit(machine: machine, region: Int(exit[1]))
    }
    let response = words[8].split(separator: ":")
    if response.count == 3, let machine = Int(response[0]), let first = Int(response[1]) {
      region.response = Response(
        machine: machine,
        firstLevel: first,
        floor: Double(response[2]) ?? -1
      )
    }
    regions.append(region)
    return true
  }

  private static func track(_ words: [Substring]) -> Track? {
    let after = words[4].split(separator: ":")
    guard words.count == 5, let first = Int(words[2]), let multiplier = Double(words[3]) else {
      return nil
    }
    let value = after.count > 1 ? Double(after[1]) ?? .nan : 0
    let afters: [Substring: Track.After] = [
      "hold": .hold(value), "continues": .continues(value), "repeats": .repeats, "error": .error,
    ]
    guard let way = afters[after[0]] else { return nil }
    return Track(
      channel: UTF8Text(String(words[1])),
      firstRegion: first,
      multiplier: multiplier,
      after: way
    )
  }
}
