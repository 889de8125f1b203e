// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import SeededRandom
import Testing

/// Groups against the parameters of a model.
@Suite
struct ParameterTests {
  private func compile(_ groups: String, _ parameters: String) -> Compilation {
    let text = """
      recipec: 1
      run: { length: 100 steps }
      optimizers: { muon: { momentum: 0.9 }, adam: { beta1: 0.9 } }
      schedules: { lr: 0.1, weight_decay: 0.1 }
      groups:
        \(groups)
      """
    let list = (name: "names.json", bytes: Array(parameters.utf8))
    return Compiler.compile(
      Array(text.utf8),
      named: "a.yaml",
      options: CompilerOptions(parameters: list)
    )
  }

  private func counts(_ compilation: Compilation) -> [String] {
    compilation.groups.map { "\($0.name) \($0.parameters)" }
  }

  private let rules = """
    a: { match: "x.*", multiply: { lr: 2 } }
      b: { match: ["*.b", "y"], weight_decay: 0 }
    """

  @Test(arguments: [
    #"["x.w", "x.b", "y", "z"]"#,
    #"[{"name": "x.w"}, {"name": "x.b", "dtype": null}, {"name": "y"}, {"name": "z", "n": 1e3}]"#,
    #"{"x.w": [3, 4], "x.b": 1, "y": [], "z": {"shape": [1], "optimizer": "adam"}}"#,
    "[\n\"x.\\u0077\", \"x.b\",\t\"y\" , \"\\u007A\"]\r\n",
  ])
  func `a list has names, mappings or shapes`(parameters: String) {
    let compilation = compile(rules, parameters)
    #expect(compilation.diagnostics.map(\.message) == [])
    #expect(counts(compilation) == ["a 2", "b 2", " 1"])
  }

  @Test func `dimensions and optimizers are asked for where a group needs them`() {
    let groups = "a: { ndim: { below: 2 }, optimizer: adam, weight_decay: 0 }"
    let whole = #"[{"name": "w", "shape": [2, 3], "optimizer": "adam"},"#
    let sound = compile(groups, whole + #"{"name": "b", "ndim": 1, "optimizer": "adam"}]"#)
    #expect(counts(sound) == ["a 1", " 1"] && !sound.hasErrors)
    for lacking in [#"{"name": "b", "ndim": 1}]"#, #"{"name": "b", "optimizer": "adam"}]"#] {
      let found = compile(groups, whole + lacking).diagnostics.map(\.rule.name)
      #expect(found.contains("malformed-parameters"), "\(lacking)")
    }
  }

  @Test func `a group that selects nothing is an error that names what looks alike`() throws {
    let compilation = compile(
      "a: { match: \"bakbone.*\", multiply: { lr: 2 } }",
      #"["backbone.w", "head.w"]"#
    )
    let finding = try #require(compilation.diagnostics.first)
    #expect(finding.rule.name == "group-matches-nothing")
    #expect(finding.message == "`a` selects none of the 2 parameters")
    #expect(finding.help.map(\.text) == ["some names have `backbone`: was that meant?"])
    #expect(compilation.table == nil)
  }

  @Test func `rules that set the same channel of a parameter are an error with its name`() {
    let first = "a: { match: \"x.*\", weight_decay: 0 }"
    let list = #"["x.w", "x.b", "y.b"]"#
    let plain = compile(first + "\n  b: { match: \"*.b\", weight_decay: 1 }", list)
    #expect(plain.diagnostics.map(\.message) == ["`a` and `b` set `weight_decay` of `x.b`"])
    let three = compile(first + "\n  b: { match: \"*.?\", weight_decay: 1 }", list)
    #expect(
      three.diagnostics.map(\.message) == [
        "`a` and `b` set `weight_decay` of `x.w`, and of 1 more"
      ]
    )
    let won = compile(first + "\n  b: { match: \"*.b\", weight_decay: 1, override: true }", list)
    #expect(won.diagnostics.isEmpty && counts(won) == ["a 2", "b 2", " 0"])
    let layers = compile(
      "a: { rate: 0.5, layers: 2, match: \"*.{i}.*\" }",
      #"["x.0.1.w", "x.1.w"]"#
    )
    #expect(
      layers.diagnostics.map(\.message) == ["`x.0.1.w` would belong to `a.1` and to `a.2`"]
    )
  }

  @Test(arguments: [
    ("", "the parameters are no JSON: expected a value"),
    ("[\"a\",]", "the parameters are no JSON: expected a value"),
    ("[\"a\"", "the parameters are no JSON: expected `,` or `]`"),
    ("[\"a\"] x", "the parameters are no JSON: something follows the value"),
    ("{\"a\" 1}", "the parameters are no JSON: expected `:`"),
    ("{a: 1}", "the parameters are no JSON: expected a key in quotes"),
    ("[\"a", "the parameters are no JSON: a text is not closed"),
    ("[\"\\x\"]", "the parameters are no JSON: there is no such escape"),
    ("[\"\\u12\"]", "the parameters are no JSON: expected four digits of a character"),
    ("[\"a\nb\"]", "the parameters are no JSON: a line ends inside of a text"),
    ("7", "the parameters are neither a list nor a mapping"),
    ("[\"a\", 7]", "entry 2 of the parameters is no parameter"),
    ("[{\"shape\": [1]}]", "entry 1 of the parameters is no parameter"),
    ("[\"a\", \"a\"]", "the parameter `a` is listed twice"),
  ])
  func `what is no list of parameters says why`(parameters: String, message: String) {
    let found = compile(rules, parameters).diagnostics
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.rule.name) == ["malformed-parameters"])
  }

  @Test func `no text makes the reader trap or hang`() {
    var generator = SeededGenerator(seed: 11)
    let letters = Array(#"{}[]",:\u0"a.1- \#n"#.utf8) + [0xFF, 0xC3]
    for _ in 0..<400 {
      let length = Int.random(in: 0...24, using: &generator)
      let bytes = (0..<length).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &generator)]
      }
      let options = CompilerOptions(parameters: (name: "a.json", bytes: bytes))
      let text = "recipec: 1\nrun: { length: 9 steps }\nschedules: { lr: 0.1 }"
      _ = Compiler.compile(Array(text.utf8), named: "a.yaml", options: options)
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(compile(rules, deep).diagnostics.map(\.rule.name) == ["malformed-parameters"])
  }
}
