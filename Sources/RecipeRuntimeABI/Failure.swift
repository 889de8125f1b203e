// SPDX-License-Identifier: Apache-2.0

internal import CRecipeRuntime

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// A call that cannot do what is asked: the status that it returns, and a sentence for people.
struct Failure: Error {
  /// The status.
  let status: recipec_status
  /// What is wrong and what to do about it.
  let message: String

  /// Makes a failure of one of the constants of the header.
  init(_ status: Int, _ message: String) {
    self.status = recipec_status(truncatingIfNeeded: status)
    self.message = message
  }

  /// A NULL where an argument is needed.
  @inline(never)
  static func missing(_ name: StaticString) -> Failure {
    Failure(RECIPEC_INVALID_ARGUMENT, "`\(name.text)` is NULL: pass a pointer")
  }

  /// A pointer to something else.
  @inline(never)
  static func notAHandle(_ noun: StaticString) -> Failure {
    Failure(
      RECIPEC_BAD_HANDLE,
      "the pointer is not to an open \(noun.text): pass what was returned, and not after it was closed"
    )
  }

  /// An index of something that does not exist.
  @inline(never)
  static func noSuch(_ noun: StaticString, _ index: UInt32, count: Int) -> Failure {
    Failure(RECIPEC_OUT_OF_RANGE, "there is no \(noun.text) \(index): the table has \(count)")
  }

  /// Memory that the system does not have.
  static let noMemory = Failure(
    RECIPEC_NO_MEMORY,
    "the system has no memory left for the table: free some, or pass smaller limits"
  )
}

// MARK: - The statuses of the runtime's errors

extension Failure {
  /// The failure that a table's error is.
  @inline(never)
  init(_ error: TableError) {
    self.init(Failure.status(of: error), error.message)
  }

  /// The failure that the error of a value is.
  @inline(never)
  init(_ error: EvaluationError) {
    let status =
      switch error {
      case .noSuchTrack, .updateOutOfRange: RECIPEC_OUT_OF_RANGE
      case .beforeState: RECIPEC_BEFORE_STATE
      case .foreignState: RECIPEC_OTHER_TABLE
      case .pastEnd: RECIPEC_PAST_END
      case .bufferSize: RECIPEC_INVALID_ARGUMENT
      }
    self.init(status, error.message)
  }

  /// The failure that the error of an observation is.
  @inline(never)
  init(_ error: ObservationError) {
    let status =
      switch error {
      case .updateOutOfRange: RECIPEC_OUT_OF_RANGE
      case .effectBeforeMeasurement, .outOfOrder, .effectInThePast: RECIPEC_OUT_OF_ORDER
      case .notFinite: RECIPEC_NOT_FINITE
      }
    self.init(status, error.message)
  }

  /// The failure that the error of a checkpoint is.
  @inline(never)
  init(_ error: RestorationError) {
    let status =
      switch error {
      case .state(.otherTable), .otherTable, .differs: RECIPEC_OTHER_TABLE
      case .state(.unsupportedFormat): RECIPEC_UNSUPPORTED
      case .state, .tableMissing: RECIPEC_BAD_STATE
      case .table(let error): Failure.status(of: error)
      case .updateBeforeState: RECIPEC_BEFORE_STATE
      }
    self.init(status, error.message)
  }

  private static func status(of error: TableError) -> Int {
    switch error {
    case .file(.unsupportedFormat), .file(.unsupportedFeatures), .file(.unsupportedNumerics):
      RECIPEC_UNSUPPORTED
    case .file(.tooLarge), .file(.tooMany), .table(.tooMany): RECIPEC_TOO_LARGE
    default: RECIPEC_BAD_TABLE
    }
  }
}

extension StaticString {
  /// The literal as a part of a message.
  var text: String {
    String(decoding: UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount), as: UTF8.self)
  }
}
