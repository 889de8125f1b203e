// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import RecipeCompiler
internal import RecipeRuntime

/// `recipec-bench`: measures inside one process, for `bench.py`, which makes a table of it.
///
/// Every line of its output is a name and one number for each repetition.
@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipec-bench",
    abstract: "Measure evaluation and compilation; build it optimized.",
    subcommands: [
      FillCommand.self, LookupCommand.self, OpenCommand.self, StageCommand.self, SizeCommand.self,
    ]
  )
}

/// A recipe given as an argument.
struct RecipeFile: ExpressibleByArgument {
  /// The path as given.
  let path: String

  init?(argument: String) {
    path = argument
  }

  /// The name without folders and extension.
  var name: String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }

  /// The text.
  func bytes() throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read \(path)")
    }
    return Array(data)
  }

  /// The compiled table.
  func table() throws -> ScheduleTable {
    guard let table = Compiler.compile(try bytes(), named: path).table else {
      throw ValidationError("\(path) does not compile; see `recipec check \(path)`")
    }
    return table
  }
}
