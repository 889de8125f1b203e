// SPDX-License-Identifier: Apache-2.0

/// Which parameters a rule selects: those for which everything that is said holds.
package struct GroupSelector: Hashable, Sendable {
  /// One of these matches the name; empty for any name.
  package var patterns: [NamePattern] = []
  /// How many dimensions a parameter has; nil for any number.
  package var dimensions: ClosedRange<Int>?
  /// The optimizer it belongs to; nil for any.
  package var optimizer: String?

  /// The largest number of dimensions that means something.
  package static let dimensionLimit = 64

  /// Whether a parameter is selected; nil where the parameter does not say what the rule asks for.
  package func selects(_ parameter: Parameter) -> Bool? {
    guard patterns.isEmpty || patterns.contains(where: { $0.matches(parameter.name) }) else {
      return false
    }
    if let optimizer {
      guard let own = parameter.optimizer else { return nil }
      guard own == optimizer else { return false }
    }
    guard let dimensions else { return true }
    return parameter.dimensions.map { dimensions.contains($0) }
  }

  /// Whether some parameter could be selected by both.
  func meets(_ other: GroupSelector) -> Bool {
    if let optimizer, let second = other.optimizer, optimizer != second { return false }
    if let dimensions, let second = other.dimensions, !dimensions.overlaps(second) { return false }
    guard !patterns.isEmpty, !other.patterns.isEmpty else { return true }
    return patterns.contains { own in other.patterns.contains { own.meets($0) } }
  }

  /// The text that every name begins with that a pattern matches, in Unicode scalars.
  var beginning: [UInt32] {
    let heads = patterns.flatMap(\.beginnings)
    guard var common = heads.first else { return [] }
    for head in heads {
      let length = zip(common, head).prefix { $0 == $1 }.count
      common.removeLast(common.count - length)
    }
    return common
  }

  /// The dimensions as a table carries them: `0..1`, `2..`.
  var dimensionText: String? {
    dimensions.map {
      let upper = $0.upperBound == Self.dimensionLimit ? "" : "\($0.upperBound)"
      return "\($0.lowerBound)..\(upper)"
    }
  }
}

/// A parameter of a model.
package struct Parameter: Hashable, Sendable {
  package let name: String
  /// How many dimensions it has; nil where nobody said.
  package let dimensions: Int?
  /// The optimizer that it belongs to; nil where nobody said.
  package let optimizer: String?

  package init(name: String, dimensions: Int? = nil, optimizer: String? = nil) {
    self.name = name
    self.dimensions = dimensions
    self.optimizer = optimizer
  }
}
