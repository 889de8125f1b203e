// SPDX-License-Identifier: Apache-2.0

/// The values of a track over consecutive updates of one piece.
struct PieceFill {
  /// The polynomial.
  let body: PieceBody
  /// What makes them values of a track.
  let factors: ValueFactors

  private var multiplier: Double { factors.base }

  /// Writes `count` values from update `first` on; all of these updates lie within the piece.
  func write(
    _ output: UnsafeMutablePointer<Double>,
    from first: Int64,
    count: Int,
    _ path: EvaluationPath
  ) {
    var done = 0
    if body.isConstant {
      // Every product of a zero coefficient is a zero, and adding zeros leaves c0 as it is.
      unsafe output.update(repeating: factors.value(body.c0), count: count)
      return
    }
    if path == .simd8, count >= 8, !factors.isReduced {
      done = count & ~7
      if body.isLinear {
        unsafe writeLinear(output, from: first, count: done)
      } else {
        unsafe writeVectors(output, from: first, count: done)
      }
    }
    while done < count {
      unsafe output[done] = factors.value(body.value(at: first + Int64(done)))
      done += 1
    }
  }

  /// Writes a multiple of eight values, eight at a time.
  private func writeVectors(
    _ output: UnsafeMutablePointer<Double>,
    from first: Int64,
    count: Int
  ) {
    let lanes = PieceLanes(body)
    // A factor of 1 changes no bit of a product, and is what most tracks have.
    if multiplier == 1 {
      unsafe write(output, from: first, count: count) { lanes.values(at: $0) }
    } else {
      let factor = SIMD8<Double>(repeating: multiplier)
      unsafe write(output, from: first, count: count) { factor * lanes.values(at: $0) }
    }
  }

  /// Writes a multiple of eight values of a piece of degree 1.
  private func writeLinear(
    _ output: UnsafeMutablePointer<Double>,
    from first: Int64,
    count: Int
  ) {
    let lanes = PieceLanes(body)
    let factor = SIMD8<Double>(repeating: multiplier)
    unsafe write(output, from: first, count: count) { factor * lanes.linearValues(at: $0) }
  }

  /// Writes what a function makes of eight values of u at a time.
  ///
  /// u is an integer times a power of two, and so is its step; both stay within 53 bits, so the running sum
  /// never rounds and equals (t − origin) · scale bit for bit, without a product for every update.
  @inline(__always)
  private func write(
    _ output: UnsafeMutablePointer<Double>,
    from first: Int64,
    count: Int,
    _ values: (SIMD8<Double>) -> SIMD8<Double>
  ) {
    let start = (Double(first) - body.origin) * body.scale
    var u = SIMD8(repeating: start) + SIMD8(0, 1, 2, 3, 4, 5, 6, 7) * body.scale
    let step = SIMD8<Double>(repeating: 8 * body.scale)
    let target = UnsafeMutableRawPointer(output)
    for index in stride(from: 0, to: count, by: 8) {
      unsafe target.storeBytes(of: values(u), toByteOffset: 8 * index, as: SIMD8<Double>.self)
      u += step
    }
  }
}

extension PieceBody {
  /// Whether the coefficients from c2 on are 0.
  var isLinear: Bool {
    c2 == 0 && c3 == 0 && c4 == 0 && c5 == 0 && c6 == 0 && c7 == 0
  }
}
