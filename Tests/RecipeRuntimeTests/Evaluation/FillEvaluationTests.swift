// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

/// A second way to a table's values, written from the description of the model and without any of
/// the evaluators: regions and pieces are searched from the front, the grid is counted down to.
struct PlainEvaluator {
  let table: ScheduleTable

  /// The value at an update below the length.
  func value(track: Int, at t: Int64) -> Double {
    var region = table.regions[table.tracks[track].firstRegion]
    while t >= region.start + region.length, let next = region.timeout {
      region = table.regions[next]
    }
    var sampled = t
    while sampled > region.start, (sampled - region.gridAnchor) % region.grid != 0 { sampled -= 1 }
    var piece = region.firstPiece
    while piece + 1 < region.firstPiece + region.pieceCount, table.starts[piece + 1] <= sampled {
      piece += 1
    }
    let body = table.bodies[piece]
    let u = (Double(sampled) - body.origin) * body.scale
    let (u2, u4) = (u * u, (u * u) * (u * u))
    let upper = (body.c7 * u + body.c6) * u2 + (body.c5 * u + body.c4)
    let lower = (body.c3 * u + body.c2) * u2 + (body.c1 * u + body.c0)
    return table.tracks[track].multiplier * (upper * u4 + lower)
  }

  /// The value at any update, or `nil` where there is none.
  func valueOrNil(track: Int, at t: Int64) -> Double? {
    if t < table.length { return value(track: track, at: t) }
    switch table.tracks[track].after {
    case .hold(let held): return held
    case .repeats: return value(track: track, at: t % table.length)
    case .error: return nil
    }
  }
}

@Suite struct FillEvaluationTests {
  @Test(arguments: 100..<160 as Range<UInt64>)
  func `every evaluator gives the bits of the plain one on random tables`(seed: UInt64) throws {
    var random = RandomTable(seed: seed)
    let table = try random.build()
    let plain = PlainEvaluator(table: table)
    for track in table.tracks.indices {
      let reach = table.tracks[track].after == .error ? table.length : 2 * table.length + 20
      let expected = (0..<reach).map { plain.valueOrNil(track: track, at: $0)?.bitPattern }
      let single = try (0..<reach).map { try table.value(track: track, at: $0).bitPattern }
      let gathered = try table.values(track: track, at: Array(0..<reach))
      #expect(single == expected)
      #expect(gathered.map(\.bitPattern) == expected)
      for path in EvaluationPath.allCases {
        let filled = try table.values(track: track, range: 0..<reach, path: path)
        #expect(filled.map(\.bitPattern) == expected, "\(path)")
      }
    }
  }

  @Test func `both paths agree at every offset and length around the vector's width`() throws {
    let table = try SampleTable.build { $0.pieces[2].body.c3 = -1 / 3.0 }
    let plain = PlainEvaluator(table: table)
    let neighbourhoods: [Range<Int64>] = [0..<10, 290..<302, 592..<602]
    for start in neighbourhoods.joined() {
      for count in 0..<26 as Range<Int64> {
        let range = start..<start + count
        let expected = range.map { plain.value(track: 0, at: $0).bitPattern }
        for path in EvaluationPath.allCases {
          let filled = try table.values(track: 0, range: range, path: path)
          #expect(filled.map(\.bitPattern) == expected, "\(path) \(range)")
        }
      }
    }
  }

  @Test(arguments: EvaluationPath.allCases)
  func `single precision is double precision rounded once`(path: EvaluationPath) throws {
    let table = try SampleTable.build { $0.pieces[2].body.c1 = 1 / 3.0 }
    let doubles = try table.values(track: 0, range: 3..<1203, path: path)
    var floats = [Float](repeating: .nan, count: 1200)
    try floats.withUnsafeMutableBufferPointer { buffer in
      try table.fill(track: 0, range: 3..<1203, into: buffer, path: path)
    }
    #expect(floats == doubles.map { Float($0) })
  }

  @Test func `a buffer of another size is refused and left alone`() throws {
    let table = try SampleTable().build()
    var values = [Double](repeating: 7, count: 9)
    for range in [0..<8, 0..<10, 995..<1005] as [Range<Int64>] {
      #expect(throws: EvaluationError.bufferSize(expected: range.count, found: 9)) {
        try values.withUnsafeMutableBufferPointer { buffer in
          try table.fill(track: 0, range: range, into: buffer)
        }
      }
    }
    #expect(throws: EvaluationError.pastEnd(update: 1000, length: 1000)) {
      try values.withUnsafeMutableBufferPointer { buffer in
        try table.fill(track: 1, range: 995..<1004, into: buffer)
      }
    }
    #expect(values == [Double](repeating: 7, count: 9))
  }

  @Test func `a range outside the updates is refused at its first missing update`() throws {
    let table = try SampleTable().build()
    #expect(throws: EvaluationError.updateOutOfRange(-2)) {
      try table.values(track: 0, range: -2..<2)
    }
    #expect(throws: EvaluationError.updateOutOfRange(1 << 53)) {
      try table.values(track: 0, range: 1 << 53 - 2..<1 << 53 + 1)
    }
    #expect(throws: EvaluationError.pastEnd(update: 1001, length: 1000)) {
      try table.values(track: 1, range: 1001..<1002)
    }
    #expect(try table.values(track: 1, range: 1000..<1000).isEmpty)
    #expect(try table.values(track: 0, range: 1 << 53 - 2..<1 << 53) == [0.25, 0.25])
  }
}
