// SPDX-License-Identifier: Apache-2.0

/// What a quantity of a recipe can be measured in.
package enum Unit: String, CaseIterable, Sendable {
  case steps
  case epochs
  case samples
  case tokens
  case evaluations
  /// A share of the enclosing length, counted in that length's own unit.
  case percent = "%"
  /// A share of the run, counted in the run's own unit.
  case run = "of run"

  /// The words that mean this unit, the canonical one first.
  package var words: [String] {
    switch self {
    case .steps: ["steps", "step", "updates", "update"]
    case .epochs: ["epochs", "epoch", "ep"]
    case .samples: ["samples", "sample"]
    case .tokens: ["tokens", "token", "tok"]
    case .evaluations: ["evaluations", "evaluation", "evals", "eval"]
    case .percent: ["%"]
    case .run: ["of run"]
    }
  }

  /// The unit that a word names, if it names one.
  package init?(word: String) {
    guard let unit = Self.allCases.first(where: { $0.words.contains(word) }) else { return nil }
    self = unit
  }

  /// The unit that a word in the singular names: `epoch`, as in `grid: epoch`.
  package init?(singular word: String) {
    let words = ["step", "update", "epoch", "sample", "token", "evaluation"]
    guard words.contains(word) else { return nil }
    self.init(word: word)
  }

  /// Whether a word means something to the grammar of quantities, so that no variable can have it.
  package static func isReserved(_ word: String) -> Bool {
    Unit(word: word) != nil || multiplier(suffix: word) != nil || ambiguousWords.contains(word)
      || ["of", "run", "rest", "last", "required", "max", "min"].contains(word)
      || ["inf", "infinity", "nan"].contains(word.lowercased())
  }

  /// Words that many trainers use for micro-batches, and others for updates.
  package static let ambiguousWords = [
    "iterations", "iteration", "iters", "iter", "its", "it", "batches", "batch", "ba",
  ]

  /// The factor that a suffix such as `k`, `M` or `Ki` stands for.
  package static func multiplier(suffix: String) -> Int64? {
    switch suffix {
    case "K", "k": 1_000
    case "M": 1_000_000
    case "B", "G": 1_000_000_000
    case "T": 1_000_000_000_000
    case "Ki": 1 << 10
    case "Mi": 1 << 20
    case "Gi": 1 << 30
    case "Ti": 1 << 40
    default: nil
    }
  }
}
