// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let twoOwners = DiagnosticRule(
    "two-owners",
    .error,
    "A channel is set in two places."
  )
  package static let malformedPreset = DiagnosticRule(
    "malformed-preset",
    .error,
    "A preset says something that no schedule can be made of."
  )
}

/// The wording of what can be wrong with a preset.
enum PresetDiagnostics {
  /// `two-owners` is among the rules of the schedules.
  static let rules: [DiagnosticRule] = [.malformedPreset]

  /// The finding about a channel of a preset that a schedule has, or the preset `owner`.
  static func twoOwners(
    _ channel: String,
    preset: YAMLKey,
    first: YAMLKey,
    owner: YAMLKey?
  ) -> Diagnostic {
    let other = owner.map { "`\($0.text)`" }
    return Diagnostic(
      .twoOwners,
      "`\(channel)` is set in two places",
      at: preset.range,
      label: "`\(preset.text)` sets it",
      secondary: [Label(first.range, other.map { "and \($0) does" } ?? "and here it is set")],
      notes: ["a preset is the whole schedule of its channels"],
      help: [
        Help("leave `\(preset.text)` or \(other ?? "the schedule") out"),
        Help("or write the phases that `recipec expand` prints for a preset, and change these"),
      ]
    )
  }

  static func warmupNotInSteps(_ preset: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPreset,
      "the warmup of `\(preset)` is not a number of steps",
      at: range,
      label: "expected steps",
      notes: ["its formula has the number of updates in it"],
      help: [Help("write it as `4000 steps`")]
    )
  }

  static func notTwoNumbers(_ channel: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPreset,
      "the ends of `\(channel)` are two numbers",
      at: range,
      label: "expected `[low, high]`",
      help: [Help("write the lower first, which belongs to the peak: `[0.85, 0.95]`")]
    )
  }

  static func unknownUpdates(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPreset,
      "the phases of PyTorch's one-cycle follow from the number of updates, which is not known here",
      at: range,
      label: "needs the updates of the run",
      help: [
        Help("write `run.length` in steps, and neither bind nor scale it"),
        Help(
          "or leave `convention` out: the phases then share the run without fractions of an update"
        ),
      ]
    )
  }

  static func warmupNotAShare(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPreset,
      "the warmup of PyTorch's one-cycle is not a share of the run",
      at: range,
      label: "expected a percentage",
      help: [Help("write `30%` for `pct_start=0.3`")]
    )
  }

  static func cycleTooShort(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPreset,
      "a phase of PyTorch's one-cycle has no update",
      at: range,
      label: "leaves a phase without updates",
      notes: [
        "the rise of N updates ends at the update pct_start · N - 1, and the last phase at N - 1"
      ],
      help: [Help("write another share of the run, or leave `convention` out")]
    )
  }

  static func cycleTooFine(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedPreset,
      "the rise of PyTorch's one-cycle ends at too fine a part of an update",
      at: range,
      label: "not a fraction with a denominator below 512",
      notes: ["the rise ends at the update pct_start · N - 1"],
      help: [Help("write a share that comes closer to whole updates, such as `30%`")]
    )
  }
}
