// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// Finds a number that no region covers.
  ///
  /// The work is proportional to the count and the number of regions, however they overlap.
  ///
  /// - Parameters:
  ///   - count: The number of numbers.
  ///   - range: What a region covers of them, which may be none.
  /// - Returns: The first of the numbers from 0 on that is not covered; `nil` if all are.
  func firstGap(below count: Int, coveredBy range: (Region) -> Range<Int>) -> Int? {
    var reach = [Int](repeating: 0, count: count)
    for region in regions {
      let covered = range(region)
      if covered.isEmpty { continue }
      reach[covered.lowerBound] = max(reach[covered.lowerBound], covered.upperBound)
    }
    var end = 0
    for number in 0..<count {
      end = max(end, reach[number])
      if end <= number { return number }
    }
    return nil
  }
}
