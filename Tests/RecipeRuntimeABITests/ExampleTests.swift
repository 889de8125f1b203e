// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime
import Testing

extension LibraryTests {
  /// The example trainers of the documentation, built as their first lines say.
  @Suite
  struct ExampleTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    private static let strict = "-Wall -Wextra -Wpedantic -Werror"
    private static let flags =
      "$(pkg-config --cflags --libs recipec-runtime) -Wl,-rpath,$PWD/prefix/lib"
    private var examples: String { InstalledLibrary.root.appending(path: "docs/embedding").path }

    /// A table whose learning rate is cut by a plateau, and goes over into a cooldown at a low loss.
    private func table() throws -> ScheduleTable {
      func region(_ piece: Int, start: Int64, length: Int64) -> Region {
        Region(firstPiece: piece, pieceCount: 1, start: start, length: length)
      }
      func piece(_ start: Int64, _ length: Int64, _ from: Double, _ to: Double) -> Piece {
        let scale = PieceBody.scale(reaching: length)
        return Piece(
          start: start,
          origin: Double(start),
          scale: scale,
          coefficients: [from, (to - from) / (Double(length) * scale), 0, 0, 0, 0, 0, 0]
        )
      }
      var main = region(0, start: 0, length: 200)
      main.response = Response(machine: 0, firstLevel: 0, floor: 0x1p-7)
      main.exit = Exit(machine: 1, region: 1)
      return try ScheduleTable(
        length: 200,
        tracks: [Track(channel: "lr", firstRegion: 0, after: .hold(0))],
        regions: [main, region(1, start: 0, length: 30)],
        pieces: [piece(0, 200, 0.5, 0.25), piece(0, 30, 0.25, 0.125)],
        machines: [
          Machine(kind: .plateau, name: "loss", threshold: 0.02, patience: 2, levelCount: 4),
          Machine(kind: .crosses, name: "loss", threshold: 0.0025),
        ],
        levels: [1, 0.5, 0.25, 0.125],
        recipeDigest: Digest(of: [])
      )
    }

    /// A run that is not interrupted against one that is killed twice.
    private func checkTrainer(_ trainer: String) throws -> String {
      try Data(try table().encoded()).write(to: library.folder.appending(path: "trainer.rct"))
      let whole = try library.run("rm -f whole.ckpt && \(trainer) trainer.rct whole.ckpt")
      try library.run("rm -f parts.ckpt")
      var lines: [Int: Substring] = [:]
      for updates in ["23", "58", ""] {
        let part = try Shell.run(
          "\(trainer) trainer.rct parts.ckpt \(updates)",
          in: library.folder,
          environment: library.environment
        )
        // 128 and SIGABRT: it was killed, and the last time it was not.
        #expect(updates.isEmpty ? part.status == 0 : part.status >= 128, "\(part.errors)")
        for line in part.output.split(separator: "\n") {
          lines[try #require(Int(line.prefix { $0 != " " }))] = line
        }
      }
      let parts = lines.sorted { $0.key < $1.key }.map { $0.value + "\n" }.joined()
      #expect(parts == whole)
      // The plateau, the event and the end have all been met.
      #expect(lines.count > 60 && lines.count < 200, "\(lines.count)")
      return whole
    }

    @Test func `the trainers in C and in C++ go on with the same bits after a kill`() throws {
      try library.run(
        "cc -std=c99 \(Self.strict) \(examples)/c/trainer.c \(Self.flags) -o trainer-c"
      )
      try library.run(
        "c++ -std=c++11 \(Self.strict) \(examples)/cpp/trainer.cpp \(Self.flags) -o trainer-cpp"
      )
      #expect(try checkTrainer("./trainer-c") == checkTrainer("./trainer-cpp"))
    }

    @Test func `the trainer in Swift goes on with the same bits after a kill`() throws {
      // The module as it was built for these tests: the same sources that the package depends on.
      let build = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path
      try library.run(
        "swiftc -parse-as-library -swift-version 6 -warnings-as-errors -I \(build)/Modules "
          + "-I \(examples)/../../Sources/CRecipeKernels/include "
          + "\(examples)/swift/Sources/Trainer/Trainer.swift "
          + "\(build)/RecipeRuntime.build/*.o \(build)/CRecipeKernels.build/*.o -o trainer-swift"
      )
      _ = try checkTrainer("./trainer-swift")
    }

    @Test func `a trainer says what is wrong with its table`() throws {
      try library.run(
        "cc -std=c99 \(Self.strict) \(examples)/c/trainer.c \(Self.flags) -o trainer-c"
      )
      try library.run("head -c 300 trainer.rct > short.rct || printf x > short.rct")
      let result = try Shell.run("./trainer-c short.rct none.ckpt", in: library.folder)
      #expect(result.status == 1 && result.errors.hasPrefix("trainer: the "), "\(result.errors)")
    }
  }
}
