// SPDX-License-Identifier: Apache-2.0

/// What t counts: `steps`, or the word of `run.clock`, which is a unit then.
package struct ClockWord: Hashable, Sendable {
  /// The word, in the plural where it has one: `rollouts`.
  package let word: String

  /// Optimizer updates.
  package static let steps = ClockWord(word: "steps")

  /// Creates the clock of a word.
  package init(word: String) {
    self.word = Unit.steps.words.contains(word) ? "steps" : word
  }

  /// The clock that a recipe names; steps where it names none, or one that cannot be.
  package init(of run: ObjectSyntax?) {
    guard case .text(let word, _)? = run?["clock"]?.value, Self.isPossible(word) else {
      self = .steps
      return
    }
    self.init(word: word)
  }

  /// Whether a word can be a clock: one that means nothing else.
  package static func isPossible(_ word: String) -> Bool {
    Unit.steps.words.contains(word) || (word.isIdentifier && !Unit.isReserved(word))
  }

  /// Whether t counts something else than optimizer updates.
  package var isOwn: Bool { word != Self.steps.word }

  /// The unit that a word names under this clock, if it names one.
  func unit(of written: String) -> Unit? {
    let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
    if isOwn, written == word || written == singular { return .steps }
    return Unit(word: written)
  }

  /// Whether a word counts updates, which this clock does not.
  func refuses(_ written: String) -> Bool { isOwn && Unit(word: written) == .steps }

  /// A text in which amounts are in steps, in the words of this clock.
  package func text(_ amount: String) -> String {
    isOwn ? amount.replacing(" steps", with: " " + word) : amount
  }
}
