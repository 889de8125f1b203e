// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// The recipes of the repository as programs that print fingerprints of all their values.
struct EmittedRecipes {
  /// A recipe of the repository.
  struct Entry {
    let name: String
    let table: ScheduleTable
  }

  /// How many values a fingerprint covers: small enough to say where a difference is.
  static let block: Int64 = 4096

  let entries: [Entry]

  /// Compiles every recipe.
  init() throws {
    entries = try Repository.files(under: "recipes", endingIn: ".yaml").map { path in
      let compilation = Compiler.compile(try Repository.bytes(path), named: path)
      return Entry(name: path, table: try #require(compilation.table, "\(path)"))
    }
  }

  /// The updates that are compared: all of the run, and some past its end.
  static func updates(of table: ScheduleTable) -> Range<Int64> { 0..<table.length + 16 }

  /// What the program has to print, from the runtime.
  var expected: String {
    get throws {
      var text = ""
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: Int(Self.block))
      defer { buffer.deallocate() }
      for entry in entries {
        for track in entry.table.tracks.indices {
          let updates = Self.updates(of: entry.table)
          for first in stride(from: 0, to: updates.upperBound, by: Int(Self.block)) {
            let range = first..<min(first + Self.block, updates.upperBound)
            let part = UnsafeMutableBufferPointer(rebasing: buffer[..<range.count])
            try entry.table.fill(track: track, range: range, into: part)
            let fingerprint = EmittedPrograms.fingerprint(of: UnsafeBufferPointer(part))
            text += "\(entry.name) \(track) \(first) \(fingerprint.hexadecimal)\n"
          }
        }
      }
      return text
    }
  }

  /// Writes a C program with all recipes in it, which shows that they get along with each other.
  ///
  /// Beside fingerprints of blocks it compares a value of each with what comes of asking for it alone.
  func write(to folder: TemporaryFolder, rewriting: (String) -> String = { $0 }) throws {
    var program = "#include <inttypes.h>\n#include <stdio.h>\n"
    var calls = ""
    for (index, entry) in entries.enumerated() {
      let header = rewriting(try EmittedPrograms.text(of: entry.table, as: "c"))
      try folder.write(header, to: "recipe\(index).h")
      program += "#include \"recipe\(index).h\"\n"
      let prefix = try EmittedPrograms.prefix(of: header)
      let state = entry.table.machines.isEmpty ? "" : "NO_EVENTS"
      calls += "    SHOW(\(prefix), \(prefix.uppercased()), \"\(entry.name)\", \(state))\n"
    }
    program += EmittedPrograms.fingerprintInC + Self.driver + calls + "    return 0;\n}\n"
    try folder.write(program, to: "recipes.c")
  }

  private static let driver = #"""
    /* The argument for a state, where there is one. */
    #define NO_EVENTS NULL,
    #define SHOW(name, NAME, path, state)                                                       \
        for (track = 0; track < NAME##_TRACKS; track++) {                                       \
            for (t = 0; t < NAME##_LENGTH + 16; t += (int64_t)count) {                          \
                count = NAME##_LENGTH + 16 - t < 4096 ? (size_t)(NAME##_LENGTH + 16 - t) : 4096; \
                if (name##_fill(state (name##_track)track, t, count, values) != NAME##_OK) return 1; \
                alone = name##_value(state (name##_track)track, t + (int64_t)(count / 3));      \
                if (memcmp(&alone, &values[count / 3], sizeof alone) != 0) return 2;            \
                printf("%s %d %" PRId64 " %016" PRIx64 "\n", path, track, t,                    \
                       fingerprint(values, count));                                             \
            }                                                                                   \
        }

    int main(void)
    {
        static double values[4096];
        double alone;
        int64_t t;
        size_t count;
        int track;

    """#
}
