// SPDX-License-Identifier: Apache-2.0

/// Recipes with findings that no text file should hold: bytes that editors change, and long ones.
enum GeneratedRecipes {
  static let all: [GoldenRecipe] = [
    GoldenRecipe(
      rule: "not-utf8",
      name: "latin-1",
      text: bytes("name: \"ResNet-50 f", 0xFC, "r\"\n")
    ),
    GoldenRecipe(rule: "nul-byte", name: "binary", text: bytes("name: res", 0x00, "net\n")),
    GoldenRecipe(rule: "utf16-encoding", name: "powershell", text: utf16("recipec: 1\n")),
    GoldenRecipe(
      rule: "carriage-return",
      name: "old-mac",
      text: Array("recipec: 1\rrun: { length: 100 steps }\rschedules: { lr: 0.1 }\r".utf8)
    ),
    GoldenRecipe(rule: "file-too-large", name: "log-file", text: head + comment(300_000)),
    GoldenRecipe(
      rule: "too-many-values",
      name: "dense-values",
      text: head + Array("x_values: [\(list(of: "0.1", count: 20_000))]\n".utf8)
    ),
    GoldenRecipe(
      rule: "text-too-long",
      name: "long-name",
      text: head + Array("name: \(String(repeating: "resnet ", count: 700))\n".utf8)
    ),
    GoldenRecipe(
      rule: "key-too-long",
      name: "sentence-as-key",
      text: head + Array("x_\(String(repeating: "very_", count: 30))long: 1\n".utf8)
    ),
  ]

  /// The start of a recipe that is fine so far.
  private static let head = Array(
    "recipec: 1\nrun: { length: 100 steps }\nschedules:\n  lr: 0.1\n".utf8
  )

  private static func bytes(_ before: String, _ byte: UInt8, _ after: String) -> [UInt8] {
    head + Array(before.utf8) + [byte] + Array(after.utf8)
  }

  private static func utf16(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private static func comment(_ count: Int) -> [UInt8] {
    Array(String(repeating: "# 2026-01-01 step 100 loss 2.5\n", count: count / 31 + 1).utf8)
  }

  private static func list(of element: String, count: Int) -> String {
    Array(repeating: element, count: count).joined(separator: ", ")
  }
}
