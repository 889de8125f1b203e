// SPDX-License-Identifier: Apache-2.0

extension [ObjectSpec] {
  /// What may be written where a shape is asked for, as the generic phase `ramp` among the kinds has it.
  ///
  /// For tables of keys that stand above the kinds of phases, such as presets and cooldowns.
  package var curveShape: ValueShape {
    first { $0.name == "ramp" }?.key(named: "shape")?.shape ?? .anything
  }
}
