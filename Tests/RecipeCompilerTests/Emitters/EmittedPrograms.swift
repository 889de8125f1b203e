// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// What the emitters of programs make of tables.
enum EmittedPrograms {
  /// The text of a table in a form.
  static func text(of table: ScheduleTable, as form: String) throws -> String {
    let emitter = try #require(EmitterRegistry.emitter(named: form))
    var bytes: [UInt8] = []
    try emitter.emit(table) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The prefix of a header's names: what stands before `_LENGTH`, in lower case.
  static func prefix(of header: String) throws -> String {
    let line = try #require(
      header.split(separator: "\n").first { line in
        line.hasPrefix("#define ") && line.contains("_LENGTH ")
      }
    )
    let name = line.split(separator: " ")[1]
    return name.dropLast("_LENGTH".count).lowercased()
  }

  /// A header without what keeps products from being fused with sums.
  static func withoutBarrier(_ header: String) -> String {
    header.replacing(#/ *__asm__\(.*\n/#, with: "")
  }

  /// Two hexadecimal digits for every byte.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A number that changes with every bit of every value, and with their order.
  static func fingerprint(of values: UnsafeBufferPointer<Double>) -> UInt64 {
    var fingerprint: UInt64 = 0
    for value in values {
      fingerprint = (fingerprint ^ value.bitPattern) &* 0x9e37_79b9_7f4a_7c15
      fingerprint ^= fingerprint >> 32
    }
    return fingerprint
  }

  /// The same in C.
  static let fingerprintInC = """
    static uint64_t fingerprint(const double *values, size_t count)
    {
        uint64_t result = 0, bits;
        size_t i;
        for (i = 0; i < count; i++) {
            memcpy(&bits, &values[i], sizeof bits);
            result = (result ^ bits) * UINT64_C(0x9e3779b97f4a7c15);
            result ^= result >> 32;
        }
        return result;
    }

    """
}

extension FixedWidthInteger {
  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: Swift.max(0, 16 - digits.count)) + digits
  }
}
