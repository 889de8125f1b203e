// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// A fact or variable bound from outside: `run.length` to `3 epochs`.
package struct Setting: Hashable, Sendable {
  package let path: String
  package let value: String

  package init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}

extension ParsedRecipe {
  /// The recipe with facts and variables replaced by what was set.
  ///
  /// Values are read with the grammar of the key they bind. Paths are `run.KEY` and `vars.NAME`; a
  /// variable must be declared, so that a misspelt name is no new variable.
  package func binding(
    _ settings: [Setting],
    in sources: inout SourceMap,
    into sink: inout DiagnosticSink
  ) -> ParsedRecipe {
    var root = self.root
    let before = sink.mark
    for setting in settings {
      let source = sources.add(name: "--set \(setting.path)", bytes: Array(setting.value.utf8))
      let range = SourceRange(source: source, start: 0, end: setting.value.utf8.count)
      guard let shape = shape(of: setting.path) else {
        sink.emit(
          SettingDiagnostics.unknownPath(setting.path, variables: variableNames, at: range)
        )
        continue
      }
      guard
        let value = RecipeParser.parseBinding(
          source,
          in: sources,
          as: shape,
          clock: ClockWord(of: object("run")),
          into: &sink
        )
      else { continue }
      root = root.setting(setting.path.split(separator: ".").map(String.init), to: value)
    }
    return ParsedRecipe(
      root: root,
      isSound: isSound && !sink.hasErrors(since: before),
      node: node
    )
  }

  private var variableNames: [String] { names("vars").map(\.name) }

  /// What may be written at a path; nil when nothing can be set there.
  func shape(of path: String) -> ValueShape? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map {
      String($0).foldedKey
    }
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    // The words of the recipe were read with its clock.
    case "run" where parts[1] != "clock":
      return RunKeys.spec.key(named: parts[1])?.shape
    case "vars":
      return variableNames.contains(parts[1]) ? .expression(.any) : nil
    default:
      return nil
    }
  }
}

extension ObjectSyntax {
  /// The mapping with the value at a path replaced, or added to a mapping that lacks it.
  fileprivate func setting(_ path: [String], to value: ValueSyntax) -> ObjectSyntax {
    guard let name = path.first?.foldedKey else { return self }
    let rest = Array(path.dropFirst())
    var fields = self.fields
    let index = fields.firstIndex { $0.name == name }
    guard let index else {
      if rest.isEmpty {
        fields.append(FieldSyntax(name: name, keyRange: value.range, value: value))
      }
      return ObjectSyntax(fields: fields, range: range)
    }
    let field = fields[index]
    fields[index] = FieldSyntax(
      name: name,
      keyRange: field.keyRange,
      value: rest.isEmpty ? value : field.value.setting(rest, to: value)
    )
    return ObjectSyntax(fields: fields, range: range)
  }
}

extension ValueSyntax {
  fileprivate func setting(_ path: [String], to value: ValueSyntax) -> ValueSyntax {
    switch self {
    case .object(let object):
      return .object(object.setting(path, to: value))
    case .names(let entries, let range):
      let replaced = entries.map {
        $0.name == path[0].foldedKey
          ? NameSyntax(name: $0.name, keyRange: $0.keyRange, value: value) : $0
      }
      return .names(replaced, range)
    default:
      return self
    }
  }
}

extension DiagnosticRule {
  package static let unknownSetting = DiagnosticRule(
    "unknown-setting",
    .error,
    "A setting names nothing that can be bound."
  )
}

/// The wording of what can be wrong with a setting.
enum SettingDiagnostics {
  static let rules: [DiagnosticRule] = [.unknownSetting]

  static func unknownPath(
    _ path: String,
    variables: [String],
    at range: SourceRange
  ) -> Diagnostic {
    let keys = RunKeys.spec.keys.map(\.name).filter { $0 != "clock" }
    let paths = keys.map { "run.\($0)" } + variables.map { "vars.\($0)" }
    let close = SpellingSuggestion.candidates(for: path, among: paths).first
    let help =
      close.map { "did you mean `--set \($0)=…`?" }
      ?? "what can be set is \(EnglishList.all(paths.map { "`\($0)`" }))"
    return Diagnostic(
      .unknownSetting,
      "`\(path)` is no fact or variable of the recipe",
      at: range,
      label: "set to this",
      help: [Help(help)]
    )
  }
}
