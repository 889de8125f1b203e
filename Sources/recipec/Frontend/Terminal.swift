// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What the stream that output goes to can show.
struct Terminal {
  let isTerminal: Bool
  /// Cells in a line; nil for a pipe, where nothing is wrapped.
  let width: Int?

  init(_ descriptor: Int32) {
    isTerminal = isatty(descriptor) == 1
    width = isTerminal ? Self.columns(descriptor) : nil
  }

  private static func columns(_ descriptor: Int32) -> Int {
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return Environment["COLUMNS"].flatMap(Int.init) ?? 80
  }
}

/// The environment variables that conventions about terminals speak of.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Whether a variable is there and not empty: an empty NO_COLOR asks for nothing.
  static func isSet(_ name: String) -> Bool { Environment[name]?.isEmpty == false }
}
