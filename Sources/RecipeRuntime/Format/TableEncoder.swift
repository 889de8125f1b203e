// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// The table as a file, byte for byte the same for equal tables.
  public func encoded() -> [UInt8] {
    let layout = TableLayout(counts: sectionCounts())
    let annex = encodedAnnex()
    let header = TableHeader(
      layout: layout,
      coreDigest: digest,
      recipeDigest: recipeDigest,
      annexCRC: CRC32C.checksum(of: annex[...])
    )
    return header.encoded() + encodedCore() + annex
  }

  /// The number of records of every section, in the order of `TableSection`.
  ///
  /// Text beyond 32 bits is counted as 2^32 − 1, which makes the file too large for any reader.
  func sectionCounts() -> [UInt32] {
    var coreText = clock.utf8.count
    for track in tracks {
      coreText += track.channel.utf8.count + track.optimizer.utf8.count + track.group.utf8.count
    }
    for machine in machines { coreText += machine.name.utf8.count }
    for fact in facts { coreText += fact.name.utf8.count + fact.value.utf8.count }
    var annexText = 0
    for phase in annex.phases { annexText += phase.name.utf8.count }
    let counts = [
      tracks.count, regions.count, starts.count, bodies.count, machines.count, levels.count,
      facts.count, coreText, annex.phases.count, annex.phaseOfPiece.count, annexText,
      annex.recipe.count,
    ]
    return [UInt32](count: counts.count) { UInt32(clamping: counts[$0]) }
  }

  /// The bytes of the core, which are what the digest is of.
  func encodedCore() -> [UInt8] {
    var text = TextSectionWriter()
    let clockPlace = text.append(clock)
    var writer = ByteWriter()
    writer.reserve(Int(clamping: TableLayout(counts: sectionCounts()).coreLength))
    writer.append(TableFormat.numerics)
    writer.append(index: tracks.count)
    writer.append(length)
    writer.append(index: regions.count)
    writer.append(index: starts.count)
    writer.append(index: machines.count)
    writer.append(index: facts.count)
    writer.append(clockPlace)
    writer.append(sectionCounts()[TableSection.coreText.rawValue])
    writer.append(index: levels.count)
    for track in tracks { append(track, to: &writer, &text) }
    for region in regions { append(region, to: &writer) }
    for start in starts { writer.append(start) }
    for body in bodies { append(body, to: &writer) }
    for machine in machines { append(machine, to: &writer, &text) }
    for level in levels { writer.append(level) }
    for fact in facts {
      writer.append(text.append(fact.name))
      writer.append(text.append(fact.value))
    }
    writer.append(text.bytes)
    writer.pad()
    return writer.bytes
  }

  /// The bytes of the annex.
  private func encodedAnnex() -> [UInt8] {
    var text = TextSectionWriter()
    var writer = ByteWriter()
    writer.append(index: annex.phases.count)
    writer.append(index: annex.phaseOfPiece.count)
    writer.append(sectionCounts()[TableSection.annexText.rawValue])
    writer.append(index: annex.recipe.count)
    for phase in annex.phases {
      writer.append(index: phase.track)
      writer.append(index: phase.line)
      writer.append(text.append(phase.name))
      writer.append(phase.updates.lowerBound)
      writer.append(phase.updates.upperBound)
      writer.append(phase.errorBound)
      writer.append(UInt32(phase.errorIsRelative ? 0 : 1))
      writer.append(UInt32(0))
    }
    for phase in annex.phaseOfPiece { writer.append(index: phase) }
    writer.pad()
    writer.append(text.bytes)
    writer.pad()
    writer.append(annex.recipe)
    writer.pad()
    return writer.bytes
  }

  private func append(
    _ track: Track,
    to writer: inout ByteWriter,
    _ text: inout TextSectionWriter
  ) {
    writer.append(text.append(track.channel))
    writer.append(text.append(track.optimizer))
    writer.append(text.append(track.group))
    writer.append(index: track.firstRegion)
    let (code, value): (UInt32, Double) =
      switch track.after {
      case .hold(let value): (0, value)
      case .repeats: (1, 0)
      case .error: (2, 0)
      case .continues(let value): (3, value)
      }
    writer.append(code)
    writer.append(track.multiplier)
    writer.append(value)
  }

  private func append(_ region: Region, to writer: inout ByteWriter) {
    writer.append(index: region.firstPiece)
    writer.append(index: region.pieceCount)
    writer.append(region.start)
    writer.append(region.length)
    writer.append(region.grid)
    writer.append(region.gridAnchor)
    writer.append(region.period)
    writer.append(index: region.timeout)
    writer.append(index: region.exit?.region)
    writer.append(index: region.exit?.machine)
    writer.append(UInt32(region.kind == .fixed ? 0 : 1))
    writer.append(index: region.response?.machine)
    // An index of levels without a response is 0, like every field that means nothing.
    writer.append(index: region.response?.firstLevel ?? 0)
    writer.append(region.response?.floor ?? 0)
  }

  private func append(
    _ machine: Machine,
    to writer: inout ByteWriter,
    _ text: inout TextSectionWriter
  ) {
    writer.append(text.append(machine.name))
    writer.append(machine.kind.rawValue)
    writer.append(machine.mode.rawValue)
    writer.append(machine.thresholdKind.rawValue)
    writer.append(machine.patienceUnit.rawValue)
    writer.append(machine.cooldownUnit.rawValue)
    writer.append(machine.ticks.rawValue)
    writer.append(machine.onNonFinite.rawValue)
    writer.append(machine.best.rawValue)
    writer.append(machine.patience)
    writer.append(machine.cooldown)
    writer.append(machine.threshold)
    writer.append(machine.smoothing)
    writer.append(machine.averages)
    writer.append(index: machine.levelCount)
    writer.append(UInt32(0))
  }

  private func append(_ body: PieceBody, to writer: inout ByteWriter) {
    writer.append(body.origin)
    writer.append(body.scale)
    let coefficients = body.coefficients
    for index in 0..<8 { writer.append(coefficients[index]) }
  }
}
