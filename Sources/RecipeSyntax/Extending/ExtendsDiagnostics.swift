// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let unreadableBase = DiagnosticRule(
    "unreadable-base",
    .error,
    "The recipe that `extends` names cannot be read, or must not be."
  )
  package static let circularExtends = DiagnosticRule(
    "circular-extends",
    .error,
    "A recipe extends itself."
  )
}

/// The wording of what can be wrong with `extends:`.
enum ExtendsDiagnostics {
  static let rules: [DiagnosticRule] = [.unreadableBase, .circularExtends]

  static func form(_ node: YAMLNode) -> Diagnostic {
    Diagnostic(
      .unreadableBase,
      "`extends` names one recipe, and this is \(node.kindDescription)",
      at: node.range,
      label: "expected a path such as `base.yaml`",
      help: [Help("let that recipe extend the next one where there are several")]
    )
  }

  static func path(_ path: String, why: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unreadableBase,
      "`\(path)` is no path to a recipe beside this one: \(why)",
      at: range,
      label: "expected a relative path",
      help: [Help("write a path from the folder of this recipe, with `/`, such as `base.yaml`")]
    )
  }

  static func refused(_ path: String, reason: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unreadableBase,
      "`\(path)` cannot be extended: \(reason)",
      at: range,
      label: "not read",
      help: [
        Help("name a regular file inside the folder of the recipe, or inside that of `--root`")
      ]
    )
  }

  static func noReader(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unreadableBase,
      "a recipe that is in no file extends nothing",
      at: range,
      label: "relative to what?",
      help: [Help("name the recipe's file instead of passing its text")]
    )
  }

  static func tooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unreadableBase,
      "more than \(BaseRecipe.depthLimit) recipes extend one another",
      at: range,
      label: "one too many",
      help: [Help("merge some of them")]
    )
  }

  static func tooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unreadableBase,
      "the recipes that extend one another have more than 1 MiB together",
      at: range,
      label: "one too many",
      help: [Help("merge some of them, and leave out what is not used")]
    )
  }

  static func circular(_ chain: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .circularExtends,
      "a recipe extends itself",
      at: range,
      label: "leads back",
      notes: [chain.map { "`\($0)`" }.joined(separator: " extends ")],
      help: [Help("let one of them extend nothing")]
    )
  }
}
