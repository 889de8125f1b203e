// SPDX-License-Identifier: Apache-2.0

/// Finds two things of one name among `count` in O(n log n), without hashing text.
///
/// The standard library's sort would be compiled anew for everything that is sorted; this is one copy,
/// of a heapsort, which needs the least code.
///
/// - Parameters:
///   - count: The number of things.
///   - precedes: Whether the name of the thing at the first index comes before that of the second.
/// - Returns: Of the first name, in this order, that occurs twice its first two indices; `nil` if all
///   names differ.
@inline(never)
func firstDuplicate(
  among count: Int,
  precedes: (Int, Int) -> Bool
) -> (earlier: Int, later: Int)? {
  // Equal names lie in the order of their indices.
  let indices = sorted(count) { precedes($0, $1) || !precedes($1, $0) && $0 < $1 }
  var place = 1
  while place < count {
    let (earlier, later) = (indices[place - 1], indices[place])
    if !precedes(earlier, later) { return (earlier, later) }
    place += 1
  }
  return nil
}

/// The indices from 0 to `count` - 1 in an order in which no two are equal.
@inline(never)
private func sorted(_ count: Int, by precedes: (Int, Int) -> Bool) -> [Int] {
  var heap = Array(0..<count)
  // First the heap is made, from its last parent up, then its top goes to the end again and again.
  var (root, end) = (count / 2, count)
  while end > 1 {
    if root > 0 {
      root -= 1
    } else {
      end -= 1
      heap.swapAt(0, end)
    }
    var place = root
    while 2 * place + 1 < end {
      var child = 2 * place + 1
      if child + 1 < end && precedes(heap[child], heap[child + 1]) { child += 1 }
      if precedes(heap[child], heap[place]) { break }
      heap.swapAt(place, child)
      place = child
    }
  }
  return heap
}
