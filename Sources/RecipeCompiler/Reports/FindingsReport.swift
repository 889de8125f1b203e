// SPDX-License-Identifier: Apache-2.0

public import RecipeDiagnostics
internal import RecipeRuntime

/// What was found in one recipe or several, as programs read it.
///
/// Reports are pure functions of what they are given: the same recipes have the same bytes.
public struct FindingsReport: Sendable {
  /// One recipe and what was found in it.
  public struct File: Sendable {
    /// What the user calls it.
    public let name: String
    /// What was found, in the order in which it is to be shown.
    public let diagnostics: [Diagnostic]
    /// The texts that the findings point into.
    public let sources: SourceMap
    /// What has to be bound before there is a table.
    public let unbound: [Compilation.Unbound]
    /// The digest of the table, in hexadecimal digits; nil if there is none.
    public let digest: String?

    /// A recipe that was compiled; `diagnostics` is what to report of it, or nil for all that was found.
    public init(_ name: String, _ compilation: Compilation, diagnostics: [Diagnostic]? = nil) {
      self.name = name
      self.diagnostics = diagnostics ?? compilation.diagnostics
      sources = compilation.sources
      unbound = compilation.unbound
      digest = compilation.table?.digest.hex
    }

    /// The number of findings of a severity.
    func count(of severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }
  }

  /// The recipes, in the order in which they were named.
  public let files: [File]
  /// The version of the tool: `0.1.0`.
  public let version: String

  /// Collects files.
  public init(_ files: [File], version: String) {
    self.files = files
    self.version = version
  }
}
