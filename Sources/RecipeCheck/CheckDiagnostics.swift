// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSemantics

extension DiagnosticRule {
  package static let leavesBounds = DiagnosticRule(
    "leaves-bounds",
    .error,
    "A computed value lies outside the bounds of its channel."
  )
  package static let couldNotVerify = DiagnosticRule(
    "could-not-verify",
    .warning,
    "Neither a proof nor an evaluation held some updates against the bounds."
  )
  package static let inaccuratePiece = DiagnosticRule(
    "inaccurate-piece",
    .error,
    "A row of the table is not the curve that the recipe says."
  )
}

/// The wording of what a proof can find.
enum CheckDiagnostics {
  static let rules: [DiagnosticRule] = [.leavesBounds, .couldNotVerify, .inaccuratePiece]

  static func report(
    _ verdict: BoundsVerdict,
    _ subject: CheckedTrack,
    into sink: inout DiagnosticSink
  ) {
    if let violation = verdict.firstViolation {
      let phase = subject.phase(at: violation.update)
      let value = violation.value.shortDescription
      sink.emit(
        Diagnostic(
          .leavesBounds,
          "`\(subject.title)` is \(value) at update \(violation.update.grouped), "
            + "outside \(subject.bounds.description)",
          at: phase?.range ?? subject.range,
          label: "\(value) at update \(violation.update.grouped)",
          secondary: subject.secondary,
          notes: [
            "\(verdict.violations.grouped) of \(verdict.evaluated.grouped) evaluated updates "
              + (verdict.violations == 1 ? "lies" : "lie") + " outside"
          ],
          help: [
            Help(
              subject.bounds.stated == nil
                ? "state `bounds: [low, high]` if the value is meant, or change the phase"
                : "widen the bounds if the value is meant, or change the phase"
            )
          ]
        )
      )
    }
    if let stretch = verdict.unverified {
      let phase = subject.phase(at: stretch.lowerBound)
      sink.emit(
        Diagnostic(
          .couldNotVerify,
          "could not hold every update of `\(subject.title)` against its bounds",
          at: phase?.range ?? subject.range,
          label: "from update \(stretch.lowerBound.grouped) on",
          notes: [
            "\(verdict.evaluated.grouped) updates were evaluated, which is as many as a check does"
          ],
          help: [Help("state wider `bounds`, or run `recipec check --exhaustive`")]
        )
      )
    }
  }

  /// The value that goes on past the end is used by trainers that run on.
  static func reportPastTheEnd(_ subject: CheckedTrack, into sink: inout DiagnosticSink) {
    guard case .hold(let end) = subject.schedule.after else { return }
    let value = subject.track.multiplier * end
    guard !subject.bounds.contains(value) else { return }
    let text = value.shortDescription
    sink.emit(
      Diagnostic(
        .leavesBounds,
        "`\(subject.title)` is \(text) past the end of the run, "
          + "outside \(subject.bounds.description)",
        at: subject.phases.last?.range ?? subject.range,
        label: "ends at \(text)",
        secondary: subject.secondary,
        notes: ["past the end the limit of the last phase goes on"],
        help: [Help("write `after: error`, or `after:` with a number inside the bounds")]
      )
    )
  }

  static func report(
    _ verdict: AccuracyVerdict,
    _ subject: CheckedTrack,
    into sink: inout DiagnosticSink
  ) {
    guard let miss = verdict.firstMiss else { return }
    let phase = subject.phase(at: miss.update)
    let found =
      miss.bound.map { "the proof reaches \($0.shortDescription)·2^-53" }
      ?? "nothing could be proved"
    sink.emit(
      Diagnostic(
        .inaccuratePiece,
        "the table of `\(subject.title)` is not the recipe's curve from update "
          + miss.update.grouped,
        at: phase?.range ?? subject.range,
        label: "from update \(miss.update.grouped)",
        notes: ["\(found); the contract is 6·2^-53"],
        help: [Help("this is a fault of recipec: please report it with the recipe")]
      )
    )
  }
}

extension CheckedTrack {
  /// The other places that a violation is about.
  fileprivate var secondary: [Label] {
    (bounds.stated.map { [Label($0, "the bounds")] } ?? []) + factorLabel
  }
}
