// SPDX-License-Identifier: Apache-2.0

/// What the schema can refuse, and why it lets the rest through.
///
/// Every rule that is not named here takes a look at what keys mean, or at several of them together, and a
/// schema is to let its goldens pass.
enum SchemaRules {
  /// The rules whose goldens the schema refuses.
  static let refused: [String: String] = [
    "ambiguous-unit": "units are a closed list",
    "empty-file": "a recipe is a mapping",
    "malformed-expression": "the order of words is in the patterns",
    "malformed-formula": "the order of words and the names of functions are in the patterns",
    "malformed-name": "names have a pattern",
    "malformed-number": "numbers have a pattern",
    "merge-key": "`<<` is no key",
    "missing-bounds": "channels outside the list need `bounds`",
    "missing-key": "required keys are listed",
    "missing-unit": "what has a unit is no bare number",
    "nested-plateau": "the kinds in a list are a closed list",
    "phase-keys-not-indented": "an element has one key",
    "several-kinds-in-one-phase": "an element has one key",
    "template": "the patterns have no `$`, and a brace too many is no YAML",
    "unknown-channel": "channels outside the list need `bounds`",
    "unknown-key": "the keys of a mapping are a closed list",
    "unknown-phase-kind": "the kinds are a closed list",
    "unknown-rule": "the rules that can be allowed are a closed list",
    "unknown-unit": "units are a closed list",
    "unknown-version": "there is one version",
    "unknown-word": "words are a closed list",
    "wrong-form": "the types of values are said",
  ]

  /// The goldens of these rules, and those of others, that differ from their rule.
  static let exceptions: [String: String] = [
    "malformed-expression/parenthesis-open": "a regular expression counts no parentheses",
    "malformed-expression/too-deep": "a regular expression counts no parentheses",
    "malformed-expression/too-long": "the length of an expression is a limit of the tool",
    "malformed-modifier/blend-at-the-end": "a blend takes no `last`",
    "unknown-channel/alias-with-bounds": "what other libraries call a channel is beyond a schema",
    "malformed-formula/branches": "the number of operands is beyond a regular expression",
    "malformed-formula/comparison": "a regular expression does not know what is inside of `if`",
    "malformed-formula/condition": "a regular expression does not know what is inside of `if`",
    "malformed-formula/operands": "the number of operands is beyond a regular expression",
    "malformed-number/infinite": "YAML makes a number of `.inf`",
    "cannot-repeat/plateau-inside": "the kinds in a list are a closed list",
    "hidden-character/zero-width-space": "a pattern has no such character",
    "utf16-encoding/powershell": "the validator reads UTF-16, and what it finds is no whole recipe",
    "unreadable-base/two": "a list is no text",
    "unusual-blank/no-break-space": "a key with such a blank is another key",
  ]

  /// The rules whose goldens are no YAML, or none that has a place in JSON.
  static let unreadable: Set<String> = [
    "alias", "carriage-return", "colon-in-value", "complex-key", "dash-after-key", "duplicate-key",
    "inconsistent-indentation", "line-separator", "missing-colon", "missing-comma",
    "missing-space", "missing-value", "not-utf8", "nul-byte", "several-documents",
    "tab-indentation", "tag", "text-after-value", "unclosed-bracket", "unclosed-quote",
    "unknown-escape", "unquoted-text", "yaml-syntax",
  ]
}
