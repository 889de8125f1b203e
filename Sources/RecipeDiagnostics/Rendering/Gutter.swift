// SPDX-License-Identifier: Apache-2.0

/// The column of line numbers to the left of a rendered diagnostic; makes complete lines.
internal struct Gutter {
  /// The cells of the widest line number.
  internal let width: Int

  /// A line of a source, numbered from 1, or what an edit makes of it.
  internal func numbered(_ line: Int, _ bar: String, _ text: StyledText) -> StyledText {
    let number = String(line)
    let padding = String(repeating: " ", count: max(0, width - number.count))
    return self.line(prefix: padding + number + " ", bar: bar, text)
  }

  /// A line of marks.
  internal func unnumbered(_ text: StyledText = StyledText()) -> StyledText {
    line(prefix: blank + " ", bar: "|", text)
  }

  /// The line that names a place: `--> file:line:column`, or `:::` for further files.
  internal func place(_ arrow: String, _ place: String) -> StyledText {
    var line = StyledText()
    line.append(blank + arrow, .frame)
    line.append(" \(place)\n")
    return line
  }

  /// The line that stands for lines left out.
  internal var elision: StyledText {
    var line = StyledText()
    line.append("...\n", .frame)
    return line
  }

  /// A note or a help, wrapped at a width, later lines aligned with the first.
  internal func remark(
    _ word: String,
    _ role: TextRole,
    _ text: String,
    width limit: Int?
  ) -> StyledText {
    let indent = width + 3 + word.count + 2
    // However narrow the terminal is, some words must fit.
    let room = limit.map { max(20, $0 - indent) }
    var remark = StyledText()
    for (index, line) in WordWrap.lines(of: Display.text(text), width: room).enumerated() {
      if index == 0 {
        remark.append(blank + " = ", .frame)
        remark.append(word, role)
        remark.append(": ")
      } else {
        remark.append(String(repeating: " ", count: indent))
      }
      remark.append(line + "\n")
    }
    return remark
  }

  private var blank: String { String(repeating: " ", count: width) }

  /// Joins the parts without spaces at the end of the line.
  private func line(prefix: String, bar: String, _ text: StyledText) -> StyledText {
    var line = StyledText()
    line.append(prefix + bar, .frame)
    let trimmed = text.trimmingTrailingSpaces
    if !trimmed.runs.isEmpty {
      line.append(" ", .frame)
      line.append(trimmed)
    }
    line.append("\n")
    return line
  }
}
