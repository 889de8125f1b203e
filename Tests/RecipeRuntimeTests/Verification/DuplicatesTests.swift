// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

@Suite
struct DuplicatesTests {
  @Test func `the first name that occurs twice is found with its first two indices`() throws {
    var random = SeededGenerator(seed: 7)
    for count in 0..<60 {
      for range in [2, 20, 1000, 100_000] {
        let names = (0..<count).map { _ in Int.random(in: 0..<range, using: &random) }
        let repeated = names.filter { name in names.filter { $0 == name }.count > 1 }.min()
        let indices = names.indices.filter { names[$0] == repeated }
        let found = firstDuplicate(among: count) { names[$0] < names[$1] }
        #expect(found?.earlier == indices.first)
        #expect(found?.later == indices.dropFirst().first)
      }
    }
  }
}
