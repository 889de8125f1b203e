// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

@Suite struct GatherEvaluationTests {
  /// Positions in runs and at random, some of them without a value: what lies before the last event or
  /// the last cut, what lies past an end, what is no update at all.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `gathering gives what single calls give, up to the first that has none`(
    seed: UInt64
  ) throws {
    var random = RandomTable(seed: seed)
    let table = try random.build()
    var run = ScheduleRun(table)
    var trace = RandomTrace(seed: seed)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      for track in table.tracks.indices {
        let reach = table.length < 1000 ? table.length + 20 : 400
        let expected = (0..<reach).map { t in
          PlainEvaluator.Outcome { () throws(EvaluationError) in
            try table.value(track: track, at: t, state: run.state)
          }
        }
        let order = (0..<reach).shuffled(using: &generator)
        let valid = order.filter { if case .bits = expected[Int($0)] { true } else { false } }
        let found = try table.values(track: track, at: valid, state: run.state)
        #expect(found.map { .bits($0.bitPattern) } == valid.map { expected[Int($0)] })
        let invalid = order.first { if case .bits = expected[Int($0)] { false } else { true } }
        guard let invalid else { continue }
        let place = Int.random(in: 0...valid.count, using: &generator)
        let mixed = valid[..<place] + [invalid, -1] + valid[place...]
        let answer = PlainEvaluator.Outcome { () throws(EvaluationError) in
          try table.values(track: track, at: Array(mixed), state: run.state)[0]
        }
        #expect(answer == expected[Int(invalid)])
      }
      for _ in 0..<8 { _ = run.apply(trace.next()) }
    }
  }

  /// The event leads past a region into the middle of what the index has in one piece.
  @Test func `what lies before an event has no value, though its piece is indexed`() throws {
    let lengths = 0..<3 as Range<Int64>
    let table = try ScheduleTable(
      length: 300,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .error)],
      regions: lengths.map { index in
        Region(
          firstPiece: Int(index),
          pieceCount: 1,
          start: 100 * index,
          length: 100,
          timeout: index < 2 ? Int(index) + 1 : nil,
          exit: index == 0 ? Exit(machine: 0, region: 2) : nil
        )
      },
      pieces: lengths.map { Piece(constant: Double($0), updates: 100 * $0..<100 * $0 + 100) },
      machines: [Machine(kind: .signal, name: "go")],
      levels: [],
      recipeDigest: Digest(of: [])
    )
    var run = ScheduleRun(table)
    try run.signal("go", effectiveAt: 50)
    #expect(try table.values(track: 0, at: [149, 50, 60], state: run.state) == [2, 2, 2])
    for early in [0, 10, 49] as [Int64] {
      #expect(throws: EvaluationError.beforeState(update: early, since: 50)) {
        try table.values(track: 0, at: [60, early], state: run.state)
      }
    }
    #expect(throws: EvaluationError.pastEnd(update: 150, length: 150)) {
      try table.values(track: 0, at: [60, 150], state: run.state)
    }
  }

  @Test func `gathering into a buffer writes the values of single calls`() throws {
    let table = try SampleTable().build()
    let positions: [Int64] = [999, 0, 300, 299, 1, 600, 599, 1200]
    var values = [Double](repeating: .nan, count: positions.count)
    try positions.withUnsafeBufferPointer { positions in
      try values.withUnsafeMutableBufferPointer { buffer in
        try table.gather(track: 0, at: positions, into: buffer)
        #expect(throws: EvaluationError.bufferSize(expected: 8, found: 7)) {
          let short = UnsafeMutableBufferPointer(rebasing: buffer[..<7])
          try table.gather(track: 0, at: positions, into: short)
        }
      }
    }
    #expect(values == (try positions.map { try table.value(track: 0, at: $0) }))
    #expect(throws: EvaluationError.updateOutOfRange(-1)) {
      try table.values(track: 0, at: [5, 6, -1, 7])
    }
  }
}
