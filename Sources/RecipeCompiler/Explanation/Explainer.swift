// SPDX-License-Identifier: Apache-2.0

public import RecipeDiagnostics
public import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Explains the values of a table, as far as it is known what the table was made of.
public struct Explainer: Sendable {
  /// The table.
  public let table: ScheduleTable
  /// The texts that the labels of explanations point into.
  public let sources: SourceMap
  private let recipe: RecipeOrigin?

  /// Explains what a recipe was compiled to; nil when the compilation failed.
  public init?(_ compilation: Compilation) {
    guard let table = compilation.table else { return nil }
    self.table = table
    sources = compilation.sources
    recipe = compilation.origin
  }

  /// Explains a table by what it carries of its recipe: the text, and the line of every phase.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - name: what to call the recipe in it.
  public init(_ table: ScheduleTable, recipeName name: String) {
    self.table = table
    var sources = SourceMap()
    if !table.annex.recipe.isEmpty { _ = sources.add(name: name, bytes: table.annex.recipe) }
    self.sources = sources
    recipe = nil
  }

  /// Explains the value of a track at an update.
  ///
  /// - Parameters:
  ///   - track: the index of the track.
  ///   - update: any update, past the end as well.
  ///   - state: what metrics and signals have done; nil for nothing.
  /// - Returns: the value, and all that is known of it.
  /// - Throws: what `ScheduleTable.value` throws, but not for an end that is declared an error.
  public func explain(
    track: Int,
    at update: Int64,
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> Explanation {
    let origin: ValueOrigin
    do {
      origin = try table.origin(track: track, at: update, state: state)
    } catch .pastEnd(_, let length) {
      return try explainMissing(track: track, at: update, end: length, state: state)
    }
    let context = ValueContext(
      table,
      track: track,
      at: update,
      state: state,
      origin: origin,
      recipe: recipe
    )
    return explanation(context, value: origin.value)
  }

  /// The phase of a value in a few words: `cosine`, `plateau (2 cuts)`, `past the end`.
  ///
  /// - Throws: as `explain(track:at:state:)`.
  public func phaseText(
    track: Int,
    at update: Int64,
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> String {
    let explanation = try explain(track: track, at: update, state: state)
    let name = explanation.phase?.kind ?? explanation.row.map { "region \($0.region + 1)" } ?? ""
    let cuts = explanation.cuts?.count ?? 0
    let phase = explanation.isPastEnd ? "past the end" : name
    return cuts == 0 ? phase : "\(phase) (\(cuts) cut\(cuts == 1 ? "" : "s"))"
  }

  /// Explains why there is no value by the last update that has one.
  private func explainMissing(
    track: Int,
    at update: Int64,
    end: Int64,
    state: ScheduleState?
  ) throws(EvaluationError) -> Explanation {
    let last: ValueOrigin
    do {
      last = try table.origin(track: track, at: end - 1, state: state)
    } catch {
      // An event ended the track, and what was before it is not kept.
      throw .pastEnd(update: update, length: end)
    }
    let context = ValueContext(
      table,
      track: track,
      at: update,
      state: state,
      origin: last,
      recipe: recipe
    )
    return explanation(context, value: nil)
  }

  private func explanation(_ context: ValueContext, value: Double?) -> Explanation {
    let phase = PhaseWords(context)
    let curve = CurveWords(context)
    let cuts = CutWords(context)
    let isPlayed = value != nil && curve.row != nil
    var statements = EventWords(context).statements + phase.statements
    statements += ConsumptionWords(context).statements
    if isPlayed { statements += curve.statements }
    if value != nil { statements += cuts.statements }
    if isPlayed { statements += RowWords(context).statements }
    statements += NextWords(context).statements
    return Explanation(
      channel: table.tracks[context.track].title,
      update: context.update,
      value: value,
      isPastEnd: context.isPastEnd,
      phase: phase.phase,
      progress: isPlayed ? curve.progress : nil,
      formula: isPlayed ? curve.formula : nil,
      cuts: value == nil ? nil : cuts.cuts,
      row: isPlayed ? curve.row : nil,
      labels: labels(context, phase),
      statements: statements
    )
  }

  /// The places in the recipe, each once.
  private func labels(_ context: ValueContext, _ phase: PhaseWords) -> [Label] {
    guard recipe == nil else { return phase.labels }
    guard let line = context.record?.line, line > 0, let file = sources.files.first,
      line <= file.lines.count
    else { return [] }
    let content = file.lines.contentRange(ofLine: line - 1, in: file.bytes)
    let blank = file.bytes[content].prefix { $0 == 0x20 || $0 == 0x09 }.count
    let range = SourceRange(
      source: SourceID(rawValue: 0),
      start: content.lowerBound + blank,
      end: content.upperBound
    )
    return [Label(range, phase.label)]
  }
}
