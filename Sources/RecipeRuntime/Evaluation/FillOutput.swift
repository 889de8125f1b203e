// SPDX-License-Identifier: Apache-2.0

#if canImport(CRecipeKernels) && arch(x86_64)
internal import CRecipeKernels
#endif

/// Where a range is written to: consecutive doubles, or floats that are rounded once from doubles.
///
/// One type for both keeps one copy of all that lies between a range and its pieces.
@unsafe
struct FillOutput {
  /// The next place to write to.
  private var place: UnsafeMutableRawPointer
  /// Whether the numbers are floats.
  private let isSingle: Bool
  /// Whether the whole range is larger than caches are, so that doubles had better go past them; floats
  /// are not computed fast enough for that to matter.
  private let isLarge: Bool

  /// From how many bytes on a range is large.
  static let largeByteCount = 32 << 20

  /// Writes doubles, `count` of them in all.
  init(_ doubles: UnsafeMutablePointer<Double>, count: Int) {
    unsafe place = UnsafeMutableRawPointer(doubles)
    unsafe isSingle = false
    unsafe isLarge = count >= FillOutput.largeByteCount / MemoryLayout<Double>.stride
  }

  /// Writes floats, `count` of them in all.
  init(_ floats: UnsafeMutablePointer<Float>, count: Int) {
    unsafe place = UnsafeMutableRawPointer(floats)
    unsafe isSingle = true
    unsafe isLarge = count >= FillOutput.largeByteCount / MemoryLayout<Float>.stride
  }

  /// Writes one value `count` times.
  @inline(never)
  mutating func append(repeating value: Double, count: Int, _ path: EvaluationPath) {
    if unsafe isSingle {
      let floats = unsafe place.assumingMemoryBound(to: Float.self)
      #if canImport(CRecipeKernels) && arch(x86_64)
      if path.isInC {
        unsafe recipec_repeat_f32(Float(value), floats, count)
        return unsafe skip(count)
      }
      #endif
      unsafe floats.update(repeating: Float(value), count: count)
    } else {
      let doubles = unsafe place.assumingMemoryBound(to: Double.self)
      #if canImport(CRecipeKernels) && arch(x86_64)
      if path.isInC {
        unsafe recipec_repeat_f64(value, doubles, count)
        return unsafe skip(count)
      }
      #endif
      unsafe doubles.update(repeating: value, count: count)
    }
    unsafe skip(count)
  }

  /// Writes one value.
  mutating func append(_ value: Double) {
    if unsafe isSingle {
      unsafe place.storeBytes(of: Float(value), as: Float.self)
    } else {
      unsafe place.storeBytes(of: value, as: Double.self)
    }
    unsafe skip(1)
  }

  /// Writes eight values.
  @inline(__always)
  mutating func append(_ values: SIMD8<Double>) {
    if unsafe isSingle {
      unsafe place.storeBytes(of: SIMD8<Float>(values), as: SIMD8<Float>.self)
    } else {
      unsafe place.storeBytes(of: values, as: SIMD8<Double>.self)
    }
    unsafe skip(8)
  }

  /// Writes the values of a piece that is not constant with a kernel in C, where the path has one.
  ///
  /// - Returns: Whether that was done; if not, nothing has been written.
  mutating func append(
    _ piece: PieceFill,
    from first: Int64,
    count: Int,
    _ path: EvaluationPath
  ) -> Bool {
    #if canImport(CRecipeKernels) && arch(x86_64)
    guard path.isInC, path.isAvailable else { return false }
    var polynomial = recipec_polynomial(piece, from: first)
    if unsafe isSingle {
      let fill = unsafe path == .avx2 ? recipec_fill_f32_avx2 : recipec_fill_f32_sse2
      unsafe fill(&polynomial, piece.form, place.assumingMemoryBound(to: Float.self), count)
    } else {
      var fill = unsafe path == .avx2 ? recipec_fill_f64_avx2 : recipec_fill_f64_sse2
      if unsafe path == .avx2 && isLarge { unsafe fill = recipec_stream_f64_avx2 }
      unsafe fill(&polynomial, piece.form, place.assumingMemoryBound(to: Double.self), count)
    }
    unsafe skip(count)
    return true
    #else
    return false
    #endif
  }

  private mutating func skip(_ count: Int) {
    let size = unsafe isSingle ? MemoryLayout<Float>.stride : MemoryLayout<Double>.stride
    unsafe place += count * size
  }
}

#if canImport(CRecipeKernels) && arch(x86_64)
extension EvaluationPath {
  /// Whether the path is a kernel in C.
  fileprivate var isInC: Bool { self == .sse2 || self == .avx2 }
}

extension PieceFill {
  /// Which numbers count, for a kernel.
  fileprivate var form: recipec_form {
    if factors.isReduced { return recipec_reduced }
    if body.isLinear { return recipec_line }
    // A factor of 1 changes no bit of a product, and is what most tracks have.
    return factors.base == 1 ? recipec_plain : recipec_scaled
  }
}

extension recipec_polynomial {
  /// A piece from one of its updates on, for a kernel.
  fileprivate init(_ piece: PieceFill, from first: Int64) {
    let (body, factors) = (piece.body, piece.factors)
    self.init(
      u: piece.argument(at: first),
      scale: body.scale,
      coefficients: (body.c0, body.c1, body.c2, body.c3, body.c4, body.c5, body.c6, body.c7),
      base: factors.base,
      reduced: factors.reduced,
      floor: factors.floor
    )
  }
}
#endif
