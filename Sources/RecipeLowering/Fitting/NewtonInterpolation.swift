// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// Polynomial interpolation by divided differences, in double-double.
enum NewtonInterpolation {
  /// The monomial coefficients of the polynomial through the points, one per point.
  ///
  /// The points are distinct; there are as many values as points, and at least one.
  static func coefficients(points: [DoubleDouble], values: [DoubleDouble]) -> [DoubleDouble] {
    let count = points.count
    var differences = values
    for order in 1..<max(count, 1) {
      for index in stride(from: count - 1, through: order, by: -1) {
        differences[index] =
          (differences[index] - differences[index - 1]) / (points[index] - points[index - order])
      }
    }
    // Newton's form is unfolded from the inside: multiply by (x - point), add the next difference.
    var result = [DoubleDouble](repeating: DoubleDouble(0), count: count)
    for index in stride(from: count - 1, through: 0, by: -1) {
      for power in stride(from: count - 1, through: 1, by: -1) {
        result[power] = result[power - 1] - result[power] * points[index]
      }
      result[0] = differences[index] - result[0] * points[index]
    }
    return result
  }
}
