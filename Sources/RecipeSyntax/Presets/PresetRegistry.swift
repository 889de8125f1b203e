// SPDX-License-Identifier: Apache-2.0

/// The presets that a recipe may use.
package enum PresetRegistry {
  /// All of them, in the order of the reference.
  package static let all: [Preset] = [
    .oneCycle, .warmupStableDecay, .warmRestarts, .noam, .slantedTriangular,
  ]

  /// The rows of the presets at the top of a recipe.
  static func keys(phaseKinds: [ObjectSpec]) -> [KeySpec] {
    all.map { KeySpec($0.name, .object($0.spec(phaseKinds: phaseKinds)), $0.summary) }
  }

  /// The preset of a key, by its folded name.
  static func preset(named name: String) -> Preset? { all.first { $0.name == name } }
}
