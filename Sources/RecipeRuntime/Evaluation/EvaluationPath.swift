// SPDX-License-Identifier: Apache-2.0

/// Which code computes a contiguous range of values; the bits do not depend on it.
public enum EvaluationPath: Hashable, Sendable, CaseIterable {
  /// One update at a time.
  case scalar
  /// Eight updates at a time.
  case simd8

  /// The faster path of this build.
  ///
  /// That is `simd8` in an optimized build. Without optimization every lane operation of the
  /// standard library's vectors is a call, which makes them many times slower than scalars.
  public static var preferred: EvaluationPath {
    #if DEBUG
    .scalar
    #else
    .simd8
    #endif
  }
}
