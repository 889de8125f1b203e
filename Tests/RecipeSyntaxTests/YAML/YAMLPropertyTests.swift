// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import SeededRandom
import Testing

/// Writes random documents together with the byte ranges that their scalars must get.
private struct DocumentWriter {
  var random: SeededGenerator
  var bytes: [UInt8] = []
  var scalars: [(text: String, start: Int, end: Int)] = []
  private let lineBreak: String

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    lineBreak = seed % 2 == 0 ? "\n" : "\r\n"
    if seed % 3 == 0 { write("\u{FEFF}") }
    block(depth: 0)
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  private mutating func write(_ text: String) { bytes += Array(text.utf8) }

  private mutating func endLine() {
    if pick(3) == 0 { write(" # ü学🚀") }
    write(lineBreak)
    if pick(6) == 0 { write(lineBreak) }
    if pick(8) == 0 { write("# é comment" + lineBreak) }
  }

  private mutating func word() -> String {
    let letters = ["a", "é", "学", "🚀", "e\u{301}", "z", "0", "_"]
    return "w" + (0..<pick(5)).map { _ in letters[pick(letters.count)] }.joined()
  }

  private mutating func scalar() {
    let text = word()
    let quote = ["", "'", "\""][pick(3)]
    let start = bytes.count
    write(quote + text + quote)
    scalars.append((text, start, bytes.count))
  }

  private mutating func flow(depth: Int) {
    guard depth < 3, pick(3) > 0 else { return scalar() }
    let isList = pick(2) == 0
    write(isList ? "[" : "{")
    for index in 0..<pick(4) {
      if index > 0 { write(", ") }
      if !isList { write("k\(index)é: ") }
      flow(depth: depth + 1)
    }
    write(isList ? "]" : "}")
  }

  private mutating func block(depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    for index in 0..<1 + pick(4) {
      write("\(indent)k\(index)é:")
      if depth < 3, pick(3) == 0 {
        endLine()
        block(depth: depth + 1)
      } else if pick(4) == 0 {
        endLine()
        for _ in 0..<1 + pick(3) {
          write("\(indent)- ")
          flow(depth: 0)
          endLine()
        }
      } else {
        write(" ")
        flow(depth: 0)
        endLine()
      }
    }
  }
}

struct YAMLPropertyTests {
  @Test(arguments: UInt64(0)..<80)
  func `scalars of random documents have exactly their bytes`(seed: UInt64) {
    let document = DocumentWriter(seed: seed)
    let fixture = YAMLFixture(document.bytes)
    #expect(fixture.findings == [])
    let found = fixture.nodes.compactMap { node -> (YAMLScalar, SourceRange)? in
      guard case .scalar(let scalar) = node.content else { return nil }
      return (scalar, node.range)
    }
    #expect(found.map(\.0.text) == document.scalars.map(\.text))
    #expect(found.map(\.1.start) == document.scalars.map(\.start))
    #expect(found.map(\.1.end) == document.scalars.map(\.end))
    for (scalar, range) in found {
      let whole = scalar.range(of: 0..<scalar.text.utf8.count, in: range)
      #expect(fixture.slice(whole) == scalar.text)
    }
  }

  private static let fragments = [
    "a: ", "lr: 0.1", "\n", "\n  ", "- ", "[", "]", "{", "}", ",", ":", "\"", "'", "#", " # ", "&x",
    "*x", "!t", "? ", "<<: ", "%Y", "---\n", "...\n", "|\n", ">-\n", "\t", "\r\n", "\r", "${", "{{",
    "}}", "\\e", "\\", "é", "学", "🚀", "e\u{301}", "\u{200B}", "\u{202E}", "\u{2028}", "\u{A0}",
    "\u{FEFF}", "\u{1B}[", "\u{85}", "@", "`", "\u{E000}", "  ", "b:c",
  ]

  /// Text that looks like YAML, now and then with a byte that is no text.
  private func noise(seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      bytes += Array((Self.fragments.randomElement(using: &random) ?? "").utf8)
    }
    if seed % 16 == 0, !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] = UInt8.random(in: 0...255, using: &random)
    }
    return bytes
  }

  /// Whether an offset lies between two characters of the text, or next to a byte that is none.
  private func isBoundary(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return true }
    return offset == bytes.count || bytes[offset] & 0xC0 != 0x80
  }

  @Test(arguments: 0..<30)
  func `whatever the bytes, every range is sound and every rendering is safe`(block: Int) {
    for seed in UInt64(block * 80)..<UInt64(block * 80 + 80) {
      let bytes = noise(seed: seed)
      let fixture = YAMLFixture(bytes)
      #expect(fixture.root != nil || fixture.diagnostics.contains { $0.severity == .error })
      for diagnostic in fixture.diagnostics {
        let ranges =
          ([diagnostic.primary] + diagnostic.secondary).map(\.range)
          + diagnostic.help.compactMap { $0.edit?.range }
        for range in ranges {
          #expect(range.end <= bytes.count, "seed \(seed)")
          #expect(isBoundary(range.start, bytes) && isBoundary(range.end, bytes), "seed \(seed)")
        }
        #expect(!diagnostic.help.isEmpty)
        let rendered = DiagnosticRenderer.render(diagnostic, in: fixture.sources).plain
        let isSafe = rendered.unicodeScalars.allSatisfy {
          $0 == "\n" || ![.control, .format].contains($0.properties.generalCategory)
        }
        #expect(isSafe, "seed \(seed)")
      }
      for node in fixture.nodes {
        #expect(node.range.end <= bytes.count, "seed \(seed)")
        #expect(isBoundary(node.range.start, bytes) && isBoundary(node.range.end, bytes))
      }
    }
  }
}
