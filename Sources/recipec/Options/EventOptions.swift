// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// What metrics and signals have done, for recipes that answer to them.
struct EventOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Go on from a checkpoint, or from the record of a state.",
      valueName: "file"
    )
  )
  var state: String?

  @Option(
    help: ArgumentHelp(
      "Assume that what listens to a metric or signal fires at a position, as in val_loss@30ep: a plateau cuts once, a phase ends. Separated by commas; may be repeated.",
      valueName: "name@position"
    )
  )
  var assume: [String] = []

  /// An assumption as it was written.
  struct Assumption {
    let name: String
    let position: String
    /// The whole of it, for messages.
    let text: String
  }

  func validate() throws {
    for text in texts where Self.assumption(text) == nil {
      throw ValidationError(
        "`--assume \(text)` is no event: write NAME@POSITION, as in --assume val_loss@30ep"
      )
    }
  }

  /// The assumptions in the order in which they were given.
  var assumptions: [Assumption] { texts.compactMap(Self.assumption) }

  private var texts: [String] {
    assume.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Names may have an `@` in them, positions have none.
  private static func assumption(_ text: String) -> Assumption? {
    guard let sign = text.lastIndex(of: "@") else { return nil }
    let name = text[..<sign].drop { $0 == " " }
    let position = text[text.index(after: sign)...]
    guard !name.isEmpty, position.contains(where: { $0 != " " }) else { return nil }
    return Assumption(name: String(name), position: String(position), text: text)
  }
}
