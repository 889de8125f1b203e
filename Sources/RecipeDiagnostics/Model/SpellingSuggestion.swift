// SPDX-License-Identifier: Apache-2.0

/// Finds the legal spellings that a misspelt word was probably meant to be.
public enum SpellingSuggestion {
  /// The most spellings that are ever suggested.
  public static let limit = 3

  /// The candidates within reach of a word, the nearest first, at most ``limit``.
  ///
  /// Reach is a Damerau–Levenshtein distance (insertion, deletion, replacement, or swap of two
  /// neighbours, each 1; no part edited twice) of at most ⌈length / 3⌉, where length is the number
  /// of characters in `word`. Equal distances keep the order of `candidates`. Letter case and the
  /// difference between `-` and `_` cost nothing. The word itself, spelt exactly, is no suggestion.
  public static func candidates(for word: String, among candidates: [String]) -> [String] {
    let folded = fold(word)
    let reach = (folded.count + 2) / 3
    var found: [(distance: Int, index: Int)] = []
    for (index, candidate) in candidates.enumerated() where candidate != word {
      let other = fold(candidate)
      guard abs(other.count - folded.count) <= reach else { continue }
      let distance = distance(folded, other)
      if distance <= reach {
        found.append((distance, index))
      }
    }
    found.sort { ($0.distance, $0.index) < ($1.distance, $1.index) }
    return found.prefix(limit).map { candidates[$0.index] }
  }

  private static func fold(_ word: String) -> [Character] {
    word.lowercased().map { $0 == "-" ? "_" : $0 }
  }

  /// The optimal string alignment distance of two words; O(product of the lengths).
  internal static func distance(_ left: [Character], _ right: [Character]) -> Int {
    // Three rows suffice: a swap reaches back two.
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = beforePrevious
    for row in left.indices {
      current[0] = row + 1
      for column in right.indices {
        let replacement = previous[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(replacement, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current[column + 1] = best
      }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[right.count]
  }
}
