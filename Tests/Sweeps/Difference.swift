// SPDX-License-Identifier: Apache-2.0

/// The first update at which something is not what it has to be; it ends a sweep.
struct Difference: Error {
  /// What was looked at: `random table 17, track 0, simd8, f32`.
  let subject: String
  /// The update, or the first one of a stretch that differs as a whole.
  let update: Int64
  /// What the update has to have.
  let expected: String
  /// What it has.
  let found: String
  /// The recipe, where one was made up: the only way to see it again without the seed.
  var recipe: String?

  /// The same difference, of a recipe that was made up.
  func with(recipe: String) -> Difference {
    var difference = self
    difference.recipe = recipe
    return difference
  }

  /// Everything about the difference, on a few lines.
  var description: String {
    let line = "\(subject), update \(update): expected \(expected), found \(found)"
    return recipe.map { "\(line)\n\($0)" } ?? line
  }
}

extension Double {
  /// The shortest decimal and the bits: two values that differ never read alike.
  var withBits: String {
    "\(self) (0x\(String(bitPattern, radix: 16)))"
  }
}
