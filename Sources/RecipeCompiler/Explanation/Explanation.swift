// SPDX-License-Identifier: Apache-2.0

public import RecipeDiagnostics

/// Where the value of a channel at one update comes from.
///
/// The statements say it in words; what a program would want of them stands beside them as numbers.
public struct Explanation: Sendable {
  /// What a statement is about.
  public enum Topic: String, Hashable, Sendable {
    /// What metrics and signals have done.
    case events
    /// The phase, and the updates that it covers.
    case phase
    /// How the length of the phase comes about.
    case length
    /// What was consumed before the phase and before its end, where the batch is scheduled.
    case consumed
    /// How long an epoch is.
    case epoch
    /// How often the model is evaluated.
    case evaluation
    /// How far the curve is.
    case progress
    /// How a value that grows with the batch comes about.
    case scaling
    /// What is computed.
    case formula
    /// The formula with its numbers, and what it comes to.
    case numbers
    /// Which update is sampled.
    case grid
    /// What the channel's group makes of the value.
    case multiplier
    /// What the cuts of a plateau make of the value.
    case plateau
    /// What the value was held against.
    case bounds
    /// The row of the table.
    case row
    /// What comes after the phase.
    case next
  }

  /// A sentence without a full stop.
  public struct Statement: Hashable, Sendable {
    /// What it is about.
    public let topic: Topic
    /// What it says.
    public let text: String

    init(_ topic: Topic, _ text: String) {
      self.topic = topic
      self.text = text
    }
  }

  /// The phase that the value belongs to.
  public struct Phase: Hashable, Sendable {
    /// As it is written: `warmup`.
    public let kind: String
    /// The line of the recipe, from 1; nil for a table that does not know.
    public let line: Int?
    /// Its first update in the run, under the events so far.
    public let first: Int64
    /// The update after its last; nil for one that does not end by itself.
    public let end: Int64?
  }

  /// How far a curve is: p = numerator / denominator.
  public struct Progress: Hashable, Sendable {
    /// A whole number of parts of updates.
    public let numerator: Int64
    /// As many parts as the curve has.
    public let denominator: Int64

    /// p as a number.
    public var fraction: Double { Double(numerator) / Double(denominator) }
  }

  /// What a plateau did to the value.
  public struct Cuts: Hashable, Sendable {
    /// The metric that is watched.
    public let watched: String
    /// How often the value was cut.
    public let count: Int
    /// How often it can be cut.
    public let limit: Int
    /// The value without any cut.
    public let uncut: Double
  }

  /// The row of the table.
  public struct Row: Hashable, Sendable {
    /// The index of the region in the table.
    public let region: Int
    /// The index of the piece in the table.
    public let piece: Int
    /// The update, in the time of the region, at which the polynomial is evaluated.
    public let sampled: Int64
    /// By how much updates of the run are larger than those of the region.
    public let offset: Int64
  }

  /// The channel, with its optimizer and group: `lr`, `muon.lr[head]`.
  public let channel: String
  /// The update that was asked about.
  public let update: Int64
  /// The value; nil past an end that is declared an error.
  public let value: Double?
  /// Whether the update lies past the end of the schedule.
  public let isPastEnd: Bool
  /// The phase, past the end the last one; nil for a table that does not know.
  public let phase: Phase?
  /// How far the curve is; nil for a constant, and for a table that does not know the curve.
  public let progress: Progress?
  /// The curve in p and q = 1 - p; nil for a table that does not know.
  public let formula: String?
  /// What a plateau did; nil without one.
  public let cuts: Cuts?
  /// The row; nil past the end, where there is none.
  public let row: Row?
  /// The places in the recipe that say so, that of the phase first; empty for a table without recipe.
  public let labels: [Label]
  /// The same in words, in an order for reading.
  public let statements: [Statement]
}
