// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// How the value of a phase answers to the cuts of a plateau machine.
///
/// After k cuts the value is `min(base, max(floor, level k))` for levels that are values, and
/// `min(base, max(floor, base · level k))` for factors.
package struct ResolvedPlateau: Hashable, Sendable {
  /// What the cuts lead to, one after another; never empty, positive and never rising.
  package enum Levels: Hashable, Sendable {
    /// The values over a base that is constant: level 0 is the base itself.
    case values([Double])
    /// The factors over a base that moves: level 0 is 1.
    case factors([Double])

    /// The levels, whatever they are.
    package var all: [Double] {
      switch self {
      case .values(let levels), .factors(let levels): levels
      }
    }
  }

  /// The index of the machine in the schedule's `machines`.
  package let machine: Int
  package let levels: Levels
  /// No cut goes below it; 0 for none.
  package let floor: Double
  /// Where the plateau is written.
  package let range: SourceRange
}

/// How a phase ends at an event: the next phase starts at once, or the track ends after the last one.
package struct ResolvedExit: Hashable, Sendable {
  /// The index of the machine in the schedule's `machines`; not a plateau.
  package let machine: Int
}
