// SPDX-License-Identifier: Apache-2.0

extension Array {
  /// Makes an array of so many elements, from the first to the last.
  ///
  /// `map` and `append` do the same; but they bring the code with which an array grows, once for every
  /// type of element, which would make up a tenth of the library for C.
  ///
  /// - Throws: what `element` throws, and then there is no array.
  init<Failure: Error>(
    count: Int,
    _ element: (Int) throws(Failure) -> Element
  ) throws(Failure) {
    try self.init(capacity: count) { (elements: inout OutputSpan<Element>) throws(Failure) in
      for index in 0..<count { elements.append(try element(index)) }
    }
  }
}
