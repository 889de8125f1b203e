// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport
import Testing

/// The pages of the file formats, whose layouts are written from the comments beside the code.
struct LayoutPageTests {
  private static let table = "Sources/RecipeRuntime/Format/TableFormat.swift"
  private static let state = "Sources/RecipeRuntime/State/StateFormat.swift"

  @Test func `the pages have the layouts that stand beside the code`() throws {
    let table = try Self.layouts(in: Self.table)
    let state = try Self.layouts(in: Self.state)
    try #require(table.count == 3 && state.count == 1)
    try expect(["header": table[0], "core": table[1], "annex": table[2]], in: "table.md")
    try expect(["state": state[0]], in: "state.md")
  }

  private func expect(_ layouts: [String: String], in page: String) throws {
    var lines: [String] = []
    // A marker is followed by the layout between two fences.
    var fences = 0
    for line in try Repository.text("docs/formats/\(page)").split(
      separator: "\n",
      omittingEmptySubsequences: false
    ) {
      if fences > 0 {
        if line == "```" { fences -= 1 }
        continue
      }
      lines.append(String(line))
      for (name, layout) in layouts where line == "<!-- layout: \(name) -->" {
        lines += ["```", layout, "```"]
        fences = 2
      }
    }
    Golden.expect(lines.joined(separator: "\n"), matches: page, in: "docs/formats")
  }

  /// The indented blocks of the first documentation comment of a file that has any.
  private static func layouts(in file: String) throws -> [String] {
    var blocks: [[String]] = []
    var isOpen = false
    for line in try Repository.text(file).split(separator: "\n") {
      if line.hasPrefix("///     ") {
        if !isOpen { blocks.append([]) }
        blocks[blocks.count - 1].append(String(line.dropFirst(8)))
        isOpen = true
      } else if line == "///" {
        // An empty line may stand inside a layout.
        if isOpen { blocks[blocks.count - 1].append("") }
      } else if isOpen {
        isOpen = false
      }
      if line.hasPrefix("public enum") { break }
    }
    return blocks.map { block in
      let end = block.lastIndex { !$0.isEmpty } ?? 0
      return block[...end].joined(separator: "\n")
    }
  }
}
