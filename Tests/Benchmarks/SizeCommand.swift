// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler
internal import RecipeRuntime

/// `recipec-bench sizes`: bytes of the table of each recipe.
struct SizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sizes",
    abstract: "Print how many bytes the table of each recipe has, or why it has none."
  )

  @Argument(help: "The recipes.")
  var recipes: [RecipeFile]

  func run() throws {
    for recipe in recipes {
      let compilation = Compiler.compile(try recipe.bytes(), named: recipe.path)
      // A recipe that waits for facts of a launch has no table by itself.
      let otherwise = compilation.unbound.isEmpty ? "refused" : "unbound"
      let size = compilation.table.map { "\($0.encoded().count)" } ?? otherwise
      print("\(recipe.name) \(size)")
    }
  }
}
