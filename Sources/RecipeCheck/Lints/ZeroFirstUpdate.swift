// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeLowering
internal import RecipeRuntime
internal import RecipeSemantics

extension DiagnosticRule {
  static let zeroFirstUpdate = DiagnosticRule(
    "zero-first-update",
    .note,
    "The first update is made with a learning rate of 0."
  )
}

extension Lint {
  /// The first update of a run is made with a learning rate of 0 and so changes nothing.
  ///
  /// This is what Hugging Face, Megatron and OLMo do, and one update of a hundred thousand: it is
  /// worth knowing, not worth a warning.
  static let zeroFirstUpdate = Lint(.zeroFirstUpdate) { lowered in
    lowered.recipe.schedules.compactMap { schedule -> Diagnostic? in
      guard schedule.channel == "lr", let track = lowered.track(of: schedule),
        let value = try? lowered.table.value(track: track, at: 0), value == 0,
        let phase = schedule.phases.first
      else { return nil }
      return Diagnostic(
        .zeroFirstUpdate,
        "the first update is made with a learning rate of 0 and changes nothing",
        at: phase.range,
        label: "starts at 0",
        help: [Help("write `endpoints: end` on the phase to start one step up, or leave it")]
      )
    }
  }
}
