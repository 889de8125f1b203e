// SPDX-License-Identifier: Apache-2.0

extension Double {
  /// Whether a table may hold the number as a value: 0, or a magnitude in [2^-500, 2^500]; no −0.
  ///
  /// The range keeps every product of the polynomial scheme normal and finite, so hosts that flush
  /// subnormals to zero compute the same bits. NaN and the infinities lie outside it.
  var isTableValue: Bool {
    if bitPattern == 0 { return true }
    // The patterns of positive numbers are in the order of the numbers.
    let magnitude = bitPattern & ~(1 << 63)
    return magnitude >= (1023 - 500) << 52 && magnitude <= (1023 + 500) << 52
  }

  /// The exponent k of a power of two 2^-k with k in 0…53, or `nil`.
  var negatedScaleExponent: Int? {
    let fraction = bitPattern & (1 << 52 - 1)
    let exponent = bitPattern >> 52
    return fraction == 0 && (1023 - 53...1023).contains(exponent) ? 1023 - Int(exponent) : nil
  }

  /// The number as an integer of magnitude at most 2^53, or `nil`.
  var tableOrigin: Int64? {
    let isInRange = self >= -0x1p53 && self <= 0x1p53
    guard isInRange, bitPattern != 1 << 63 else { return nil }
    let integer = Int64(self)
    return Double(integer) == self ? integer : nil
  }

  /// The bits as `0x` and 16 hexadecimal digits: printing a decimal needs code that Embedded lacks.
  var hexPattern: String {
    var digits: [UInt8] = [0x30, 0x78]
    for shift in stride(from: 60, through: 0, by: -4) {
      let nibble = UInt8(truncatingIfNeeded: bitPattern >> UInt64(shift)) & 15
      digits.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
