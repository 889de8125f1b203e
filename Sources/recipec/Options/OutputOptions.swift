// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeDiagnostics

/// How findings are shown.
struct OutputOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case rich
    case short
  }

  @Option(help: "When to colour: auto (on a terminal), always or never.")
  var color: Color = .auto

  @Option(help: "How to show findings: rich, or short (one line each).")
  var outputFormat: Format = .rich

  /// The printer for a stream.
  func printer(for descriptor: Int32) -> DiagnosticPrinter {
    let terminal = Terminal(descriptor)
    return DiagnosticPrinter(
      options: RenderOptions(
        layout: outputFormat == .rich ? .rich : .short,
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
