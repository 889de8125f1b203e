// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The files that a list of paths stands for: files as they are, directories walked.
enum RecipeFiles {
  /// The recipes under the paths, in the order of the paths and, inside directories, of their
  /// names.
  ///
  /// A file that is named is always taken. In directories `.yaml` and `.yml` files are taken when a
  /// line of theirs starts with `recipec:`: other YAML lives beside recipes. Symbolic links to
  /// directories and hidden entries are not followed.
  static func find(_ paths: [String]) throws(CouldNotRun) -> [String] {
    var found: [String] = []
    for path in paths {
      if path != "-" && isDirectory(path) {
        try walk(path, into: &found)
      } else {
        found.append(path)
      }
    }
    guard !found.isEmpty else {
      throw CouldNotRun(
        message: "no recipe found: a recipe is a .yaml or .yml file with a line `recipec: 1`"
      )
    }
    return found
  }

  private static func isDirectory(_ path: String, followingLinks: Bool = true) -> Bool {
    var status = stat()
    let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func walk(_ directory: String, into found: inout [String]) throws(CouldNotRun) {
    for name in try entries(of: directory) where !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      if isDirectory(path, followingLinks: false) {
        try walk(path, into: &found)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml"), isRecipe(path) {
        found.append(path)
      }
    }
  }

  private static func entries(of directory: String) throws(CouldNotRun) -> [String] {
    guard let handle = unsafe opendir(directory) else {
      throw CouldNotRun(message: "cannot read \(directory): \(SystemError.last.message)")
    }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    // By bytes, not by locale: the order of findings is part of the output.
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func isRecipe(_ path: String) -> Bool {
    // A file that cannot be read is taken, so that the check says so instead of passing over it.
    guard let file = try? InputFile.read(path) else { return true }
    let key = Array("recipec:".utf8)
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = file.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    return file.bytes[start...].split(separator: 0x0A).contains { $0.starts(with: key) }
  }
}
