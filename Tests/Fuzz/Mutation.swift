// SPDX-License-Identifier: Apache-2.0

import SeededRandom

@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maxSize: Int) -> Int

/// What both targets do to an input before they repair it.
enum Mutation {
  /// Changes an input in place and returns its new size.
  ///
  /// Half the time the fuzzer's own mutators work on the bytes; otherwise whole fields get values that are
  /// likely to stand at the edge of some rule, half of them among the first `hot` bytes: a record is the
  /// smaller part of its checkpoint, and would seldom be met.
  static func mutate(
    _ data: UnsafeMutablePointer<UInt8>,
    _ size: Int,
    _ maxSize: Int,
    _ seed: UInt32,
    hot: Int,
    _ repair: ([UInt8], UInt32) -> [UInt8]
  ) -> Int {
    var generator = SeededGenerator(seed: UInt64(seed))
    var size = size
    if size < 64 || Bool.random(using: &generator) {
      size = mutateBytes(data, size, maxSize)
    } else {
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let isHot = (8..<size).contains(hot) && Bool.random(using: &generator)
        setField(data, isHot ? hot : size, &generator)
      }
    }
    let changed = Array(UnsafeBufferPointer(start: data, count: size))
    let repaired = repair(changed, generator.next())
    guard repaired.count <= maxSize else { return size }
    for (index, byte) in repaired.enumerated() { data[index] = byte }
    return repaired.count
  }

  private static func setField(
    _ data: UnsafeMutablePointer<UInt8>,
    _ size: Int,
    _ generator: inout SeededGenerator
  ) {
    let isWide = Bool.random(using: &generator)
    let width = isWide ? 8 : 4
    let place = width * Int.random(in: 0..<size / width, using: &generator)
    let near = UInt64(bitPattern: Int64.random(in: -2...12, using: &generator))
    let edges: [UInt64] = [
      near, near, near, 1 << 53, 1 << 53 - 1, 1 << 52, 1 << 62, 1 << 63, 0x7fff_ffff, 0xffff_ffff,
      (1.0).bitPattern, (0.5).bitPattern, (0x1p-53).bitPattern, (0x1p500).bitPattern,
      Double.nan.bitPattern, generator.next(),
    ]
    var value = edges.randomElement(using: &generator) ?? 0
    if Int.random(in: 0..<4, using: &generator) == 0 {
      // A field a little larger or smaller than it was.
      value = (0..<width).reduce(0) { $0 | UInt64(data[place + $1]) << UInt64(8 * $1) } &+ near
    }
    for index in 0..<width { data[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }
}
