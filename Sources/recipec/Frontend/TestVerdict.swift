// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics

/// What a test says about one recipe after what it found.
struct TestVerdict {
  private let name: String
  private let compilation: Compilation
  private let verification: Verification?
  private let printer: DiagnosticPrinter

  init(
    _ name: String,
    _ compilation: Compilation,
    _ verification: Verification?,
    printer: DiagnosticPrinter
  ) {
    self.name = Display.text(name)
    self.compilation = compilation
    self.verification = verification
    self.printer = printer
  }

  /// The lines, each with a line break.
  var text: String {
    guard let verification else {
      let reasons = compilation.unbound.map {
        "  \($0.path) is required: bind it with --set \($0.path)=…\n"
      }
      let why = compilation.hasErrors ? "it does not compile" : "it is not bound"
      return failed + ", \(why)\n" + reasons.joined()
    }
    let skipped = verification.skipped > 0 ? ", \(verification.skipped) behind the cut" : ""
    if verification.failed > 0 {
      return failed
        + ", \(verification.failed) of \(Self.expectations(verification.count))\(skipped)\n"
    }
    let head = printer.styled("\(name): ok", .help)
    guard verification.count > 0 else { return head + ", no expectations\n" }
    return head + ", \(Self.expectations(verification.count - verification.skipped))\(skipped)\n"
  }

  private var failed: String { printer.styled("\(name): failed", .severity(.error)) }

  /// A number of expectations in words.
  static func expectations(_ count: Int) -> String {
    "\(count) expectation\(count == 1 ? "" : "s")"
  }
}

/// How the tests of several recipes ended.
struct TestSummary {
  private var files = 0
  private var broken = 0
  private var expectations = 0
  private var failures = 0

  mutating func add(_ compilation: Compilation, _ verification: Verification?) {
    files += 1
    if verification == nil { broken += 1 }
    expectations += compilation.expectationCount
    failures += verification?.failed ?? 0
  }

  /// Whether anything is not as it should be.
  var hasFailures: Bool { broken > 0 || failures > 0 }

  /// The last line of a test of several files.
  var text: String {
    let result =
      failures > 0
      ? "\(failures) of \(TestVerdict.expectations(expectations)) failed"
      : TestVerdict.expectations(expectations)
    let unusable = broken > 0 ? ", \(broken) could not be tested" : ""
    return "\(files) recipes tested: \(result)\(unusable)"
  }
}
