// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not the record of a state of a table.
public enum StateError: Error, Hashable, Sendable {
  /// There are fewer bytes than a record has, or other than it says.
  case wrongLength(found: Int, expected: Int)
  /// The first bytes are not those of a record.
  case notAState
  /// The checksum differs.
  case damaged(expected: UInt32, found: UInt32)
  /// The format is another one.
  case unsupportedFormat(major: UInt16, minor: UInt16)
  /// The state belongs to the table with this digest.
  case otherTable(found: Digest, expected: Digest)
  /// The field at an offset has a value that no run of the table leads to.
  case impossible(offset: Int)

  /// What is wrong and what to do about it, as a sentence that stands alone.
  public var message: String {
    switch self {
    case .wrongLength(let found, let expected):
      "the state has \(found) bytes where \(expected) belong: " + StateError.advice
    case .notAState: "the bytes do not begin as a state does: pass what was saved as one"
    case .damaged: "the state's checksum does not match: " + StateError.advice
    case .unsupportedFormat(let major, let minor):
      "the state has format \(major).\(minor), and this reader takes \(StateFormat.major)."
        + "\(StateFormat.minor): read it with the version that wrote it"
    case .otherTable(let found, let expected):
      "the state belongs to the table \(found.short), and this is \(expected.short): load that table, "
        + "or migrate the state"
    case .impossible(let offset):
      "the state has a value at byte \(offset) that no run of this table leads to: "
        + StateError.advice
    }
  }

  private static let advice = "use an earlier checkpoint"
}

extension Digest {
  /// The first twelve hexadecimal digits, enough to tell tables apart in a sentence.
  var short: String { String(decoding: hexUTF8[..<12], as: UTF8.self) }
}
