// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// Something that a table needs of the program that it is emitted with.
///
/// Templates name features in their directives; see `EmitterTemplate`.
enum EmitterFeature: String, CaseIterable {
  // MARK: Regions and tracks
  /// Some region shares a sampled value between updates.
  case grid
  /// Some region starts over.
  case period
  /// Some region answers to a plateau.
  case response
  /// Some region has a way out at an event.
  case events
  /// Some track has no value past its end.
  case afterError = "after_error"
  /// Some track starts over past its end.
  case afterRepeat = "after_repeat"
  /// Some track goes on under its plateau past its end.
  case afterContinues = "after_continues"

  // MARK: Machines
  /// There are machines, and so there is a state.
  case reactive
  /// Some machine listens to a metric.
  case metrics
  /// Some machine listens to a signal.
  case signals
  /// Some machine cuts.
  case plateau
  /// Some machine fires when a metric has stopped improving.
  case stopsImproving = "stops_improving"
  /// Some machine fires when a metric crosses a level.
  case crosses
  /// Some machine looks for improvements.
  case improvement
  /// Some machine looks for improvements before it is at work.
  case sinceStart = "since_start"
  /// Some machine averages observations.
  case averages
  /// Some machine smooths observations.
  case smoothing

  // MARK: Improvements
  case ticksRecipec = "ticks_recipec"
  case ticksTorch = "ticks_torch"
  case ticksKeras = "ticks_keras"
  case ticksOptax = "ticks_optax"
  case ticksPaddle = "ticks_paddle"
  /// Some machine compares with a share of |best|.
  case better
  /// Some machine compares with an infinity before it has a best value.
  case libraryBest = "library_best"
  /// Some machine takes its first value for the best whatever it is.
  case firstAccepted = "first_accepted"
  /// Some machine computes in single precision.
  case single
  /// Some machine sees NaN and infinities as they are.
  case rawNonFinite = "raw_non_finite"

  /// The features of a table.
  static func features(of table: ScheduleTable) -> Set<EmitterFeature> {
    var features: Set<EmitterFeature> = []
    for region in table.regions {
      if region.grid > 1 { features.insert(.grid) }
      if region.period > 0 { features.insert(.period) }
      if region.response != nil { features.insert(.response) }
      if region.exit != nil { features.insert(.events) }
    }
    for track in table.tracks {
      switch track.after {
      case .hold: break
      case .error: features.insert(.afterError)
      case .repeats: features.insert(.afterRepeat)
      case .continues: features.insert(.afterContinues)
      }
    }
    for machine in table.machines { features.formUnion(self.features(of: machine)) }
    return features
  }

  private static func features(of machine: Machine) -> Set<EmitterFeature> {
    var features: Set<EmitterFeature> = [.reactive, machine.watchesMetric ? .metrics : .signals]
    switch machine.kind {
    case .signal: return features
    case .crosses: features.insert(.crosses)
    case .plateau: features.formUnion([.plateau, .improvement])
    case .stopsImproving: features.formUnion([.stopsImproving, .improvement])
    }
    if machine.averages > 1 { features.insert(.averages) }
    if machine.smoothing > 0 { features.insert(.smoothing) }
    guard features.contains(.improvement) else { return features }
    if machine.ticks != .recipec { features.insert(.rawNonFinite) }
    switch machine.ticks {
    case .recipec: features.formUnion([.ticksRecipec, .better])
    case .torch: features.formUnion([.ticksTorch, .libraryBest])
    case .keras: features.formUnion([.ticksKeras, .firstAccepted, .single])
    case .optax: features.formUnion([.ticksOptax, .libraryBest, .single])
    case .paddle: features.formUnion([.ticksPaddle, .libraryBest, .firstAccepted])
    }
    if machine.best == .sinceStart { features.formUnion([.sinceStart, .better]) }
    return features
  }
}
