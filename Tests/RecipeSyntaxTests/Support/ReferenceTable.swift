// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A file of values that another implementation computed.
struct ReferenceTable {
  /// The fields of each line after the header.
  let rows: [[String]]

  /// Reads a file of Tests/Reference/numbers.
  init(_ name: String) throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Reference/numbers/\(name).csv")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst()
    rows = lines.map { $0.split(separator: ",").map(String.init) }
  }
}
