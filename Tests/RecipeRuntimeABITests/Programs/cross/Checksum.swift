// SPDX-License-Identifier: Apache-2.0

/// A checksum over the bits of the values and the digests of forty tables, the same ones everywhere.
@c(recipec_checksum)
public func checksum() -> UInt64 {
  var sum: UInt64 = 0xcbf2_9ce4_8422_2325
  func add(_ value: UInt64) { sum = (sum ^ value) &* 0x100_0000_01b3 }
  for seed in 1...40 {
    guard let table = try? sampleTable(seed: UInt64(seed)),
      let values = try? table.values(track: 0, range: 0..<700)
    else { return 0 }
    for value in values { add(value.bitPattern) }
    for byte in table.digest.bytes { add(UInt64(byte)) }
  }
  return sum
}

/// A table of four pieces of degree 7 with random coefficients, on a grid for every third seed.
private func sampleTable(seed: UInt64) throws(TableError) -> ScheduleTable {
  var state = seed
  func number() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    z ^= z >> 31
    return Double(z >> 11) * 0x1p-53 + 0x1p-10
  }
  var pieces: [Piece] = []
  for index in 0..<4 {
    var coefficients = SIMD8<Double>.zero
    for power in 0..<8 { coefficients[power] = number() }
    pieces.append(
      Piece(
        start: Int64(index) * 150,
        origin: Double(index * 150),
        scale: 0x1p-8,
        coefficients: coefficients
      )
    )
  }
  return try ScheduleTable(
    length: 600,
    tracks: [
      Track(
        channel: UTF8Text(utf8: [0x6c, 0x72]),
        firstRegion: 0,
        multiplier: number(),
        after: .hold(0.5)
      )
    ],
    regions: [
      Region(firstPiece: 0, pieceCount: 4, start: 0, length: 600, grid: seed % 3 == 0 ? 7 : 1)
    ],
    pieces: pieces,
    recipeDigest: Digest(of: [])
  )
}
