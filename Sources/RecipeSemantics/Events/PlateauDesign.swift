// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// What a plateau watches and how it cuts, before it is known over which values.
struct PlateauRule {
  let machine: ResolvedMachine
  let cuts: PlateauLevels.Cuts
}

/// What a plateau does to the values that it lies over.
struct PlateauDesign {
  let machine: ResolvedMachine
  let levels: ResolvedPlateau.Levels
  let floor: Double
}

/// The values that a plateau lies over.
struct PlateauBase {
  let lowest: Rational
  let highest: Rational
  /// Whether there is but one.
  let isConstant: Bool
}

/// A plateau is read by the reader of its phase, whether it has a base of its own or lies over phases.
extension PhaseReader {
  /// The rule; nil when it could not be read, which was reported.
  mutating func plateauRule() -> PlateauRule? {
    var machines = MachineReader(
      object: phase.object,
      range: phase.kindRange,
      conversion: conversion
    )
    let machine = machines.stopsImproving(.plateau)
    let ticks = machines.ticks
    let factor = machines.number("factor", "above 0 and below 1") {
      $0.double > 0 && $0.double < 1
    }
    let limit = machines.number("max_cuts", "a whole number, at least 1") {
      $0.isInteger && $0 > Rational(0)
    }
    let leastCut = machines.number("eps", "0 or more") { !$0.isNegative }
    let hasLeastCut = [.torch, .paddle].contains(ticks)
    if let field = phase.object["eps"], !hasLeastCut {
      machines.report(EventDiagnostics.leastCutWithoutLibrary(at: field.keyRange))
    }
    conversion = machines.conversion
    let floor = has("floor") ? value("floor") : Rational(0)
    guard let machine, let factor, let floor, has("max_cuts") == (limit != nil),
      has("eps") == (leastCut != nil), !has("eps") || hasLeastCut
    else { return nil }
    guard !floor.isNegative else {
      disregardValue(of: "floor")
      report(PlateauDiagnostics.floorBelowZero(at: range(of: "floor")))
      return nil
    }
    let usual = Rational(BigInteger(1), over: BigInteger(100_000_000))
    return PlateauRule(
      machine: machine,
      cuts: PlateauLevels.Cuts(
        factor: factor,
        floor: floor,
        limit: limit.map { $0.numerator.int64.map { Int($0) } ?? .max },
        leastCut: hasLeastCut ? leastCut ?? usual : Rational(0),
        mayGoOn: floor == Rational(0) && (has("floor") || [.keras, .optax].contains(ticks)),
        ticks: ticks
      )
    )
  }

  /// The rule over a value that never changes.
  mutating func plateau(_ rule: PlateauRule, overConstant base: Rational) -> PlateauDesign? {
    plateau(rule, over: PlateauBase(lowest: base, highest: base, isConstant: true))
  }

  /// The rule over values; nil when it cannot be, which was reported.
  mutating func plateau(_ rule: PlateauRule, over base: PlateauBase) -> PlateauDesign? {
    let cuts = rule.cuts
    guard !base.lowest.isNegative, base.highest > Rational(0) else {
      report(PlateauDiagnostics.baseNotPositive(phase, base))
      return nil
    }
    guard cuts.floor < base.highest else {
      report(PlateauDiagnostics.floorNotBelow(base, at: range(of: "floor")))
      return nil
    }
    let levels: ResolvedPlateau.Levels
    do {
      let design = PlateauLevels(cuts: cuts)
      levels =
        base.isConstant
        ? try design.levels(overConstant: base.highest)
        : try design.levels(overCurveTo: base.highest)
    } catch {
      report(PlateauDiagnostics.obstacle(error, phase, cuts))
      return nil
    }
    let floor = cuts.ticks == .keras ? Double(Float(cuts.floor.double)) : cuts.floor.double
    noteLowest(levels, over: base, floor: floor, written: cuts.floor.double)
    return PlateauDesign(machine: rule.machine, levels: levels, floor: floor)
  }

  /// Bounds must hold the lowest value that cuts lead to, and need not hold a floor that none reaches.
  private mutating func noteLowest(
    _ levels: ResolvedPlateau.Levels,
    over base: PlateauBase,
    floor: Double,
    written: Double
  ) {
    let last = levels.all[levels.all.count - 1]
    let (highest, lowest): (Double, Double)
    switch levels {
    case .values: (highest, lowest) = (last, last)
    case .factors:
      let (top, bottom) = (base.highest.double, base.lowest.double)
      (highest, lowest) = (max(floor, top * last), min(bottom, max(floor, bottom * last)))
    }
    if highest > floor, has("floor") { disregardValue(of: "floor") }
    guard lowest < base.lowest.double, lowest != written, let value = Rational(exactly: lowest)
    else { return }
    reach(value, at: range(of: "factor"))
  }
}
