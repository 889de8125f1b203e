// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler

/// Values of channels at updates, as a table of text.
struct ValueListing {
  let names: [String]
  let updates: [Int64]
  /// One column for each name, one value for each update.
  let columns: [[Double]]

  func text(_ form: EvalCommand.Form) -> String {
    switch form {
    case .text: aligned
    case .csv: separated
    case .json: json
    }
  }

  /// Columns as wide as their longest cell, numbers to the right.
  private var aligned: String {
    let first = ["update"] + updates.map(String.init)
    let others = zip(names, columns).map { [$0] + $1.map(\.description) }
    let all = [first] + others
    let widths = all.map { $0.map(\.count).max() ?? 0 }
    return first.indices.map { row in
      zip(all, widths).map { column, width in
        String(repeating: " ", count: width - column[row].count) + column[row]
      }
      .joined(separator: "  ") + "\n"
    }
    .joined()
  }

  private var separated: String {
    var text = (["update"] + names).joined(separator: ",") + "\n"
    for (row, update) in updates.enumerated() {
      text += ([String(update)] + columns.map { $0[row].description }).joined(separator: ",") + "\n"
    }
    return text
  }

  private var json: String {
    let rows = updates.enumerated().map { row, update in
      JSONText.object(
        [("update", .integer(update))] + zip(names, columns).map { ($0, .number($1[row])) }
      )
    }
    return JSONText.array(rows).text
  }
}
