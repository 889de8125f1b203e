// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// Texts that try to do something to whoever looks at a finding or at what is emitted.
@Suite
struct HostileTextTests {
  /// Where a recipe can hold a text of somebody else's choice; `@` stands for it.
  private static let places = [
    "name: @", "name: \"@\"", "# @", "@: 1", "x_@: 1", "x_note: \"@\"",
    "optimizer: { name: \"@\" }",
    "source: { title: \"@\", url: @ }", "vars: { @: 0.1 }", "allow: { @: reason }",
    "allow: { zero-first-update: \"@\" }",
  ]

  private static func recipe(_ place: String, _ text: String) -> [UInt8] {
    Array("recipec: 1\nrun: { length: 100 steps }\nschedules: { lr: 0.1 }\n".utf8)
      + Array((place.replacing("@", with: text) + "\n").utf8)
  }

  private static let values = ["lr: @", "lr: { phases: [hold: { from: @ }] }", "@: 0.1"]

  private static func scheduled(_ place: String, _ text: String) -> [UInt8] {
    Array("recipec: 1\nrun: { length: 100 steps }\nschedules:\n  ".utf8)
      + Array((place.replacing("@", with: text) + "\n").utf8)
  }

  @Test(arguments: HostileText.all)
  func `no finding and no emitted text holds a control character`(_ hostile: String) throws {
    let recipes =
      Self.places.map { Self.recipe($0, hostile) } + Self.values.map { Self.scheduled($0, hostile) }
    for recipe in recipes {
      let compilation = Compiler.compile(recipe, named: hostile)
      for diagnostic in compilation.diagnostics {
        for layout in [RenderOptions.Layout.rich, .short] {
          let options = RenderOptions(layout: layout, width: layout == .rich ? 60 : nil)
          let rendered = DiagnosticRenderer.render(
            diagnostic,
            in: compilation.sources,
            options: options
          )
          let found = ControlCharacters.first(in: rendered.plain)
          #expect(found == nil, "\(rendered.plain.debugDescription)")
        }
      }
      guard let table = compilation.table else { continue }
      for emitter in EmitterRegistry.all where !emitter.isBinary {
        var bytes: [UInt8] = []
        try emitter.emit(table) { bytes += $0 }
        #expect(ControlCharacters.first(in: String(decoding: bytes, as: UTF8.self)) == nil)
      }
    }
  }

  @Test func `settings are shown harmlessly`() {
    for hostile in HostileText.all {
      let options = CompilerOptions(settings: [
        (path: hostile, value: hostile), (path: "run.length", value: hostile),
      ])
      let recipe = Array("recipec: 1\nrun: { length: required }\nschedules: { lr: 0.1 }\n".utf8)
      let compilation = Compiler.compile(recipe, named: "recipe.yaml", options: options)
      #expect(compilation.hasErrors)
      for diagnostic in compilation.diagnostics {
        let text = DiagnosticRenderer.render(diagnostic, in: compilation.sources).plain
        #expect(ControlCharacters.first(in: text) == nil, "\(text.debugDescription)")
      }
    }
  }
}
