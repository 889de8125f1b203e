// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// The examples of the documentation, compiled and run.
struct DocumentationTests {
  static let pages = ["README.md"] + Repository.files(under: "docs", endingIn: ".md")

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
  func `a whole recipe in the text compiles, unless a block shows its errors`(page: String) throws {
    for block in MarkdownBlock.all(in: try Repository.text(page))
    where block.language == "yaml" && block.text.hasPrefix("recipec:")
      && block.title != "wrong.yaml"
    {
      let compilation = Compiler.compile(Array(block.text.utf8), named: page)
      #expect(compilation.table != nil, "\(compilation.diagnostics.map(\.message))")
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
