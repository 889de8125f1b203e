// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// How large a curve gets in its phase, and whether it changes its sign there.
struct PhaseMagnitude {
  /// The largest magnitude found among the sampled updates; never more than the curve's true
  /// maximum.
  let maximum: Double
  /// Whether the samples have both signs.
  let changesSign: Bool

  /// Samples a curve at its first and last update and, if it may turn, at up to 63 updates between.
  init(_ sampler: CurveSampler) {
    let updates = sampler.curve.updates
    let last = updates.upperBound - 1
    let distance = Int128(last - updates.lowerBound)
    let parts: Int128 = sampler.curve.isMonotone ? 1 : 64
    var maximum = 0.0
    var signs = (negative: false, positive: false)
    for part in 0...parts {
      let update = updates.lowerBound + Int64(distance * part / parts)
      let sample = sampler.value(at: update)
      let certain = sample.value.high.magnitude - sample.error
      guard certain > 0, certain.isFinite else {
        continue
      }
      maximum = max(maximum, certain)
      signs.negative = signs.negative || sample.value.high < 0
      signs.positive = signs.positive || sample.value.high > 0
    }
    self.maximum = maximum
    changesSign = signs.negative && signs.positive
  }

  /// The magnitude that errors are measured against where the curve is as small as `value`, besides
  /// the value itself.
  ///
  /// Zero, so the value alone, unless the curve changes sign and comes within a sixteenth of its
  /// maximum of zero.
  func absoluteReference(near value: Double) -> Double {
    changesSign && value.magnitude < maximum / 16 ? maximum : 0
  }
}
