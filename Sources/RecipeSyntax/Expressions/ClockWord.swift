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

  /// Whether a word can be a clock: one that is one word where it stands as a unit, and that means nothing
  /// else, nor does without an `s` at its end.
  package static func isPossible(_ word: String) -> Bool {
    guard !Unit.steps.words.contains(word) else { return true }
    return word.isIdentifier && !word.contains("-") && meaning(takenBy: word) == nil
  }

  /// The unit that a clock would be, and that is another word of the language; nil where there is none.
  package static func meaning(takenBy word: String) -> String? {
    [word, singular(of: word)].first(where: Unit.isReserved)
  }

  /// The word without an `s` at its end.
  private static func singular(of word: String) -> String {
    word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// Whether t counts something else than optimizer updates.
  package var isOwn: Bool { word != Self.steps.word }

  /// The unit that a word names under this clock, if it names one.
  func unit(of written: String) -> Unit? {
    if isOwn, written == word || written == Self.singular(of: word) { return .steps }
    return Unit(word: written)
  }

  /// Whether a word counts updates, which this clock does not.
  func refuses(_ written: String) -> Bool { isOwn && Unit(word: written) == .steps }

  /// A text in which amounts are in steps, in the words of this clock.
  package func text(_ amount: String) -> String {
    isOwn ? amount.replacing(" steps", with: " " + word) : amount
  }
}
