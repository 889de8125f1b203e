// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// An end of a curve at which pieces may share the curve's value and its first derivatives exactly.
struct CurveAnchor: Hashable {
  /// The update at which the end falls; may be one past the last played.
  var update: Int64
  /// The curve's value there.
  var value: Double
  /// The order to which the curve minus the value vanishes there, from 1 to 7.
  var contact: Int

  /// The anchors of a curve: of its two ends those that fall on an update and whose contact is
  /// known.
  ///
  /// A contact is believed as far as the enclosures of the derivatives there do not refute it.
  static func anchors(of sampler: CurveSampler) -> [CurveAnchor] {
    let curve = sampler.curve
    let ends = [(curve.start, true), (curve.end, false)]
    return ends.compactMap { end, isStart in
      guard let end, end.contact > 0, end.value.isFinite,
        let update = sampler.updateOfEnd(isStart: isStart)
      else {
        return nil
      }
      let jet = sampler.jet(at: update)
      guard jet[0].contains(end.value) else {
        return nil
      }
      var contact = 1
      while contact < min(end.contact, 7), jet[contact].contains(0) {
        contact += 1
      }
      return CurveAnchor(update: update, value: end.value + 0, contact: contact)
    }
  }

  /// Whether a piece over the updates may be anchored here: the end must not lie inside.
  func isUsable(for updates: Range<Int64>) -> Bool {
    update <= updates.lowerBound || update >= updates.upperBound - 1
  }

  /// The updates without the anchored one, where the curve is known anyway; nil if none is left.
  func updatesBesides(_ updates: Range<Int64>) -> Range<Int64>? {
    let lower = update == updates.lowerBound ? updates.lowerBound + 1 : updates.lowerBound
    let upper = update == updates.upperBound - 1 ? updates.upperBound - 1 : updates.upperBound
    return lower < upper ? lower..<upper : nil
  }
}
