// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RecipeRuntime

/// `recipec-bench sizes`: bytes of the table of each recipe.
struct SizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sizes",
    abstract: "Print how many bytes the table of each recipe has; `unbound` where there is none."
  )

  @Argument(help: "The recipes.")
  var recipes: [RecipeFile]

  func run() throws {
    for recipe in recipes {
      // A recipe that waits for facts of a launch has no table by itself.
      let size = (try? recipe.table()).map { "\($0.encoded().count)" } ?? "unbound"
      print("\(recipe.name) \(size)")
    }
  }
}
