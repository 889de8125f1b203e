// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics

/// How findings are shown.
struct OutputOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
  }

  /// For people in one of two layouts, or for programs.
  enum Format: ExpressibleByArgument {
    case rich
    case short
    case report(ReportForm)

    init?(argument: String) {
      switch argument {
      case "rich": self = .rich
      case "short": self = .short
      default:
        guard let form = ReportFormRegistry.all.first(where: { $0.name == argument }) else {
          return nil
        }
        self = .report(form)
      }
    }

    static var allValueStrings: [String] {
      ["rich", "short"] + ReportFormRegistry.all.map(\.name)
    }

    var defaultValueDescription: String {
      switch self {
      case .rich: "rich"
      case .short: "short"
      case .report(let form): form.name
      }
    }
  }

  @Option(help: "When to colour: auto (on a terminal), always or never.")
  var color: Color = .auto

  @Option(
    help: ArgumentHelp(
      "How to show findings: rich; short, one line each; "
        + ReportFormRegistry.all.map { "\($0.name), \($0.summary)" }.joined(separator: "; ") + "."
    )
  )
  var outputFormat: Format = .rich

  /// Whether findings are shown in full, with what a command has to say beside them.
  var isRich: Bool { if case .rich = outputFormat { true } else { false } }

  /// Whether programs read the findings.
  var isForPrograms: Bool { if case .report = outputFormat { true } else { false } }

  /// The text of findings for programs; nil if people read them.
  func report(_ files: [FindingsReport.File]) -> String? {
    guard case .report(let form) = outputFormat else { return nil }
    return form.text(FindingsReport(files, version: Version.current))
  }

  /// The printer for a stream.
  func printer(for descriptor: Int32) -> DiagnosticPrinter {
    let terminal = Terminal(descriptor)
    return DiagnosticPrinter(
      options: RenderOptions(
        layout: isRich ? .rich : .short,
        width: terminal.width,
        // The gutter takes a few cells of the line, and a wrapped source line loses its carets.
        sourceWidth: terminal.width.map { $0 - 8 } ?? 200
      ),
      isColored: isColored(on: terminal)
    )
  }

  /// The flag wins over the environment; NO_COLOR wins over FORCE_COLOR, as no-color.org asks.
  private func isColored(on terminal: Terminal) -> Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if Environment.isSet("NO_COLOR") { return false }
    if Environment.isSet("FORCE_COLOR") || Environment.isSet("CLICOLOR_FORCE") { return true }
    return terminal.isTerminal && Environment["TERM"] != "dumb"
  }
}
