// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeRuntime
import RecipeSemantics
import RecipeTestSupport

@testable import RecipeCompiler

/// A recorded case beside the table of its recipe.
struct ReferenceComparison {
  let reference: ReferenceCase
  /// The largest difference in units, where the two are to agree.
  private(set) var worst = 0.0
  /// The value that is furthest out of its tolerance, if one is.
  private(set) var failure: String?
  /// How many updates are out of tolerance where the library is known to differ.
  private(set) var differing = 0
  /// The largest of those differences; not a number where the library has none.
  private(set) var largestDifference = 0.0

  /// Why a recipe has no table to compare with.
  struct NoTable: Error {
    let path: String
    let messages: [String]
  }

  /// Compiles the recipe and compares every recorded value.
  init(_ reference: ReferenceCase) throws {
    self.reference = reference
    let path = reference.path
    let compilation = Compiler.compile(reference.recipe, named: path)
    let channel = UTF8Text(utf8: Array(reference.channel.utf8))
    let schedules = compilation.origin?.resolved.schedules ?? []
    guard let table = compilation.table,
      let schedule = schedules.first(where: { $0.channel == reference.channel }),
      let track = table.tracks.firstIndex(where: { $0.channel == channel }),
      table.length == reference.updates
    else {
      throw NoTable(path: path, messages: compilation.diagnostics.map(\.message))
    }
    let found = try reference.rows.map { try table.value(track: track, at: $0.update) }
    let phases = reference.rows.map { schedule.phase(at: $0.update) }
    var magnitudes = schedule.phases.map(\.largestMagnitude)
    for (phase, value) in zip(phases, found) {
      magnitudes[phase] = max(magnitudes[phase], value.magnitude)
    }
    for (row, (value, phase)) in zip(reference.rows, zip(found, phases)) {
      // Where two phases meet the library may still compute the end of the first.
      let isMeeting = phase > 0 && schedule.phases[phase].updates.lowerBound == row.update
      let before = isMeeting ? magnitudes[phase - 1] : 0
      let unit = reference.unit(for: max(before, magnitudes[phase]))
      compare(value, with: row.value, at: row.update, unit: unit)
    }
  }

  private mutating func compare(
    _ found: Double,
    with value: Double,
    at update: Int64,
    unit: Double
  ) {
    let rounded = reference.isSinglePrecision ? Double(Float(found)) : found
    let difference = (rounded - value).magnitude
    let units = difference == 0 ? 0 : difference / unit
    let isClose = units <= reference.tolerance
    if reference.difference?.covers(update) == true {
      if isClose { return }
      differing += 1
      largestDifference = difference.isNaN ? difference : max(largestDifference, difference)
    } else {
      if !isClose, failure == nil || units > worst {
        failure = "update \(update): \(found), the library has \(value)"
      }
      worst = units.isNaN ? .infinity : max(worst, units)
    }
  }
}

extension ResolvedSchedule {
  /// The index of the phase that an update belongs to; past the end the last one.
  fileprivate func phase(at update: Int64) -> Int {
    phases.firstIndex { $0.updates.contains(update) } ?? phases.count - 1
  }
}

extension ResolvedPhase {
  /// The largest magnitude between its ends, both included, or among its levels.
  fileprivate var largestMagnitude: Double {
    let levels = segments.compactMap { segment -> Double? in
      if case .constant(let value, _) = segment { value.magnitude } else { nil }
    }
    return ([start.magnitude, end.magnitude] + levels).filter(\.isFinite).max() ?? 0
  }
}
