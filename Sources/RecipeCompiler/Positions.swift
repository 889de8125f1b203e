// SPDX-License-Identifier: Apache-2.0

public import RecipeDiagnostics
public import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Finds updates by positions such as `500`, `5ep`, `50%` or `end`, in the units of a table's run.
public struct Positions {
  private let query: PositionQuery

  /// Reads the facts of a table's run.
  public init(of table: ScheduleTable) {
    let facts = table.facts.map {
      RunFactText(name: $0.name.description, value: $0.value.description)
    }
    query = PositionQuery(
      facts: facts,
      length: table.length,
      clock: ClockWord(word: table.clock.description),
      batch: table.levels(ofFact: "batch"),
      sequence: table.levels(ofFact: "sequence")
    )
  }

  /// What was wrong with a position.
  public struct Failure: Error, Sendable {
    /// The reasons; they point into `sources`.
    public let diagnostics: [Diagnostic]
    /// The texts of the positions.
    public let sources: SourceMap
  }

  /// The update at a position; `end` is the last update of the run, `100%` the first one past it.
  ///
  /// - Throws: the diagnostics, when the text is no position or its unit cannot be converted.
  public func update(at text: String) throws(Failure) -> Int64 {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    guard let update = query.update(at: text, in: &sources, into: &sink) else {
      throw Failure(diagnostics: sink.sorted(), sources: sources)
    }
    return update
  }
}

extension ScheduleTable {
  /// The values of the channel that says what a fact of the run is; empty for a fact that is constant.
  fileprivate func levels(ofFact name: String) -> [FactLevel] {
    let isScheduled = facts.contains {
      $0.name.description == "run.\(name)" && $0.value.description == "scheduled"
    }
    guard isScheduled, let track = track(channel: UTF8Text(name)) else { return [] }
    return regionChain(ofTrack: track).flatMap { region in
      regions[region].pieces.compactMap { piece in
        Int64(exactly: bodies[piece].c0).map {
          FactLevel(start: updates(ofPiece: piece, inRegion: region).lowerBound, value: $0)
        }
      }
    }
  }
}
