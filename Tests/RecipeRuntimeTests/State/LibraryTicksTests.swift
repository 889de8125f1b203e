// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

/// Where the rules of other libraries differ from the recipe language's and from each other, by hand.
@Suite struct LibraryTicksTests {
  private func cuts(
    _ ticks: Machine.Ticks,
    patience: Int64,
    cooldown: Int64 = 0,
    _ values: [Double],
    _ change: (inout Machine) -> Void = { _ in }
  ) throws -> [Int] {
    var scenario = try Scenario(
      .plateau(patience: patience) {
        $0.ticks = ticks
        $0.cooldown = cooldown
        change(&$0)
      }
    )
    return try scenario.counts(values)
  }

  /// Torch and paddle bear as many bad evaluations as the patience, the others one less.
  @Test(
    arguments: [
      (.recipec, [0, 0, 1, 1, 2]), (.torch, [0, 0, 0, 1, 1]), (.keras, [0, 0, 1, 1, 2]),
      (.optax, [0, 0, 1, 1, 2]), (.paddle, [0, 0, 0, 1, 1]),
    ] as [(Machine.Ticks, [Int])]
  )
  func `patience runs out at another evaluation`(ticks: Machine.Ticks, counts: [Int]) throws {
    #expect(try cuts(ticks, patience: 2, [1, 1, 1, 1, 1]) == counts)
  }

  /// In Keras the last evaluation of a cooldown counts already.
  @Test(
    arguments: [
      (.recipec, 2, [0, 0, 1, 1, 1, 1, 2, 2]), (.torch, 1, [0, 0, 1, 1, 1, 1, 2, 2]),
      (.keras, 2, [0, 0, 1, 1, 1, 2, 2, 2]), (.optax, 2, [0, 0, 1, 1, 1, 1, 2, 2]),
      (.paddle, 1, [0, 0, 1, 1, 1, 1, 2, 2]),
    ] as [(Machine.Ticks, Int64, [Int])]
  )
  func `a cooldown of two evaluations ends at another one`(
    ticks: Machine.Ticks,
    patience: Int64,
    counts: [Int]
  ) throws {
    let ones = [Double](repeating: 1, count: 8)
    #expect(try cuts(ticks, patience: patience, cooldown: 2, ones) == counts)
  }

  @Test func `in Keras nothing is counted during a cooldown`() throws {
    #expect(try cuts(.keras, patience: 1, cooldown: 2, [1, 1, 1, 1, 1, 1]) == [0, 1, 1, 2, 2, 3])
  }

  /// The 1 falls into the cooldown: paddle does not see it, to the others it is the best.
  @Test(
    arguments: [
      (.recipec, 2, [0, 0, 1, 1, 1, 1, 2, 2]), (.torch, 1, [0, 0, 1, 1, 1, 1, 2, 2]),
      (.keras, 2, [0, 0, 1, 1, 1, 2, 2, 2]), (.optax, 2, [0, 0, 1, 1, 1, 1, 2, 2]),
      (.paddle, 1, [0, 0, 1, 1, 1, 1, 1, 2]),
    ] as [(Machine.Ticks, Int64, [Int])]
  )
  func `an improvement during a cooldown is remembered or not`(
    ticks: Machine.Ticks,
    patience: Int64,
    counts: [Int]
  ) throws {
    let values: [Double] = [5, 5, 5, 1, 9, 2, 2, 2]
    #expect(try cuts(ticks, patience: patience, cooldown: 2, values) == counts)
  }

  /// A share of −1 with its sign asks for less than −0.75, which −0.8 is, though it is worse.
  @Test(arguments: [Machine.Ticks.torch, .paddle])
  func `below zero a relative threshold is a share of the best with its sign`(
    ticks: Machine.Ticks
  ) throws {
    for (value, count) in [(-0.8, 0), (-0.75, 1), (-0.7, 1)] {
      let found = try cuts(ticks, patience: 0, [-1, value]) {
        $0.thresholdKind = .relative
        $0.threshold = 0.25
      }
      #expect(found == [0, count])
    }
  }

  @Test func `optax and Keras compare in single precision`() throws {
    let values = [1, 1 - 0x1p-30]
    #expect(try cuts(.recipec, patience: 1, values) == [0, 0])
    #expect(try cuts(.torch, patience: 0, values) == [0, 0])
    #expect(try cuts(.paddle, patience: 0, values) == [0, 0])
    #expect(try cuts(.optax, patience: 1, values) == [0, 1])
    #expect(try cuts(.keras, patience: 1, values) == [0, 1])
  }

  @Test(arguments: [Machine.Ticks.torch, .keras, .paddle])
  func `higher is better with max`(ticks: Machine.Ticks) throws {
    let patience: Int64 = ticks == .keras ? 2 : 1
    #expect(
      try cuts(ticks, patience: patience, [1, 2, 3, 2, 2]) { $0.mode = .max } == [0, 0, 0, 0, 1]
    )
  }

  /// A NaN counts as bad; to torch also as a first value, which Keras and paddle take for the best.
  @Test(
    arguments: [(.torch, 0, [1, 1, 2]), (.keras, 1, [0, 1, 2]), (.paddle, 0, [0, 1, 2])]
      as [(Machine.Ticks, Int64, [Int])]
  )
  func `a first NaN is nobody's best, or everybody's`(
    ticks: Machine.Ticks,
    patience: Int64,
    counts: [Int]
  ) throws {
    let found = try cuts(ticks, patience: patience, [.nan, 1, 1]) { $0.onNonFinite = .countsAsBad }
    #expect(found == counts)
  }

  /// Blocks of two in single precision; a NaN spoils its block.
  @Test func `averages of optax are single, and spoilt by NaN`() throws {
    let found = try cuts(.optax, patience: 1, [4, 2, .nan, 0, 1, 1, 1, 9]) {
      $0.averages = 2
      $0.onNonFinite = .countsAsBad
    }
    #expect(found == [0, 0, 0, 1, 1, 1, 1, 2])
  }
}
