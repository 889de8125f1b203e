// SPDX-License-Identifier: Apache-2.0

/// A fact about the run that was bound when the table was compiled, such as its batch size.
///
/// Facts are part of the core: two tables that rest on different facts are different tables.
public struct RunFact: Hashable, Sendable {
  /// The fact's name, never empty and unique in a table.
  public var name: UTF8Text
  /// The fact's value as text; it may be empty.
  public var value: UTF8Text

  /// Makes a fact; a table verifies it when it is built.
  public init(name: UTF8Text, value: UTF8Text) {
    self.name = name
    self.value = value
  }
}
