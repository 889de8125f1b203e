// SPDX-License-Identifier: Apache-2.0

/// The values of a track over consecutive updates of one piece.
struct PieceFill {
  /// The polynomial.
  let body: PieceBody
  /// What makes them values of a track.
  let factors: ValueFactors

  /// Writes `count` values from update `first` on; all of these updates lie within the piece.
  ///
  /// It is one call a piece, and copies of it wherever there is one would only take room.
  @inline(never)
  func write(
    _ output: inout FillOutput,
    from first: Int64,
    count: Int,
    _ path: EvaluationPath
  ) {
    if body.isConstant {
      // Every product of a zero coefficient is a zero, and adding zeros leaves c0 as it is.
      return unsafe output.append(repeating: factors.value(body.c0), count: count, path)
    }
    if unsafe output.append(self, from: first, count: count, path) { return }
    var done = 0
    #if !hasFeature(Embedded) || !arch(x86_64)
    // Where kernels in C are always at hand and size counts, vectors in Swift would be a second copy.
    if path != .scalar {
      done = count & ~7
      unsafe writeVectors(&output, from: first, count: done)
    }
    #endif
    while done < count {
      unsafe output.append(factors.value(body.value(at: first + Int64(done))))
      done += 1
    }
  }

  /// u at an update of the piece.
  func argument(at update: Int64) -> Double {
    (Double(update) - body.origin) * body.scale
  }

  /// Writes a multiple of eight values, eight at a time.
  private func writeVectors(_ output: inout FillOutput, from first: Int64, count: Int) {
    let lanes = PieceLanes(body, factors)
    if factors.isReduced {
      unsafe write(&output, from: first, count: count) { lanes.reduced(lanes.values(at: $0)) }
    } else if body.isLinear {
      unsafe write(&output, from: first, count: count) { lanes.scaled(lanes.linearValues(at: $0)) }
    } else {
      unsafe write(&output, from: first, count: count) { lanes.scaled(lanes.values(at: $0)) }
    }
  }

  /// Writes what a function makes of eight values of u at a time.
  ///
  /// u is an integer times a power of two, and so is its step; both stay within 53 bits, so the
  /// running sum never rounds and equals (t − origin) · scale bit for bit, without a product for every
  /// update.
  @inline(__always)
  private func write(
    _ output: inout FillOutput,
    from first: Int64,
    count: Int,
    _ values: (SIMD8<Double>) -> SIMD8<Double>
  ) {
    var u = SIMD8(repeating: argument(at: first)) + SIMD8(0, 1, 2, 3, 4, 5, 6, 7) * body.scale
    let step = SIMD8<Double>(repeating: 8 * body.scale)
    for _ in 0..<count / 8 {
      unsafe output.append(values(u))
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
