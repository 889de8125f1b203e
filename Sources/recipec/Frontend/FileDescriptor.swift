// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A failed call of the operating system, in its own words.
struct SystemError: Error {
  let code: Int32

  static var last: SystemError { SystemError(code: errno) }

  var message: String { unsafe String(cString: strerror(code)) }
}

/// An open file.
struct FileDescriptor {
  let raw: Int32

  init(_ raw: Int32) { self.raw = raw }

  /// Writes every byte, however many calls it takes.
  func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Reads to the end, but no more than `limit` bytes and one: enough to know that there are more.
  func read(limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let wanted = min(buffer.count, limit + 1 - bytes.count)
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(raw, $0.baseAddress, wanted)
      }
      if count == 0 { break }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw .last
      }
    }
    return bytes
  }

  func close() { _ = Glibc.close(raw) }
}
