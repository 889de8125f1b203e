// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads `until:` as the machine that ends a phase.
struct UntilReader {
  private var reader: MachineReader

  /// What is read, and what was found while reading.
  var conversion: TimeConversion { reader.conversion }

  init(_ object: ObjectSyntax, at range: SourceRange, conversion: TimeConversion) {
    reader = MachineReader(object: object, range: range, conversion: conversion)
  }

  /// The keys that each say an event by themselves.
  private static let events = ["above", "below", "stops_improving", "plateau", "signal"]

  /// The keys that may stand beside each of them.
  private static func companions(of event: String) -> [String] {
    switch event {
    case "above", "below": ["metric", "smooth", "on_nan"]
    case "stops_improving": ["metric"] + EventKeys.judgement.map(\.name)
    default: []
    }
  }

  /// The machine; nil when it could not be read, which was reported.
  mutating func machine() -> ResolvedMachine? {
    let object = reader.object
    let written = object.fields.map(\.name)
    let events = written.filter { Self.events.contains($0) }
    guard let event = events.first, events.count == 1 else {
      // What is misspelt was reported, and may be the event that is missing.
      guard !object.fields.contains(where: \.value.isInvalid) else { return nil }
      reader.report(EventDiagnostics.untilForm(events, at: reader.range))
      return nil
    }
    let companions = Self.companions(of: event)
    if let stray = object.fields.first(where: { $0.name != event && !companions.contains($0.name) })
    {
      reader.report(EventDiagnostics.untilStray(stray, beside: event))
      return nil
    }
    if companions.contains("metric"), !reader.has("metric") {
      reader.report(EventDiagnostics.untilMetricMissing(event, at: reader.range))
      return nil
    }
    switch event {
    case "above": return crossing("above", .max)
    case "below": return crossing("below", .min)
    case "stops_improving":
      return reader.stopsImproving(
        .stopsImproving,
        watching: "metric",
        patience: "stops_improving"
      )
    case "plateau": return plateau()
    default: return signal()
    }
  }

  private mutating func crossing(
    _ key: String,
    _ mode: ResolvedMachine.Mode
  ) -> ResolvedMachine? {
    let name = reader.name("metric")
    let level = reader.number(key, "a finite number") { $0.double.isFinite }
    let smooth = reader.smooth()
    guard let name, let level, let smooth else { return nil }
    return ResolvedMachine(
      kind: .crosses,
      name: name,
      mode: mode,
      threshold: ResolvedMachine.Threshold(kind: .absolute, value: level.double),
      onNonFinite: reader.onNonFinite,
      smoothing: smooth.smoothing,
      averages: smooth.averages,
      range: reader.range
    )
  }

  private mutating func plateau() -> ResolvedMachine? {
    guard case .object(let plateau)? = reader.object["plateau"]?.value else { return nil }
    var inner = MachineReader(
      object: plateau,
      range: reader.range,
      conversion: reader.conversion
    )
    defer { reader.conversion = inner.conversion }
    return inner.stopsImproving(.stopsImproving)
  }

  private mutating func signal() -> ResolvedMachine? {
    reader.name("signal").map {
      ResolvedMachine(kind: .signal, name: $0, range: reader.range)
    }
  }
}
