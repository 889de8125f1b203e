// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeTestSupport
import Testing

/// The compilers and interpreters that emitted programs are tried with.
enum Toolchain: String, CaseIterable {
  case gcc
  case gxx = "g++"
  case clang
  case clangxx = "clang++"
  case python3

  /// The command, with the options that make a compiler complain about all that it can.
  ///
  /// Products are fused with sums wherever the compiler and the processor can: GCC does so in GNU modes
  /// and from -O2 on without being asked.
  var command: String {
    let strict =
      "-O2 \(Self.fusing) -ffp-contract=fast -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
    return switch self {
    case .gcc: "gcc -x c -std=gnu11 -Wno-overlength-strings \(strict)"
    case .gxx: "g++ -x c++ -std=gnu++17 \(strict)"
    case .clang: "clang -x c -std=gnu11 \(strict)"
    case .clangxx: "clang++ -x c++ -std=gnu++17 \(strict)"
    case .python3: "python3 -B -W error"
    }
  }

  /// The option for a processor that multiplies and adds in one step; such are all of 64-bit Arm.
  private static let fusing = Self.isIntel ? "-march=x86-64-v3" : ""

  /// Whether the command is there.
  var isInstalled: Bool {
    let folder = try? TemporaryFolder()
    let result = folder.flatMap { try? Self.shell("command -v \(rawValue)", in: $0.url) }
    return result?.status == 0
  }

  /// Whether this machine can run what is compiled for it to fuse.
  static let canFuse: Bool = {
    if !isIntel { return true }
    let information = try? String(contentsOf: URL(filePath: "/proc/cpuinfo"), encoding: .utf8)
    let flags = information?.split(separator: "\n").first { $0.hasPrefix("flags") }
    return flags?.split(separator: " ").contains("fma") ?? false
  }()

  private static let isIntel: Bool = {
    #if arch(x86_64)
    true
    #else
    false
    #endif
  }()

  /// Runs a line of shell with the programs that the tester has.
  static func shell(_ line: String, in folder: URL) throws -> Tool.Result {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Tool.shell(line, in: folder, environment: ["PATH": path])
  }

  /// Compiles a program in a folder, and runs it.
  ///
  /// - Parameters:
  ///   - source: the file that is compiled, or that Python runs.
  ///   - arguments: what the program is given.
  ///   - options: more options for the compiler.
  ///   - folder: where the files are.
  /// - Returns: what the program printed.
  /// - Throws: when it cannot be compiled, with what the compiler says.
  func run(
    _ source: String,
    _ arguments: String = "",
    options: String = "",
    in folder: TemporaryFolder
  ) throws -> Tool.Result {
    if self == .python3 {
      return try Self.shell("\(command) \(source) \(arguments)", in: folder.url)
    }
    let program = "\(source).\(rawValue)"
    let build = try Self.shell("\(command) \(options) \(source) -o \(program)", in: folder.url)
    try #require(build.status == 0, "\(rawValue): \(build.errorText)")
    return try Self.shell("./\(program) \(arguments)", in: folder.url)
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs a test only where a program is installed; elsewhere it is reported as skipped.
  static func needs(_ tool: Toolchain) -> Self {
    .enabled(if: tool.isInstalled, "\(tool.rawValue) is not installed")
  }

  /// Runs a test only where the processor could get the bits wrong; elsewhere it is reported as
  /// skipped.
  static var needsFusing: Self {
    .enabled(if: Toolchain.canFuse, "the processor does not multiply and add in one step")
  }
}
