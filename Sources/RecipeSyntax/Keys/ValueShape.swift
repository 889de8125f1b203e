// SPDX-License-Identifier: Apache-2.0

/// What may be written as the value of a key.
///
/// The shapes are data, so that one table of keys drives decoding, suggestions and the reference.
package indirect enum ValueShape: Sendable {
  /// A value or quantity; which dimension it must have is the concern of whoever evaluates it.
  case expression(Dimension)
  /// A formula in the time and in other values.
  case formula
  /// A duration and, where it can end with something, `rest` or `last X`.
  case extent(ExtentPlace)
  /// One of a closed set of words.
  case word([String])
  /// `true` or `false`.
  case flag
  /// Any text.
  case text
  /// A list with elements of one shape.
  case list(ValueShape)
  /// A mapping with a closed set of keys.
  case object(ObjectSpec)
  /// A mapping from names the user chose to values of one shape.
  case names(ValueShape, of: String)
  /// A list of mappings with one key each, which names the kind of the element.
  case kinds([ObjectSpec], of: String)
  /// A value of the shape, or the word `required`: it is bound when the recipe is compiled.
  case bindable(ValueShape)
  /// The first shape that fits the form of what was written (a word, another text, a list, a mapping).
  case either(ValueShape, ValueShape)
  /// Anything: the user's own.
  case anything

  /// Whether the value is a time, which has a unit here and a bare number in most libraries.
  var isTime: Bool {
    switch self {
    case .extent, .expression(.duration), .expression(.position): true
    case .bindable(let inner): inner.isTime
    case .either(let first, let second): first.isTime || second.isTime
    default: false
    }
  }

  /// The shape in words, for "expected …".
  package var description: String {
    switch self {
    case .expression(let dimension): dimension.description
    case .formula: "a formula such as `0.1 * cos(pi * p / 2)`"
    case .extent(let place): place.description
    case .word(let words): EnglishList.alternatives(words.map { "`\($0.writtenKey)`" })
    case .flag: "`true` or `false`"
    case .text: "text"
    case .list(let element): "a list, each element \(element.description)"
    case .object(let spec): "a mapping such as \(spec.example)"
    case .names(_, let noun): "a mapping from \(noun) names to their values"
    case .kinds(_, let noun): "a list of \(noun)s"
    case .bindable(let shape): shape.description + ", or `required`"
    case .either(let first, let second): first.description + ", or " + second.description
    case .anything: "anything"
    }
  }
}

/// What an extent belongs to.
package enum ExtentPlace: Sendable {
  /// A phase, in a list that fills the run.
  case phase
  /// What lies over the end of the run.
  case end
  /// What lies over the start of the run. `rest` and `last X` are read, so that the finding can say so.
  case start

  var description: String {
    switch self {
    case .phase: "a duration such as `5 epochs`, `rest` or `last 10%`"
    case .end: "a duration such as `5 epochs` or `last 10%`"
    case .start: "a duration such as `5 epochs`"
    }
  }
}

/// What a quantity measures, as far as the key that holds it is concerned.
package enum Dimension: String, Sendable {
  /// A plain number.
  case number
  /// A time from the start of the phase, in any unit of time.
  case duration
  /// A place in the run, in any unit of time.
  case position
  /// A number of samples.
  case samples
  /// A number of samples or tokens.
  case data
  /// A number of tokens.
  case tokens
  /// A number or a quantity of any kind: the value of a variable.
  case any

  /// The dimension in words, with an example.
  package var description: String {
    switch self {
    case .number: "a number such as `0.1`"
    case .duration: "a duration such as `5 epochs`"
    case .position: "a position in the run such as `30 epochs`"
    case .samples: "a number of samples such as `1281167 samples`"
    case .data: "an amount of data such as `256 samples` or `0.5M tokens`"
    case .tokens: "a number of tokens such as `2048 tokens`"
    case .any: "a number or a quantity such as `0.1` or `5 epochs`"
    }
  }
}

/// Lists in English.
package enum EnglishList {
  /// `a`, `a or b`, `a, b or c`.
  package static func alternatives(_ items: [String]) -> String { joined(items, "or") }

  /// `a`, `a and b`, `a, b and c`.
  package static func all(_ items: [String]) -> String { joined(items, "and") }

  private static func joined(_ items: [String], _ conjunction: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
