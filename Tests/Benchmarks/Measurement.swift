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

  /// What was measured; one word.
  let name: String
  /// One number for each repetition, in the order in which they were made.
  let samples: [Double]

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
    var samples: [Double] = []
    try body()
    for _ in 0..<repeats {
      let start = clock.now
      try body()
      samples.append((clock.now - start) / Double(share))
    }
    self.name = name
    self.samples = samples
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
