// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// How a run of the tool ended.
enum ExitStatus: Int32, Error {
  /// Nothing was found.
  case clean = 0
  /// Something was found, or differs.
  case findings = 1
  /// The run did not happen: usage, a missing file, input or output.
  case couldNotRun = 2
  /// recipec itself is at fault.
  case internalFault = 70

  func exit() -> Never { Glibc.exit(rawValue) }
}

/// Why a run did not happen, as a sentence that stands alone.
struct CouldNotRun: Error {
  let message: String
}

/// Turns a trap of the program into a message and its own exit status.
enum InternalFault {
  /// Only calls that are safe in a signal handler are made; the text is therefore a constant.
  static func install() {
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE] {
      Glibc.signal(signal) { _ in
        let text: StaticString = """
          error: internal fault of recipec; please report it with the recipe and the command line

          """
        _ = unsafe Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
        Glibc._exit(ExitStatus.internalFault.rawValue)
      }
    }
  }
}
