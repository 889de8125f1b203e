// SPDX-License-Identifier: Apache-2.0

/// The rule that a phase of the annex breaks.
public enum PhaseFault: Hashable, Sendable {
  /// There is no track at this index.
  case track(Int, available: Int)
  /// The line number is negative or beyond 2^31 − 1.
  case line(Int)
  /// The updates are none or not all inside the table.
  case updates(first: Int64, end: Int64)
  /// The error bound is negative, not finite, or −0.
  case errorBound(Double)

  /// The rule in words, to follow the phase's number.
  var predicate: String {
    switch self {
    case .track(let track, let available): "is of track \(track), of \(available) that exist"
    case .line(let line): "starts on line \(line), which is no line number"
    case .updates(let first, let end):
      "covers updates \(first) to \(end), which are none or not inside 0 to 2^53"
    case .errorBound(let value):
      "has an error bound (bits \(value.hexPattern)) that is negative or not finite"
    }
  }
}

extension PhaseRecord {
  /// The first rule that the record breaks.
  func fault(trackCount: Int) -> PhaseFault? {
    if track < 0 || track >= trackCount { return .track(track, available: trackCount) }
    if line < 0 || line > Int(Int32.max) { return .line(line) }
    let (first, end) = (updates.lowerBound, updates.upperBound)
    if updates.isEmpty || first < 0 || end > ScheduleTable.openLength {
      return .updates(first: first, end: end)
    }
    let isNonNegative = errorBound.sign == .plus
    return isNonNegative && errorBound.isFinite ? nil : .errorBound(errorBound)
  }
}

extension ScheduleTable {
  /// Checks the phases and that pieces point to phases that exist.
  func verifyAnnex(_ limits: TableLimits) throws(TableError) {
    for (index, phase) in annex.phases.enumerated() {
      try phase.name.verify(for: .phaseName(index), limits)
      if let fault = phase.fault(trackCount: tracks.count) {
        throw .phase(index, fault)
      }
    }
    if annex.phaseOfPiece.isEmpty { return }
    if annex.phaseOfPiece.count != pieceCount {
      throw .table(.provenanceCount(annex.phaseOfPiece.count, pieces: pieceCount))
    }
    for (piece, phase) in annex.phaseOfPiece.enumerated()
    where !annex.phases.indices.contains(phase) {
      throw .table(.provenance(piece: piece, phase: phase, available: annex.phases.count))
    }
  }
}
