// SPDX-License-Identifier: Apache-2.0

/// The sizes beyond which a source is refused.
///
/// A recipe is a page of text. The limits are far above any real one and low enough that a hostile
/// file costs milliseconds: libyaml is quadratic in nesting depth, and deep trees overflow the
/// stack when they are released.
package enum YAMLLimits {
  /// The most bytes in a file.
  package static let fileBytes = 256 * 1024

  /// The most collections around a value, counting the outermost as 1.
  package static let depth = 32

  /// The most parser events; a scalar is one event and a collection two.
  package static let events = 20_000

  /// The most UTF-8 bytes in the text of a scalar.
  package static let scalarBytes = 4 * 1024

  /// The most UTF-8 bytes in the text of a key.
  package static let keyBytes = 128

  /// The most findings of one source that each part of the front end reports.
  ///
  /// A file with more is no recipe, and rendering them would take longer than finding them.
  package static let findings = 100
}
