// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// Reads and verifies a whole file; the bytes are copied, and nothing is used before it is checked.
  ///
  /// Memory is reserved only for counts that the file's own length bears out.
  ///
  /// - Throws: the first broken rule. Every flipped bit and every missing or additional byte breaks
  ///   one.
  public init(
    decoding bytes: [UInt8],
    limits: TableLimits = .default
  ) throws(TableError) {
    let reader = ByteReader(bytes: bytes)
    let header = try TableHeader(reader, limits)
    try header.verifyBlocks(reader)
    let decoder = TableDecoder(reader: reader, layout: header.layout)
    try decoder.verifyPreambles()
    var text = TextSectionReader(reader, .coreText, in: header.layout)
    var contents = TableContents(recipeDigest: header.recipeDigest)
    contents.clock = try text.text(placedAt: TableFormat.headerLength + 32, for: .clock)
    contents.length = reader.i64(TableFormat.headerLength + 8)
    contents.tracks = try decoder.tracks(&text)
    contents.machines = try decoder.machines(&text)
    contents.facts = try decoder.facts(&text)
    try text.finish()
    contents.regions = try decoder.regions()
    contents.starts = decoder.records(of: .starts) { _, offset in reader.i64(offset) }
    contents.bodies = decoder.records(of: .bodies) { _, offset in decoder.body(at: offset) }
    contents.levels = decoder.records(of: .levels) { _, offset in reader.f64(offset) }
    contents.annex = try decoder.annex()
    try self.init(contents, knownDigest: header.coreDigest, limits: limits)
  }
}

extension TableHeader {
  /// Checks the padding, the core's digest and the annex's checksum.
  func verifyBlocks(_ reader: ByteReader) throws(TableError) {
    let annexOffset = Int(layout.annexOffset)
    let core = Digest(of: reader.bytes[TableFormat.headerLength..<annexOffset])
    if core != coreDigest { throw .file(.damagedCore(expected: coreDigest, found: core)) }
    let annex = CRC32C.checksum(of: reader.bytes[annexOffset...])
    if annex != annexCRC { throw .file(.damagedAnnex(expected: annexCRC, found: annex)) }
    for section in TableSection.allCases {
      try reader.requireZero(layout.padding(after: section))
    }
  }
}

/// Turns the records of a file into values; the layout is known to be the file's.
struct TableDecoder {
  /// The file.
  let reader: ByteReader
  /// Where the sections lie.
  let layout: TableLayout

  /// What a function makes of every record of a section, given its index and its offset in the file.
  func records<Record, Failure: Error>(
    of section: TableSection,
    _ record: (Int, Int) throws(Failure) -> Record
  ) throws(Failure) -> [Record] {
    let (start, size) = (layout.offset(of: section), section.recordSize)
    return try [Record](count: layout.count(of: section)) { (index) throws(Failure) in
      try record(index, start + index * size)
    }
  }

  /// Checks that the blocks repeat what the header says.
  ///
  /// The counts are part of the core because they are part of what the digest is of: under one
  /// digest the same bytes must not be cut into records in two ways.
  func verifyPreambles() throws(TableError) {
    let core = TableFormat.headerLength
    let annex = Int(layout.annexOffset)
    try require(TableFormat.numerics, at: core)
    try require(.tracks, at: core + 4)
    try require(.regions, at: core + 16)
    try require(.starts, at: core + 20)
    try require(.bodies, at: core + 20)
    try require(.machines, at: core + 24)
    try require(.facts, at: core + 28)
    try require(.coreText, at: core + 40)
    try require(.levels, at: core + 44)
    try require(.phases, at: annex)
    try require(.piecePhases, at: annex + 4)
    try require(.annexText, at: annex + 8)
    try require(.recipe, at: annex + 12)
  }

  /// The tracks.
  func tracks(_ text: inout TextSectionReader) throws(TableError) -> [Track] {
    try records(of: .tracks) { (index, offset) throws(TableError) in
      Track(
        channel: try text.text(placedAt: offset, for: .channel(track: index)),
        optimizer: try text.text(placedAt: offset + 8, for: .optimizer(track: index)),
        group: try text.text(placedAt: offset + 16, for: .group(track: index)),
        firstRegion: reader.index(offset + 24),
        multiplier: reader.f64(offset + 32),
        after: try after(at: offset + 28, value: offset + 40)
      )
    }
  }

  /// The facts.
  func facts(_ text: inout TextSectionReader) throws(TableError) -> [RunFact] {
    try records(of: .facts) { (index, offset) throws(TableError) in
      RunFact(
        name: try text.text(placedAt: offset, for: .factName(index)),
        value: try text.text(placedAt: offset + 8, for: .factValue(index))
      )
    }
  }

  /// The regions.
  func regions() throws(TableError) -> [Region] {
    try records(of: .regions) { (_, offset) throws(TableError) in
      Region(
        firstPiece: reader.index(offset),
        pieceCount: reader.index(offset + 4),
        start: reader.i64(offset + 8),
        length: reader.i64(offset + 16),
        grid: reader.i64(offset + 24),
        gridAnchor: reader.i64(offset + 32),
        kind: try flag(at: offset + 60) ? .stretched : .fixed,
        period: reader.i64(offset + 40),
        timeout: reader.optionalIndex(offset + 48),
        exit: try exit(at: offset + 52),
        response: try response(at: offset + 64)
      )
    }
  }

  /// The polynomial at an offset.
  func body(at offset: Int) -> PieceBody {
    var coefficients = SIMD8<Double>.zero
    for index in 0..<8 { coefficients[index] = reader.f64(offset + 16 + 8 * index) }
    return PieceBody(
      origin: reader.f64(offset),
      scale: reader.f64(offset + 8),
      coefficients: coefficients
    )
  }

  /// The annex.
  func annex() throws(TableError) -> Annex {
    var text = TextSectionReader(reader, .annexText, in: layout)
    let phases = try records(of: .phases) { (index, offset) throws(TableError) in
      let (first, end) = (reader.i64(offset + 16), reader.i64(offset + 24))
      // A range cannot even be made of ends in the wrong order.
      if first > end {
        throw .phase(index, .updates(first: first, end: end))
      }
      try reader.requireZero(offset + 44..<offset + 48)
      return PhaseRecord(
        track: reader.index(offset),
        name: try text.text(placedAt: offset + 8, for: .phaseName(index)),
        line: reader.index(offset + 4),
        updates: first..<end,
        errorBound: reader.f64(offset + 32),
        errorIsRelative: try !flag(at: offset + 40)
      )
    }
    try text.finish()
    let recipe = layout.offset(of: .recipe)
    return Annex(
      phases: phases,
      phaseOfPiece: records(of: .piecePhases) { _, offset in reader.index(offset) },
      recipe: Array(reader.bytes[recipe..<recipe + layout.count(of: .recipe)])
    )
  }

  /// What follows the end of a track, by its code and its value.
  private func after(at offset: Int, value: Int) throws(TableError) -> Track.After {
    switch reader.u32(offset) {
    case 0: return .hold(reader.f64(value))
    case 3: return .continues(reader.f64(value))
    case 1:
      try reader.requireZero(value..<value + 8)
      return .repeats
    case 2:
      try reader.requireZero(value..<value + 8)
      return .error
    case let code: throw .file(.unknownCode(offset: offset, found: code))
    }
  }

  /// The way out of a region; without a machine there is no region either.
  private func exit(at offset: Int) throws(TableError) -> Exit? {
    let region = reader.optionalIndex(offset)
    if let machine = reader.optionalIndex(offset + 4) {
      return Exit(machine: machine, region: region)
    }
    if region == nil { return nil }
    throw .file(.unknownCode(offset: offset, found: reader.u32(offset)))
  }

  /// The response of a region; without a machine the other fields are 0.
  private func response(at offset: Int) throws(TableError) -> Response? {
    guard let machine = reader.optionalIndex(offset) else {
      try reader.requireZero(offset + 4..<offset + 16)
      return nil
    }
    return Response(
      machine: machine,
      firstLevel: reader.index(offset + 4),
      floor: reader.f64(offset + 8)
    )
  }

  /// A code that is 0 or 1.
  private func flag(at offset: Int) throws(TableError) -> Bool {
    let code = reader.u32(offset)
    if code > 1 { throw .file(.unknownCode(offset: offset, found: code)) }
    return code == 1
  }

  /// Refuses a number of a block that is not the expected one.
  private func require(_ expected: UInt32, at offset: Int) throws(TableError) {
    let found = reader.u32(offset)
    if found != expected {
      throw .file(
        .wrongField(offset: offset, expected: UInt64(expected), found: UInt64(found))
      )
    }
  }

  /// Refuses a count of a block that is not the header's.
  private func require(_ section: TableSection, at offset: Int) throws(TableError) {
    try require(layout.counts[section.rawValue], at: offset)
  }
}
