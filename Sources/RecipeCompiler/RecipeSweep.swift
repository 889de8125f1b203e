// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// The recipes that one recipe with a `sweep:` stands for.
public struct RecipeSweep: Sendable {
  let sweep: Sweep

  /// How many recipes there are; 1 for a recipe without a sweep.
  public var count: Int { sweep.count }

  /// What the recipe at an index binds: paths with values as `CompilerOptions` takes them.
  ///
  /// - Precondition: `0 <= index < count`.
  public func settings(at index: Int) -> [(path: String, value: String)] {
    sweep.settings(at: index).map { (path: $0.path, value: $0.value) }
  }
}
