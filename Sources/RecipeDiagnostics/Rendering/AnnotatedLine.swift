// SPDX-License-Identifier: Apache-2.0

/// The rows of marks and label texts under one source line.
///
/// The rightmost label stands beside its underline; the others hang below on bars, the rightmost
/// first, so that no bar crosses a text:
///
/// ```
/// warmup: { from: 0, to: 1, for: 5 }
/// ------             ^^     ------ third
/// |                  |
/// |                  second
/// first
/// ```
internal struct AnnotatedLine {
  /// A label on this line.
  internal struct Mark {
    /// The cells that it underlines, at least one.
    let columns: Range<Int>
    let isPrimary: Bool
    let text: String
    let role: TextRole
  }

  /// The labels, the rightmost first; of those that start together, the widest last.
  private let marks: [Mark]

  internal init(_ marks: [Mark]) {
    self.marks = marks.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.columns.lowerBound != second.columns.lowerBound {
        return first.columns.lowerBound > second.columns.lowerBound
      }
      if first.columns.upperBound != second.columns.upperBound {
        return first.columns.upperBound < second.columns.upperBound
      }
      return left.offset > right.offset
    }
    .map(\.element)
  }

  /// The rows to print below the source line.
  internal var rows: [StyledText] {
    var rows: [StyledText] = []
    let inline = inlineMark
    var underlines = underlineRow
    if let inline {
      underlines.append(" ")
      underlines.append(Display.text(inline.text), inline.role)
    }
    rows.append(underlines)
    let hanging = marks.dropFirst(inline == nil ? 0 : 1).filter { !$0.text.isEmpty }
    guard !hanging.isEmpty else { return rows }
    rows.append(bars(of: hanging[...]))
    for (index, mark) in hanging.enumerated() {
      let left = hanging[(index + 1)...].filter {
        $0.columns.lowerBound < mark.columns.lowerBound
      }
      var row = bars(of: left[...])
      let filled = (left.map(\.columns.lowerBound).max() ?? -1) + 1
      row.append(String(repeating: " ", count: mark.columns.lowerBound - filled))
      row.append(Display.text(mark.text), mark.role)
      rows.append(row)
    }
    return rows
  }

  /// The label that has nothing to its right.
  private var inlineMark: Mark? {
    guard let last = marks.first, !last.text.isEmpty else { return nil }
    let isFree = marks.dropFirst().allSatisfy {
      $0.columns.lowerBound < last.columns.lowerBound
        && $0.columns.upperBound <= last.columns.upperBound
    }
    return isFree ? last : nil
  }

  private var underlineRow: StyledText {
    let width = marks.map(\.columns.upperBound).max() ?? 0
    var cells = [(mark: Character, role: TextRole)](repeating: (" ", .plain), count: width)
    // The primary marks come last, over the others.
    for isPrimary in [false, true] {
      for mark in marks where mark.isPrimary == isPrimary {
        for column in mark.columns {
          cells[column] = (isPrimary ? "^" : "-", mark.role)
        }
      }
    }
    var row = StyledText()
    for cell in cells {
      row.append(String(cell.mark), cell.role)
    }
    return row
  }

  private func bars(of marks: ArraySlice<Mark>) -> StyledText {
    var row = StyledText()
    var column = 0
    for mark in marks.reversed() where mark.columns.lowerBound >= column {
      row.append(String(repeating: " ", count: mark.columns.lowerBound - column))
      row.append("|", mark.role)
      column = mark.columns.lowerBound + 1
    }
    return row
  }
}
