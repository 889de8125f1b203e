// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime
internal import RecipeSemantics

/// The rows of one phase, with the error that was proved for them.
struct LoweredPhase {
  var pieces: [Piece] = []
  /// The largest proved error in units of 2^-53; 0 where everything is exact.
  var errorBound = 0.0
  /// Whether every bound is relative to the value.
  var errorIsRelative = true

  fileprivate mutating func add(_ piece: FittedPiece) {
    pieces.append(Piece(piece))
    errorBound = max(errorBound, piece.provedError)
    errorIsRelative = errorIsRelative && piece.isRelative
  }
}

/// Turns the segments of a phase into rows.
enum PhaseLowering {
  /// Fits a phase, or finds the fit of a curve that was played before among those of the recipe.
  static func lower(
    _ phase: ResolvedPhase,
    sharing curves: inout FittedCurves
  ) throws(FittingFailure) -> LoweredPhase {
    var lowered = LoweredPhase()
    for segment in phase.segments {
      switch segment {
      case .constant(let value, let updates):
        guard isRepresentable(value) else { throw .outOfRange(update: updates.lowerBound) }
        // Under a plateau over a constant the levels are the values, and the row their unit.
        let level = phase.plateau?.unit ?? value
        // One row for equal neighbours: a staircase by a factor of 1 is a constant, and a curve may end in
        // a row of the value that goes on. The row is made anew, since its scale follows from its length.
        var start = updates.lowerBound
        if let last = lowered.pieces.last, last.body.isConstant, last.body.c0 == level {
          start = last.start
          lowered.pieces.removeLast()
        }
        lowered.pieces.append(Piece(constant: level, updates: start..<updates.upperBound))
      case .curve(let curve):
        for piece in try curves.pieces(of: curve) { lowered.add(piece) }
      }
    }
    return lowered
  }

  /// Whether a table may hold the value: evaluators never meet subnormals, whatever the host does to them.
  static func isRepresentable(_ value: Double) -> Bool {
    value == 0 || (value.magnitude >= 0x1p-500 && value.magnitude <= 0x1p500)
  }
}

extension Piece {
  fileprivate init(_ piece: FittedPiece) {
    self.init(
      start: piece.updates.lowerBound,
      origin: piece.origin,
      scale: piece.scale,
      coefficients: piece.coefficients
    )
  }
}
