// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeTestSupport
import Testing

/// The Python package `jsonschema`, which holds texts against grammar/recipe.schema.json.
struct SchemaValidator {
  /// What the schema says of a recipe.
  enum Verdict: String {
    case accepted
    case refused
    /// The text is no YAML, or no tree of mappings with texts as keys.
    case unreadable
  }

  /// A Python that has the packages: the tester's own, or that of the system.
  private static let python: String? = ["python3", "/usr/bin/python3"].first { command in
    let folder = try? TemporaryFolder()
    let result = folder.flatMap {
      try? Toolchain.shell("\(command) -B -W ignore -c 'import jsonschema, yaml'", in: $0.url)
    }
    return result?.status == 0
  }

  /// Validates texts.
  ///
  /// - Returns: the verdict for each, with the line that the validator printed.
  /// - Throws: when there is no validator; a schema that nothing held a recipe against is not tested.
  static func verdicts(of texts: [[UInt8]]) throws -> [(verdict: Verdict, line: String)] {
    let python = try #require(
      Self.python,
      """
      no Python with `jsonschema` and `yaml`, which this test cannot do without: \
      run  sudo apt-get install -y python3-jsonschema python3-yaml
      """
    )
    let folder = try TemporaryFolder()
    for (index, text) in texts.enumerated() { try folder.write(text, to: "\(index).yaml") }
    try folder.write(texts.indices.map { "\($0).yaml\n" }.joined(), to: "list")
    let script = Repository.url("Tests/Reference/schema/validate.py").path
    let schema = Repository.url("grammar/recipe.schema.json").path
    let result = try Toolchain.shell(
      "\(python) -B -W ignore '\(script)' '\(schema)' < list",
      in: folder.url
    )
    try #require(result.status == 0, "\(result.errorText)")
    let lines = result.text.split(separator: "\n").map(String.init)
    try #require(lines.count == texts.count)
    return try lines.map { line in
      let word = line.split(separator: " ").first.map(String.init) ?? ""
      return (try #require(Verdict(rawValue: word), "\(line)"), line)
    }
  }
}
