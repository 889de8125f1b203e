// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import RecipeTestSupport

/// What a library really does, recorded, and the recipe that means the same.
///
/// The format and the tolerances are those of `Tests/Reference/README.md`.
struct ReferenceCase {
  /// Where the file is, from the root of the repository.
  let path: String
  let recipe: [UInt8]
  let updates: Int64
  /// Whether each value was computed from the one before it, and so collected its rounding.
  let isRecursion: Bool
  let rows: [(update: Int64, value: Double)]

  /// Why a file is no case.
  struct Malformed: Error {
    let path: String
    let what: String
  }

  init(path: String) throws {
    let file = try CSVFile(try Repository.text(path))
    let lines = file.comments
    func field(_ name: String) throws -> Substring {
      guard let line = lines.first(where: { $0.hasPrefix(name + ": ") }) else {
        throw Malformed(path: path, what: "no `\(name)`")
      }
      return line.dropFirst(name.count + 2)
    }
    guard let start = lines.firstIndex(of: "recipe:"), file.header == ["t", "value"] else {
      throw Malformed(path: path, what: "no recipe")
    }
    let kind = try field("kind")
    guard let updates = Int64(try field("updates")), ["recursion", "closed-form"].contains(kind)
    else { throw Malformed(path: path, what: "no number of updates, or an unknown kind") }
    self.path = path
    self.updates = updates
    isRecursion = kind == "recursion"
    recipe = Array(lines[(start + 1)...].map { $0.dropFirst(2) + "\n" }.joined().utf8)
    rows = try file.rows.map { row in
      guard let update = Int64(row[0]), let value = Double(row[1]) else {
        throw Malformed(path: path, what: row.joined(separator: ","))
      }
      return (update, value)
    }
  }

  /// The largest difference that the rounding of the library explains, at an update.
  func tolerance(at update: Int64, in schedule: ResolvedSchedule) -> Double {
    let phase = schedule.phases.first { $0.updates.contains(update) } ?? schedule.phases.last
    let units = isRecursion ? 8 + Double(updates) / 4 : 8
    return units * 0x1p-53 * (phase?.largestMagnitude ?? 0)
  }

  /// What the recipe says, for the magnitudes of its phases.
  var schedule: ResolvedSchedule? {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: path, bytes: recipe)
    let specs = PhaseKindRegistry.specs
    return RecipeParser.parse(source, in: sources, phaseKinds: specs, into: &sink)
      .flatMap { RecipeResolver.resolve($0, into: &sink).recipe }?
      .schedules.first
  }
}

extension ResolvedPhase {
  /// The largest magnitude between its ends, both included, or among its levels.
  fileprivate var largestMagnitude: Double {
    let levels = segments.compactMap { segment -> Double? in
      if case .constant(let value, _) = segment { value.magnitude } else { nil }
    }
    return ([start.magnitude, end.magnitude] + levels).max() ?? 0
  }
}
