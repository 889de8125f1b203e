// SPDX-License-Identifier: Apache-2.0

/// A JSON value, printed in one fixed way: the same value is the same bytes.
///
/// Strings escape everything outside printable ASCII, and `<`, `>` and `&`, so that a text from a
/// recipe can be embedded in a page or shown on a terminal without doing anything there.
public indirect enum JSONText: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A finite number; printed as the shortest decimal that reads back as the same number.
  case number(Double)
  case string(String)
  case array([JSONText])
  /// Members keep their order.
  case object([(String, JSONText)])

  /// The text; containers of containers take a line for each element.
  public var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.description
    case .string(let value): text += Self.quoted(value)
    case .array(let elements):
      Self.write(elements.map { (nil, $0) }, between: "[", "]", to: &text, indent: indent)
    case .object(let members):
      Self.write(members.map { ($0.0, $0.1) }, between: "{", "}", to: &text, indent: indent)
    }
  }

  private static func write(
    _ members: [(String?, JSONText)],
    between open: String,
    _ close: String,
    to text: inout String,
    indent: Int
  ) {
    let isFlat = members.allSatisfy { !$0.1.isContainer }
    let separator = isFlat ? " " : "\n" + String(repeating: "  ", count: indent + 1)
    text += open
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      if index > 0 || !isFlat { text += separator }
      if let name = member.0 { text += quoted(name) + ": " }
      member.1.write(to: &text, indent: indent + 1)
    }
    if !isFlat { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }

  private var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x20...0x7E where ![0x26, 0x3C, 0x3E].contains(unit):
        text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return text + "\""
  }
}
