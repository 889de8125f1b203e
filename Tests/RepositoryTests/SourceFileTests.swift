// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// What holds for every file of the sources and for every rule.
@Suite
struct SourceFileTests {
  static let files =
    Repository.files(under: "Sources", endingIn: ".swift")
    + Repository.files(under: "Tests", endingIn: ".swift")

  @Test func `there are files to look at`() {
    #expect(Self.files.count > 150)
  }

  @Test func `a file has at most 400 lines`() throws {
    for file in Self.files {
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 401, "\(file) has \(lines.count) lines")
    }
  }

  @Test func `a file starts with its licence and holds no marks of unfinished work`() throws {
    for file in Self.files where !file.hasSuffix("/SourceFileTests.swift") {
      let text = try Repository.text(file)
      #expect(text.hasPrefix("// SPDX-License-Identifier: Apache-2.0\n"), "\(file)")
      for mark in ["TODO", "FIXME", "HACK"] { #expect(!text.contains(mark), "\(file)") }
    }
  }

  @Test func `no library multiplies and adds in one rounding`() throws {
    for file in Self.files where file.hasPrefix("Sources/") {
      let text = try Repository.text(file)
      for name in [".addingProduct(", ".addProduct(", "fma("] {
        #expect(!text.contains(name), "\(file) uses \(name)")
      }
    }
  }

  @Test func `every rule has a name of its own in small letters, and a summary`() {
    var names: Set<String> = []
    for rule in Compiler.rules {
      #expect(names.insert(rule.name).inserted, "\(rule.name) twice")
      let isKebab = rule.name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
      }
      #expect(isKebab, "\(rule.name)")
      #expect(
        rule.summary.hasSuffix(".") && rule.summary.first?.isUppercase == true,
        "\(rule.name)"
      )
    }
    #expect(names.count > 80)
  }

  @Test func `the formatter is configured, strictly`() throws {
    let configuration = try Repository.text(".swift-format")
    for setting in [
      "\"lineLength\": 100", "\"NeverForceUnwrap\": true", "\"NeverUseForceTry\": true",
    ] {
      #expect(configuration.contains(setting), "\(setting)")
    }
  }
}
