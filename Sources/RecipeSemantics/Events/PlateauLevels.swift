// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Computes what the cuts of a plateau lead to, one after another, until nothing is left to cut.
struct PlateauLevels {
  /// What a cut does, and where cuts end.
  struct Cuts {
    /// In (0, 1).
    let factor: Rational
    /// No cut goes below it; zero for none.
    let floor: Rational
    /// The most cuts there are; nil for no such limit.
    let limit: Int?
    /// A cut by no more than this is not made; torch and Paddle only.
    let leastCut: Rational
    /// Whether cuts may go on until there is no smaller number: where the floor is written as 0, or left
    /// out as the imitated library lets it be.
    let mayGoOn: Bool
    let ticks: ResolvedMachine.Ticks
  }

  /// Why there is no list of levels.
  enum Obstacle: Error, Hashable {
    /// Nothing ends the cuts.
    case endless
    /// There are more levels than a plateau may have.
    case tooMany
    /// The first cut would change nothing, or is not made.
    case cannotCut
    /// A level is no number that a table holds.
    case outOfReach
  }

  /// The most levels of a plateau.
  static let limit = 4096

  /// The smallest level: a table holds magnitudes from 2^-500 on.
  static let smallest = 0x1p-500

  let cuts: Cuts

  /// The levels over a base above zero that never changes.
  func levels(overConstant base: Rational) throws(Obstacle) -> ResolvedPlateau.Levels {
    try checkEnd()
    switch cuts.ticks {
    case .recipec: return .values(try exact(from: base, over: base, last: cuts.floor.double))
    case .torch, .paddle: return .values(try chained(from: base))
    case .keras: return .values(try single(from: base))
    case .optax: return .factors(try scales(over: base))
    }
  }

  /// The factors over a base that moves and has its largest value, above zero, at `peak`.
  func levels(overCurveTo peak: Rational) throws(Obstacle) -> ResolvedPlateau.Levels {
    try checkEnd()
    return .factors(
      cuts.ticks == .optax
        ? try scales(over: peak) : try exact(from: Rational(1), over: peak, last: nil)
    )
  }

  private func checkEnd() throws(Obstacle) {
    let hasLeastCut = [.torch, .paddle].contains(cuts.ticks) && cuts.leastCut > Rational(0)
    guard cuts.limit != nil || cuts.floor > Rational(0) || hasLeastCut || cuts.mayGoOn else {
      throw .endless
    }
  }

  // MARK: Exact levels

  /// Exact multiples of `start`, each rounded once, until the same multiple of `peak` is at the floor.
  ///
  /// The last of them is `last`, or else the multiple itself.
  private func exact(
    from start: Rational,
    over peak: Rational,
    last: Double?
  ) throws(Obstacle) -> [Double] {
    let floor = cuts.floor.double
    var level = GeometricLevels(start: start, factor: cuts.factor)
    var highest = GeometricLevels(start: peak, factor: cuts.factor)
    return try levels(from: start.double) { _ in
      level.advance()
      highest.advance()
      guard highest.double > floor else { return .last(last ?? level.double) }
      return .next(level.double)
    }
  }

  // MARK: Levels of other libraries

  /// `new = max(old · factor, min_lr)`, made if `old - new > eps`, in binary64 as Python has it.
  ///
  /// Source: `_reduce_lr` of `torch.optim.lr_scheduler.ReduceLROnPlateau`, `step` of
  /// `paddle.optimizer.lr.ReduceOnPlateau`.
  private func chained(from base: Rational) throws(Obstacle) -> [Double] {
    let (factor, floor) = (cuts.factor.double, cuts.floor.double)
    let leastCut = cuts.leastCut.double
    return try levels(from: base.double) { old in
      let new = max(old * factor, floor)
      return old - new > leastCut ? .next(new) : .end
    }
  }

  /// The same without `eps`, kept in a variable of single precision between the cuts.
  ///
  /// Source: `_reduce_optimizer_lr` of `keras.callbacks.ReduceLROnPlateau`.
  private func single(from base: Rational) throws(Obstacle) -> [Double] {
    let (factor, floor) = (cuts.factor.double, cuts.floor.double)
    let last = Double(Float(floor))
    return try levels(from: Double(Float(base.double))) { old in
      guard old > last else { return .end }
      let new = Double(Float(max(old * factor, floor)))
      return new < old ? .next(new) : .end
    }
  }

  /// `scale = max(scale · factor, min_scale)` in single precision, where `min_scale` is the floor's share of
  /// the largest base.
  ///
  /// Source: `optax.contrib.reduce_on_plateau`.
  private func scales(over peak: Rational) throws(Obstacle) -> [Double] {
    let factor = Float(cuts.factor.double)
    let floor = Float((cuts.floor / peak).double)
    return try levels(from: 1) { old in
      let new = max(Float(old) * factor, floor)
      return new < Float(old) ? .next(Double(new)) : .end
    }
  }

  // MARK: The list

  /// What comes after a level.
  private enum Step {
    case next(Double)
    /// The level after which none comes.
    case last(Double)
    /// Nothing: the level before was the last.
    case end
  }

  private func levels(
    from start: Double,
    _ step: (Double) -> Step
  ) throws(Obstacle) -> [Double] {
    var levels = [start]
    var isOver = false
    while !isOver, levels.count - 1 < cuts.limit ?? .max {
      switch step(levels[levels.count - 1]) {
      case .next(let level): levels.append(level)
      case .last(let level):
        levels.append(level)
        isOver = true
      case .end: isOver = true
      }
      guard levels.count <= Self.limit else { throw .tooMany }
      if levels[levels.count - 1] >= Self.smallest { continue }
      guard cuts.mayGoOn, levels.count > 1 else { throw .outOfReach }
      levels.removeLast()
      isOver = true
    }
    guard levels.count > 1 else { throw .cannotCut }
    return levels
  }
}
