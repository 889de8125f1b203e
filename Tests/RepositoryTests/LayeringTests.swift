// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport
import Testing

/// The layers of the code: what every module may know of.
@Suite
struct LayeringTests {
  /// Every module with the modules of the package that it may import, from the bottom up.
  static let layers: [(module: String, imports: Set<String>)] = [
    ("CRecipeKernels", []),
    ("RecipeRuntime", ["CRecipeKernels"]),
    ("CRecipeRuntime", []),
    ("RecipeRuntimeABI", ["CRecipeRuntime", "RecipeRuntime"]),
    ("RecipeDiagnostics", []),
    ("CLibYAML", []),
    ("RecipeSyntax", ["CLibYAML", "RecipeDiagnostics"]),
    ("RecipeSemantics", ["RecipeDiagnostics", "RecipeSyntax"]),
    (
      "RecipeLowering",
      ["RecipeDiagnostics", "RecipeRuntime", "RecipeSemantics", "RecipeSyntax"]
    ),
    (
      "RecipeCheck",
      ["RecipeDiagnostics", "RecipeLowering", "RecipeRuntime", "RecipeSemantics", "RecipeSyntax"]
    ),
    (
      "RecipeCompiler",
      [
        "RecipeCheck", "RecipeDiagnostics", "RecipeLowering", "RecipeRuntime", "RecipeSemantics",
        "RecipeSyntax",
      ]
    ),
    ("recipec", ["RecipeCompiler", "RecipeDiagnostics", "RecipeRuntime"]),
  ]

  /// The modules from elsewhere that each module may import.
  static let foreign: [String: Set<String>] = [
    "recipec": ["ArgumentParser", "Dispatch", "Glibc"],
    // The C standard library's files and memory, declared beside the C interface.
    "RecipeRuntimeABI": ["CRecipeRuntimeLibC"],
  ]

  /// The modules that the sources of a module import, with the file of each import.
  private func imports(of module: String) throws -> [(name: String, file: String)] {
    try Repository.files(under: "Sources/\(module)", endingIn: ".swift").flatMap { file in
      try Repository.text(file).split(separator: "\n").compactMap { line in
        // `internal import struct A.B` imports A; attributes may come first.
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), !line.hasPrefix("//"),
          // What is indented is text for another language.
          !line.hasPrefix(" "),
          words[..<index].allSatisfy({ $0.hasPrefix("@") || Self.levels.contains(String($0)) })
        else { return nil }
        let names = words[(index + 1)...].drop { Self.kinds.contains(String($0)) }
        return names.first.map { (String($0.prefix { $0 != "." }), file) }
      }
    }
  }

  private static let levels = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds = [
    "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
  ]

  @Test func `every module imports only what lies below it`() throws {
    for (module, allowed) in Self.layers {
      let known = allowed.union(Self.foreign[module] ?? [])
      for (name, file) in try imports(of: module) {
        #expect(known.contains(name), "\(file) imports \(name)")
      }
    }
  }

  @Test func `imports are found at all`() throws {
    let names = Set(try imports(of: "recipec").map(\.name))
    #expect(
      names.isSuperset(of: ["ArgumentParser", "Glibc", "RecipeCompiler", "RecipeDiagnostics"])
    )
    #expect(try imports(of: "RecipeSyntax").contains { $0.name == "CLibYAML" })
  }

  @Test func `the layers go only downwards and name every module`() {
    var below: Set<String> = []
    for (module, imports) in Self.layers {
      #expect(imports.isSubset(of: below), "\(module)")
      below.insert(module)
    }
    let folders = Set(
      Repository.files(under: "Sources", endingIn: ".swift", ".modulemap")
        .compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) }
    )
    #expect(folders == below)
  }

  @Test func `no library formats numbers or computes through Foundation or the C library`() throws {
    for (module, _) in Self.layers where module != "recipec" {
      let names = Set(try imports(of: module).map(\.name))
      for name in ["Foundation", "FoundationEssentials", "Glibc", "Musl", "Dispatch"] {
        #expect(!names.contains(name), "\(module) imports \(name)")
      }
    }
  }
}
