// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeRuntime

/// `recipec-bench fill`: seconds per update of a contiguous fill.
struct FillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill",
    abstract: "Fill one buffer with the values of a recipe's first channel, and with a constant."
  )

  @Argument(help: "The recipe; its run is repeated until there are enough updates.")
  var recipe: RecipeFile

  @Option(help: "How many updates to fill in one go.")
  var updates = 1 << 24

  @Option(help: "How often to repeat each measurement.")
  var repeats = 3

  func run() throws {
    let updates = updates
    let table = try recipe.table()
    let constant = try SyntheticTable.constant(length: Int64(updates))
    // Every buffer is as large as all updates together: what NumPy writes is in no cache either.
    let memory = Self.hugePages(byteCount: updates * MemoryLayout<Double>.stride)
    defer { memory.deallocate() }
    let doubles = memory.bindMemory(to: Double.self)
    let singles = UnsafeMutableBufferPointer(
      rebasing: memory.assumingMemoryBound(to: Float.self)[..<updates]
    )
    var subjects: [Measurement.Subject] = []
    for path in EvaluationPath.available {
      subjects.append(
        .init("fill_f64_\(path)", per: updates) {
          for (range, part) in Self.parts(of: updates, length: table.length) {
            let room = UnsafeMutableBufferPointer(rebasing: doubles[part])
            try table.fill(track: 0, range: range, into: room, path: path)
          }
        }
      )
      subjects.append(
        .init("fill_f32_\(path)", per: updates) {
          for (range, part) in Self.parts(of: updates, length: table.length) {
            let room = UnsafeMutableBufferPointer(rebasing: singles[part])
            try table.fill(track: 0, range: range, into: room, path: path)
          }
        }
      )
    }
    // What is written is the same number of bytes, so the times are those of bytes as well.
    let range = 0..<Int64(updates)
    subjects += [
      .init("constant_f64", per: updates) {
        try constant.fill(track: 0, range: range, into: doubles)
      },
      .init("memset_f64", per: updates) { Self.set(memory, byteCount: 8 * updates) },
      .init("constant_f32", per: updates) {
        try constant.fill(track: 0, range: range, into: singles)
      },
      .init("memset_f32", per: updates) { Self.set(memory, byteCount: 4 * updates) },
      .init("fill_f64_new_array", per: updates) {
        let array = try [Double](unsafeUninitializedCapacity: updates) { buffer, count in
          for (range, part) in Self.parts(of: updates, length: table.length) {
            let room = UnsafeMutableBufferPointer(rebasing: buffer[part])
            try table.fill(track: 0, range: range, into: room)
          }
          count = updates
        }
        consume(array[updates / 2])
      },
    ]
    for measurement in try Measurement.interleaved(by: .wall, repeats: repeats, subjects) {
      print(measurement.line)
    }
    consume(doubles[updates / 2])
  }

  /// A buffer in huge pages, which NumPy asks for as well for its large arrays: with small ones a
  /// sixth of the time goes into address translation, on either side.
  private static func hugePages(byteCount: Int) -> UnsafeMutableRawBufferPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 2 << 20)
    madvise(memory.baseAddress, byteCount, MADV_HUGEPAGE)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    return memory
  }

  /// Writes a byte over the front of a buffer with the C library's function.
  private static func set(_ memory: UnsafeMutableRawBufferPointer, byteCount: Int) {
    guard let address = memory.baseAddress else { return }
    memset(address, 1, byteCount)
  }

  /// The updates from the middle of the run, or the run as often as it fits, each with the part of the
  /// buffer that it fills.
  private static func parts(of count: Int, length: Int64) -> [(Range<Int64>, Range<Int>)] {
    if count <= length {
      let first = (length - Int64(count)) / 2
      return [(first..<first + Int64(count), 0..<count)]
    }
    return stride(from: 0, to: count, by: Int(length)).map { first in
      let size = min(Int(length), count - first)
      return (0..<Int64(size), first..<first + size)
    }
  }
}
