// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Which variables or curves a recipe uses, directly or through one another.
struct VariableUse {
  private(set) var names: Set<String> = []
  /// Those among them that stand in formulas, where channels and curves have names too.
  private(set) var formulaNames: Set<String> = []

  /// Collects the names in a recipe outside of one section, `vars` or `curves`, and in the entries of it that
  /// these need.
  ///
  /// Entries that need themselves count as used: that they go in a circle is what has to be said.
  init(in recipe: ParsedRecipe, outside section: String) {
    for field in recipe.root.fields where field.name != section { collect(field.value) }
    let pairs = recipe.names(section).map { ($0.name, VariableUse(of: $0.value).names) }
    let uses = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    for (name, needed) in uses where Self.closure(of: needed, uses).contains(name) {
      names.insert(name)
    }
    names = Self.closure(of: names, uses)
  }

  /// Names with all that they need.
  private static func closure(of names: Set<String>, _ uses: [String: Set<String>]) -> Set<String> {
    var all = names
    var pending = Array(names)
    while let name = pending.popLast() {
      for needed in uses[name] ?? [] where all.insert(needed).inserted { pending.append(needed) }
    }
    return all
  }

  private init() {}

  /// Collects the names in one value.
  init(of value: ValueSyntax) { collect(value) }

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
      names.formUnion(formula.names.map(\.name))
      formulaNames.formUnion(formula.names.map(\.name))
    case .list(let values, _):
      for value in values { collect(value) }
    case .object(let object):
      for field in object.fields { collect(field.value) }
      if case .text(let name, _)? = object["follows"]?.value {
        names.insert(name.foldedKey)
        formulaNames.insert(name.foldedKey)
      }
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
