// SPDX-License-Identifier: Apache-2.0

extension Int64 {
  /// The number for people, with a comma between groups of three digits: `450,450`.
  public var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).reversed().map {
      String(digits[Swift.max(0, $0 - 3)..<$0])
    }
    return (self < 0 ? "-" : "") + groups.joined(separator: ",")
  }
}
