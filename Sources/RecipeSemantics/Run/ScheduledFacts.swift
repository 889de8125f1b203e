// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// What is known of a run before the schedules of its batch and its sequence are followed.
struct ScheduledFacts {
  /// The facts that are written as numbers; nothing can be converted into updates by it.
  let clock: RunClock
  /// The length as it is written, whose updates are not known; nil while it is not bound.
  let length: ResolvedRun.Length?
  /// Where it says that a schedule gives the samples of an update; nil for a constant.
  let batchPlace: SourceRange?
  /// Where it says that a schedule gives the tokens of a sample; nil for a constant.
  let sequencePlace: SourceRange?
}

extension Amount {
  /// A share of a run in the run's own unit; nil for what is no share, or of a length that has no one unit.
  func shareOf(_ length: ResolvedRun.Length?) -> Amount? {
    guard case .measured(let value, let unit) = self, unit == .percent || unit == .run,
      case .measured(let whole, let own)? = length?.amount
    else { return nil }
    return .measured(whole * (unit == .percent ? value / Rational(100) : value), own)
  }
}
