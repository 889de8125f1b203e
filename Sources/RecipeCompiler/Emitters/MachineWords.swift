// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

// What a machine's codes are called in texts; the words of the recipe language where it has them.

extension Machine.Kind {
  /// The kind as a word.
  var word: String {
    switch self {
    case .plateau: "plateau"
    case .stopsImproving: "stops_improving"
    case .crosses: "crosses"
    case .signal: "signal"
    }
  }
}

extension Machine.Unit {
  /// The unit as a word.
  var word: String {
    switch self {
    case .evaluations: "evaluations"
    case .updates: "steps"
    }
  }
}

extension Machine.Ticks {
  /// The library whose ticks they are.
  var word: String {
    switch self {
    case .recipec: "recipec"
    case .torch: "torch"
    case .keras: "keras"
    case .optax: "optax"
    case .paddle: "paddle"
    }
  }
}

extension Machine.NonFinitePolicy {
  /// What `on_nan` says.
  var word: String {
    switch self {
    case .error: "error"
    case .ignore: "ignore"
    case .countsAsBad: "count"
    }
  }
}
