// SPDX-License-Identifier: Apache-2.0

/// What may be written in `sweep:`.
package enum SweepKeys {
  /// The noun of mappings whose keys are paths such as `run.batch`.
  static let noun = "setting"

  /// What one entry holds: values of a path, lists that move together (`zip`), or points (`list`).
  package static let axis = ValueShape.either(
    .names(.list(.text), of: noun),
    .list(.either(.text, .names(.text, of: noun)))
  )
}
