// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeTestSupport
import Testing

/// A recipe is read from files and from nothing else.
@Suite
struct NetworkTests {
  private static let hasStrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  @Test(
    .enabled(if: hasStrace, "strace is missing"),
    arguments: [
      "check recipe.yaml", "compile recipe.yaml --emit table -o recipe.rct", "test recipe.yaml",
      "explain recipe.yaml --at 5", "check address.yaml",
    ]
  )
  func `no socket is opened, whatever a recipe names`(_ command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("run: { length: 50 steps }\n", to: "base.yaml")
    try folder.write(
      """
      recipec: 1
      extends: base.yaml
      source: { title: t, url: "https://example.org/paper" }
      schedules: { lr: 0.1 }
      expect: [value: { at: 5 steps, is: 0.1 }]
      """,
      to: "recipe.yaml"
    )
    try folder.write("recipec: 1\nextends: https://example.org/base.yaml\n", to: "address.yaml")
    let traced = "strace -f -qq -o trace -e trace=%network recipec \(command)"
    let result = try Tool.shell(traced, in: folder.url)
    #expect(result.status == (command.contains("address") ? 1 : 0), "\(result.errorText)")
    let calls = try String(decoding: folder.bytes("trace"), as: UTF8.self)
    #expect(!calls.contains("socket(") && !calls.contains("connect("), "\(calls)")
    let witness = try Tool.shell(
      "strace -f -qq -o witness -e trace=%network python3 -c 'import socket; socket.socket()'",
      in: folder.url
    )
    #expect(witness.status == 0)
    #expect(try String(decoding: folder.bytes("witness"), as: UTF8.self).contains("socket("))
  }
}
