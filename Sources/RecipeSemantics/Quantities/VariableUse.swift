// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Which variables a recipe uses, directly or through other variables.
struct VariableUse {
  private(set) var names: Set<String> = []

  /// Collects the names in a recipe outside of `vars`, and in the variables that these need.
  init(in recipe: ParsedRecipe) {
    for field in recipe.root.fields where field.name != "vars" { collect(field.value) }
    let pairs = recipe.names("vars").map { ($0.name, $0.value) }
    let values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    var visited: Set<String> = []
    var pending = Array(names)
    while let name = pending.popLast() {
      guard visited.insert(name).inserted, let value = values[name] else { continue }
      var inner = VariableUse()
      inner.collect(value)
      names.formUnion(inner.names)
      pending += inner.names
    }
  }

  private init() {}

  /// Collects the names in one value, and whatever it follows.
  init(of value: ValueSyntax) {
    collect(value)
    if case .object(let object) = value, case .text(let name, _)? = object["follows"]?.value {
      names.insert(name.foldedKey)
    }
  }

  /// Whether a name is used in a mapping, other than in the value of that key itself.
  static func uses(_ name: String, in object: ObjectSyntax) -> Bool {
    var use = VariableUse()
    for field in object.fields where field.name != name { use.collect(field.value) }
    return use.names.contains(name)
  }

  private mutating func collect(_ value: ValueSyntax) {
    switch value {
    case .expression(let expression), .extent(.duration(let expression)),
      .extent(.last(let expression)):
      collect(expression)
    case .formula(let formula):
      for entry in formula.names { names.insert(entry.name) }
    case .list(let values, _):
      for value in values { collect(value) }
    case .object(let object):
      for field in object.fields { collect(field.value) }
    case .names(let entries, _):
      for entry in entries { collect(entry.value) }
    case .kinds(let elements, _):
      for element in elements { for field in element?.object.fields ?? [] { collect(field.value) } }
    case .extent(.rest), .word, .flag, .text, .required, .unread, .invalid:
      break
    }
  }

  private mutating func collect(_ expression: ExpressionSyntax) {
    switch expression.kind {
    case .number:
      break
    case .name(let name):
      names.insert(name)
    case .measured(let inner, _), .negation(let inner):
      collect(inner)
    case .sum(let left, let right), .difference(let left, let right),
      .product(let left, let right), .quotient(let left, let right):
      collect(left)
      collect(right)
    case .maximum(let operands), .minimum(let operands):
      for operand in operands { collect(operand) }
    }
  }
}
