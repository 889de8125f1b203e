// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler

/// What is bound at launch.
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
}
