// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs programs of this machine.
enum Shell {
  /// What a program left behind.
  struct Result {
    let output: String
    let errors: String
    /// The exit status, or 128 and the number of the signal that ended it.
    let status: Int32
  }

  /// Runs a line of shell.
  static func run(
    _ line: String,
    in folder: URL,
    input: String = "",
    environment: [String: String] = [:]
  ) throws -> Result {
    // Files instead of pipes: no deadlock however much is written to both.
    let scratch = try Scratch()
    try Data(input.utf8).write(to: scratch.url("input"))
    for name in ["output", "errors"] { try Data().write(to: scratch.url(name)) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("input"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url("output"))
    process.standardError = try FileHandle(forWritingTo: scratch.url("errors"))
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Result(
      output: try String(contentsOf: scratch.url("output"), encoding: .utf8),
      errors: try String(contentsOf: scratch.url("errors"), encoding: .utf8),
      status: process.terminationStatus + (isSignal ? 128 : 0)
    )
  }

  /// Whether a program is installed.
  static func has(_ program: String) -> Bool {
    let here = URL(filePath: "/")
    return (try? run("command -v \(program)", in: here).status) == 0
  }
}

/// A new empty folder that disappears with its last user.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "recipec-abi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func url(_ name: String) -> URL { url.appending(path: name) }
}
