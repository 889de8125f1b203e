// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeTestSupport
import Testing

/// A file that is written appears whole or not at all, whatever the system does in between.
@Suite
struct OutputFileTests {
  private static let recipe = """
    recipec: 1
    run: { length: 5000 steps }
    schedules:
      lr: { phases: [warmup: { from: 0, to: 0.1, for: 100 steps }, cosine: { to: 0 }] }

    """

  private static let hasStrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  /// The command with a fault injected into one of its calls of the system.
  private static func traced(_ fault: String, _ call: String) -> String {
    "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(fault) " + command
  }

  /// A folder with a recipe and an older file where the output goes.
  private func prepared() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.recipe, to: "recipe.yaml")
    try folder.write("old\n", to: "out/values.csv")
    return folder
  }

  private static let command = "recipec compile recipe.yaml --emit csv -o out/values.csv"

  /// The bytes that an undisturbed run writes.
  private func whole() throws -> [UInt8] {
    let folder = try prepared()
    #expect(try Tool.shell(Self.command, in: folder.url).status == 0)
    return try folder.bytes("out/values.csv")
  }

  private func entries(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url("out").path).sorted()
  }

  /// The calls that a run makes at most, and that one fault each is injected into.
  private static let calls = [("write", 4), ("fsync", 3), ("rename", 2), ("openat", 30)]

  @Test(.enabled(if: hasStrace, "strace is missing"), arguments: calls)
  func `a call of the system that fails leaves the old file or the new one, and nothing else`(
    _ call: String,
    _ count: Int
  ) throws {
    let whole = try whole()
    var kept = 0
    for occurrence in 1...count {
      let folder = try prepared()
      let fault = occurrence % 2 == 0 ? "ENOSPC" : "EIO"
      let result = try Tool.shell(
        Self.traced("\(call):error=\(fault):when=\(occurrence)", call),
        in: folder.url
      )
      let found = try folder.bytes("out/values.csv")
      #expect(found == whole || found == Array("old\n".utf8), "\(call) \(occurrence)")
      #expect(try entries(folder) == ["values.csv"], "\(call) \(occurrence)")
      guard found != whole else { continue }
      kept += 1
      #expect(result.status != 0, "\(call) \(occurrence) was not said")
    }
    // At least one of the faults hit the writing of the file.
    #expect(kept > 0)
  }

  @Test(.enabled(if: hasStrace, "strace is missing"), arguments: ["write", "fsync", "rename"])
  func `a killed run leaves the old file or the new one`(_ call: String) throws {
    let whole = try whole()
    for occurrence in 1...2 {
      let folder = try prepared()
      let line = Self.traced("\(call):signal=KILL:when=\(occurrence)", call)
      _ = try Tool.shell(line, in: folder.url)
      let found = try folder.bytes("out/values.csv")
      #expect(found == whole || found == Array("old\n".utf8), "\(call) \(occurrence)")
    }
  }

  @Test func `a full device is a failure that is said`() throws {
    let folder = try prepared()
    for command in [
      "compile recipe.yaml --emit json", "check recipe.yaml", "eval recipe.yaml --at 0",
      "--version",
    ] {
      let result = try Tool.shell("recipec \(command) > /dev/full", in: folder.url)
      #expect(result.status == 2, "\(command)")
      #expect(result.errorText.contains("No space left on device"), "\(command)")
    }
  }

  @Test func `a link is followed and stays a link`() throws {
    let folder = try prepared()
    let command =
      "ln -s out/values.csv link.csv && recipec compile recipe.yaml --emit csv -o link.csv"
    let result = try Tool.shell(command + " && test -L link.csv", in: folder.url)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(try folder.bytes("out/values.csv") == whole())
  }

  @Test func `a reader that closes early is no failure`() throws {
    let folder = try prepared()
    let command = "recipec compile recipe.yaml --emit csv | head -n 1"
    let result = try Tool.shell(command, in: folder.url)
    #expect(result.text == "update,lr\n")
    #expect(!result.errorText.contains("error"), "\(result.errorText)")
  }
}
