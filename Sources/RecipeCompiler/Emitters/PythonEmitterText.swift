// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// Text from a recipe as it may stand in Python: it ends no literal and no docstring.
enum PythonEmitterText {
  /// A string literal; everything outside printable ASCII is escaped.
  static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\" + String(scalar)
      case " "..."~": literal.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value < 0x100 ? 2 : scalar.value < 0x1_0000 ? 4 : 8
        let letter = width == 2 ? "x" : width == 4 ? "u" : "U"
        literal += "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    return literal + "\""
  }

  /// A text as it may stand in a docstring or a comment; what is not plain, and `<` itself, becomes
  /// `<U+XXXX>`.
  static func comment(_ text: String) -> String {
    var comment = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "<": comment += EmitterText.codePoint(scalar)
      case " "..."~": comment.unicodeScalars.append(scalar)
      default: comment += EmitterText.codePoint(scalar)
      }
    }
    return comment
  }

  /// A literal as it may stand in a docstring, for a reader to copy.
  ///
  /// Its own quotes are the only ones in it, and there is no `<`, with which placeholders begin.
  static func quoted(_ literal: String) -> String {
    literal.replacing("\\\"", with: "\\x22").replacing("<", with: "\\x3c")
      .replacing("\\", with: "\\\\")
  }

  /// What names a track: its channel, or a tuple where there is more to say.
  static func key(_ track: Track) -> String {
    let channel = literal(track.channel.description)
    guard !(track.optimizer.isEmpty && track.group.isEmpty) else { return channel }
    let optimizer = literal(track.optimizer.description)
    return "(\(channel), \(optimizer), \(literal(track.group.description)))"
  }
}
