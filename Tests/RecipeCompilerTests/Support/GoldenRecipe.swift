// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// A recipe whose findings, rendered, are kept beside it.
///
/// Lines at its top that start with `# options:` say how it is compiled and rendered: `set
/// PATH=VALUE`, `scale LENGTH`, `width N`, `short`, `colour`. They are comments of the recipe as well, so a case
/// can be tried by hand.
struct GoldenRecipe: CustomTestStringConvertible {
  /// The rule that the case is about.
  let rule: String
  /// What the case is called: the stem of its files.
  let name: String
  let text: [UInt8]

  /// The cases that are files: `Tests/Golden/diagnostics/RULE/NAME.yaml`.
  static var written: [GoldenRecipe] {
    let folder = "\(Golden.folder)/diagnostics"
    return Repository.files(under: folder, endingIn: ".yaml").compactMap { path in
      let parts = path.split(separator: "/").suffix(2).map(String.init)
      guard let text = try? Repository.bytes(path) else { return nil }
      return GoldenRecipe(rule: parts[0], name: String(parts[1].dropLast(5)), text: text)
    }
  }

  var testDescription: String { "\(rule)/\(name)" }

  /// The file with the rendering, from `Tests/Golden`.
  var goldenPath: String { "diagnostics/\(rule)/\(name).txt" }

  /// What `recipec check` finds in the recipe.
  var compilation: Compilation {
    let settings = options("set").map { option in
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      return (path: parts[0], value: parts[1])
    }
    let scale = options("scale").first.map(String.init)
    let compilerOptions = CompilerOptions(settings: settings, scale: scale)
    return Compiler.compile(text, named: "\(name).yaml", options: compilerOptions)
  }

  /// The findings as a person sees them, and the exit status that they lead to.
  func rendering(of compilation: Compilation) -> String {
    let renderOptions = RenderOptions(
      layout: has("short") ? .short : .rich,
      width: options("width").first.flatMap { Int($0) }
    )
    var text = ""
    for diagnostic in compilation.diagnostics {
      let rendered = DiagnosticRenderer.render(
        diagnostic,
        in: compilation.sources,
        options: renderOptions
      )
      // An escape character would make the file a binary one to many tools.
      text +=
        has("colour")
        ? rendered.ansi.replacing("\u{1B}", with: "\\e") : rendered.plain
      text += "\n"
    }
    let warned = compilation.count(of: .warning) > 0
    let status = compilation.hasErrors ? "1" : warned ? "0, with --strict 1" : "0"
    return text + "exit status \(status)\n"
  }

  private var optionLines: [Substring] {
    String(decoding: text, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("# options: ") }
      .map { $0.dropFirst("# options: ".count) }
  }

  private func has(_ option: String) -> Bool { optionLines.contains { $0 == option } }

  private func options(_ name: String) -> [Substring] {
    optionLines.filter { $0.hasPrefix(name + " ") }.map { $0.dropFirst(name.count + 1) }
  }
}
