// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport

/// A conversation with the tool, in one file: what it is about, input files, and commands with
/// their output.
///
///     Text about the case.
///     -- recipe.yaml --
///     recipec: 1
///     …
///     -- commands --
///     $ recipec check recipe.yaml
///     | a line of standard output
///     ! a line of standard error
///     = 0
///
/// Commands are lines of shell in a folder that holds the files; `=` is the exit status. Control
/// characters are written as `\xNN`, and `|~` or `!~` mark a last line that has no line break.
struct CommandScript {
  private let preamble: String
  private let files: [(name: String, text: String)]
  private let commands: [String]

  /// Why a text is no script.
  struct Malformed: Error {
    let line: String
  }

  init(_ text: String) throws(Malformed) {
    var preamble = ""
    var files: [(name: String, text: String)] = []
    var commands: [String] = []
    var section: String?
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        let name = String(line.dropFirst(3).dropLast(3))
        section = name
        if name != "commands" { files.append((name, "")) }
      } else if section == nil {
        preamble += line + "\n"
      } else if section != "commands" {
        files[files.count - 1].text += line + "\n"
      } else if line.hasPrefix("$ ") {
        commands.append(String(line.dropFirst(2)))
      } else if !["|", "!", "="].contains(line.prefix(1)), !line.isEmpty {
        throw Malformed(line: String(line))
      }
    }
    guard !commands.isEmpty else { throw Malformed(line: "no commands") }
    self.preamble = preamble
    self.files = files
    self.commands = commands
  }

  /// Runs the commands; the script as it would have to be for its outputs to be right.
  func played() throws -> String {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.text, to: file.name) }
    var text = preamble
    for file in files { text += "-- \(file.name) --\n\(file.text)" }
    text += "-- commands --\n"
    for (index, command) in commands.enumerated() {
      let result = try Tool.shell(command, in: folder.url)
      if index > 0 { text += "\n" }
      text += "$ \(command)\n"
      text += Self.quoted(result.text, "|") + Self.quoted(result.errorText, "!")
      text += "= \(result.status)\n"
    }
    return text
  }

  /// The lines of an output behind their mark.
  private static func quoted(_ output: String, _ mark: String) -> String {
    guard !output.isEmpty else { return "" }
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let isWhole = lines.last?.isEmpty == true
    if isWhole { lines.removeLast() }
    return lines.enumerated().map { index, line in
      let isCut = !isWhole && index + 1 == lines.count
      let shown = visible(line)
      return mark + (isCut ? "~" : "") + (shown.isEmpty ? "" : " " + shown) + "\n"
    }
    .joined()
  }

  private static func visible(_ line: Substring) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        text += "\\x" + (digits.count < 2 ? "0" : "") + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
