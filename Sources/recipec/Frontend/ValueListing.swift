// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics

/// Values of channels at updates, as a table of text.
struct ValueListing {
  /// One cell for each update.
  struct Column {
    enum Cells {
      case values([Double])
      case words([String])
    }

    let name: String
    let cells: Cells

    /// The cells as text.
    var texts: [String] {
      switch cells {
      case .values(let values): values.map(\.description)
      case .words(let words): words
      }
    }

    func json(_ row: Int) -> JSONText {
      switch cells {
      case .values(let values): .number(values[row])
      case .words(let words): .string(words[row])
      }
    }
  }

  let updates: [Int64]
  let columns: [Column]

  func text(_ form: EvalCommand.Form) -> String {
    switch form {
    case .text: aligned
    case .csv: separated
    case .json: json
    }
  }

  /// Columns as wide as their longest cell, numbers to the right and words to the left.
  private var aligned: String {
    let first = ["update"] + updates.map(String.init)
    let others = columns.map { column in
      [column.name] + column.texts.map { Display.text($0) }
    }
    let all = [first] + others
    let isLeft = [false] + columns.map { if case .words = $0.cells { true } else { false } }
    let widths = all.map { $0.map(\.count).max() ?? 0 }
    return first.indices.map { row in
      let cells = all.indices.map { index in
        let cell = all[index][row]
        let padding = String(repeating: " ", count: widths[index] - cell.count)
        return isLeft[index] ? cell + padding : padding + cell
      }
      let line = cells.joined(separator: "  ")
      let end = line.lastIndex { $0 != " " }
      return (end.map { String(line[...$0]) } ?? "") + "\n"
    }
    .joined()
  }

  private var separated: String {
    let texts = columns.map(\.texts)
    var text = (["update"] + columns.map(\.name)).joined(separator: ",") + "\n"
    for (row, update) in updates.enumerated() {
      text += ([String(update)] + texts.map { Self.field($0[row]) }).joined(separator: ",") + "\n"
    }
    return text
  }

  /// A cell as a field: in quotes where a table from elsewhere names a phase with a comma.
  private static func field(_ cell: String) -> String {
    let text = Display.text(cell)
    guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  private var json: String {
    let rows = updates.enumerated().map { row, update in
      JSONText.object(
        [("update", .integer(update))] + columns.map { ($0.name, $0.json(row)) }
      )
    }
    return JSONText.array(rows).text
  }
}
