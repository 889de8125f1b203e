// SPDX-License-Identifier: Apache-2.0

/// How diagnostics are laid out.
public struct RenderOptions: Hashable, Sendable {
  /// The shape of a rendered diagnostic.
  public enum Layout: Hashable, Sendable {
    /// With source lines, labels, notes and helps.
    case rich
    /// One line: `file:line:column: severity[rule]: message`.
    case short
  }

  /// The shape.
  public var layout: Layout

  /// The cells in a line of the terminal, at which notes and helps wrap.
  ///
  /// Nil, for a pipe, means that they never do.
  public var width: Int?

  /// The cells between two tab stops; at least 1.
  public var tabWidth: Int

  /// The cells of a source line that are shown, at least 20.
  ///
  /// Longer lines are cut around their label.
  public var sourceWidth: Int

  /// Creates options.
  public init(
    layout: Layout = .rich,
    width: Int? = nil,
    tabWidth: Int = 4,
    sourceWidth: Int = 200
  ) {
    self.layout = layout
    self.width = width
    self.tabWidth = max(1, tabWidth)
    self.sourceWidth = max(20, sourceWidth)
  }
}
