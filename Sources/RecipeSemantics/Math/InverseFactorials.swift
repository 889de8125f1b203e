// SPDX-License-Identifier: Apache-2.0

/// The numbers 1/k!, which the Taylor series of the elementary functions share.
package enum InverseFactorials {
  /// 1/k! for k from 0 to 29, each within 2^-98 relative.
  package static let table: [DoubleDouble] = {
    var values = [DoubleDouble(1)]
    for number in 1...29 {
      values.append(values[number - 1] / DoubleDouble(Double(number)))
    }
    return values
  }()
}
