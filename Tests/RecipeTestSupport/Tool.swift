// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The built `recipec`, run as a process of its own.
package enum Tool {
  /// What a process left behind.
  package struct Result {
    package let output: [UInt8]
    package let errors: [UInt8]
    /// The exit status, or 128 and the number of the signal that ended it.
    package let status: Int32

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// The executable: the build puts it beside the bundle of the tests.
  package static let url: URL =
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "recipec")

  /// Runs the tool.
  ///
  /// - Parameters:
  ///   - arguments: what follows the name of the tool.
  ///   - folder: where it runs.
  ///   - input: its standard input.
  ///   - environment: all of its environment besides PATH, so that the tester's changes nothing.
  /// - Returns: what it printed and how it ended.
  /// - Throws: when the tool cannot be started.
  package static func run(
    _ arguments: [String],
    in folder: URL,
    input: [UInt8] = [],
    environment: [String: String] = [:]
  ) throws -> Result {
    try run(url, arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a line of shell in which `recipec` is the built tool.
  package static func shell(
    _ line: String,
    in folder: URL,
    environment: [String: String] = [:]
  ) throws -> Result {
    let shell = URL(filePath: "/bin/sh")
    return try run(shell, ["-c", line], in: folder, input: [], environment: environment)
  }

  private static func run(
    _ executable: URL,
    _ arguments: [String],
    in folder: URL,
    input: [UInt8],
    environment: [String: String]
  ) throws -> Result {
    // Files instead of pipes: no deadlock however much is written to both.
    let scratch = try TemporaryFolder()
    try scratch.write(input, to: "input")
    try scratch.write([], to: "output")
    try scratch.write([], to: "errors")
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let path = url.deletingLastPathComponent().path + ":/usr/local/bin:/usr/bin:/bin"
    process.environment = environment.merging(["PATH": path, "LC_ALL": "C.UTF-8"]) { own, _ in own }
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("input"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url("output"))
    process.standardError = try FileHandle(forWritingTo: scratch.url("errors"))
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Result(
      output: try scratch.bytes("output"),
      errors: try scratch.bytes("errors"),
      status: process.terminationReason == .uncaughtSignal ? 128 + status : status
    )
  }
}
