// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import SeededRandom
import Testing

/// Recipes with random damage: nothing traps, and what compiles is sound.
@Suite
struct MutatedRecipeTests {
  private static let scraps = [
    "0", "9", "-", "-1", "1e308", "1e-320", ".", ",", ":", " ", "\n", "  ", "{", "}", "[", "]", "#",
    "\"",
    "'", "%", "rest", "last", "required", "open", "epochs", "tokens", "9007199254740993", "1/0",
    "max(",
    "&a", "*a", "\t", "\u{1B}", "\u{0}", "\u{202E}", "é", "\u{1F600}", "~", "null", "end", "x",
    "cosine",
  ]

  /// Writes another digit somewhere, which often leaves a recipe, or puts a scrap into the text.
  private static func damage(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
    let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
    if let place = digits.randomElement(using: &generator),
      Int.random(in: 0..<4, using: &generator) > 0
    {
      bytes[place] = UInt8.random(in: 0x30...0x39, using: &generator)
      return
    }
    let start = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, start + Int.random(in: 0...3, using: &generator))
    let scrap = scraps.randomElement(using: &generator) ?? ""
    bytes.replaceSubrange(start..<end, with: Array(scrap.utf8))
  }

  /// Takes a line out, repeats one, exchanges two, or renames the first word of one.
  private static func rearrange(
    _ lines: inout [Substring],
    using generator: inout SeededGenerator
  ) {
    let place = Int.random(in: 0..<lines.count, using: &generator)
    let other = Int.random(in: 0..<lines.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: place)
    case 2: lines.swapAt(place, other)
    default:
      let words = [
        "expression", "phases", "follows", "cosine", "scheduled", "hold", "open", "rest",
      ]
      let parts = lines[place].split(separator: ":", maxSplits: 1)
      let indent = lines[place].prefix { $0 == " " || $0 == "-" }
      guard parts.count == 2, let word = words.randomElement(using: &generator) else { return }
      lines[place] = "\(indent)\(word):\(parts[1])"
    }
  }

  @Test func `a published recipe with exchanged lines never comes out without a table or a reason`()
    throws
  {
    var generator = SeededGenerator(seed: 20_261_124)
    let paths = Repository.files(under: "recipes", endingIn: ".yaml")
    var compiled = 0
    var refused = 0
    for _ in 0..<300 {
      let path = try #require(paths.randomElement(using: &generator))
      var lines = try Repository.text(path).split(separator: "\n")
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        Self.rearrange(&lines, using: &generator)
      }
      let text = lines.joined(separator: "\n")
      let compilation = Compiler.compile(Array(text.utf8), named: path)
      if compilation.table == nil {
        refused += 1
        #expect(compilation.hasErrors || !compilation.unbound.isEmpty, "\(text)")
      } else {
        compiled += 1
      }
    }
    #expect(compiled > 50 && refused > 50, "\(compiled) compiled, \(refused) refused")
  }

  @Test func `damaged recipes are refused or compile to a table that can be read back`() throws {
    var generator = SeededGenerator(seed: 20_260_801)
    var compiled = 0
    var refused = 0
    for _ in 0..<500 {
      let (_, text) = SampleRecipes.all[Int.random(in: 0..<2, using: &generator)]
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        Self.damage(&bytes, using: &generator)
      }
      let compilation = Compiler.compile(bytes, named: "damaged.yaml")
      for diagnostic in compilation.diagnostics {
        let text = DiagnosticRenderer.render(diagnostic, in: compilation.sources).plain
        #expect(ControlCharacters.first(in: text) == nil)
      }
      if let table = compilation.table {
        compiled += 1
        #expect(try ScheduleTable(decoding: table.encoded()) == table)
      } else {
        refused += 1
        #expect(compilation.hasErrors || !compilation.unbound.isEmpty)
      }
    }
    // Both happen often, so neither branch is untested.
    #expect(compiled > 50 && refused > 200, "\(compiled) compiled, \(refused) refused")
  }
}
