// SPDX-License-Identifier: Apache-2.0

public import RecipeRuntime

/// A form in which a table is written out.
///
/// An emitter is one file with one value of this type, and one line in `EmitterRegistry`.
public struct Emitter: Sendable {
  /// Why a table cannot be written in a form.
  public struct Refusal: Error, Hashable, Sendable {
    /// What is wrong and what to do, as a sentence that stands alone.
    public let message: String
  }

  /// What `--emit` calls the form.
  public let name: String
  /// The form in a few words, for help texts.
  public let summary: String
  /// Whether the form is bytes that a terminal should not see.
  public let isBinary: Bool
  /// Produces the text in pieces, so that a long one is never held whole.
  let produce: @Sendable (ScheduleTable, (ArraySlice<UInt8>) throws -> Void) throws -> Void

  init(
    _ name: String,
    isBinary: Bool = false,
    _ summary: String,
    produce:
      @escaping @Sendable (ScheduleTable, (ArraySlice<UInt8>) throws -> Void) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.isBinary = isBinary
    self.produce = produce
  }

  /// Writes a table in this form.
  ///
  /// - Throws: `Refusal` before the first byte when the table cannot be written so; otherwise
  ///   only what `write` throws.
  public func emit(
    _ table: ScheduleTable,
    to write: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    try produce(table, write)
  }
}

/// Every form.
public enum EmitterRegistry {
  /// The forms in the order of help texts.
  public static let all: [Emitter] = [
    .table,
    .json,
    .csv,
    .c,
    .python,
  ]

  /// The form with a name.
  public static func emitter(named name: String) -> Emitter? { all.first { $0.name == name } }
}
