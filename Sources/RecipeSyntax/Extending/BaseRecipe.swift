// SPDX-License-Identifier: Apache-2.0

/// A recipe that another one extends, as somebody who may open files read it.
package struct BaseRecipe: Sendable {
  /// What the user knows it by; the same file always has the same name.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Why a recipe was not read, as a clause: `it is a symbolic link`.
  package struct Refusal: Error, Sendable {
    package let reason: String

    package init(reason: String) {
      self.reason = reason
    }
  }

  /// Reads the recipe at a path that another recipe, known by its name, extends.
  package typealias Reader = (
    _ path: String, _ extender: String
  ) -> Result<BaseRecipe, Refusal>

  /// The most recipes that lie on top of one another, the first one included.
  package static let depthLimit = 16

  /// The most bytes that they have together.
  package static let byteLimit = 1 << 20
}
