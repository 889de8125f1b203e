// SPDX-License-Identifier: Apache-2.0

internal import RecipeCheck
public import RecipeDiagnostics
public import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Everything that one compilation produced, a failed one included.
public struct Compilation: Sendable {
  /// A fact or variable that has to be bound before there is a table.
  public struct Unbound: Hashable, Sendable {
    /// What `--set` calls it: `run.length`.
    public let path: String
    /// Where the recipe says `required`.
    public let range: SourceRange
  }

  /// What was proved of one channel.
  public struct Channel: Hashable, Sendable {
    /// The name: `lr`.
    public let name: String
    /// The bounds as an interval: `[0, 0.1]`.
    public let bounds: String
    /// Updates that were proved to lie in the bounds by the range of their piece.
    public let provedByRange: Int64
    /// Updates whose value was computed and compared.
    public let evaluated: Int64
    /// The updates of which neither could be done; nil for none.
    public let unverified: Range<Int64>?
    /// Rows of the table that were proved to be the recipe's curves.
    public let pieces: Int
    /// The largest proved error in units of 2^-53, relative to the value.
    public let errorBound: Double
    /// The same relative to the phase's maximum, for curves that cross zero; nil for none.
    public let absoluteErrorBound: Double?
  }

  /// How many parameters of a model a group selects.
  public struct Group: Hashable, Sendable {
    /// The name of the rule; empty for the parameters that no rule selects.
    public let name: String
    /// How many there are.
    public let parameters: Int
  }

  /// The table; nil when there were errors or something is not bound.
  public let table: ScheduleTable?
  /// Everything found, in the order of the source.
  public let diagnostics: [Diagnostic]
  /// The texts that the diagnostics point into.
  public let sources: SourceMap
  /// What has to be bound before there is a table.
  public let unbound: [Unbound]
  /// What was proved, channel by channel.
  public let channels: [Channel]
  /// What the groups select, where the parameters of a model were given; the last is for all others.
  public let groups: [Group]
  /// What the table was made of.
  let origin: RecipeOrigin?
  /// What `recipec test` verifies.
  let expectations: [ResolvedExpectation]
  /// The recipes that its `sweep:` stands for; nil when the recipe could not be read.
  public let sweep: RecipeSweep?
  /// The tree of the recipe, without presets and with all that it extends.
  let expanded: YAMLNode?

  /// The recipe with what it extends merged and its presets expanded, as text without comments; nil when it
  /// could not be read.
  ///
  /// It compiles to the same table.
  public var expandedText: String? { expanded.map { YAMLWriter($0).text } }

  /// Whether there were errors.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The number of findings of a severity.
  public func count(of severity: Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }
}

extension Compilation.Channel {
  init(_ report: ChannelReport) {
    self.init(
      name: report.channel,
      bounds: report.interval,
      provedByRange: report.bounds.provedByRange,
      evaluated: report.bounds.evaluated,
      unverified: report.bounds.unverified,
      pieces: report.accuracy.provedPieces,
      errorBound: report.accuracy.worstRelative,
      absoluteErrorBound: report.accuracy.worstAbsolute
    )
  }
}
