// SPDX-License-Identifier: Apache-2.0

extension TableDecoder {
  /// The machines.
  func machines(_ text: inout TextSectionReader) throws(TableError) -> [Machine] {
    try records(of: .machines) { (index, offset) throws(TableError) in
      try reader.requireZero(offset + 84..<offset + 88)
      return Machine(
        kind: try code(at: offset + 8),
        name: try text.text(placedAt: offset, for: .machine(index)),
        mode: try code(at: offset + 12),
        thresholdKind: try code(at: offset + 16),
        threshold: reader.f64(offset + 56),
        patience: reader.i64(offset + 40),
        patienceUnit: try code(at: offset + 20),
        cooldown: reader.i64(offset + 48),
        cooldownUnit: try code(at: offset + 24),
        ticks: try code(at: offset + 28),
        onNonFinite: try code(at: offset + 32),
        best: try code(at: offset + 36),
        smoothing: reader.f64(offset + 64),
        averages: reader.i64(offset + 72),
        levelCount: reader.index(offset + 80)
      )
    }
  }

  /// A code that the format defines.
  private func code<Code: RawRepresentable<UInt32>>(at offset: Int) throws(TableError) -> Code {
    let found = reader.u32(offset)
    guard let code = Code(rawValue: found) else {
      throw .file(.unknownCode(offset: offset, found: found))
    }
    return code
  }
}
