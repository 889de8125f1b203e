// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import SeededRandom
import Testing

/// The JSON Schema of recipes, held against recipes by a validator that knows nothing of recipec.
@Suite struct RecipeSchemaTests {
  @Test func `the schema in the repository is what the key tables give`() {
    Golden.expect(RecipeSchema.text, matches: "recipe.schema.json", in: "grammar")
  }

  @Test func `every recipe of the repository that compiles is accepted`() throws {
    let paths = ["recipes", "Tests/Survey", "Tests/Benchmarks"].flatMap {
      Repository.files(under: $0, endingIn: ".yaml", ".yml")
    }
    let texts = try paths.map { (name: $0, text: try Repository.bytes($0)) }
    #expect(texts.count > 60)
    try expectAccepted(texts)
  }

  @Test func `every recipe of the documentation that compiles is accepted`() throws {
    let pages =
      ["README.md", "grammar/README.md"]
      + Repository.files(under: "docs", endingIn: ".md")
    let blocks = try pages.flatMap { page in
      Self.recipes(in: try Repository.text(page)).map { (name: page, text: Array($0.utf8)) }
    }
    let compiling = blocks.filter { Compiler.compile($0.text, named: $0.name).table != nil }
    #expect(compiling.count >= 11)
    #expect(compiling.contains { $0.name == "grammar/README.md" })
    try expectAccepted(compiling)
  }

  private func expectAccepted(_ texts: [(name: String, text: [UInt8])]) throws {
    let verdicts = try SchemaValidator.verdicts(of: texts.map(\.text))
    for (recipe, result) in zip(texts, verdicts) {
      #expect(result.verdict == .accepted, "\(recipe.name): \(result.line)")
    }
  }

  /// The blocks of a page that are whole recipes.
  private static func recipes(in page: String) -> [String] {
    page.components(separatedBy: "\n```").dropFirst().filter { $0.hasPrefix("yaml") }.compactMap {
      let text = $0.drop { $0 != "\n" }.dropFirst()
      // The line for editors stands first.
      let isLinked = text.hasPrefix("# yaml-language-server:")
      let recipe = isLinked ? text.drop { $0 != "\n" }.dropFirst() : text
      return recipe.hasPrefix("recipec:") ? recipe + "\n" : nil
    }
  }

  @Test func `a mistake that a schema can see is refused, and no other`() throws {
    let cases = DiagnosticGoldenTests.compiled
    let verdicts = try SchemaValidator.verdicts(of: cases.map(\.0.text))
    var counts: [SchemaValidator.Verdict: Int] = [:]
    for ((recipe, compilation), result) in zip(cases, verdicts) {
      let name = recipe.testDescription
      let isExcepted = SchemaRules.exceptions[name] != nil
      let isVisible = (SchemaRules.refused[recipe.rule] != nil) != isExcepted
      counts[result.verdict, default: 0] += 1
      if !compilation.hasErrors {
        #expect(result.verdict == .accepted, "\(name) compiles: \(result.line)")
      } else if result.verdict == .unreadable {
        #expect(
          SchemaRules.unreadable.contains(recipe.rule) || recipe.rule == "template",
          "\(name): \(result.line)"
        )
      } else {
        #expect((result.verdict == .refused) == isVisible, "\(name): \(result.line)")
      }
    }
    #expect((counts[.refused] ?? 0) >= 50 && (counts[.unreadable] ?? 0) >= 20)
  }

  @Test func `every rule and golden that the list names is there`() {
    let rules = Set(DiagnosticGoldenTests.cases.map(\.rule))
    let names = Set(DiagnosticGoldenTests.cases.map(\.testDescription))
    #expect(Set(SchemaRules.refused.keys).subtracting(rules) == [])
    #expect(SchemaRules.unreadable.subtracting(rules) == [])
    #expect(Set(SchemaRules.exceptions.keys).subtracting(names) == [])
    #expect(SchemaRules.unreadable.intersection(SchemaRules.refused.keys) == [])
  }

  @Test func `a text by hand is accepted or refused`() throws {
    let texts = Self.byHand.map { Array("recipec: 1\n\($0.rest)\n".utf8) }
    let verdicts = try SchemaValidator.verdicts(of: texts)
    for (text, result) in zip(Self.byHand, verdicts) {
      let expected: SchemaValidator.Verdict = text.isAccepted ? .accepted : .refused
      #expect(result.verdict == expected, "\(text.rest): \(result.line)")
    }
  }

  private static let byHand: [(rest: String, isAccepted: Bool)] = [
    ("run: { length: 10 steps }\nschedules: { lr: 0.1 }", true),
    ("run: { length: 10 steps }\nschedules: { weight-decay: 0.1 }", true),
    ("run: { length: 10 steps, last-batch: keep }\nschedules: { lr: 0.1 }\nx-mine: [1]", true),
    ("run: { length: 10 steps, lst_batch: keep }\nschedules: { lr: 0.1 }", false),
    ("run: { length: 10 rollouts }\nschedules: { lr: 0.1 }", false),
    ("run: { length: 10 rollouts, clock: rollouts }\nschedules: { lr: 0.1 }", true),
    ("run: { length: 10 rollouts, clock: updates }\nschedules: { lr: 0.1 }", false),
    ("run: { length: 10 steps }", false),
    ("run: { length: 10 steps }\nwsd: { peak: 0.1, warmup: 10%, decay: 10% }", true),
    ("run: { length: 10 steps }\nwsd: { warmup: 10%, decay: 10% }", false),
    ("extends: base.yaml\nrun: { batch: 2 samples }", true),
    ("extends: base.yaml\nwsd: { warmup: 20% }", true),
    ("extends: base.yaml\nschedules: { lr: { phases: [linear: { for: rest }] } }", false),
    ("run: { length: 10 steps }\nschedules: { lr: { phases: [hold: 1e-3 steps] } }", true),
    ("run: { length: 10 steps }\nschedules: { lr: { phases: [hold, hold:] } }", true),
    ("run: { length: 10 steps }\nschedules: { lr: { phases: [cosine] } }", false),
    ("run: { length: 10 steps }\nschedules: { lr: { phases: [1_sqrt: { to: 0 }] } }", true),
    ("run: { length: 10 steps }\nschedules: { lr: { phases: [1-sqrt: { tu: 0 }] } }", false),
    ("run: { length: 10 steps }\nschedules: { lr: { phases: [quadratic: { tu: 0 }] } }", false),
    (
      "run: { length: required }\nschedules: { lr: { phases: [ramp: { to: 0, shape: 1-sqrt }] } }",
      true
    ),
    ("run: { length: 10 steps }\nschedules: { a.lr: { phases: [hol] } }", false),
    ("run: { length: 10 steps }\nschedules: { mine: { bounds: [0, 1], phases: [hold] } }", true),
  ]

  @Test func `what compiles after a random change is accepted`() throws {
    var generator = SeededGenerator(seed: 20_261_124)
    let texts = try SurveyTests.paths.map { try Repository.bytes($0) }
    var compiling: [(name: String, text: [UInt8])] = []
    var others = 0
    for _ in 0..<200 {
      var text = texts[Int.random(in: 0..<texts.count, using: &generator)]
      Self.change(&text, using: &generator)
      let compilation = Compiler.compile(text, named: "changed.yaml")
      if compilation.hasErrors {
        others += 1
      } else {
        compiling.append((String(decoding: text, as: UTF8.self), text))
      }
    }
    #expect(compiling.count > 50 && others > 50, "\(compiling.count), \(others)")
    try expectAccepted(compiling)
  }

  /// Writes a key or value in another way, or puts something else there.
  private static func change(_ text: inout [UInt8], using generator: inout SeededGenerator) {
    let scraps = [
      "-", "_", " ", "\"", "0", "1", "(", "%", "s", "x_", "e", "K", "+ 1", "# ", "null",
    ]
    let places = text.indices.filter { " -_:.0123456789".utf8.contains(text[$0]) }
    guard let place = places.randomElement(using: &generator) else { return }
    switch text[place] {
    case UInt8(ascii: "_"):
      text[place] = UInt8(ascii: "-")
    case UInt8(ascii: "-"):
      text[place] = UInt8(ascii: "_")
    case 0x30...0x39:
      text[place] = UInt8.random(in: 0x30...0x39, using: &generator)
    default:
      let scrap = scraps.randomElement(using: &generator) ?? ""
      let width = Int.random(in: 0...1, using: &generator)
      text.replaceSubrange(place..<place + width, with: Array(scrap.utf8))
    }
  }
}
