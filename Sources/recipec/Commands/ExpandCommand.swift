// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler

/// The command `recipec expand`.
struct ExpandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "Print a recipe with its presets written out.",
    discussion: """
      Presets such as `one_cycle:` become the schedules that they stand for, and what the recipe \
      extends is merged. Comments are lost. What is printed compiles to the same table.
      """
  )

  @Argument(help: "A recipe, or - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "The folder that `extends` must not leave; the recipe's own unless it is said.",
      valueName: "folder"
    )
  )
  var root: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let input = try InputFile.read(file)
    try Console.product(TableSource.expansion(input, root: root, output: output))
  }
}
