// SPDX-License-Identifier: Apache-2.0

/// Why a checkpoint cannot be continued under a table.
public enum RestorationError: Error, Hashable, Sendable {
  /// The record is damaged, or belongs to another table and there is no other way.
  case state(StateError)
  /// The table that the checkpoint carries is not one.
  case table(TableError)
  /// The checkpoint says that it carries its table, and does not.
  case tableMissing
  /// The table is another one, and what it changes is not known without the checkpoint's own.
  case otherTable(found: Digest, expected: Digest)
  /// The table is another one, and changes something from the update on that is about to be made.
  case differs(TableDifference)
  /// The update to go on from lies before what the state has seen.
  case updateBeforeState(update: Int64, clock: Int64)

  /// What is wrong and what to do about it, as sentences that stand alone.
  public var message: String {
    switch self {
    case .state(let error): error.message
    case .table(let error): "the table in the checkpoint is damaged: " + error.message
    case .tableMissing: "the checkpoint is cut off before its table: use an earlier one"
    case .otherTable(let found, let expected):
      "the checkpoint belongs to the table \(found.short), and this is \(expected.short): load that "
        + "table; checkpoints that carry their table can tell whether the change matters"
    case .differs(let difference):
      difference.message + ": load the table that the run began with, or migrate on purpose"
    case .updateBeforeState(let update, let clock):
      "the run cannot go on from update \(update): the checkpoint has seen update \(clock)"
    }
  }
}

/// What another table changes about the rest of a run.
public struct TableDifference: Hashable, Sendable {
  /// What differs.
  public enum Subject: Hashable, Sendable {
    /// What an update is: the clock words.
    case clock(UTF8Text, UTF8Text)
    /// A track is in one of the tables only.
    case track(channel: UTF8Text, group: UTF8Text, isInNewTable: Bool)
    /// The first update at which a value differs, with the value under each table; a value that a table
    /// does not have is NaN.
    case value(channel: UTF8Text, group: UTF8Text, update: Int64, old: Double, new: Double)
    /// What a track does at events, or how it answers to a metric, differs from this update on.
    case events(channel: UTF8Text, group: UTF8Text, update: Int64)
    /// The values of a stretch are written so differently that comparing each would take too long.
    case notCompared(channel: UTF8Text, group: UTF8Text, update: Int64)
  }

  /// A fact of the run that is not the same under both tables; a missing one is empty.
  public struct Fact: Hashable, Sendable {
    /// The fact's name.
    public let name: UTF8Text
    /// Its value under the checkpoint's table.
    public let old: UTF8Text
    /// Its value under the new table.
    public let new: UTF8Text
  }

  /// What differs first.
  public let subject: Subject
  /// The facts of the run that changed.
  public let facts: [Fact]

  /// The difference as a sentence without a full stop.
  public var message: String {
    var text = "the table changes the rest of the run: " + subject.message
    for (index, fact) in facts.enumerated() {
      text += index == 0 ? " (" : ", "
      text += fact.name.text + " was " + fact.old.shown + " and is " + fact.new.shown
    }
    return facts.isEmpty ? text : text + ")"
  }
}

extension TableDifference.Subject {
  /// What differs, in words.
  var message: String {
    switch self {
    case .clock(let old, let new): "it counts " + new.text + " instead of " + old.text
    case .track(let channel, let group, let isNew):
      Self.name(channel, group) + (isNew ? " is new" : " is missing")
    case .value(let channel, let group, let update, let old, let new):
      Self.name(channel, group) + " at update \(update) has the bits \(new.hexPattern) instead of "
        + "\(old.hexPattern)"
    case .events(let channel, let group, let update):
      Self.name(channel, group)
        + " answers otherwise to metrics or signals from update \(update) on"
    case .notCompared(let channel, let group, let update):
      Self.name(channel, group) + " is written so differently from update \(update) on that its "
        + "values were not all compared"
    }
  }

  private static func name(_ channel: UTF8Text, _ group: UTF8Text) -> String {
    group.isEmpty ? channel.text : channel.text + " of " + group.text
  }
}

extension UTF8Text {
  /// The text as a string, in builds without the Unicode tables as well.
  var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The text, or a word for none.
  var shown: String { isEmpty ? "not set" : text }
}
