// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// What a check says about one recipe after its findings.
struct CheckVerdict {
  private let name: String
  private let compilation: Compilation
  /// The update before which the run stops, if it is cut.
  private let cut: Int64?
  private let strict: Bool
  private let printer: DiagnosticPrinter

  init(
    _ name: String,
    _ compilation: Compilation,
    cut: Int64? = nil,
    strict: Bool,
    printer: DiagnosticPrinter
  ) {
    self.name = Display.text(name)
    self.compilation = compilation
    self.cut = cut
    self.strict = strict
    self.printer = printer
  }

  /// The lines, each with a line break.
  var text: String {
    var lines = [headline]
    if !compilation.unbound.isEmpty { lines += unbound }
    if let table = compilation.table { lines += channels + machines(table) + groups }
    return lines.map { $0 + "\n" }.joined()
  }

  private var headline: String {
    let errors = compilation.count(of: .error)
    let warnings = compilation.count(of: .warning)
    if errors > 0 || (strict && warnings > 0) {
      let counts = CheckSummary(compilation).findings
      return printer.styled("\(name): failed", .severity(.error)) + ", \(counts)"
    }
    let state = compilation.unbound.isEmpty ? "ok" : "ok as far as it is bound"
    let findings = CheckSummary(compilation).findings
    let head = printer.styled("\(name): \(state)", .help)
    let length =
      compilation.table.map { isOpen ? ", open run" : ", \($0.length.grouped) updates" }
      ?? ""
    let stop = cut.map { ", cut at update \($0.grouped)" } ?? ""
    return head + length + stop + (findings.isEmpty ? "" : ", \(findings)")
  }

  private var isOpen: Bool { compilation.table?.length == ScheduleTable.openLength }

  private var unbound: [String] {
    compilation.unbound.map { fact in
      "  \(fact.path) is required: bind it with --set \(fact.path)=…"
    }
  }

  /// The width of the column of names: channels, metrics and signals.
  private var nameWidth: Int {
    let machines = compilation.table?.machines ?? []
    let names = compilation.channels.map(\.name) + machines.map(\.name.description)
    return names.map { Display.text($0).count }.max() ?? 0
  }

  private var channels: [String] {
    let width = nameWidth
    let intervals = compilation.channels.map(\.bounds.count).max() ?? 0
    return compilation.channels.map { channel in
      let name = Display.text(channel.name).padded(to: width)
      let bounds = channel.bounds.padded(to: intervals)
      return "  \(name)  in \(bounds)  \(proof(channel))"
    }
  }

  private func proof(_ channel: Compilation.Channel) -> String {
    let parts = isOpen ? openProof(channel) : closedProof(channel)
    let pieces = "\(channel.pieces) piece\(channel.pieces == 1 ? "" : "s")"
    return parts.joined(separator: ", ") + "; \(pieces) \(accuracy(channel))"
  }

  private func closedProof(_ channel: Compilation.Channel) -> [String] {
    var parts: [String] = []
    if channel.provedByRange > 0 { parts.append("\(channel.provedByRange.grouped) updates proved") }
    if channel.evaluated > 0 { parts.append("\(channel.evaluated.grouped) evaluated") }
    return parts + unverified(channel)
  }

  /// The updates of a run without end are not counted.
  private func openProof(_ channel: Compilation.Channel) -> [String] {
    let evaluated = channel.evaluated > 0 ? ["\(channel.evaluated.grouped) evaluated"] : []
    let open = unverified(channel)
    let proved = evaluated.isEmpty && open.isEmpty ? "every update proved" : "the others proved"
    return evaluated + open + [proved]
  }

  private func unverified(_ channel: Compilation.Channel) -> [String] {
    guard let open = channel.unverified else { return [] }
    return ["could not verify updates from \(open.lowerBound.grouped) on"]
  }

  private func accuracy(_ channel: Compilation.Channel) -> String {
    ProvedError.text(
      max(channel.errorBound, channel.absoluteErrorBound ?? 0),
      isRelative: channel.absoluteErrorBound == nil
    )
  }

  // MARK: Groups

  /// What every group selects of the parameters that were given.
  private var groups: [String] {
    guard !compilation.groups.isEmpty else { return [] }
    let names = compilation.groups.map { $0.name.isEmpty ? "in no group" : Display.text($0.name) }
    let width = names.map(\.count).max() ?? 0
    return zip(names, compilation.groups).map { name, group in
      let count = "\(Int64(group.parameters).grouped) parameter\(group.parameters == 1 ? "" : "s")"
      return "  \(name.padded(to: width))  \(count)"
    }
  }

  // MARK: Machines

  /// What metrics and signals can do.
  private func machines(_ table: ScheduleTable) -> [String] {
    let summaries = table.machines.indices.map { MachineSummary(of: table, machine: $0) }
    return summaries.map { summary in
      let name = Display.text(summary.name).padded(to: nameWidth)
      let text = "\(summary.action) when \(summary.conditionOfIt): \(summary.consequence)"
      return "  \(name)  \(Display.text(text))"
    }
  }
}

/// How many findings of which severity.
struct CheckSummary {
  private(set) var files = 0
  private(set) var errors = 0
  private(set) var warnings = 0
  private(set) var notes = 0

  init() {}

  init(_ compilation: Compilation) { add(compilation) }

  mutating func add(_ compilation: Compilation) {
    files += 1
    errors += compilation.count(of: .error)
    warnings += compilation.count(of: .warning)
    notes += compilation.count(of: .note)
  }

  /// The findings in words; empty without any.
  var findings: String {
    [(errors, "error"), (warnings, "warning"), (notes, "note")]
      .filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
      .joined(separator: ", ")
  }

  /// The last line of a check of several files.
  var text: String {
    "\(files) recipes checked: \(findings.isEmpty ? "no findings" : findings)"
  }
}

extension String {
  /// The text with spaces after it up to a width in characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
