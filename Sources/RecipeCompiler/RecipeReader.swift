// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Reads the recipes that other recipes extend.
///
/// The compiler opens no file. Who calls it decides what may be read, and from where.
public protocol RecipeReader: Sendable {
  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - path: what `extends:` says: a relative path with `/`, without a drive, address or home.
  ///   - extender: the name of the recipe that says it: the one that was given to the compiler, or
  ///     one that was returned here.
  /// - Returns: the recipe, under a name that is the same however it is reached.
  /// - Throws: why it is not read.
  func read(_ path: String, extendedBy extender: String) throws(RecipeReadingError) -> RecipeText
}

/// A recipe as it was read.
public struct RecipeText: Sendable {
  /// What the user knows it by.
  public let name: String
  /// Its bytes.
  public let bytes: [UInt8]

  /// Names bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Why a recipe was not read.
public struct RecipeReadingError: Error, Sendable {
  /// The reason as a clause without a full stop: `it is a symbolic link`.
  public let reason: String

  /// Gives a reason.
  public init(reason: String) {
    self.reason = reason
  }
}

extension RecipeReader {
  /// The reader as the front end calls it.
  var baseReader: BaseRecipe.Reader {
    { path, extender in
      do throws(RecipeReadingError) {
        let text = try read(path, extendedBy: extender)
        return .success(BaseRecipe(name: text.name, bytes: text.bytes))
      } catch {
        return .failure(BaseRecipe.Refusal(reason: error.reason))
      }
    }
  }
}
