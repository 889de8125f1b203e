// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The library as `make install` leaves it, and the C programs of the tests built against it.
///
/// It is built anew where a source has changed, so that no test can meet an old one.
final class InstalledLibrary: Sendable {
  /// The library, or why there is none.
  static let shared = Result { try InstalledLibrary() }

  let folder: URL
  /// The prefix that everything was installed under.
  var prefix: URL { folder.appending(path: "prefix") }
  var shared: URL { prefix.appending(path: "lib/librecipec-runtime.so.1") }
  var archive: URL { prefix.appending(path: "lib/librecipec-runtime.a") }
  var header: URL { prefix.appending(path: "include/recipec.h") }

  /// Why the library cannot be had.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private init() throws {
    // One folder beside the build, so that runs do not pile up; what is in it is written anew.
    folder = Self.root.appending(path: ".build/runtime-tests")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let packaging = Self.root.appending(path: "Sources/RecipeRuntimeABI/packaging").path
    // Where `make runtime` builds as well: it is done once for as long as no source changes.
    let built = Self.root.appending(path: ".build/runtime").path
    try run("\(packaging)/build.sh \(built) && \(packaging)/install.sh \(built) \"$PWD/prefix\"")
    let programs = Self.root.appending(path: "Tests/RecipeRuntimeABITests/Programs").path
    let strict = "-Wall -Wextra -Wpedantic -Werror"
    let flags = "$(pkg-config --cflags --libs recipec-runtime) -Wl,-rpath,$PWD/prefix/lib"
    try run("cc -std=gnu99 -g \(strict) \(programs)/driver.c \(flags) -o driver")
    try run("cc -std=gnu99 -g \(strict) \(programs)/damage.c \(flags) -o damage")
    try run("cc -std=gnu99 -O2 \(strict) \(programs)/cursor.c \(flags) -o cursor")
    try run(
      "cc -std=gnu99 \(strict) \(programs)/driver.c -Iprefix/include "
        + "prefix/lib/librecipec-runtime.a -o driver-static"
    )
  }

  /// Where pkg-config finds the library.
  var environment: [String: String] {
    ["PKG_CONFIG_PATH": prefix.appending(path: "lib/pkgconfig").path]
  }

  /// Runs a line of shell in the folder, and takes no failure for an answer.
  @discardableResult
  func run(_ line: String, input: String = "") throws -> String {
    let result = try Shell.run(line, in: folder, input: input, environment: environment)
    if result.status != 0 {
      throw Failure(description: "\(line): status \(result.status)\n\(result.errors)")
    }
    return result.output
  }
}
