// SPDX-License-Identifier: Apache-2.0

#if arch(x86_64)
import Foundation
import RecipeTestSupport
import Testing

/// The instructions that compilers make of the kernels in C.
///
/// An instruction that multiplies and adds in one rounding would give other bits, but only on the
/// processors and under the compiler settings that have it: so the code itself is looked at.
@Suite struct KernelCodeTests {
  static let kernels = [
    "recipec_fill_f64_sse2", "recipec_fill_f32_sse2", "recipec_fill_f64_avx2",
    "recipec_fill_f32_avx2", "stream_aligned_f64_avx2",
  ]
  static let source = Repository.url("Sources/CRecipeKernels/CRecipeKernels.c")
  static let headers = Repository.url("Sources/CRecipeKernels/include")
  /// The C compilers on this machine.
  static let compilers = ["clang", "gcc"].filter { program($0) != nil }

  @Test(.enabled(if: program("objdump") != nil, "objdump of binutils is not installed"))
  func `the kernels of this build multiply and add separately`() throws {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    for kernel in Self.kernels {
      let code = try output(of: "objdump", ["-d", "--disassemble=\(kernel)", tests.path])
      #expect(count("addpd", in: code) > 20 && count("mulpd", in: code) > 20, "\(kernel)")
      #expect(code.contains("ymm") == kernel.hasSuffix("avx2"), "\(kernel)")
      #expect(fused(code) == 0, "\(kernel)")
    }
  }

  /// With the instruction set of 2013 and later for all of the file, compilers fuse where they may; the
  /// copy without the lines that forbid it shows that they do, and that this test would notice.
  @Test(
    .enabled(if: program("objdump") != nil && !compilers.isEmpty, "no C compiler or no objdump"),
    arguments: compilers
  )
  func `no instruction set makes the kernels fuse`(compiler: String) throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.source, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let planted = lines.filter { !$0.contains("contract") || $0.hasPrefix("//") }
    #expect(lines.count - planted.count == 2)
    try folder.write(Array(text.utf8), to: "kernels.c")
    try folder.write(Array(planted.joined(separator: "\n").utf8), to: "planted.c")
    for target in ["x86-64-v3", "x86-64-v4"] {
      let code = try compile("kernels.c", in: folder, with: compiler, for: target)
      #expect(count("mulpd", in: code) > 50)
      #expect(fused(code) == 0, "\(compiler) \(target)")
    }
    let code = try compile("planted.c", in: folder, with: compiler, for: "x86-64-v3")
    #expect(fused(code) > 50, "\(compiler)")
  }

  @Test(.enabled(if: !compilers.isEmpty, "no C compiler"), arguments: compilers)
  func `settings that change bits are refused`(compiler: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: Failure.self) {
      let arguments = ["-c", "-ffast-math", "-I", Self.headers.path, "-o", "kernels.o"]
      try output(of: compiler, arguments + [Self.source.path], in: folder)
    }
  }

  // MARK: Programs

  /// A program that ended with another status than 0.
  private struct Failure: Error {
    let errors: String
  }

  /// The number of instructions that multiply and add in one rounding.
  private func fused(_ code: String) -> Int {
    ["vfmadd", "vfmsub", "vfnmadd", "vfnmsub"].reduce(0) { $0 + count($1, in: code) }
  }

  private func count(_ word: String, in code: String) -> Int {
    code.components(separatedBy: word).count - 1
  }

  /// The instructions of a file compiled in a folder.
  private func compile(
    _ name: String,
    in folder: TemporaryFolder,
    with compiler: String,
    for target: String
  ) throws -> String {
    // The dialect with extensions is the one in which gcc fuses.
    let setting = ["-std=gnu11", "-O2", "-march=\(target)", "-I", Self.headers.path]
    try output(of: compiler, setting + ["-c", "-o", "kernels.o", name], in: folder)
    return try output(of: "objdump", ["-d", "kernels.o"], in: folder)
  }

  /// Where a program lies on this machine.
  private static func program(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  @discardableResult
  private func output(
    of name: String,
    _ arguments: [String],
    in folder: TemporaryFolder? = nil
  ) throws -> String {
    let folder = try folder ?? TemporaryFolder()
    let process = Process()
    process.executableURL = Self.program(name)
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    // Files instead of pipes: no deadlock however much is written to both.
    for name in ["output", "errors"] { try folder.write([], to: name) }
    process.standardOutput = try FileHandle(forWritingTo: folder.url("output"))
    process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw Failure(errors: String(decoding: try folder.bytes("errors"), as: UTF8.self))
    }
    return String(decoding: try folder.bytes("output"), as: UTF8.self)
  }
}
#endif
