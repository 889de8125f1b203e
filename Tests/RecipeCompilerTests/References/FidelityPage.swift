// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport

/// The page that says how close tables come to the libraries, written from what was compared.
struct FidelityPage {
  let libraries: [ReferenceLibrary]

  var text: String {
    let comparisons = libraries.flatMap(\.comparisons)
    let values = comparisons.reduce(0) { $0 + $1.reference.rows.count }
    return """
      # Fidelity

      What the schedulers of other libraries really do was recorded by running them, \(values) values in \(comparisons.count) cases, and every
      recorded value is held against the table that recipec compiles from a recipe that says the same. The recordings, with the scripts that
      made them, are in [`Tests/Reference`](../Tests/Reference/README.md); the tests write this page.

      Differences are counted in units: 2^-53 of the largest magnitude in the phase, or, for libraries that compute in single precision, one unit in the
      last place of that magnitude as binary32, to which the value of the table is rounded first. A library that computes a value from t alone may be
      off by 8 units, or by 1 in single precision; one that computes it from the value before collects a rounding with every update, and
      may be off by 8 + N/4 after N of them. What is off by more is listed under [where they differ](#where-they-differ).

      \(libraries.map(section).joined(separator: "\n"))
      ## Where they differ

      Here the recipe says what the parameters say, and the library does something else at the updates listed. At all other updates of the run they agree.

      \(differences)
      ## Not recorded

      Left out without a row is what computes no values of its own: the classes that schedulers derive from, functions that pick a scheduler by
      its name (`timm.scheduler.create_scheduler`, `transformers.get_scheduler`, NeMo's `get_scheduler`), what calls a schedule that it is given
      (`optax.inject_hyperparams`, `optax.scale_by_schedule`), transformers' `LayerWiseDummyScheduler`, Paddle's functions of static
      graphs (`paddle.optimizer.lr.noam_decay` and others in lower case), and what picks a rate from a range test (fastai's `valley`, `slide`,
      `minimum` and `steep`). optax's `schedule_free` is an optimizer, and DeepSpeed's `RandomLTDScheduler` counts
      the tokens that a layer keeps.

      \(notRecorded)
      """
  }

  private func section(of library: ReferenceLibrary) -> String {
    guard let title = library.comparisons.first?.reference.library else { return "" }
    var text = "## \(title)\n\n"
    text += "| scheduler | cases | values | computed | worst difference | tolerance |\n"
    text += "|---|---|---|---|---|---|\n"
    text += Self.rows(of: library.comparisons).joined()
    if !library.plateaus.isEmpty { text += "\n" + Self.plateaus(of: library) }
    return text
  }

  /// A row for every scheduler and way of computing.
  private static func rows(of comparisons: [ReferenceComparison]) -> [String] {
    let groups = Dictionary(grouping: comparisons) { comparison in
      let reference = comparison.reference
      let kind = reference.isRecursion ? "from the value before" : "from t"
      return "\(reference.scheduler) | \(kind)\(reference.isSinglePrecision ? ", single" : "")"
    }
    return groups.sorted { $0.key < $1.key }.map { key, comparisons in
      let parts = key.split(separator: " | ")
      let values = comparisons.reduce(0) { $0 + $1.reference.rows.count }
      let worst = comparisons.max {
        $0.worst / $0.reference.tolerance < $1.worst / $1.reference.tolerance
      }
      let found = number(worst?.worst ?? 0)
      let allowed = number(worst?.reference.tolerance ?? 0)
      let counts = "\(comparisons.count) | \(values)"
      return "| `\(parts[0])` | \(counts) | \(parts[1]) | \(found) | \(allowed) |\n"
    }
  }

  /// A sentence for every plateau.
  private static func plateaus(of library: ReferenceLibrary) -> String {
    let groups = Dictionary(grouping: library.plateaus, by: \.scheduler)
    return groups.sorted { $0.key < $1.key }.map { name, traces in
      let said = traces.filter { !PlateauTraceTests.isRefused($0.path) }
      let evaluations = said.reduce(0) { $0 + $1.evaluations.count }
      let isSingle = said.contains(where: \.isSinglePrecision)
      let bits = isSingle ? "the same value in single precision" : "the same bits"
      let rule = said.contains(where: \.isCompatible) ? "`plateau` with `compat`" : "`plateau`"
      let rest = traces.count - said.count
      let refused = rest == 0 ? "" : " What \(rest) more do is refused, by rules that say why."
      return """
        `\(name)` was shown \(said.count) traces of a metric, \(evaluations) evaluations in all: \(rule) has
        \(bits) after every one of them.\(refused)

        """
    }
    .joined()
  }

  private var differences: String {
    var text = "| scheduler | call | updates | cause | what happens | largest difference |\n"
    text += "|---|---|---|---|---|---|\n"
    for comparison in libraries.flatMap(\.comparisons) {
      guard let difference = comparison.reference.difference else { continue }
      let cells = [
        "`\(comparison.reference.scheduler)`", "`\(comparison.reference.call)`",
        difference.written, difference.cause.rawValue, difference.sentence,
        Self.number(comparison.largestDifference),
      ]
      text += "| " + cells.map(Self.cell).joined(separator: " | ") + " |\n"
    }
    return text
  }

  private var notRecorded: String {
    var text = "| library | scheduler | why |\n|---|---|---|\n"
    for library in libraries {
      for entry in library.notRecorded {
        text += "| \(library.name) | `\(entry.scheduler)` | \(Self.cell(entry.reason)) |\n"
      }
    }
    return text
  }

  /// A text within a table.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// A number with two digits that count: 0, 0.5, 12, 1.2e-05.
  private static func number(_ value: Double) -> String {
    if value == 0 { return "0" }
    if value.isNaN { return "no value" }
    if value >= 100 && value < 1e6 { return String(Int(value.rounded())) }
    var (scale, exponent) = (1.0, 0)
    while value / scale >= 10 { (scale, exponent) = (scale * 10, exponent + 1) }
    while value / scale < 1 { (scale, exponent) = (scale / 10, exponent - 1) }
    // Read back from its digits, so that no rounding of the quotient shows.
    let digits = Int((value / scale * 10).rounded())
    let text = Double("\(digits)e\(exponent - 1)")?.description ?? ""
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
