// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

@Suite struct FillEvaluationTests {
  @Test func `both paths agree at every offset and length around the vector's width`() throws {
    let table = try SampleTable.build { $0.pieces[2].body.c3 = -1 / 3.0 }
    let plain = PlainEvaluator(table: table).outcomes(track: 0, reach: 700)
    let neighbourhoods: [Range<Int64>] = [0..<10, 290..<302, 592..<602]
    for start in neighbourhoods.joined() {
      for count in 0..<26 as Range<Int64> {
        let range = start..<start + count
        let expected = Array(plain[Int(start)..<Int(start + count)])
        for path in EvaluationPath.allCases {
          let filled = try table.values(track: 0, range: range, path: path)
          #expect(filled.map { .bits($0.bitPattern) } == expected, "\(path) \(range)")
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
