// SPDX-License-Identifier: Apache-2.0

/// The sources of one compilation, in the order in which they were added.
public struct SourceMap: Sendable {
  /// The sources; ``SourceID/rawValue`` is the index.
  public private(set) var files: [SourceFile] = []

  /// Creates a map without sources.
  public init() {}

  /// Adds a source and returns the identifier that its ranges carry.
  public mutating func add(name: String, bytes: [UInt8]) -> SourceID {
    files.append(SourceFile(name: name, bytes: bytes))
    return SourceID(rawValue: files.count - 1)
  }

  /// The source that an identifier of this map names.
  ///
  /// - Precondition: the identifier was returned by ``add(name:bytes:)`` of this map.
  public subscript(id: SourceID) -> SourceFile { files[id.rawValue] }

  /// The bytes in a range, decoded, with U+FFFD for what is not UTF-8.
  public func text(in range: SourceRange) -> String {
    let bytes = self[range.source].bytes
    let end = min(range.end, bytes.count)
    return String(decoding: bytes[min(range.start, end)..<end], as: UTF8.self)
  }
}
