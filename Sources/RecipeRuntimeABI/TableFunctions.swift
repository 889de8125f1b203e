// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// Says what a table is as a whole.
@c @implementation
public func recipec_table_get_info(
  _ table: OpaquePointer?,
  _ info: UnsafeMutablePointer<recipec_table_info>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let handle = try openTable(table)
    guard let info else { throw .missing("info") }
    let table = handle.pointee.table
    var result = recipec_table_info()
    result.clock = handle.pointee.texts.clock
    result.length = table.length
    result.track_count = UInt32(clamping: table.tracks.count)
    result.phase_count = UInt32(clamping: table.annex.phases.count)
    result.fact_count = UInt32(clamping: table.facts.count)
    result.is_reactive = table.machines.isEmpty ? 0 : 1
    copy(table.digest.bytes, to: &result.digest)
    copy(table.recipeDigest.bytes, to: &result.recipe_digest)
    copy(table.digest.hexUTF8, to: &result.digest_hex)
    info.pointee = result
  }
}

/// Says what a track is.
@c @implementation
public func recipec_table_get_track(
  _ table: OpaquePointer?,
  _ index: UInt32,
  _ track: UnsafeMutablePointer<recipec_track>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let handle = try openTable(table)
    guard let track else { throw .missing("track") }
    let tracks = handle.pointee.table.tracks
    let index = try checked(index, "track", count: tracks.count)
    let texts = handle.pointee.texts
    var result = recipec_track()
    result.channel = texts.track(index, name: 0)
    result.optimizer = texts.track(index, name: 1)
    result.group = texts.track(index, name: 2)
    result.is_reactive = handle.pointee.table.isReactive(track: index) ? 1 : 0
    let after =
      switch tracks[index].after {
      case .hold: RECIPEC_AFTER_HOLD
      case .continues: RECIPEC_AFTER_CONTINUE
      case .repeats: RECIPEC_AFTER_REPEAT
      case .error: RECIPEC_AFTER_ERROR
      }
    result.after = UInt32(truncatingIfNeeded: after)
    track.pointee = result
  }
}

/// Finds a track by its names.
@c @implementation
public func recipec_table_find_track(
  _ table: OpaquePointer?,
  _ channel: UnsafePointer<CChar>?,
  _ optimizer: UnsafePointer<CChar>?,
  _ group: UnsafePointer<CChar>?,
  _ index: UnsafeMutablePointer<UInt32>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let handle = try openTable(table)
    guard let channel else { throw .missing("channel") }
    guard let index else { throw .missing("index") }
    let table = handle.pointee.table
    let found = table.track(
      channel: text(channel),
      optimizer: optimizer.map { text($0) } ?? .empty,
      group: group.map { text($0) } ?? .empty
    )
    guard let found else { throw .noTrack(in: table) }
    index.pointee = UInt32(clamping: found)
  }
}

/// Says what a phase is.
@c @implementation
public func recipec_table_get_phase(
  _ table: OpaquePointer?,
  _ index: UInt32,
  _ phase: UnsafeMutablePointer<recipec_phase>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let handle = try openTable(table)
    guard let phase else { throw .missing("phase") }
    let phases = handle.pointee.table.annex.phases
    let index = try checked(index, "phase", count: phases.count)
    var result = recipec_phase()
    result.name = handle.pointee.texts.phase(index)
    result.track = UInt32(clamping: phases[index].track)
    result.line = UInt32(clamping: phases[index].line)
    result.first = phases[index].updates.lowerBound
    result.end = phases[index].updates.upperBound
    phase.pointee = result
  }
}

/// Says what a fact about the run is.
@c @implementation
public func recipec_table_get_fact(
  _ table: OpaquePointer?,
  _ index: UInt32,
  _ fact: UnsafeMutablePointer<recipec_fact>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let handle = try openTable(table)
    guard let fact else { throw .missing("fact") }
    let count = handle.pointee.table.facts.count
    let index = try checked(index, "fact", count: count)
    var result = recipec_fact()
    result.name = handle.pointee.texts.fact(index, part: 0)
    result.value = handle.pointee.texts.fact(index, part: 1)
    fact.pointee = result
  }
}

extension ScheduleTable {
  /// Whether a machine can act on a track: in a region on its way, since only events lead elsewhere.
  fileprivate func isReactive(track: Int) -> Bool {
    regionChain(ofTrack: track).contains { regions[$0].response != nil || regions[$0].exit != nil }
  }
}

/// An index that something has.
private func checked(_ index: UInt32, _ noun: StaticString, count: Int) throws(Failure) -> Int {
  if index >= UInt32(clamping: count) { throw .noSuch(noun, index, count: count) }
  return Int(index)
}

/// Copies bytes to the beginning of an array of C, which Swift takes for a tuple.
func copy<Tuple>(_ bytes: [UInt8], to tuple: inout Tuple) {
  withUnsafeMutableBytes(of: &tuple) { target in
    for index in 0..<min(bytes.count, target.count) { target[index] = bytes[index] }
  }
}

extension Failure {
  /// A name that no track has, with those that there are.
  fileprivate static func noTrack(in table: ScheduleTable) -> Failure {
    var message: String = "the table has no such track, but "
    // More would not fit into the message.
    for (index, track) in table.tracks.prefix(12).enumerated() {
      if index > 0 { message += ", " }
      message += track.channel.name
      if !track.group.isEmpty { message += " of " + track.group.name }
    }
    return Failure(RECIPEC_NOT_FOUND, message)
  }
}

extension UTF8Text {
  /// The text as a part of a message.
  fileprivate var name: String { String(decoding: utf8, as: UTF8.self) }
}
