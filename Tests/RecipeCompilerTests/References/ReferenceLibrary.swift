// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport

/// A library with what was recorded of it.
struct ReferenceLibrary {
  /// Its folder under `Tests/Reference`.
  let name: String
  /// Its schedulers as the library was asked for them; empty where it could not be installed.
  let schedulers: [String]
  /// Schedulers without a case, and why.
  let notRecorded: [(scheduler: String, reason: String)]
  /// What was held against the tables, in the order of the files.
  let comparisons: [ReferenceComparison]
  /// Traces of its plateaus.
  let plateaus: [PlateauTrace]

  static let root = "Tests/Reference"

  /// Every library that has a list of its schedulers, or of what is not recorded of them.
  ///
  /// Compiled once for all tests.
  static let all = Result {
    let lists = Repository.files(under: root, endingIn: "schedulers.txt", "not-recorded.txt")
    let names = Set(lists.map { $0.dropFirst(root.count + 1).prefix { $0 != "/" } })
    return try names.map(String.init).sorted().map(ReferenceLibrary.init)
  }

  private init(_ name: String) throws {
    let folder = "\(Self.root)/\(name)"
    self.name = name
    schedulers = Self.lines(of: "\(folder)/schedulers.txt")
    notRecorded = try Self.lines(of: "\(folder)/not-recorded.txt").map { line in
      let parts = line.split(separator: "\t")
      guard parts.count == 2 else {
        throw ReferenceCase.Malformed(path: "\(folder)/not-recorded.txt", what: line)
      }
      return (String(parts[0]), String(parts[1]))
    }
    comparisons = try Repository.files(under: folder, endingIn: ".csv").map {
      try ReferenceComparison(ReferenceCase(path: $0))
    }
    plateaus = try Repository.files(under: "\(Self.root)/plateau/\(name)", endingIn: ".csv").map {
      try PlateauTrace(path: $0)
    }
  }

  /// The lines of a file but for its comments; none when there is no file.
  private static func lines(of path: String) -> [String] {
    let text = (try? Repository.text(path)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }
}
