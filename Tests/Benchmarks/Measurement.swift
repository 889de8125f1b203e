// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// How long something took, several times over.
struct Measurement {
  /// Which time counts.
  enum Clock {
    /// Time on the wall: what a peer in another process is measured by.
    case wall
    /// Time of this process alone: other load on the machine hardly moves it.
    case processor

    /// Seconds since some moment in the past.
    var now: Double {
      var time = timespec()
      clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
  }

  /// Something to measure.
  struct Subject {
    /// What is measured; one word.
    let name: String
    /// How many of what a second is divided by there are in one go.
    let share: Int
    /// The thing itself.
    let body: () throws -> Void

    init(_ name: String, per share: Int = 1, _ body: @escaping () throws -> Void) {
      self.name = name
      self.share = share
      self.body = body
    }
  }

  /// What was measured; one word.
  let name: String
  /// One number for each repetition, in the order in which they were made.
  private(set) var samples: [Double] = []

  private init(name: String) {
    self.name = name
  }

  /// Repeats something and notes the seconds of each repetition, divided by `share`.
  ///
  /// The first time pays for cold caches and is not counted.
  init(
    _ name: String,
    by clock: Clock,
    repeats: Int,
    per share: Int = 1,
    of body: () throws -> Void
  ) rethrows {
    self.init(name: name)
    try body()
    for _ in 0..<repeats { samples.append(try Self.seconds(clock, body) / Double(share)) }
  }

  /// Measures several things in turn, A B C A B C, so that a busy moment meets all of them.
  static func interleaved(
    by clock: Clock,
    repeats: Int,
    _ subjects: [Subject]
  ) throws -> [Measurement] {
    var measurements = subjects.map { Measurement(name: $0.name) }
    for subject in subjects { try subject.body() }
    for _ in 0..<repeats {
      for (index, subject) in subjects.enumerated() {
        let seconds = try Self.seconds(clock, subject.body)
        measurements[index].samples.append(seconds / Double(subject.share))
      }
    }
    return measurements
  }

  private static func seconds(_ clock: Clock, _ body: () throws -> Void) rethrows -> Double {
    let start = clock.now
    try body()
    return clock.now - start
  }

  /// One line for a program to read: the name, then the samples.
  var line: String {
    ([name] + samples.map(\.description)).joined(separator: " ")
  }
}

/// Takes a result, so that the optimizer cannot leave out what made it.
@inline(never)
func consume(_ value: Double) {
  if value == .infinity { print("infinite") }
}
