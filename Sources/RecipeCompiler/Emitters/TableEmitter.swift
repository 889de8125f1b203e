// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

extension Emitter {
  /// The table file itself.
  static let table = Emitter("table", isBinary: true, "the table that trainers load (.rct)") {
    table,
    write in
    try write(table.encoded()[...])
  }
}
