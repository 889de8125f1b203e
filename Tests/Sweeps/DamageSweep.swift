// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// Damages tables in every place, one at a time: no flipped bit and no missing end may pass.
struct DamageSweep {
  /// How many tables were damaged, and how many bytes they have.
  private(set) var tables = 0
  private(set) var bytes = 0
  /// How many damaged tables were refused, of either kind.
  private(set) var flips = 0
  private(set) var truncations = 0

  /// Flips every bit of a table and cuts it off at every length.
  ///
  /// - Throws: The first damage that is not noticed; its place is the bit or the length.
  mutating func damage(_ whole: [UInt8], named name: String) throws(Difference) {
    if !isTaken(whole) { throw Self.difference(name, at: 0, "accepted", "refused as it is") }
    tables += 1
    bytes += whole.count
    for count in whole.indices {
      if isTaken(Array(whole[..<count])) {
        throw Self.difference("\(name), cut off", at: count, "refused", "accepted")
      }
      truncations += 1
    }
    var damaged = whole
    for bit in 0..<8 * whole.count {
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      if isTaken(damaged) {
        throw Self.difference("\(name), bit", at: bit, "refused", "accepted")
      }
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      flips += 1
    }
  }

  private func isTaken(_ bytes: [UInt8]) -> Bool {
    (try? ScheduleTable(decoding: bytes)) != nil
  }

  private static func difference(
    _ subject: String,
    at place: Int,
    _ expected: String,
    _ found: String
  ) -> Difference {
    Difference(subject: subject, update: Int64(place), expected: expected, found: found)
  }
}
