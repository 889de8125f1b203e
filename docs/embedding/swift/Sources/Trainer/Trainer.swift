// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime

/// The trainer of ../c in Swift, with the module itself: `swift run Trainer TABLE CHECKPOINT [UPDATES]`.
@main
struct Trainer {
  /// What the trainer has to remember besides the state of the schedule.
  var weight = 1.0
  var updates: Int64 = 0

  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count > 2 else {
        throw Failure(message: "usage: Trainer TABLE CHECKPOINT [UPDATES]")
      }
      let last = arguments.count > 3 ? Int64(arguments[3]) : nil
      try train(arguments[1], checkpoint: URL(filePath: arguments[2]), last: last)
    } catch let error as TableError {
      fail(error.message)
    } catch let error as RestorationError {
      fail(error.message)
    } catch let error as ObservationError {
      fail(error.message)
    } catch let error as EvaluationError {
      fail(error.message)
    } catch {
      fail("\(error)")
    }
  }

  static func train(_ path: String, checkpoint: URL, last: Int64?) throws {
    let table = try ScheduleTable(decoding: [UInt8](Data(contentsOf: URL(filePath: path))))
    guard let lr = table.track(channel: "lr") else { throw Failure(message: "no track lr") }
    var (model, run) = try load(checkpoint, table)

    for t in model.updates..<table.length {
      let loss = model.weight * model.weight
      // First what has been measured, then the values of the update that it may change.
      if t % 5 == 0 { try run.observe("loss", loss, measuredAt: t) }
      if run.isFinished(at: t) { break }
      let rate = try run.value(track: lr, at: t)
      model.weight -= rate * 0.1 * model.weight
      model.updates = t + 1
      print(t, rate, loss)
      if model.updates % 10 == 0 { try model.save(to: checkpoint, run) }
      if model.updates == last {
        fflush(nil)
        abort()
      }
    }
  }

  /// Writes the model and the state; `.atomic` leaves the old file or the new one, whole.
  func save(to url: URL, _ run: ScheduleRun) throws {
    var bytes = Data()
    withUnsafeBytes(of: weight.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: updates.littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: Checkpoint(of: run).encoded())
    try bytes.write(to: url, options: .atomic)
  }

  /// Reads what `save` has written, or begins.
  static func load(_ url: URL, _ table: ScheduleTable) throws -> (Trainer, ScheduleRun) {
    guard let bytes = try? Data(contentsOf: url) else { return (Trainer(), ScheduleRun(table)) }
    guard bytes.count > 16 else { throw Failure(message: "the checkpoint is cut off") }
    let words = bytes.prefix(16).withUnsafeBytes { raw in
      [0, 8].map { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: UInt64.self)) }
    }
    let model = Trainer(weight: Double(bitPattern: words[0]), updates: Int64(bitPattern: words[1]))
    let restored = try table.restore([UInt8](bytes.dropFirst(16)), at: model.updates)
    return (model, restored.run)
  }

  static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("trainer: \(message)\n".utf8))
    exit(1)
  }

  struct Failure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
  }
}
