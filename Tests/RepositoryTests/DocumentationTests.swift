// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// The examples of the documentation, compiled and run.
struct DocumentationTests {
  static let pages =
    ["README.md", "CONTRIBUTING.md", "grammar/README.md", "recipes/README.md"]
    + Repository.files(under: "docs", endingIn: ".md")

  @Test(arguments: pages)
  func `a console block shows what is really printed`(page: String) throws {
    let text = try Repository.text(page)
    let folder = try TemporaryFolder()
    for block in MarkdownBlock.all(in: text) where block.language == "yaml" {
      if let name = block.title { try folder.write(block.text, to: name) }
    }
    let actual = try MarkdownBlock.replacing("console", in: text) { block in
      try Self.replay(block, in: folder.url)
    }
    Golden.expect(actual, matches: page, in: ".")
  }

  @Test(arguments: pages)
  func `every recipe in the text compiles, unless a block shows its errors`(page: String) throws {
    let blocks = MarkdownBlock.all(in: try Repository.text(page)).filter { $0.language == "yaml" }
    let shelf = Shelf(blocks: blocks)
    for block in blocks where block.title != "wrong.yaml" {
      let name = block.title ?? page
      let compilation = Compiler.compile(Array(block.text.utf8), named: name, reader: shelf)
      #expect(!compilation.hasErrors, "\(compilation.diagnostics.map(\.message))")
    }
  }

  /// The blocks of a page that have a title, for those that extend them.
  private struct Shelf: RecipeReader {
    let blocks: [MarkdownBlock]

    func read(_ path: String, extendedBy: String) throws(RecipeReadingError) -> RecipeText {
      guard let block = blocks.last(where: { $0.title == path }) else {
        throw RecipeReadingError(reason: "the page has no such block")
      }
      return RecipeText(name: path, bytes: Array(block.text.utf8))
    }
  }

  /// The block with every command run anew: its standard output and errors follow the prompt.
  private static func replay(_ block: MarkdownBlock, in folder: URL) throws -> String {
    let commands = block.text.split(separator: "\n").filter { $0.hasPrefix("$ ") }
    return try commands.map { line in
      let result = try Tool.shell(String(line.dropFirst(2)), in: folder)
      return "\(line)\n\(result.text)\(result.errorText)"
    }
    .joined()
  }
}
