// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The files of the repository that the tests were built from.
package enum Repository {
  /// The folder with `Package.swift`.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file or folder by its path from the root.
  package static func url(_ path: String) -> URL { root.appending(path: path) }

  /// The bytes of a file.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url(path)))
  }

  /// The text of a file.
  package static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The paths of all files under a folder that end in one of the suffixes, in the order of their
  /// bytes.
  package static func files(under folder: String, endingIn suffixes: String...) -> [String] {
    var found: [String] = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url(folder).path)) ?? []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url(path).path, isDirectory: &isFolder)
      if isFolder.boolValue {
        for suffix in suffixes { found += files(under: path, endingIn: suffix) }
      } else if suffixes.contains(where: name.hasSuffix) {
        found.append(path)
      }
    }
    return found
  }
}
