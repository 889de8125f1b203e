// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom
import Testing

@Suite struct PointEvaluationTests {
  /// All of these are exact in binary, so there is one right answer.
  @Test(
    arguments: [
      (0, 1.0), (1, 1 + 1.0 / 512), (256, 1.5), (299, 1 + 299.0 / 512), (300, 0),
      (428, 0.25 + 0.0625), (556, 0.75), (744, 0x1p-7), (872, 0x1p-14), (936, 0x1p-21),
      (999, 0x1p-63),
    ] as [(Int64, Double)]
  )
  func `values by hand are met`(t: Int64, value: Double) throws {
    let table = try SampleTable().build()
    #expect(try table.value(track: 0, at: t) == value)
    #expect(try table.value(track: 1, at: t) == 0.5 * value)
  }

  /// A grid of 10 anchored at 5: updates 0 to 4 take update 0 since the sample before them, −5, does
  /// not exist.
  @Test(arguments: [(0, 0), (4, 0), (5, 5), (14, 5), (15, 15), (994, 985), (995, 995), (999, 995)])
  func `a grid samples at its anchor and every so many updates`(t: Int64, sampled: Int64) throws {
    let table = try SampleTable().build()
    #expect(try table.value(track: 2, at: t) == Double(sampled) / 1024)
  }

  @Test func `a negative update and one beyond the integers of a double are errors`() throws {
    let table = try SampleTable().build()
    for t in [-1, .min, 1 << 53, .max] as [Int64] {
      #expect(throws: EvaluationError.updateOutOfRange(t)) { try table.value(track: 0, at: t) }
      #expect(throws: EvaluationError.updateOutOfRange(t)) { try table.values(track: 0, at: [t]) }
    }
  }

  @Test func `a track that does not exist is an error`() throws {
    let table = try SampleTable().build()
    for track in [-1, 4] {
      let error = EvaluationError.noSuchTrack(track, count: 4)
      #expect(throws: error) { try table.value(track: track, at: 0) }
      #expect(throws: error) { try table.values(track: track, at: [0]) }
      #expect(throws: error) { try table.values(track: track, range: 0..<1) }
    }
  }

  @Test func `past the end a track holds, repeats or has no value`() throws {
    let table = try SampleTable().build()
    #expect(try !table.isPastEnd(track: 0, at: 999) && table.isPastEnd(track: 0, at: 1000))
    #expect(try table.value(track: 0, at: 1000) == 0.25)
    #expect(try table.value(track: 0, at: 1 << 53 - 1) == 0.25)
    #expect(try table.value(track: 2, at: 3015) == 15.0 / 1024)
    #expect(throws: EvaluationError.pastEnd(update: 1000, length: 1000)) {
      try table.value(track: 1, at: 1000)
    }
  }

  @Test func `a held value is multiplied like every other`() throws {
    let table = try SampleTable.build { $0.tracks[1].after = .hold(0.375) }
    #expect(try table.value(track: 1, at: 5000) == 0.1875)
  }

  @Test func `the longest table has values at both ends`() throws {
    let length: Int64 = 1 << 53 - 1
    let table = try ScheduleTable(
      length: length,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .error)],
      regions: [Region(firstPiece: 0, pieceCount: 1, start: 0, length: length)],
      pieces: [
        Piece(start: 0, origin: 0x1p52, scale: 0x1p-52, coefficients: [0, 1, 0, 0, 0, 0, 0, 0])
      ],
      recipeDigest: Digest(of: [])
    )
    #expect(try table.value(track: 0, at: 0) == -1)
    #expect(try table.value(track: 0, at: 1 << 52) == 0)
    #expect(try table.value(track: 0, at: length - 1) == 1 - 0x1p-51)
    #expect(try table.values(track: 0, range: length - 3..<length).last == 1 - 0x1p-51)
  }

  /// The order of operations is part of the format: these coefficients show it.
  @Test func `the polynomial is summed in Estrin's order with rounded powers`() {
    let body = PieceBody(
      origin: 0,
      scale: 0x1p-3,
      coefficients: [1 / 3.0, 0.1, 0.7, 1.1, 1 / 7.0, 0.3, 1 / 9.0, 1 / 11.0]
    )
    // A scale that is no power of two does not occur in a table, but it makes the powers round.
    var rounding = body
    rounding.scale = 0.1
    for t in 1...7 as ClosedRange<Int64> {
      for body in [body, rounding] {
        let u = Double(t) * body.scale
        let high = (body.c7 * u + body.c6) * (u * u) + (body.c5 * u + body.c4)
        let low = (body.c3 * u + body.c2) * (u * u) + (body.c1 * u + body.c0)
        let value = high * ((u * u) * (u * u)) + low
        #expect(body.value(at: t).bitPattern == value.bitPattern)
      }
    }
  }

  /// Computed with Python's `float`, whose arithmetic is IEEE 754 binary64 without fused operations.
  @Test func `a polynomial has the bits that another language computes`() {
    let body = PieceBody(
      origin: 17,
      scale: 0x1p-6,
      coefficients: [0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7, -0.8]
    )
    let expected: [(Int64, Double)] = [
      (0, 0x1.7baea17ddb334p-3), (1, 0x1.6c0cccccccccdp-3), (5, 0x1.3639dd3333334p-3),
      (16, 0x1.a6b4d4f3e999ap-4), (17, 0x1.999999999999ap-4), (18, 0x1.8d1807da4999ap-4),
      (40, 0x1.b9d96c486ccccp-5), (63, -0x1.c089379999a60p-10), (80, -0x1.68e11bfad266ap-2),
      (81, -0x1.999999999999cp-2),
    ]
    for (t, value) in expected { #expect(body.value(at: t) == value, "update \(t)") }
  }

  @Test func `positions in any order have the values of single calls`() throws {
    let table = try SampleTable().build()
    var generator = SeededGenerator(seed: 11)
    let positions = (0..<300).map { _ in Int64.random(in: 0..<2500, using: &generator) }
    for track in [0, 2] {
      let values = try table.values(track: track, at: positions)
      let expected = try positions.map { try table.value(track: track, at: $0) }
      #expect(values == expected)
    }
    #expect(throws: EvaluationError.pastEnd(update: 1234, length: 1000)) {
      try table.values(track: 1, at: [3, 1234, 5])
    }
  }

  @Test func `tracks are found by name`() throws {
    let table = try SampleTable().build()
    #expect(table.track(channel: "lr") == 0)
    #expect(table.track(channel: "lr", group: "head") == 1)
    #expect(table.track(channel: "momentum", optimizer: "sgd") == 2)
    #expect(table.track(channel: "momentum") == nil)
    #expect(table.regionChain(ofTrack: 1) == [0, 1])
    #expect(table.updates(ofPiece: 3, inRegion: 1) == 600..<1000)
    #expect(table.updates(ofPiece: 0, inRegion: 0) == 0..<1)
  }
}
