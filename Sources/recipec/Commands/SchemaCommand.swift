// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler

/// The command `recipec schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of recipes, for editors.",
    discussion: """
      The schema is of draft 7. What it refuses `recipec check` refuses as well; `check` finds much more.
      """
  )

  func run() throws {
    try Console.product(RecipeSchema.text)
  }
}
