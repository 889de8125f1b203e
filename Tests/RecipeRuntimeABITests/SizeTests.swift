// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

extension LibraryTests {
  /// How much a trainer takes on.
  @Suite
  struct SizeTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    /// The most that each library may have or add, stripped.
    private static let limit = 160 << 10

    private func size(_ name: String) throws -> Int {
      let path = library.folder.appending(path: name).path
      return try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test func `the shared library is small`() throws {
      try library.run("strip -o stripped.so prefix/lib/librecipec-runtime.so.1")
      #expect(try size("stripped.so") <= Self.limit)
    }

    @Test func `the static library adds little to a program`() throws {
      try library.run("strip -o stripped-static driver-static && strip -o stripped-shared driver")
      #expect(try size("stripped-static") - size("stripped-shared") <= Self.limit)
    }
  }
}
