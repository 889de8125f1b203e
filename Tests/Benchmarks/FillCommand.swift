// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeRuntime

/// `recipec-bench fill`: seconds per update of a contiguous fill.
struct FillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill",
    abstract: "Fill one buffer with the values of a recipe's first channel."
  )

  @Argument(help: "The recipe; its run is repeated until there are enough updates.")
  var recipe: RecipeFile

  @Option(help: "How many updates to fill in one go.")
  var updates = 1 << 24

  @Option(help: "How often to repeat each measurement.")
  var repeats = 3

  func run() throws {
    let table = try recipe.table()
    // Every buffer is as large as all updates together: what NumPy writes is in no cache either.
    let doubles = Self.hugePages(count: updates)
    defer { doubles.deallocate() }
    for path in EvaluationPath.allCases {
      let fill = try Measurement("fill_f64_\(path)", by: .wall, repeats: repeats, per: updates) {
        try Self.fill(doubles, from: table, path: path)
      }
      print(fill.line)
    }
    let fresh = try Measurement("fill_f64_new_array", by: .wall, repeats: repeats, per: updates) {
      let array = try [Double](unsafeUninitializedCapacity: updates) { buffer, count in
        let room = UnsafeMutableBufferPointer(rebasing: buffer[..<updates])
        try Self.fill(room, from: table, path: .preferred)
        count = updates
      }
      consume(array[updates / 2])
    }
    print(fresh.line)
    consume(doubles[updates / 2])
    var singles = [Float](repeating: 0, count: updates)
    let single = try Measurement("fill_f32", by: .wall, repeats: repeats, per: updates) {
      try singles.withUnsafeMutableBufferPointer { buffer in
        for (range, part) in Self.parts(of: updates, length: table.length) {
          let room = UnsafeMutableBufferPointer(rebasing: buffer[part])
          try table.fill(track: 0, range: range, into: room)
        }
      }
    }
    consume(Double(singles[updates / 2]))
    print(single.line)
  }

  /// A buffer in huge pages, which NumPy asks for as well for its large arrays: with small ones a
  /// sixth of the time goes into address translation, on either side.
  private static func hugePages(count: Int) -> UnsafeMutableBufferPointer<Double> {
    let bytes = count * MemoryLayout<Double>.stride
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 2 << 20)
    madvise(memory.baseAddress, bytes, MADV_HUGEPAGE)
    let doubles = memory.bindMemory(to: Double.self)
    doubles.initialize(repeating: 0)
    return doubles
  }

  private static func fill(
    _ buffer: UnsafeMutableBufferPointer<Double>,
    from table: ScheduleTable,
    path: EvaluationPath
  ) throws {
    for (range, part) in parts(of: buffer.count, length: table.length) {
      let room = UnsafeMutableBufferPointer(rebasing: buffer[part])
      try table.fill(track: 0, range: range, into: room, path: path)
    }
  }

  /// The run's updates as often as they fit, with the part of the buffer each time fills.
  private static func parts(of count: Int, length: Int64) -> [(Range<Int64>, Range<Int>)] {
    stride(from: 0, to: count, by: Int(length)).map { first in
      let size = min(Int(length), count - first)
      return (0..<Int64(size), first..<first + size)
    }
  }
}
