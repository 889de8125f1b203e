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
    var texts = [table.clock]
    for track in table.tracks { texts += [track.channel, track.optimizer, track.group] }
    for fact in table.facts { texts += [fact.name, fact.value] }
    for phase in table.annex.phases { texts.append(phase.name) }
    trackCount = table.tracks.count
    factCount = table.facts.count
    var offsets: [Int] = []
    var size = 0
    for text in texts {
      offsets.append(size)
      size += text.utf8.count + 1
    }
    self.offsets = offsets
    let block = UnsafeMutablePointer<CChar>.allocate(capacity: size)
    self.block = block
    var next = 0
    for text in texts {
      for byte in text.utf8 {
        block[next] = CChar(bitPattern: byte)
        next += 1
      }
      block[next] = 0
      next += 1
    }
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
