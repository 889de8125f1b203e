// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// A rule for some of the parameters.
package struct ResolvedGroup: Sendable {
  /// What the tracks of its parameters are called: `backbone`, or `layer_decay.3` for a layer.
  package let name: String
  /// Where the rule is named.
  package let range: SourceRange
  package let selector: GroupSelector
  /// The number of the entry of `groups:` that it comes from; layers of one entry exclude each other.
  package let entry: Int
  /// What it multiplies, by channel.
  package var multipliers: [Multiplier] = []
  /// What it sets, by channel.
  package var settings: [Setting] = []
  /// Whether what it sets wins over what others set.
  package let overrides: Bool

  package struct Multiplier: Sendable {
    package let channel: String
    package let factor: Rational
    package let range: SourceRange
  }

  package struct Setting: Sendable {
    package let channel: String
    /// The index of its schedule in the recipe.
    package let schedule: Int
    package let range: SourceRange
  }

  /// The channels that it changes, each once.
  package var channels: [String] {
    var names: [String] = []
    for name in multipliers.map(\.channel) + settings.map(\.channel) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// The factor on a channel.
  func factor(of channel: String) -> Rational? {
    multipliers.first { $0.channel == channel }?.factor
  }

  /// What it sets a channel to.
  func setting(of channel: String) -> Setting? { settings.first { $0.channel == channel } }

  /// Whether it changes a channel.
  func changes(_ channel: String) -> Bool {
    factor(of: channel) != nil || setting(of: channel) != nil
  }

  /// What adapters need to know to find its parameters, as a table carries it.
  var facts: [RunFactText] {
    let name = "group.\(self.name)"
    let patterns = selector.patterns.map(\.text).joined(separator: " ")
    return [
      (".match", patterns.isEmpty ? nil : patterns), (".ndim", selector.dimensionText),
      (".optimizer", selector.optimizer), (".channels", channels.joined(separator: " ")),
    ].compactMap { key, value in value.map { RunFactText(name: name + key, value: $0) } }
  }
}

/// The values of one channel for some of the parameters of some of the optimizers.
package struct ResolvedTrack: Sendable {
  package let channel: String
  /// Empty for all optimizers.
  package let optimizer: String
  /// The names of the rules that change the channel, joined by `+`; empty for all other parameters.
  package let group: String
  /// The index of the schedule whose values it has.
  package let schedule: Int
  /// The product of the rules' factors, rounded once.
  package let multiplier: Double
  package let bounds: ValueBounds
  /// Where the last rule is named; nil where there is none.
  package let range: SourceRange?

  /// The three names as people read them: `lr`, `muon.lr`, `muon.lr[head]`.
  package var title: String {
    (optimizer.isEmpty ? "" : optimizer + ".") + channel + (group.isEmpty ? "" : "[\(group)]")
  }
}
