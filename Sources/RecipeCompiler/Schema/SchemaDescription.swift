// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension KeySpec {
  /// What an editor shows about the key.
  var schemaDescription: String {
    guard !foreignNames.isEmpty else { return summary }
    let names = foreignNames.map { "`\($0)`" }
    return summary + " Elsewhere: " + names.joined(separator: ", ") + "."
  }
}

extension ObjectSpec {
  /// What an editor shows about the mapping.
  var schemaDescription: String {
    let others = aliases.map { "`\($0)`" }
    let also = aliases.isEmpty ? "" : " Also \(EnglishList.all(others))."
    return summary + also + " Example: \(example)."
  }

  /// The name with the others that mean the same.
  var spellings: [String] { [name] + aliases }

  /// Whether the table is there to be refused by name, with what stands below it.
  var isRefusedLater: Bool {
    keys.contains { if case .anything = $0.shape { true } else { false } }
  }
}

extension ValueShape {
  /// Whether a schedule may be written.
  var isSchedule: Bool {
    switch self {
    case .object(let spec): spec.name == "schedule"
    case .either(let first, let second): first.isSchedule || second.isSchedule
    default: false
    }
  }
}
