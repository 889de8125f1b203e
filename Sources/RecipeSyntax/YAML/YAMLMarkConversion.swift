// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Converts the places of libyaml to byte offsets.
///
/// libyaml counts scalars within lines and does not count a byte order mark. Walking a line for
/// every event would be quadratic for a document on one line, so the offset of every 64th scalar is
/// remembered.
internal struct YAMLMarkConversion {
  private static let stride = 64

  private let bytes: [UInt8]
  private let lineStarts: [Int]
  /// The number of scalars before each line.
  private var scalarsBeforeLine: [Int] = []
  /// The byte offset of the scalars 0, 64, 128, ….
  private var checkpoints: [Int] = []
  private let isASCII: Bool

  /// Prepares the conversion for a well-formed UTF-8 source.
  internal init(_ file: SourceFile) {
    bytes = file.bytes
    var starts = file.lines.starts
    if bytes.starts(with: LineTable.byteOrderMark) {
      starts[0] = LineTable.byteOrderMark.count
    }
    lineStarts = starts
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    guard !isASCII else { return }
    var scalars = 0
    var line = 0
    for offset in starts[0]..<max(starts[0], bytes.count) where bytes[offset] & 0xC0 != 0x80 {
      if line < starts.count, offset == starts[line] {
        scalarsBeforeLine.append(scalars)
        line += 1
      }
      if scalars % YAMLMarkConversion.stride == 0 {
        checkpoints.append(offset)
      }
      scalars += 1
    }
    while scalarsBeforeLine.count < starts.count {
      scalarsBeforeLine.append(scalars)
    }
  }

  /// The byte offset of a mark; places past the text are its end.
  internal func offset(of mark: YAMLMark) -> Int {
    guard mark.line < lineStarts.count else { return bytes.count }
    guard !isASCII else { return min(lineStarts[mark.line] + mark.column, bytes.count) }
    let scalar = scalarsBeforeLine[mark.line] + mark.column
    let checkpoint = scalar / YAMLMarkConversion.stride
    guard checkpoint < checkpoints.count else { return bytes.count }
    var offset = checkpoints[checkpoint]
    var remaining = scalar % YAMLMarkConversion.stride
    while remaining > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }
}
