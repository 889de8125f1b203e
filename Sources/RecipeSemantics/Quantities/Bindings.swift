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

  let variables: [NameSyntax]
  /// What was asked for and has no value yet, in the order of asking, each once.
  package private(set) var unbound: [Unbound] = []

  init(variables: [NameSyntax]) {
    self.variables = variables
  }

  mutating func note(unbound path: String, at range: SourceRange) {
    let fact = Unbound(path: path, range: range)
    if !unbound.contains(where: { $0.path == path }) { unbound.append(fact) }
  }
}
