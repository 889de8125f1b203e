// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics
internal import RecipeSyntax

/// A resolved recipe as text in one canonical form, whose digest is the recipe's identity.
///
/// It holds what the recipe means and nothing of how it was written: comments, layout, names of variables
/// and the choice between equal units change nothing. Numbers are printed as hexadecimal floats, exactly.
/// The table carries the digest of this text beside its own, so that "the same recipe, compiled by another
/// version" can be told from "another recipe".
package enum CanonicalRecipe {
  /// The text of a recipe, one statement a line.
  package static func text(of recipe: ResolvedRecipe) -> String {
    var lines = ["recipe 1", "clock \(recipe.clockWord.word)", "length \(recipe.length)"]
    lines += recipe.facts.map { "fact \($0.name) = \($0.value)" }
    for schedule in recipe.schedules {
      lines.append("schedule \(schedule.title)")
      lines += schedule.machines.map(text(of:))
      for phase in schedule.phases { lines += text(of: phase) }
      lines.append("after \(text(of: schedule.after))")
    }
    for track in recipe.tracks where !track.group.isEmpty {
      let multiplier = hexadecimal(track.multiplier)
      lines.append("track \(track.title) = schedule \(track.schedule) times \(multiplier)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(of phase: ResolvedPhase) -> [String] {
    let head =
      "phase \(text(of: phase.updates)) grid \(phase.grid)" + (phase.hasOwnGrid ? " own" : "")
    var lines = [head + (phase.startsAtEvent ? " at event" : "")]
    lines += phase.segments.map { "  " + text(of: $0) }
    if let plateau = phase.plateau { lines.append("  " + text(of: plateau)) }
    if let exit = phase.exit { lines.append("  until machine \(exit.machine)") }
    return lines
  }

  private static func text(of plateau: ResolvedPlateau) -> String {
    let word =
      switch plateau.levels {
      case .values: "values"
      case .factors: "factors"
      }
    let levels = plateau.levels.all.map(hexadecimal).joined(separator: " ")
    let floor = hexadecimal(plateau.floor)
    return "plateau machine \(plateau.machine) floor \(floor) \(word) \(levels)"
  }

  private static func text(of machine: ResolvedMachine) -> String {
    let threshold = "\(machine.threshold.kind.rawValue) \(hexadecimal(machine.threshold.value))"
    return "machine \(machine.kind.rawValue) \(machine.mode.rawValue) \(threshold)"
      + " patience \(text(of: machine.patience)) cooldown \(text(of: machine.cooldown))"
      + " ticks \(machine.ticks.rawValue) nonfinite \(machine.onNonFinite.rawValue)"
      + " best \(machine.best.rawValue) smoothing \(hexadecimal(machine.smoothing))"
      + " averages \(machine.averages) watches \(machine.name)"
  }

  private static func text(of patience: ResolvedPatience) -> String {
    "\(patience.count) \(patience.unit.rawValue)"
  }

  private static func text(of segment: PhaseSegment) -> String {
    switch segment {
    case .constant(let value, let updates):
      return "\(text(of: updates)) = \(hexadecimal(value))"
    case .curve(let curve):
      let progress = curve.progress
      return "\(text(of: curve.updates)) = \(curve.expression.canonicalText)"
        + " with p = (t * \(progress.denominator) - \(progress.zero)) / \(progress.span)"
    }
  }

  private static func text(of after: ResolvedSchedule.After) -> String {
    switch after {
    case .hold(let value): "hold \(hexadecimal(value))"
    case .continues(let value): "continue \(hexadecimal(value))"
    case .repeats: "repeat"
    case .error: "error"
    }
  }

  private static func text(of updates: Range<Int64>) -> String {
    "\(updates.lowerBound)..<\(updates.upperBound)"
  }

  /// The bits of a number: two numbers print alike only if they are the same.
  static func hexadecimal(_ value: Double) -> String {
    let digits = String(value.bitPattern, radix: 16)
    return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension CurveExpression {
  /// The tree in prefix notation with exact constants.
  fileprivate var canonicalText: String {
    switch self {
    case .constant(let value): CanonicalRecipe.hexadecimal(value)
    case .progress: "p"
    case .remaining: "q"
    case .elapsed(let clock): "(p \(clock.canonicalText))"
    case .left(let clock): "(q \(clock.canonicalText))"
    case .pi: "pi"
    case .sum(let left, let right): "(+ \(left.canonicalText) \(right.canonicalText))"
    case .difference(let left, let right): "(- \(left.canonicalText) \(right.canonicalText))"
    case .product(let left, let right): "(* \(left.canonicalText) \(right.canonicalText))"
    case .quotient(let left, let right): "(/ \(left.canonicalText) \(right.canonicalText))"
    case .exponential(let argument): "(exp \(argument.canonicalText))"
    case .logarithm(let argument): "(log \(argument.canonicalText))"
    case .logistic(let argument): "(sigmoid \(argument.canonicalText))"
    case .power(let argument, let exponent):
      "(pow \(argument.canonicalText) \(CanonicalRecipe.hexadecimal(exponent)))"
    case .sineOfPi(let argument): "(sinpi \(argument.canonicalText))"
    case .cosineOfPi(let argument): "(cospi \(argument.canonicalText))"
    case .minimum(let left, let right): "(min \(left.canonicalText) \(right.canonicalText))"
    case .maximum(let left, let right): "(max \(left.canonicalText) \(right.canonicalText))"
    case .absolute(let argument): "(abs \(argument.canonicalText))"
    case .floor(let argument): "(floor \(argument.canonicalText))"
    case .choice(let condition, let first, let second):
      "(if \(condition.canonicalText) \(first.canonicalText) \(second.canonicalText))"
    }
  }
}

extension Progress {
  /// The three integers of the clock.
  fileprivate var canonicalText: String { "\(zero) \(span) \(denominator)" }
}
