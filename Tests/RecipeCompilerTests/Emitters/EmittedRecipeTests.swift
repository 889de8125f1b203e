// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Emitted programs of every recipe of the repository, bit by bit against the runtime.
@Suite
struct EmittedRecipeTests {
  private static let recipes = Result { try EmittedRecipes() }
  private static let expected = Result { try recipes.get().expected }

  /// Every update of every track of every recipe, as a compiler has it that would fuse if it could.
  private func expectEqualBits(with tool: Toolchain) throws {
    let folder = try TemporaryFolder()
    try Self.recipes.get().write(to: folder)
    let result = try tool.run("recipes.c", in: folder)
    #expect(result.status == 0)
    #expect(firstDifference(result.text, try Self.expected.get()) == nil)
  }

  /// The first line in which two texts differ.
  private func firstDifference(_ text: String, _ expected: String) -> String? {
    let lines = text.split(separator: "\n")
    let others = expected.split(separator: "\n")
    if let (line, other) = zip(lines, others).first(where: { $0 != $1 }) {
      return "\(line), not \(other)"
    }
    return lines.count == others.count ? nil : "\(lines.count) lines, not \(others.count)"
  }

  @Test(.needs(.gcc), .needsFusing)
  func `every value of every recipe has its bits in C by GCC`() throws {
    try expectEqualBits(with: .gcc)
  }

  @Test(.needs(.gxx), .needsFusing)
  func `every value of every recipe has its bits in C++ by GCC`() throws {
    try expectEqualBits(with: .gxx)
  }

  @Test(.needs(.clang), .needsFusing)
  func `every value of every recipe has its bits in C by Clang`() throws {
    try expectEqualBits(with: .clang)
  }

  /// Such as MSVC, for which a product is stored and loaded again.
  @Test(.needs(.gcc), .needsFusing)
  func `compilers without GNU asm have the same bits`() throws {
    let folder = try TemporaryFolder()
    try Self.recipes.get().write(to: folder) { $0.replacing("defined(__GNUC__)", with: "0") }
    let result = try Toolchain.gcc.run("recipes.c", in: folder)
    #expect(result.status == 0)
    #expect(firstDifference(result.text, try Self.expected.get()) == nil)
  }

  /// Without this one the others could pass with a compiler that never fuses.
  @Test(.needs(.gcc), .needsFusing)
  func `without the barrier GCC has other bits, and the comparison sees it`() throws {
    let folder = try TemporaryFolder()
    var removed = 0
    try Self.recipes.get().write(to: folder) { header in
      let bare = EmittedPrograms.withoutBarrier(header)
      removed += header == bare ? 0 : 1
      return bare
    }
    #expect(removed == (try Self.recipes.get().entries.count))
    let result = try Toolchain.gcc.run("recipes.c", in: folder)
    #expect(result.status == 0 || result.status == 2)
    #expect(firstDifference(result.text, try Self.expected.get()) != nil)
  }

  /// The short recipes at every update, the long ones at 4,000 updates each, first and last included.
  @Test(.needs(.python3))
  func `values have their bits in Python`() throws {
    let folder = try TemporaryFolder()
    var expected: [UInt8] = []
    for (index, entry) in try Self.recipes.get().entries.enumerated() {
      let module = try EmittedPrograms.text(of: entry.table, as: "python")
      try folder.write(module, to: "recipe\(index).py")
      let length = EmittedRecipes.updates(of: entry.table).upperBound
      let positions = Array(stride(from: 0, to: length, by: Int(Self.step(length))))
      for track in entry.table.tracks.indices {
        for value in try entry.table.values(track: track, at: positions) {
          withUnsafeBytes(of: value.bitPattern.littleEndian) { expected += $0 }
        }
      }
    }
    try folder.write(Self.pythonDriver, to: "recipes.py")
    let result = try Toolchain.python3.run("recipes.py", in: folder)
    #expect(result.errorText == "")
    #expect(result.output.count == expected.count)
    #expect(result.output == expected)
  }

  private static func step(_ length: Int64) -> Int64 { length < 20_000 ? 1 : length / 4000 }

  private static let pythonDriver = """
    import importlib, os, struct, sys

    number = 0
    while os.path.exists("recipe%d.py" % number):
        recipe = importlib.import_module("recipe%d" % number)
        length = recipe.LENGTH + 16
        step = 1 if length < 20000 else length // 4000
        for track in recipe.TRACKS:
            values = recipe.values(track, range(0, length, step))
            sys.stdout.buffer.write(struct.pack("<%dd" % len(values), *values))
        run = recipe.State() if hasattr(recipe, "State") else recipe
        assert run.finished(recipe.LENGTH) and not run.finished(recipe.LENGTH - 1)
        number += 1

    """
}
