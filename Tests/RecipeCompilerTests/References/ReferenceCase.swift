// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport

/// What a library really does, recorded, and the recipe that means the same.
///
/// The format and the tolerances are those of `Tests/Reference/README.md`.
struct ReferenceCase {
  /// Where the file is, from the root of the repository.
  let path: String
  /// The library and its version.
  let library: String
  /// The qualified name of the scheduler; empty where the values are of a formula.
  let scheduler: String
  /// The call that was executed, and after how many updates the scheduler was stepped.
  let call: String
  let recipe: [UInt8]
  let channel: String
  let updates: Int64
  /// Whether each value was computed from the one before it, and so collected its rounding.
  let isRecursion: Bool
  /// Whether the library computes in single precision.
  let isSinglePrecision: Bool
  /// Where the library knowingly does something else.
  let difference: ReferenceDifference?
  let rows: [(update: Int64, value: Double)]

  /// Why a file is no case.
  struct Malformed: Error {
    let path: String
    let what: String
  }

  init(path: String) throws {
    let file = try CSVFile(try Repository.text(path))
    guard let start = file.comments.firstIndex(of: "recipe:"), file.header == ["t", "value"] else {
      throw Malformed(path: path, what: "no recipe")
    }
    func field(_ name: String) -> String? {
      let line = file.comments[..<start].first { $0.hasPrefix(name + ": ") }
      return line.map { String($0.dropFirst(name.count + 2)) }
    }
    guard let library = field("library"), let call = field("call"),
      let updates = field("updates").flatMap({ Int64($0) }), let kind = field("kind"),
      ["recursion", "closed-form"].contains(kind)
    else { throw Malformed(path: path, what: "a field is missing, or an unknown kind") }
    let precision = field("precision") ?? "double"
    guard ["single", "double"].contains(precision) else {
      throw Malformed(path: path, what: "precision \(precision)")
    }
    difference = try field("differs").map { text in
      guard let found = ReferenceDifference(text, at: field("differs-at") ?? "") else {
        throw Malformed(path: path, what: "an unknown cause, or no updates: \(text)")
      }
      return found
    }
    self.path = path
    self.library = library
    scheduler = field("scheduler") ?? ""
    self.call = call + (field("stepped").map { ", stepped \($0)" } ?? "")
    self.updates = updates
    channel = field("channel") ?? "lr"
    isRecursion = kind == "recursion"
    isSinglePrecision = precision == "single"
    recipe = Array(file.comments[(start + 1)...].map { $0.dropFirst(2) + "\n" }.joined().utf8)
    rows = try file.rows.map { row in
      // The shortest decimal of a binary32 number is another number as binary64.
      let number = precision == "single" ? Float(row[1]).map { Double($0) } : Double(row[1])
      guard let update = Int64(row[0]), let value = number else {
        throw Malformed(path: path, what: row.joined(separator: ","))
      }
      return (update, value)
    }
  }

  /// How many units a value may be off: by the rounding of the library, no more.
  var tolerance: Double {
    if isSinglePrecision { return 1 }
    return isRecursion ? 8 + Double(updates) / 4 : 8
  }

  /// What a difference is counted in where the largest magnitude of a phase is `magnitude`.
  func unit(for magnitude: Double) -> Double {
    isSinglePrecision ? Double(Float(magnitude).ulp) : 0x1p-53 * magnitude
  }
}
