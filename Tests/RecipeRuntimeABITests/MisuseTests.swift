// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime
import Testing

extension LibraryTests {
  /// Every function of the header with every argument that it must not take, in a program made from the
  /// header: a function that is added later is tried as well.
  @Suite
  struct MisuseTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    /// Pointers that may be NULL.
    private static let optional: Set<String> = [
      "limits", "optimizer", "group", "result", "is_same_table", "error",
    ]

    /// What is passed for a parameter where it is not the one that is tried.
    private func argument(
      _ parameter: Header.Parameter,
      of function: Header.Function
    ) throws -> String {
      switch (parameter.type, parameter.name) {
      case (_, "error"): return "&error"
      case ("const recipec_table*", _): return "table"
      case ("const recipec_state*", _), ("recipec_state*", _): return "state"
      case ("recipec_table**", _): return "&other_table"
      case ("recipec_state**", _): return "&other_state"
      case ("const char*", "path"): return "\"misuse.rct\""
      case ("const char*", "channel"): return "\"lr\""
      case ("const char*", "metric"): return "\"loss\""
      case ("const char*", "name"): return "\"cool\""
      case ("const char*", _): return "NULL"
      case ("const recipec_limits*", _): return "NULL"
      case ("const void*", _): return function.name == "recipec_table_open" ? "bytes" : "record"
      case ("size_t", "size"): return function.name == "recipec_table_open" ? "size" : "record_size"
      case ("size_t", "capacity"): return "sizeof buffer"
      case ("size_t", "count"): return "2"
      case ("void*", "buffer"): return "buffer"
      case ("recipec_cursor*", _): return "&cursor"
      case ("double", _): return "0.5"
      case ("int64_t", _): return "50"
      case ("uint32_t", _), ("int", _), ("recipec_status", _): return "0"
      case ("const int64_t*", "positions"): return "positions"
      default:
        guard parameter.isPointer, let room = Self.room[parameter.type] else {
          throw InstalledLibrary.Failure(
            description: "what to pass for \(parameter.type) \(parameter.name)?"
          )
        }
        return room
      }
    }

    private static let room = [
      "recipec_table_info*": "&info", "recipec_track*": "&track", "recipec_phase*": "&phase",
      "recipec_fact*": "&fact", "recipec_observation*": "&observation", "size_t*": "&written",
      "recipec_state_info*": "&state_info", "int32_t*": "&flag", "uint32_t*": "&index",
      "int64_t*": "&end", "double*": "doubles", "float*": "floats",
    ]

    /// Calls that must be refused, and the same with nothing wrong.
    private func calls() throws -> [String] {
      var calls: [String] = []
      for function in try Header(library.header).functions where function.result == "recipec_status"
      {
        let usual = try function.parameters.map { try argument($0, of: function) }
        func call(_ index: Int?, _ value: String, _ expectation: String) {
          var arguments = usual
          if let index { arguments[index] = value }
          calls.append("\(expectation)(\(function.name)(\(arguments.joined(separator: ", "))));")
        }
        call(nil, "", "ACCEPT")
        for (index, parameter) in function.parameters.enumerated() where parameter.isPointer {
          let isOptional =
            Self.optional.contains(parameter.name)
            || (parameter.name == "state" && parameter.type == "const recipec_state*"
              && function.parameters.contains { $0.type == "const recipec_table*" })
          call(
            index,
            "NULL",
            parameter.name == "error" ? "QUIET" : isOptional ? "ACCEPT" : "REFUSE"
          )
          if parameter.type == "const recipec_table*" || parameter.type.hasSuffix("recipec_state*")
          {
            for wrong in [
              "(void *)garbage", "(void *)(garbage + 1)", "(void *)\"text, aligned or not\"",
            ] {
              call(index, wrong, "REFUSE")
            }
            call(
              index,
              parameter.type == "const recipec_table*" ? "(void *)state" : "(void *)table",
              "REFUSE"
            )
          }
        }
        for (index, parameter) in function.parameters.enumerated()
        where parameter.name == "positions" || parameter.name == "bytes" {
          let wrong =
            parameter.name == "positions"
            ? ["before", "beyond"]
            : ["garbage", "zeros", usual[index] == "bytes" ? "record" : "bytes"]
          for value in wrong { call(index, value, "REFUSE") }
        }
        for (index, parameter) in function.parameters.enumerated() where parameter.type == "int64_t"
        {
          for wrong in ["-1", "INT64_MIN", "INT64_MAX", "RECIPEC_OPEN_END + 1"] {
            call(index, wrong, "REFUSE")
          }
        }
        for (index, parameter) in function.parameters.enumerated() where parameter.type == "size_t"
        {
          let wrong =
            switch parameter.name {
            case "capacity": ["0", "1", "119"]
            case "size": ["0", "1", "\(usual[index]) - 1", "\(usual[index]) + 1", "SIZE_MAX"]
            default: ["SIZE_MAX", "SIZE_MAX / 2"]
            }
          for value in wrong { call(index, value, "REFUSE") }
        }
        for (index, parameter) in function.parameters.enumerated()
        where parameter.type == "uint32_t" && ["track", "index"].contains(parameter.name) {
          for wrong in ["4", "UINT32_MAX"] { call(index, wrong, "REFUSE") }
        }
      }
      return calls
    }

    /// Builds the program, and returns how many calls it makes.
    private func build() throws -> Int {
      var tables = RandomReactiveTable(seed: 11)
      let table = try tables.build()
      try Data(table.encoded()).write(to: library.folder.appending(path: "misuse.rct"))
      let calls = try calls()
      #expect(calls.count > 150)
      let template = try String(
        contentsOf: InstalledLibrary.root.appending(
          path: "Tests/RecipeRuntimeABITests/Programs/misuse.c"
        ),
        encoding: .utf8
      )
      let program = template.replacingOccurrences(
        of: "/* CALLS */",
        with: calls.joined(separator: "\n  ")
      )
      try Data(program.utf8).write(to: library.folder.appending(path: "misuse.c"))
      try library.run(
        "cc -std=c99 -g -Wall -Wextra misuse.c $(pkg-config --cflags --libs recipec-runtime) "
          + "-Wl,-rpath,$PWD/prefix/lib -o misuse"
      )
      return calls.count
    }

    @Test func `wrong arguments come back as a status with a message`() throws {
      let count = try build()
      #expect(try library.run("./misuse") == "\(count)\n")
    }

    @Test(.enabled(if: Shell.has("valgrind"), "valgrind is not installed"))
    func `no wrong argument makes the library touch what it must not`() throws {
      _ = try build()
      try library.run("valgrind -q --leak-check=full --error-exitcode=9 ./misuse")
    }

    @Test func `every status has words of its own`() throws {
      let text = try String(contentsOf: library.header, encoding: .utf8)
      let names = text.matches(of: /\n  (RECIPEC_[A-Z_]+) = ([0-9]+),? +\/\*/).map { String($0.1) }
      #expect(names.contains("RECIPEC_CANNOT_READ"))
      let lines = names.map { "puts(recipec_status_message(\($0)));" }.joined(separator: "\n")
      let program =
        "#include <recipec.h>\n#include <stdio.h>\nint main(void) {\n\(lines)\nreturn 0; }\n"
      try Data(program.utf8).write(to: library.folder.appending(path: "words.c"))
      let flags = "$(pkg-config --cflags --libs recipec-runtime) -Wl,-rpath,$PWD/prefix/lib"
      let output = try library.run("cc words.c \(flags) -o words && ./words")
      let words = output.split(separator: "\n")
      // The constants of statuses come first; those of other things start again from 0.
      #expect(Set(words.prefix(17)).count == 17 && !words.prefix(17).contains("unknown status"))
    }
  }
}
