// SPDX-License-Identifier: Apache-2.0

/// Collects the diagnostics of every pass; passed `inout` through the compiler.
public struct DiagnosticSink: Sendable {
  /// The diagnostics in the order in which they were emitted.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Creates an empty sink.
  public init() {}

  /// Adds a diagnostic.
  public mutating func emit(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Whether an error was emitted.
  public var hasErrors: Bool {
    diagnostics.contains { $0.severity == .error }
  }

  /// The number of diagnostics of a severity, repeated ones counted once.
  public func count(of severity: Severity) -> Int {
    Set(diagnostics.lazy.filter { $0.severity == severity }).count
  }

  /// The diagnostics in reporting order, each once.
  ///
  /// The order is by source, offset, severity (errors first) and rule name; what is still equal
  /// keeps the order of emission, so the result is the same in every process.
  public func sorted() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let unique = diagnostics.filter { seen.insert($0).inserted }
    return unique.enumerated().sorted { left, right in
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
