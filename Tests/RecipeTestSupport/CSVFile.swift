// SPDX-License-Identifier: Apache-2.0

/// A file of comma-separated values without quotes, with comments before its header.
package struct CSVFile {
  /// The lines that start with `#`, without that sign and the space after it.
  package let comments: [String]
  /// The names of the columns.
  package let header: [String]
  /// The cells, row by row; every row has as many as the header.
  package let rows: [[String]]

  /// Why a text is no such file.
  package struct Malformed: Error {
    /// The line, from 1.
    package let line: Int
  }

  /// Reads a text.
  package init(_ text: String) throws(Malformed) {
    var comments: [String] = []
    var header: [String]?
    var rows: [[String]] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty || index + 1 < lines.count {
      if line.hasPrefix("#") {
        let rest = line.dropFirst()
        comments.append(String(rest.first == " " ? rest.dropFirst() : rest))
        continue
      }
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let names = header else {
        header = cells
        continue
      }
      guard cells.count == names.count else { throw Malformed(line: index + 1) }
      rows.append(cells)
    }
    guard let header else { throw Malformed(line: lines.count) }
    self.comments = comments
    self.header = header
    self.rows = rows
  }
}
