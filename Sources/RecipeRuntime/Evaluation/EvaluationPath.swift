// SPDX-License-Identifier: Apache-2.0

#if canImport(CRecipeKernels) && arch(x86_64)
internal import CRecipeKernels
#endif

/// Which code computes a contiguous range of values; the bits do not depend on it.
public enum EvaluationPath: Hashable, Sendable, CaseIterable {
  /// One update at a time.
  case scalar
  /// Eight updates at a time, in Swift: the portable form, and the reference of those that follow.
  case simd8
  /// Four updates at a time, in C, with the instructions that every x86-64 processor has.
  case sse2
  /// Eight updates at a time, in C, with AVX2.
  case avx2

  /// The paths of this build that this processor has.
  public static var available: [EvaluationPath] { allCases.filter { $0.isAvailable } }

  /// Whether this build has the path and this processor its instructions; elsewhere `simd8` stands in.
  public var isAvailable: Bool {
    switch self {
    case .scalar, .simd8:
      return true
    case .sse2:
      return EvaluationPath.hasKernels
    case .avx2:
      #if canImport(CRecipeKernels) && arch(x86_64)
      return recipec_processor() & UInt32(recipec_has_avx2) != 0
      #else
      return false
      #endif
    }
  }

  /// The fastest available path.
  public static var preferred: EvaluationPath {
    if EvaluationPath.avx2.isAvailable { return .avx2 }
    if hasKernels { return .sse2 }
    #if DEBUG
    // Without optimization every lane operation of the standard library's vectors is a call.
    return .scalar
    #else
    return .simd8
    #endif
  }

  /// Whether the kernels in C are part of this build.
  private static var hasKernels: Bool {
    #if canImport(CRecipeKernels) && arch(x86_64)
    true
    #else
    false
    #endif
  }
}
