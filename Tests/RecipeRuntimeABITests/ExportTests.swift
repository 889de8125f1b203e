// SPDX-License-Identifier: Apache-2.0

import CRecipeRuntime
import Foundation
import Testing

extension LibraryTests {
  /// What the libraries show and need, as `nm` and `readelf` see it.
  @Suite
  struct ExportTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    private func lines(_ command: String) throws -> [String] {
      try library.run(command).split(separator: "\n").map(String.init)
    }

    /// The functions that the header declares.
    private func declared() throws -> Set<String> {
      Set(try Header(library.header).functions.map(\.name))
    }

    /// What a library may take from the C library: everything is older than glibc 2.17.
    private static let needed: Set<String> = [
      "__stack_chk_fail", "fclose", "ferror", "fopen", "fread", "free", "malloc", "memcmp",
      "memcpy",
      "memmove", "memset", "posix_memalign",
    ]

    @Test func `the shared library exports the functions of the header and nothing else`() throws {
      let found = try lines("nm -D --defined-only \(library.shared.path) | awk '{print $NF}'")
      #expect(Set(found) == (try declared()))
      #expect(found.count > 20)
    }

    @Test func `the static library shows the functions of the header and nothing else`() throws {
      let found = try lines(
        "nm -g --defined-only \(library.archive.path) | awk 'NF == 3 {print $3}'"
      )
      #expect(Set(found) == (try declared()))
    }

    @Test func `both libraries take little from the C library`() throws {
      let shared = try lines("nm -D -u \(library.shared.path) | awk '{print $NF}'")
      #expect(Set(shared.map { String($0.prefix { $0 != "@" }) }).subtracting(Self.needed) == [])
      let archive = try lines("nm -u \(library.archive.path) | awk 'NF == 2 {print $2}'")
      #expect(!archive.isEmpty && Set(archive).subtracting(Self.needed) == [])
    }

    @Test func `the shared library needs the C library and no other`() throws {
      let found = try lines("readelf -dW \(library.shared.path) | grep NEEDED")
      #expect(found.count == 1 && found.first?.contains("[libc.so.6]") == true)
    }

    @Test func `the name that programs load carries the major version`() throws {
      let found = try lines("readelf -dW \(library.shared.path) | grep SONAME")
      #expect(found.first?.contains("[librecipec-runtime.so.1]") == true)
    }

    @Test func `glibc 2 17 is new enough`() throws {
      let versions = try lines(
        "nm -D --with-symbol-versions \(library.shared.path) | grep -o 'GLIBC_[0-9.]*' | sort -u"
      )
      #expect(!versions.isEmpty)
      for version in versions {
        let minor = version.dropFirst("GLIBC_2.".count).prefix { $0 != "." }
        #expect(try #require(Int(minor)) <= 17, "\(version)")
      }
    }

    @Test func `no stack is executable`() throws {
      for program in [library.shared.path, "driver", "driver-static"] {
        let found = try lines("readelf -lW \(program) | grep GNU_STACK")
        #expect(found.count == 1 && !(found.first?.contains("RWE") ?? true), "\(program)")
      }
    }

    @Test func `no code fuses a product and a sum`() throws {
      let count = try library.run(
        "objdump -d \(library.shared.path) | grep -ciE 'vfn?m(add|sub)' || true"
      )
      #expect(count == "0\n")
    }

    @Test func `two libraries with a Swift in them fit into one program`() throws {
      try library.run(
        """
        printf 'int swift_retain, swift_release, swift_allocObject;\\n' > clash.c &&
        printf '#include <recipec.h>\\nint main(void) { return recipec_version() != RECIPEC_VERSION; }\\n' \
          > both.c &&
        cc both.c clash.c -Iprefix/include prefix/lib/librecipec-runtime.a -o both && ./both
        """
      )
    }

    @Test func `the version of the library is that of the header`() throws {
      #expect(recipec_version() == UInt32(RECIPEC_VERSION))
      let parts = RECIPEC_VERSION_MAJOR * 1_000_000 + RECIPEC_VERSION_MINOR * 1000
      #expect(RECIPEC_VERSION == parts + RECIPEC_VERSION_PATCH)
      let version = try library.run("pkg-config --modversion recipec-runtime")
      #expect(
        version == "\(RECIPEC_VERSION_MAJOR).\(RECIPEC_VERSION_MINOR).\(RECIPEC_VERSION_PATCH)\n"
      )
    }
  }
}
