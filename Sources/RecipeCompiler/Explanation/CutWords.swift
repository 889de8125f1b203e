// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

/// Says what is done to the value of the curve: multiplier, plateau, floor, bounds.
struct CutWords {
  private let context: ValueContext
  private let summary: MachineSummary?
  /// What a plateau did.
  let cuts: Explanation.Cuts?

  init(_ context: ValueContext) {
    self.context = context
    var isCut = context.region.response != nil
    if case .held = context.origin.base { isCut = false }
    guard isCut, let response = context.region.response else {
      (summary, cuts) = (nil, nil)
      return
    }
    let machine = context.table.machines[response.machine]
    summary = MachineSummary(of: context.table, machine: response.machine)
    cuts = Explanation.Cuts(
      watched: machine.name.description,
      count: context.state.map { Int($0.machines[response.machine].cuts) } ?? 0,
      limit: machine.levelCount - 1,
      uncut: context.origin.uncut
    )
  }

  /// Multiplier, plateau and bounds.
  var statements: [Explanation.Statement] {
    multiplierStatement + plateauStatement + boundsStatement
  }

  private var multiplierStatement: [Explanation.Statement] {
    let multiplier = context.table.tracks[context.track].multiplier
    guard multiplier != 1 else { return [] }
    let text = "the value is multiplied by \(multiplier.shortDescription)\(factorText)"
    return [Explanation.Statement(.multiplier, text)]
  }

  /// The groups that the multiplier is made of, and what each contributes where there are several.
  private var factorText: String {
    let track = context.table.tracks[context.track]
    let names = track.group.description.split(separator: "+").map(String.init)
    let factors = names.compactMap { name in
      context.recipe?.factor(of: track.channel.description, inGroup: name).map { (name, $0) }
    }
    if factors.count > 1 {
      return ": " + factors.map { "\($1.shortDescription) for `\($0)`" }.joined(separator: " × ")
    }
    return factors.first.map { " for `\($0.0)`" } ?? ""
  }

  // MARK: Plateau

  private var plateauStatement: [Explanation.Statement] {
    guard let cuts else { return [] }
    let name = "`\(cuts.watched)`"
    guard cuts.count > 0, let response = context.region.response else {
      let text = "\(name) has made no cut yet, of at most \(cuts.limit)"
      return [Explanation.Statement(.plateau, "\(text); \(nextCut("first"))")]
    }
    let since = context.state?.machines[response.machine].changedAt ?? 0
    let text =
      "\(name) has made \(cuts.count) of \(cuts.limit) cuts, the last at update "
      + since.grouped
    let next = cuts.count < cuts.limit ? nextCut("next") : "no cut is left"
    let sentences = [text, effect(response, cuts), next]
    return [Explanation.Statement(.plateau, sentences.joined(separator: "; "))]
  }

  /// What the cuts did to the value.
  private func effect(_ response: Response, _ cuts: Explanation.Cuts) -> String {
    let origin = context.origin
    let level = context.table.levels[response.firstLevel + cuts.count]
    let first = context.table.levels[response.firstLevel]
    let uncut = origin.uncut.shortDescription
    var text = "\(uncut) became \(origin.cut.shortDescription)"
    if isCurve && first == 1 {
      text = "\(uncut) * \(level.shortDescription) = \(origin.cut.shortDescription)"
    }
    if origin.floor > origin.cut {
      text += ", below the floor \(origin.floor.shortDescription)"
      text += origin.floor > origin.uncut ? ", which is above the uncut value: that stays" : ""
    } else if let floor = context.resolved?.phase.plateau?.floor, floor == origin.value {
      text += ", which is the floor"
    }
    return text
  }

  /// Whether the value under the plateau moves by itself.
  private var isCurve: Bool {
    switch context.resolved?.phase.plateau?.levels {
    case .values?: false
    case .factors?: true
    case nil: !context.region.pieces.allSatisfy { context.table.bodies[$0].isConstant }
    }
  }

  /// When the next cut comes, and what it leads to.
  private func nextCut(_ which: String) -> String {
    guard let cuts, let response = context.region.response, let summary else { return "" }
    let next = context.table.levels[response.firstLevel + cuts.count + 1]
    let first = context.table.levels[response.firstLevel]
    let value = (context.origin.uncut / first * next).shortDescription
    let target = isCurve ? "\(next.shortDescription) of the curve" : value
    return "the \(which), to \(target), comes when \(summary.condition)"
  }

  // MARK: Bounds

  private var boundsStatement: [Explanation.Statement] {
    guard let tracks = context.recipe?.resolved.tracks, tracks.indices.contains(context.track)
    else { return [] }
    let bounds = tracks[context.track].bounds
    let source = bounds.stated == nil ? "by what the recipe writes" : "as the recipe states"
    let text = "in \(bounds.description), \(source): every update was held against it"
    return [Explanation.Statement(.bounds, text)]
  }
}
