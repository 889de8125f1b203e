// SPDX-License-Identifier: Apache-2.0

/// A value that never changes, in one place in memory for all who keep it.
///
/// A structure of many arrays is copied with a count for each; this is copied with one.
@usableFromInline
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The value.
  @usableFromInline let value: Value

  /// Puts a value in its place.
  init(_ value: Value) { self.value = value }

  /// Whether the values are equal, wherever they are.
  @usableFromInline
  static func == (left: Shared, right: Shared) -> Bool { left.value == right.value }

  /// Feeds the value to a hasher.
  @usableFromInline
  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
