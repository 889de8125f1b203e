// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let malformedSweep = DiagnosticRule(
    "malformed-sweep",
    .error,
    "A sweep does not say which recipes it stands for."
  )
}

/// The wording of what can be wrong with `sweep:`.
enum SweepDiagnostics {
  static let rules: [DiagnosticRule] = [.malformedSweep]

  static func form(_ entry: NameSyntax) -> Diagnostic {
    let expected =
      switch entry.name {
      case "zip": "a mapping from paths to lists of one length"
      case "list": "a list of mappings from paths to values"
      default: "a list of values"
      }
    return Diagnostic(
      .malformedSweep,
      "`\(entry.name)` of a sweep is written in another form",
      at: entry.value.range,
      label: "expected \(expected)",
      help: [Help("write `vars.peak: [1e-3, 3e-3]`, `zip: { … }` or `list: [{ … }]`")]
    )
  }

  static func value(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedSweep,
      "a value of `\(path)` is no number or text",
      at: range,
      label: "expected one value",
      help: [Help("write what `--set \(path)=…` would be given")]
    )
  }

  static func point(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedSweep,
      "an element of `list` does not say what it binds",
      at: range,
      label: "expected a mapping",
      help: [Help("write `{ vars.peak: 1e-3, run.batch: 256 samples }`")]
    )
  }

  static func empty(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedSweep,
      "`\(path)` of a sweep has no value, so that there is no recipe",
      at: range,
      label: "empty",
      help: [Help("write at least one value, or leave it out")]
    )
  }

  static func uneven(
    _ entry: NameSyntax,
    _ count: Int,
    _ first: String,
    _ firstCount: Int
  ) -> Diagnostic {
    Diagnostic(
      .malformedSweep,
      "`\(entry.name)` has \(count) values and moves with `\(first)`, which has \(firstCount)",
      at: entry.value.range,
      label: "\(count) values",
      help: [Help("give what stands in `zip` lists of one length")]
    )
  }

  static func twice(_ path: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedSweep,
      "`\(path)` is moved by two axes of the sweep",
      at: range,
      label: "moved again",
      secondary: [Label(first, "moved here")],
      help: [Help("put all its values into one list")]
    )
  }

  static func tooMany(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedSweep,
      "the sweep stands for more than 1,000,000 recipes",
      at: range,
      label: "too many",
      help: [Help("write fewer values, or move some of them together with `zip`")]
    )
  }
}
