// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport
import Testing

/// What the tool prints and how it ends, command by command.
@Suite
struct CommandScriptTests {
  static let paths = Repository.files(under: "\(Golden.folder)/cli", endingIn: ".txt")

  @Test(arguments: paths)
  func `the tool answers as it was recorded`(_ path: String) throws {
    let script = try CommandScript(try Repository.text(path))
    let played = try script.played()
    Golden.expect(played, matches: String(path.dropFirst(Golden.folder.count + 1)))
  }

  @Test func `there are scripts for every command and every exit status of a user's making`() throws
  {
    let all = try Self.paths.map { try Repository.text($0) }.joined()
    for command in ["check", "compile", "eval", "explain", "test", "sweep", "expand", "schema"] {
      #expect(all.contains("$ recipec \(command) "), "\(command)")
    }
    for status in 0...2 { #expect(all.contains("\n= \(status)\n")) }
    #expect(!all.contains("\n= 70\n") && !all.contains("\n= 64\n"))
    #expect(Self.paths.count >= 25)
  }

  @Test func `a script that was not played right is noticed`() throws {
    let script = try CommandScript(
      "About.\n-- a b.txt --\nx\n-- commands --\n$ cat 'a b.txt'; exit 3\n"
    )
    let played = try script.played()
    #expect(
      played == "About.\n-- a b.txt --\nx\n-- commands --\n$ cat 'a b.txt'; exit 3\n| x\n= 3\n"
    )
    let escaped = try CommandScript("-- commands --\n$ printf '\\033[1m!' >&2\n").played()
    #expect(escaped == "-- commands --\n$ printf '\\033[1m!' >&2\n!~ \\x1B[1m!\n= 0\n")
  }
}
