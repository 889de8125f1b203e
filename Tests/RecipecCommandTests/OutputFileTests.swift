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

  private static let strace = "/usr/bin/strace"

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

  @Test(arguments: ["write", "fsync", "rename", "openat"])
  func `a call of the system that fails leaves the old file and nothing else`(_ call: String) throws {
    try #require(FileManager.default.isExecutableFile(atPath: Self.strace), "strace is missing")
    let whole = try whole()
    var kept = 0
    for fault in ["EIO", "ENOSPC"] {
      for occurrence in 1...4 {
        let folder = try prepared()
        // Only calls that the output's folder or an open file is concerned with; reading fails elsewhere.
        let inject = "\(Self.strace) -f -qq -o /dev/null -P out -P out/values.csv "
          + "-e trace=\(call) -e inject=\(call):error=\(fault):when=\(occurrence) "
        let result = try Tool.shell(inject + Self.command, in: folder.url)
        let found = try folder.bytes("out/values.csv")
        #expect(found == whole || found == Array("old\n".utf8), "\(call) \(fault) \(occurrence)")
        #expect(try entries(folder) == ["values.csv"], "\(call) \(fault) \(occurrence)")
        #expect((result.status == 0) == (found == whole), "\(result.errorText)")
        if found != whole { kept += 1 }
      }
    }
    _ = kept
  }

  @Test(arguments: ["write", "fsync", "rename"])
  func `a killed run leaves the old file or the new one`(_ call: String) throws {
    try #require(FileManager.default.isExecutableFile(atPath: Self.strace), "strace is missing")
    let whole = try whole()
    for occurrence in 1...3 {
      let folder = try prepared()
      let inject = "\(Self.strace) -f -qq -o /dev/null -e trace=\(call) "
        + "-e inject=\(call):signal=KILL:when=\(occurrence) "
      _ = try Tool.shell(inject + Self.command, in: folder.url)
      let found = try folder.bytes("out/values.csv")
      #expect(found == whole || found == Array("old\n".utf8), "\(call) \(occurrence)")
    }
  }

  @Test func `a full device is a failure that is said`() throws {
    let folder = try prepared()
    for command in ["compile recipe.yaml --emit json", "check recipe.yaml", "eval recipe.yaml --at 0",
      "--version"]
    {
      let result = try Tool.shell("recipec \(command) > /dev/full", in: folder.url)
      #expect(result.status == 2, "\(command)")
      #expect(result.errorText.contains("No space left on device"), "\(command)")
    }
  }

  @Test func `a link is followed and stays a link`() throws {
    let folder = try prepared()
    let command = "ln -s out/values.csv link.csv && recipec compile recipe.yaml --emit csv -o link.csv"
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
