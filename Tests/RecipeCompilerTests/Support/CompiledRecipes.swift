// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// The tables of the golden recipes and of the recipes of the repository, compiled once for all tests.
enum CompiledRecipes {
  /// The paths of the recipes, in order.
  static let paths =
    TableGoldenTests.paths + Repository.files(under: "recipes", endingIn: ".yaml")

  private static let tables = Dictionary(
    uniqueKeysWithValues: paths.map { path in
      (path, Result { try TableGoldenTests.table(path) })
    }
  )

  /// The table of a recipe.
  static func table(_ path: String) throws -> ScheduleTable {
    try #require(tables[path]).get()
  }
}
