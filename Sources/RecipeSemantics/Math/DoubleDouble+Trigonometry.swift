// SPDX-License-Identifier: Apache-2.0

extension DoubleDouble {
  /// π, within 2^-107 relative.
  package static let pi = Self(high: 0x1.921fb54442d18p1, low: 0x1.1a62633145c07p-53)

  /// sin(π·x) within 2^-101 relative, also next to its zeros; |x| at most 2^40.
  package func sineOfPi() -> Self {
    quarterTurn(shiftedBy: 0)
  }

  /// cos(π·x) within 2^-101 relative, also next to its zeros; |x| at most 2^40.
  package func cosineOfPi() -> Self {
    quarterTurn(shiftedBy: 1)
  }

  /// sin(π·(x + shift/2)): the argument is brought to [-1/4, 1/4] exactly, before π comes in.
  private func quarterTurn(shiftedBy shift: Int64) -> Self {
    let turns = (high * 2).nearestInteger
    let angle = (self - Self(turns * 0.5)) * Self.pi
    switch (Int64(turns) &+ shift) & 3 {
    case 0:
      return angle.smallSine()
    case 1:
      return angle.smallCosine()
    case 2:
      return -angle.smallSine()
    default:
      return -angle.smallCosine()
    }
  }

  /// sin x for |x| <= π/4, by its Taylor series to x^27.
  private func smallSine() -> Self {
    let square = self * self
    // From x^19 on a term is below 2^-57 of the first, and f64 is enough.
    var tail = 0.0
    for index in stride(from: 13, through: 9, by: -1) {
      tail = -tail * square.high + InverseFactorials.table[2 * index + 1].high
    }
    var series = Self(tail)
    for index in stride(from: 8, through: 0, by: -1) {
      series = InverseFactorials.table[2 * index + 1] - series * square
    }
    return series * self
  }

  /// cos x for |x| <= π/4, by its Taylor series to x^28.
  private func smallCosine() -> Self {
    let square = self * self
    var tail = 0.0
    for index in stride(from: 14, through: 10, by: -1) {
      tail = -tail * square.high + InverseFactorials.table[2 * index].high
    }
    var series = Self(tail)
    for index in stride(from: 9, through: 0, by: -1) {
      series = InverseFactorials.table[2 * index] - series * square
    }
    return series
  }
}
