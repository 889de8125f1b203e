// SPDX-License-Identifier: Apache-2.0

public import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

/// What became of the `expect:` of a recipe.
public struct Verification: Sendable {
  /// What is wrong with the expectations that do not hold, in the order of the source.
  public let diagnostics: [Diagnostic]
  /// How many expectations there are.
  public let count: Int
  /// How many of them speak of updates that are cut away, and were not looked at.
  public let skipped: Int
  /// How many do not hold.
  public let failed: Int
}

extension Compilation {
  /// How many expectations the recipe states, verified or not.
  public var expectationCount: Int { expectations.count }

  /// Holds the table against what the recipe expects of it.
  ///
  /// Nothing happens in the runs that are looked at but what a `given` says, so no metric is assumed.
  ///
  /// - Parameter cut: the update before which the run is stopped; expectations that speak of it or
  ///   of a later one are skipped. Nil for the whole run.
  /// - Returns: nil when there is no table.
  public func verifyExpectations(cut: Int64? = nil) -> Verification? {
    guard let table else { return nil }
    var sink = DiagnosticSink()
    var (skipped, failed) = (0, 0)
    var course: (events: [ResolvedEvent], run: ExpectedRun)?
    for expectation in expectations {
      if let cut, expectation.lastUpdate >= cut {
        skipped += 1
        continue
      }
      if course?.events != expectation.events {
        course = (expectation.events, ExpectedRun(table, expectation.events))
      }
      guard let run = course?.run else { continue }
      guard let failure = run.failure(of: expectation) else { continue }
      sink.emit(failure)
      failed += 1
    }
    return Verification(
      diagnostics: sink.sorted(),
      count: expectations.count,
      skipped: skipped,
      failed: failed
    )
  }
}

extension ResolvedExpectation {
  /// The last update that the expectation speaks of.
  fileprivate var lastUpdate: Int64 {
    switch claim {
    case .value(let position, _, _): position.update
    case .course(_, _, let last): last.update
    case .length(let updates): updates
    }
  }
}
