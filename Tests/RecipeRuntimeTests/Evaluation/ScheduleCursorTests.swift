// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

@Suite struct ScheduleCursorTests {
  /// Random tables under random states, forwards, backwards and at random, with one cursor a track.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a cursor gives what single calls give, wherever it has been`(seed: UInt64) throws {
    var random = RandomTable(seed: seed, isReactive: seed % 4 != 0)
    let table = try random.build()
    var run = ScheduleRun(table)
    var trace = RandomTrace(seed: seed)
    var generator = SeededGenerator(seed: seed)
    var cursors = table.tracks.indices.map { ScheduleCursor(track: $0) }
    for _ in 0..<3 {
      for track in table.tracks.indices {
        let reach = table.length < 1000 ? table.length + 40 : 300
        let plain = PlainEvaluator(table: table, state: run.state)
        let expected = plain.outcomes(track: track, reach: reach)
        let forwards = Array(0..<reach)
        for updates in [forwards, forwards.reversed(), forwards.shuffled(using: &generator)] {
          for t in updates {
            let found = PlainEvaluator.Outcome { () throws(EvaluationError) in
              try table.value(at: t, with: &cursors[track], state: run.state)
            }
            if found != expected[Int(t)] {
              Issue.record("seed \(seed), track \(track), update \(t)")
            }
          }
        }
      }
      // What the cursors remember is now out of date, unless nothing happens.
      for _ in 0..<Int.random(in: 1...12, using: &generator) { _ = run.apply(trace.next()) }
    }
  }

  @Test(arguments: [10, 1] as [Int64])
  func `a cursor without a state remembers what single calls give`(grid: Int64) throws {
    let table = try SampleTable.build { $0.regions[2].grid = grid }
    for track in [0, 2] {
      var cursor = ScheduleCursor(track: track)
      for t in (0..<2100).map({ Int64($0 * 7919 % 2100) }) + Array(0..<2100) {
        let found = try table.value(at: t, with: &cursor)
        #expect(found.bitPattern == (try table.value(track: track, at: t).bitPattern))
        #expect(cursor.remembers(t, of: table.stamp))
      }
    }
  }

  @Test func `a cursor that is taken to another table forgets`() throws {
    let table = try SampleTable().build()
    let other = try SampleTable.build { $0.pieces[1].body.c0 = 3 }
    var cursor = ScheduleCursor(track: 0)
    #expect(try table.value(at: 256, with: &cursor) == 1.5)
    #expect(try other.value(at: 256, with: &cursor) == 3.5)
    #expect(try table.value(at: 255, with: &cursor) < 1.5)
  }

  @Test func `a cursor that is taken to another run of a table forgets`() throws {
    let table = try ScheduleTable(
      length: ScheduleTable.openLength,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .error)],
      regions: [
        Region(
          firstPiece: 0,
          pieceCount: 1,
          start: 0,
          length: ScheduleTable.openLength,
          exit: Exit(machine: 0, region: 1)
        ),
        Region(firstPiece: 1, pieceCount: 1, start: 0, length: 100),
      ],
      pieces: [
        Piece(constant: 1, updates: 0..<ScheduleTable.openLength),
        Piece(start: 0, origin: 0, scale: 0x1p-7, coefficients: [0, 1, 0, 0, 0, 0, 0, 0]),
      ],
      machines: [Machine(kind: .signal, name: "go")],
      levels: [],
      recipeDigest: Digest(of: [])
    )
    var early = ScheduleRun(table)
    var late = early
    try early.signal("go", effectiveAt: 32)
    try late.signal("go", effectiveAt: 48)
    var cursor = ScheduleCursor(track: 0)
    for _ in 0..<2 {
      #expect(try table.value(at: 64, with: &cursor, state: early.state) == 0.25)
      #expect(try late.value(at: 64, with: &cursor) == 0.125)
      #expect(try table.value(at: 64, with: &cursor) == 1)
    }
  }

  @Test func `what has no value has none with a cursor`() throws {
    let table = try SampleTable().build()
    var cursor = ScheduleCursor(track: 1)
    _ = try table.value(at: 999, with: &cursor)
    #expect(throws: EvaluationError.pastEnd(update: 1000, length: 1000)) {
      try table.value(at: 1000, with: &cursor)
    }
    #expect(throws: EvaluationError.updateOutOfRange(-1)) { try table.value(at: -1, with: &cursor) }
    #expect(throws: EvaluationError.updateOutOfRange(1 << 53)) {
      try table.value(at: 1 << 53, with: &cursor)
    }
    for track in [-1, 7, 1 << 40] {
      var nowhere = ScheduleCursor(track: track)
      #expect(throws: EvaluationError.self) { try table.value(at: 0, with: &nowhere) }
    }
  }

  /// More updates than the cursor can count, with the origin in the middle of them.
  @Test func `the longest piece is remembered around where it is read`() throws {
    let length: Int64 = 1 << 53 - 1
    let table = try ScheduleTable(
      length: length,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .repeats)],
      regions: [Region(firstPiece: 0, pieceCount: 1, start: 0, length: length)],
      pieces: [
        Piece(start: 0, origin: 0x1p52, scale: 0x1p-52, coefficients: [0, 1, 0, 0, 0, 0, 0, 0])
      ],
      recipeDigest: Digest(of: [])
    )
    var cursor = ScheduleCursor(track: 0)
    for t in [0, 1, 1 << 32 - 2, 1 << 32 - 1, 1 << 32, 1 << 52, length - 1, length] as [Int64] {
      #expect(try table.value(at: t, with: &cursor) == (try table.value(track: 0, at: t)))
    }
  }

  /// The C interface hands cursors out as memory of the caller's.
  @Test func `a cursor takes 128 bytes and no references`() {
    #expect(MemoryLayout<ScheduleCursor>.size == 128)
    #expect(MemoryLayout<ScheduleCursor>.stride == 128)
    #expect(MemoryLayout<ScheduleCursor>.alignment == 8)
    #expect(_isPOD(ScheduleCursor.self))
  }
}
