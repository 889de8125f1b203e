// SPDX-License-Identifier: Apache-2.0

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// The names of a table as C strings, made once when it is opened and freed when it is closed.
///
/// A verified name has no control characters, so none can end before its zero byte.
struct TableTexts {
  private let block: UnsafeMutablePointer<CChar>
  /// Where each text begins: the clock, three names a track, two a fact, and one a phase.
  private let offsets: [Int]
  private let trackCount: Int
  private let factCount: Int

  /// Copies the names of a table.
  init(of table: ScheduleTable) {
    var offsets: [Int] = []
    var bytes: [UInt8] = []
    func append(_ text: UTF8Text) {
      offsets.append(bytes.count)
      bytes += text.utf8
      bytes.append(0)
    }
    append(table.clock)
    for track in table.tracks {
      append(track.channel)
      append(track.optimizer)
      append(track.group)
    }
    for fact in table.facts {
      append(fact.name)
      append(fact.value)
    }
    for phase in table.annex.phases { append(phase.name) }
    trackCount = table.tracks.count
    factCount = table.facts.count
    self.offsets = offsets
    block = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    UnsafeMutableRawPointer(block).copyMemory(from: bytes, byteCount: bytes.count)
  }

  /// Frees the texts.
  func deallocate() { block.deallocate() }

  /// What an update is called.
  var clock: UnsafePointer<CChar> { text(0) }

  /// The names of a track: 0 the channel, 1 the optimizer, 2 the group.
  func track(_ index: Int, name: Int) -> UnsafePointer<CChar> {
    text(1 + 3 * index + name)
  }

  /// The texts of a fact: 0 the name, 1 the value.
  func fact(_ index: Int, part: Int) -> UnsafePointer<CChar> {
    text(1 + 3 * trackCount + 2 * index + part)
  }

  /// The name of a phase.
  func phase(_ index: Int) -> UnsafePointer<CChar> {
    text(1 + 3 * trackCount + 2 * factCount + index)
  }

  private func text(_ index: Int) -> UnsafePointer<CChar> {
    UnsafePointer(block + offsets[index])
  }
}

/// The text of a C string.
func text(_ string: UnsafePointer<CChar>) -> UTF8Text {
  var bytes: [UInt8] = []
  var next = string
  while next.pointee != 0 {
    bytes.append(UInt8(bitPattern: next.pointee))
    next += 1
  }
  return UTF8Text(utf8: bytes)
}
