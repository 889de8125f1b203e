// SPDX-License-Identifier: Apache-2.0

/// What differs between two texts, line by line.
package struct LineDifference {
  /// Lines with ` `, `-` or `+` before them; long stretches of equal lines are left out.
  package let text: String

  /// Compares two texts.
  package init(from old: String, to new: String) {
    let before = old.split(separator: "\n", omittingEmptySubsequences: false)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [(sign: Character, line: Substring)] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      if left < before.count, removed.contains(left) {
        lines.append(("-", before[left]))
        left += 1
      } else if right < after.count, inserted.contains(right) {
        lines.append(("+", after[right]))
        right += 1
      } else {
        lines.append((" ", before[left]))
        left += 1
        right += 1
      }
    }
    text = Self.shortened(lines)
  }

  /// Equal lines are shown up to this far from a change.
  private static let context = 3

  private static func shortened(_ lines: [(sign: Character, line: Substring)]) -> String {
    let changed = lines.indices.filter { lines[$0].sign != " " }
    var text = ""
    var shown: Int?
    for index in lines.indices
    where changed.contains(where: { abs($0 - index) <= context }) {
      if let last = shown, index > last + 1 { text += "  …\n" }
      text += "\(lines[index].sign) \(lines[index].line)\n"
      shown = index
    }
    return text
  }
}
