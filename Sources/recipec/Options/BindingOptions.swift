// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler

/// What is bound at launch, and how much of the run is played.
struct BindingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "Bind a fact of the run or a variable, as in run.length=\"3 epochs\" or vars.peak=2e-5.",
      valueName: "path=value"
    )
  )
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "Shorten the run to this length for a rehearsal, and every time in it by the same factor.",
      valueName: "length"
    )
  )
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "Stop the run at this position; the table and its digest stay those of the whole run.",
      valueName: "position"
    )
  )
  var cut: String?

  @Option(
    help: ArgumentHelp(
      "The folder that `extends` must not leave; the recipe's own unless it is said.",
      valueName: "folder"
    )
  )
  var root: String?

  func validate() throws {
    for setting in settings where setting.split(separator: "=", maxSplits: 1).count != 2 {
      throw ValidationError(
        "`--set \(setting)` binds nothing: "
          + "write --set PATH=VALUE, as in --set run.length=\"3 epochs\""
      )
    }
  }

  /// Paths and values in the order they were given.
  var pairs: [(path: String, value: String)] {
    settings.map { setting in
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }

  /// What the compiler is told.
  func compilerOptions(
    isExhaustive: Bool = false,
    parameters: (name: String, bytes: [UInt8])? = nil
  ) -> CompilerOptions {
    CompilerOptions(
      settings: pairs,
      scale: scale,
      isExhaustive: isExhaustive,
      parameters: parameters
    )
  }

  /// Reads what a recipe extends; nil for a recipe that is in no file.
  func reader(for input: InputFile) throws(CouldNotRun) -> ProjectReader? {
    guard let path = input.path else { return nil }
    return try ProjectReader(for: path, root: root)
  }

  /// The options that only a recipe can follow, of those that were given.
  var ofRecipesOnly: [String] {
    (settings.isEmpty ? [] : ["--set"]) + (scale == nil ? [] : ["--scale"])
  }
}
