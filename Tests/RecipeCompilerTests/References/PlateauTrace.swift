// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport

/// What a library's plateau rule did with a series of metrics, and the recipe that means the same.
///
/// The format is that of `Tests/Reference/README.md`.
struct PlateauTrace {
  /// One evaluation: measured at, and effective from, the update of its number.
  struct Evaluation {
    let update: Int64
    let metric: Double
    /// The rate that the library uses from then on.
    let rate: Double
  }

  /// Where the file is, from the root of the repository.
  let path: String
  /// The qualified name of the scheduler.
  let scheduler: String
  let recipe: [UInt8]
  let evaluations: [Evaluation]
  /// Whether the recipe names the library whose ticks it means, because they are not its own.
  let isCompatible: Bool
  /// Whether the library keeps the rate in single precision.
  let isSinglePrecision: Bool

  /// Why a file is no trace.
  struct Malformed: Error {
    let path: String
    let what: String
  }

  init(path: String) throws {
    let file = try CSVFile(try Repository.text(path))
    guard let start = file.comments.firstIndex(of: "recipe:"),
      let line = file.comments.first(where: { $0.hasPrefix("scheduler: ") }),
      file.header == ["update", "metric", "rate"]
    else { throw Malformed(path: path, what: "no recipe or scheduler") }
    self.path = path
    scheduler = String(line.dropFirst("scheduler: ".count))
    isSinglePrecision = path.contains("/keras/")
    let text = file.comments[(start + 1)...].map { $0.dropFirst(2) + "\n" }.joined()
    recipe = Array(text.utf8)
    isCompatible = text.contains("compat: ")
    evaluations = try file.rows.map { row in
      guard let update = Int64(row[0]), let metric = Double(row[1]), let rate = Double(row[2])
      else {
        throw Malformed(path: path, what: row.joined(separator: ","))
      }
      return Evaluation(update: update, metric: metric, rate: rate)
    }
  }
}
