// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

/// The facts and variables that a recipe leaves open until launch, and what is known of them.
package struct Bindings: Sendable {
  /// A fact or variable that is `required` and has no value: `run.length`.
  package struct Unbound: Hashable, Sendable {
    package let path: String
    package let range: SourceRange
  }

  /// How far a variable was evaluated.
  enum State {
    case notYet
    /// Being evaluated: meeting it again means that it needs itself.
    case active
    case known(Amount)
    /// Reported as wrong, or unbound.
    case unknown
  }

  let variables: [NameSyntax]
  private let indices: [String: Int]
  private var states: [State]
  /// What was asked for and has no value yet, in the order of asking, each once.
  package private(set) var unbound: [Unbound] = []
  private var unboundPaths: Set<String> = []

  /// `run.batch` and `run.sequence` as written, which scaled values grow with.
  let batch: ValueSyntax?
  let sequence: ValueSyntax?
  /// What the schedule at hand calls `peak`.
  var peak: Rational?
  /// The values that were scaled, each once.
  package private(set) var scalings: [BatchScaling] = []

  init(variables: [NameSyntax], run: ObjectSyntax? = nil) {
    self.variables = variables
    batch = run?["batch"]?.value
    sequence = run?["sequence"]?.value
    let pairs = variables.enumerated().map { ($0.element.name, $0.offset) }
    indices = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    states = Array(repeating: .notYet, count: variables.count)
  }

  /// The place of a variable in `variables`; nil when there is none of the name.
  func index(of name: String) -> Int? { indices[name] }

  /// How far the variable at an index was evaluated.
  ///
  /// Each is evaluated once: a chain of variables that each use the one before twice would else take
  /// exponential time.
  subscript(index: Int) -> State {
    get { states[index] }
    set { states[index] = newValue }
  }

  mutating func note(_ scaling: BatchScaling) {
    if !scalings.contains(scaling) { scalings.append(scaling) }
  }

  mutating func note(unbound path: String, at range: SourceRange) {
    if unboundPaths.insert(path).inserted { unbound.append(Unbound(path: path, range: range)) }
  }
}
