// SPDX-License-Identifier: Apache-2.0

/// A pattern of parameter names.
///
///     pattern = { "*" | "?" | choice | character }
///     choice  = "{" item { "," item } "}"
///     item    = { "*" | "?" | character }
///
/// `*` is any text, also none and also with dots; `?` is one character; a choice is one of its items.
/// Every other character is itself, upper and lower case apart; there are no blanks. The whole name must
/// match.
package struct NamePattern: Hashable, Sendable {
  /// What can be wrong with a pattern.
  package enum Problem: Error, Hashable, Sendable {
    case empty
    case blank
    case nestedChoice
    case unclosedChoice
    case closedWithoutChoice
    case tooManyChoices
  }

  enum Element: Hashable, Sendable {
    case character(Unicode.Scalar)
    /// Any one character.
    case one
    /// Any text.
    case run
  }

  /// The choices of a pattern together stand for at most this many patterns without choice.
  package static let limit = 256

  package let text: String
  /// The pattern without choices: a name matches when it matches one of these.
  let alternatives: [[Element]]

  /// Reads a pattern.
  package init(_ text: String) throws(Problem) {
    self.text = text
    guard !text.isEmpty else { throw .empty }
    var alternatives: [[Element]] = [[]]
    var choice: [[Element]]?
    for scalar in text.unicodeScalars {
      guard scalar.value > 0x20, scalar.value != 0x7F else { throw .blank }
      switch scalar {
      case "{":
        guard choice == nil else { throw .nestedChoice }
        choice = [[]]
      case "}":
        guard let items = choice else { throw .closedWithoutChoice }
        guard alternatives.count * items.count <= Self.limit else { throw .tooManyChoices }
        alternatives = alternatives.flatMap { head in items.map { head + $0 } }
        choice = nil
      case "," where choice != nil:
        choice?.append([])
      default:
        let element = Element(scalar)
        if let last = choice?.indices.last {
          choice?[last].append(element)
        } else {
          for index in alternatives.indices { alternatives[index].append(element) }
        }
      }
    }
    guard choice == nil else { throw .unclosedChoice }
    self.alternatives = alternatives
  }

  /// Whether the pattern matches a whole name.
  package func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    return alternatives.contains { Self.matches(name, $0) }
  }

  /// Whether there is a name that both patterns match.
  func meets(_ other: NamePattern) -> Bool {
    alternatives.contains { own in other.alternatives.contains { Self.meet(own, $0) } }
  }

  /// The characters before the first `*` or `?` of each alternative.
  var beginnings: [[UInt32]] {
    alternatives.map { elements in
      var scalars: [UInt32] = []
      for element in elements {
        guard case .character(let scalar) = element else { break }
        scalars.append(scalar.value)
      }
      return scalars
    }
  }

  /// Matches from left to right; where a character does not fit, the last `*` takes one more.
  private static func matches(_ name: [Unicode.Scalar], _ pattern: [Element]) -> Bool {
    var (place, next) = (0, 0)
    var retry: (place: Int, next: Int)?
    while place < name.count {
      if next < pattern.count, pattern[next] == .run {
        retry = (place, next)
        next += 1
      } else if next < pattern.count, pattern[next].admits(name[place]) {
        place += 1
        next += 1
      } else if let last = retry {
        retry = (last.place + 1, last.next)
        (place, next) = (last.place + 1, last.next + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == .run }
  }

  /// Whether two patterns have a name in common.
  ///
  /// Row by row, `reached[j]` says whether the elements of `first` so far and the first j of `second`
  /// can have matched the same text; a `*` takes over any element of the other side, or nothing.
  private static func meet(_ first: [Element], _ second: [Element]) -> Bool {
    // Most patterns part at their literal beginnings, and there are many pairs.
    for (left, right) in zip(first, second) {
      if left == .run || right == .run { break }
      if !left.meets(right) { return false }
    }
    var reached = [Bool](repeating: false, count: second.count + 1)
    reached[0] = true
    for (column, element) in second.enumerated() where element == .run {
      reached[column + 1] = reached[column]
    }
    for element in first {
      var row = [Bool](repeating: false, count: second.count + 1)
      row[0] = reached[0] && element == .run
      for (column, other) in second.enumerated() {
        if element == .run || other == .run {
          row[column + 1] =
            (element == .run && (reached[column + 1] || row[column]))
            || (other == .run && (row[column] || reached[column + 1]))
        } else {
          row[column + 1] = reached[column] && element.meets(other)
        }
      }
      reached = row
    }
    return reached[second.count]
  }
}

extension NamePattern.Element {
  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "*": self = .run
    case "?": self = .one
    default: self = .character(scalar)
    }
  }

  /// Whether the element can be the character.
  fileprivate func admits(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .character(let own): own == scalar
    case .one, .run: true
    }
  }

  /// Whether two elements can be the same character.
  fileprivate func meets(_ other: NamePattern.Element) -> Bool {
    switch (self, other) {
    case (.character(let own), .character(let second)): own == second
    default: true
    }
  }
}
