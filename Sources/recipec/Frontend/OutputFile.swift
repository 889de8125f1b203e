// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Output that appears whole or not at all.
///
/// The bytes go to a new file beside the target, which replaces it in one step once they are on
/// disk. Whatever fails before, the target is what it was.
struct OutputFile {
  private let target: String
  private let temporary: String
  private let directory: String
  private let file: FileDescriptor

  /// Writes a file through a function that is handed a way to write.
  static func write(
    _ path: String,
    _ body: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
  ) throws {
    if path == "-" {
      try body { bytes in try FileDescriptor(STDOUT_FILENO).write(bytes) }
      return
    }
    let output = try OutputFile(path)
    do {
      defer { output.file.close() }
      try body { bytes in try output.file.write(bytes) }
      guard fsync(output.file.raw) == 0 else { throw output.failure() }
    } catch {
      output.discard()
      throw error
    }
    try output.commit()
  }

  private init(_ path: String) throws(CouldNotRun) {
    let target = Self.resolved(path)
    self.target = target
    guard !path.isEmpty else { throw CouldNotRun(message: "the output file has no name") }
    var status = stat()
    if unsafe stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "no regular file"
      throw CouldNotRun(message: "cannot write \(path): it is \(kind)")
    }
    // By code points: a slash and a combining mark after it are one character to Swift, but not to
    // a path.
    let scalars = target.unicodeScalars
    let cut = scalars.lastIndex(of: "/").map { scalars.index(after: $0) } ?? scalars.startIndex
    let folder = String(target[..<cut])
    directory = folder.isEmpty ? "." : folder
    let random = String(UInt64.random(in: .min ... .max), radix: 36)
    temporary = folder + "." + target[cut...] + "." + random + ".tmp"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(temporary, flags, 0o666)
    guard descriptor >= 0 else {
      throw CouldNotRun(message: "cannot write \(path): \(SystemError.last.message)")
    }
    file = FileDescriptor(descriptor)
  }

  /// The file a symbolic link stands for: replacing the link itself would lose it.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Puts the written file in the place of the target.
  private func commit() throws(CouldNotRun) {
    guard unsafe rename(temporary, target) == 0 else {
      let failure = failure()
      discard()
      throw failure
    }
    // The rename is on disk once the directory is; a file system that cannot do that loses nothing.
    let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      _ = fsync(folder)
      _ = Glibc.close(folder)
    }
  }

  private func failure() -> CouldNotRun {
    CouldNotRun(message: "cannot write \(target): \(SystemError.last.message)")
  }

  private func discard() { _ = unsafe unlink(temporary) }
}
