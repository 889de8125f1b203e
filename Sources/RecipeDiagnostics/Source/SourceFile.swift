// SPDX-License-Identifier: Apache-2.0

/// One source text, as it was read.
public struct SourceFile: Sendable {
  /// The name that the user knows the text by: `resnet.yaml`, `<stdin>`, `--set run.length`.
  public let name: String

  /// The bytes, unchanged; they need not be UTF-8.
  public let bytes: [UInt8]

  /// Where the lines begin.
  public let lines: LineTable

  /// Creates a source and finds its lines.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    lines = LineTable(bytes: bytes)
  }

  /// The line and column of a byte offset, as ``LineTable/lineColumn(at:in:)`` counts them.
  public func lineColumn(at offset: Int) -> LineColumn {
    lines.lineColumn(at: offset, in: bytes)
  }
}
