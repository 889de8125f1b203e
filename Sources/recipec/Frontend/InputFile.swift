// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A file that was read whole.
struct InputFile {
  /// The name as the user gave it.
  let name: String
  /// The path; nil for standard input.
  let path: String?
  let bytes: [UInt8]

  /// Whether the file is a table: its first byte is one that no recipe has.
  var isTable: Bool { bytes.first == 0x89 }

  /// Whether the file is a state or a checkpoint, by its first bytes.
  var isState: Bool { bytes.starts(with: [0x89, 0x52, 0x43, 0x50, 0x53]) }

  /// Why the file is no recipe, if it is something else of recipec's.
  var otherKind: String? {
    isState ? "a state" : isTable ? "a table" : nil
  }

  /// Tables are at most 16 MiB; a recipe over its own limit is refused by the compiler, in words.
  private static let limit = 16 << 20

  /// Reads a file, or standard input for `-`.
  static func read(_ path: String) throws(CouldNotRun) -> InputFile {
    if path == "-" {
      let bytes = try contents(of: FileDescriptor(STDIN_FILENO), path: "standard input")
      return InputFile(name: "<stdin>", path: nil, bytes: bytes)
    }
    // Without O_NONBLOCK the call would wait for somebody to open the other end of a pipe with a
    // name.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw cannotRead(path) }
    let file = FileDescriptor(descriptor)
    defer { file.close() }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw cannotRead(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw CouldNotRun(message: "cannot read \(path): it is a directory")
    }
    // Reading does wait: `recipec check <(generate)` is a pipe whose writer may not be ready yet.
    guard fcntl(descriptor, F_SETFL, O_RDONLY) == 0 else { throw cannotRead(path) }
    return InputFile(name: path, path: path, bytes: try contents(of: file, path: path))
  }

  /// Whether two paths name one file.
  static func isSame(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    return unsafe stat(left, &first) == 0 && stat(right, &second) == 0
      && first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  private static func cannotRead(_ path: String) -> CouldNotRun {
    CouldNotRun(message: "cannot read \(path): \(SystemError.last.message)")
  }

  private static func contents(
    of file: FileDescriptor,
    path: String
  ) throws(CouldNotRun) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try file.read(limit: limit)
    } catch {
      throw CouldNotRun(message: "cannot read \(path): \(error.message)")
    }
    guard bytes.count <= limit else {
      throw CouldNotRun(message: "cannot read \(path): it is larger than 16 MiB")
    }
    return bytes
  }
}
