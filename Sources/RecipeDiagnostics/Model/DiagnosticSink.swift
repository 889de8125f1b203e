// SPDX-License-Identifier: Apache-2.0

/// Collects the diagnostics of every pass; passed `inout` through the compiler.
public struct DiagnosticSink: Sendable {
  /// The diagnostics in the order in which they were first emitted, each once.
  public private(set) var diagnostics: [Diagnostic] = []
  private var known: Set<Diagnostic> = []
  private var mostRecent = Mark.beginning

  /// A moment in the life of a sink, to ask later what was emitted since.
  public struct Mark: Sendable {
    fileprivate var emissions = 0
    fileprivate var errors = 0

    /// Before anything was emitted.
    public static let beginning = Mark()
  }

  /// Creates an empty sink.
  public init() {}

  /// Adds a diagnostic, unless it is there: every round of a `repeat` finds the same.
  public mutating func emit(_ diagnostic: Diagnostic) {
    mostRecent.emissions += 1
    mostRecent.errors += diagnostic.severity == .error ? 1 : 0
    guard known.insert(diagnostic).inserted else { return }
    diagnostics.append(diagnostic)
  }

  /// The present moment.
  public var mark: Mark { mostRecent }

  /// Whether anything was emitted since a moment, be it for a second time.
  public func hasFindings(since mark: Mark) -> Bool {
    mostRecent.emissions > mark.emissions
  }

  /// Whether an error was emitted since a moment, be it for a second time.
  ///
  /// A sink is shared by the files of a run, so `hasErrors` may speak of another file.
  public func hasErrors(since mark: Mark) -> Bool {
    mostRecent.errors > mark.errors
  }

  /// Whether an error was emitted.
  public var hasErrors: Bool {
    mostRecent.errors > 0
  }

  /// The number of diagnostics of a severity.
  public func count(of severity: Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }

  /// The diagnostics in reporting order.
  ///
  /// The order is by source, offset, severity (errors first) and rule name; what is still equal
  /// keeps the order of emission, so the result is the same in every process.
  public func sorted() -> [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      DiagnosticSink.precedes(left, right)
    }
    .map(\.element)
  }

  private static func precedes(
    _ left: (offset: Int, element: Diagnostic),
    _ right: (offset: Int, element: Diagnostic)
  ) -> Bool {
    let (first, second) = (left.element, right.element)
    if first.primary.range.source != second.primary.range.source {
      return first.primary.range.source < second.primary.range.source
    }
    if first.primary.range.start != second.primary.range.start {
      return first.primary.range.start < second.primary.range.start
    }
    if first.severity != second.severity { return first.severity > second.severity }
    if first.rule.name != second.rule.name { return first.rule.name < second.rule.name }
    // Swift's sort is stable today but does not promise it.
    return left.offset < right.offset
  }
}
