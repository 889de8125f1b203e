// SPDX-License-Identifier: Apache-2.0

/// A fenced block of a Markdown page: three backticks, a language, and perhaps a title.
struct MarkdownBlock {
  let language: String
  /// What follows the language: the name of a file that the page speaks of.
  let title: String?
  /// The lines between the fences, each with its line break.
  let text: String

  /// The blocks of a page, in order.
  static func all(in page: String) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    _ = replacing(nil, in: page) {
      blocks.append($0)
      return $0.text
    }
    return blocks
  }

  /// The page with the text of every block of a language replaced; nil stands for all languages.
  static func replacing(
    _ language: String?,
    in page: String,
    with replacement: (MarkdownBlock) throws -> String
  ) rethrows -> String {
    var result: [String] = []
    var open: (words: [String], lines: [String])?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard line.hasPrefix("```") else {
        if open == nil { result.append(line) } else { open?.lines.append(line) }
        continue
      }
      if let (words, lines) = open {
        let text = lines.map { $0 + "\n" }.joined()
        let title = words.count > 1 ? words[1] : nil
        let block = MarkdownBlock(language: words.first ?? "", title: title, text: text)
        let new = language == nil || language == block.language ? try replacement(block) : text
        if !new.isEmpty { result.append(String(new.dropLast())) }
        open = nil
      } else {
        open = (line.dropFirst(3).split(separator: " ").map(String.init), [])
      }
      result.append(line)
    }
    return result.joined(separator: "\n")
  }
}
