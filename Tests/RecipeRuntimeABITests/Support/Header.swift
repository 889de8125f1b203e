// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The prototypes of a C header, as far as the style of `recipec.h` goes.
struct Header {
  /// A function.
  struct Function {
    let result: String
    let name: String
    let parameters: [Parameter]
  }

  /// A parameter of a function.
  struct Parameter {
    /// The type, without spaces around the asterisks at its end.
    let type: String
    let name: String

    var isPointer: Bool { type.hasSuffix("*") }
  }

  let functions: [Function]

  /// Reads a header.
  init(_ url: URL) throws {
    var code = ""
    var rest = try String(contentsOf: url, encoding: .utf8)[...]
    while let start = rest.range(of: "/*") {
      code += rest[..<start.lowerBound]
      rest =
        rest.range(of: "*/", range: start.upperBound..<rest.endIndex).map { rest[$0.upperBound...] }
        ?? ""
    }
    code += rest
    let lines = code.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("extern") }
    functions = lines.joined(separator: " ").split(separator: ";").compactMap(Self.function)
  }

  private static func function(_ statement: Substring) -> Function? {
    let text = statement.split(separator: " ").joined(separator: " ")
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")"), !text.contains("{") else {
      return nil
    }
    let head = parameter(text[..<open])
    let list = text[text.index(after: open)...].dropLast()
    let parameters = list == "void" ? [] : list.split(separator: ",").map(parameter)
    return Function(result: head.type, name: head.name, parameters: parameters)
  }

  private static func parameter(_ text: Substring) -> Parameter {
    let split = text.lastIndex { $0 == " " || $0 == "*" } ?? text.startIndex
    let type = text[...split].filter { _ in true }.replacingOccurrences(of: " *", with: "*")
    return Parameter(
      type: type.trimmingCharacters(in: .whitespaces),
      name: String(text[text.index(after: split)...])
    )
  }
}
