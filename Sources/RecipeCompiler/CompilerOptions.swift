// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// What a compilation binds, and how thoroughly it checks.
public struct CompilerOptions: Sendable {
  /// Facts and variables to bind, later ones over earlier ones.
  let settings: [Setting]
  /// The length to which the run is scaled; nil for the run as it is.
  let scale: String?
  /// Whether every update is evaluated against the bounds, instead of proving ranges.
  let isExhaustive: Bool

  /// A JSON file with the parameters of a model, which groups are held against.
  let parameters: (name: String, bytes: [UInt8])?

  /// Creates options.
  ///
  /// - Parameters:
  ///   - settings: paths such as `run.length` with values in the recipe's own grammar.
  ///   - scale: a length such as `50 steps` to which the run is shortened: every time in it is multiplied by
  ///     one factor before it is rounded. Nil for the run as it is.
  ///   - isExhaustive: evaluates every update against the bounds; the time grows with the run.
  ///   - parameters: the name and the bytes of a JSON file with the parameters of a model: a list of names
  ///     or of mappings, or a mapping from names to shapes.
  public init(
    settings: [(path: String, value: String)] = [],
    scale: String? = nil,
    isExhaustive: Bool = false,
    parameters: (name: String, bytes: [UInt8])? = nil
  ) {
    self.parameters = parameters
    self.settings = settings.map { Setting(path: $0.path, value: $0.value) }
    self.scale = scale
    self.isExhaustive = isExhaustive
  }
}
