// SPDX-License-Identifier: Apache-2.0

/// What was typed, for help with what could not be parsed.
enum Arguments {
  /// The one argument, if it looks like a recipe: the verb was forgotten.
  static var loneRecipe: String? {
    let arguments = CommandLine.arguments.dropFirst()
    guard let first = arguments.first, first.hasSuffix(".yaml") || first.hasSuffix(".yml") else {
      return nil
    }
    return first
  }
}
