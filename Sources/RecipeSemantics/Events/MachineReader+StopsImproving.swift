// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Machines that judge whether a metric has stopped improving.
extension MachineReader {
  /// A plateau, or the event at its first cut: the keys `watch`, `patience` and how to judge.
  mutating func stopsImproving(_ kind: ResolvedMachine.Kind) -> ResolvedMachine? {
    stopsImproving(kind, watching: "watch", patience: "patience")
  }

  /// A machine that watches the metric named by one key for as long as another says.
  mutating func stopsImproving(
    _ kind: ResolvedMachine.Kind,
    watching watch: String,
    patience key: String
  ) -> ResolvedMachine? {
    // The ticks of these three count observations after the patience has run out, so 0 is one of their values.
    let least: Int64 = [.torch, .paddle, .keras].contains(ticks) ? 0 : 1
    let name = self.name(watch)
    let patience = self.patience(key, atLeast: least)
    let isFixed = !has("cooldown")
    let none = ResolvedPatience(count: 0, unit: .evaluations)
    let cooldown = isFixed ? none : self.patience("cooldown", atLeast: 0)
    let judgement = self.judgement()
    guard let name, let patience, let cooldown, let judgement, checkCompatibility() else {
      return nil
    }
    return ResolvedMachine(
      kind: kind,
      name: name,
      mode: judgement.mode,
      threshold: judgement.threshold,
      patience: patience,
      cooldown: cooldown,
      ticks: ticks,
      onNonFinite: judgement.onNonFinite,
      best: judgement.best,
      smoothing: judgement.smoothing,
      averages: judgement.averages,
      range: range
    )
  }

  // MARK: What other libraries have

  /// Whether nothing is written that the imitated library does not have; what is, is reported.
  private mutating func checkCompatibility() -> Bool {
    let library = ticks
    guard library != .recipec else { return true }
    for key in ["patience", "cooldown"] {
      guard let expression = object.expression(key), !isCountOfEvaluations(key) else { continue }
      report(EventDiagnostics.libraryCountsEvaluations(library, key, expression))
      return false
    }
    if library == .keras, case .object(let written)? = object["threshold"]?.value,
      let field = written["relative"]
    {
      report(
        EventDiagnostics.libraryLacks(
          library,
          "a relative threshold",
          instead: "write `absolute:`",
          at: field.keyRange
        )
      )
      return false
    }
    if library == .optax, word("mode") == "max", let field = object["mode"] {
      report(
        EventDiagnostics.libraryLacks(
          library,
          "`mode: max`",
          instead: "negate the metric and write `mode: min`",
          at: field.value.range
        )
      )
      return false
    }
    // optax averages blocks of evaluations; no other of them does, and none has a moving average.
    if let field = object["smooth"], library != .optax || !isCountOfEvaluations("smooth") {
      report(
        EventDiagnostics.libraryLacks(
          library,
          "`smooth`",
          instead: "smooth the metric before it is observed",
          at: field.keyRange
        )
      )
      return false
    }
    return true
  }

  /// Whether a quantity, which was evaluated before, is a number of evaluations.
  private func isCountOfEvaluations(_ key: String) -> Bool {
    // A copy reports nothing.
    var copy = conversion.evaluator
    return object.expression(key).flatMap { copy.amount($0)?.units } == [.evaluations]
  }
}
