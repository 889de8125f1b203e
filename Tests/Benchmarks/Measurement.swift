// SPDX-License-Identifier: Apache-2.0

/// How long something took, several times over.
struct Measurement {
  /// What was measured; one word.
  let name: String
  /// One number for each repetition, in the order in which they were made.
  let samples: [Double]

  /// Repeats something and notes the seconds of each repetition, divided by `share`.
  ///
  /// The first time pays for cold caches and is not counted.
  init(_ name: String, repeats: Int, per share: Int = 1, of body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    var samples: [Double] = []
    try body()
    for _ in 0..<repeats {
      let duration = try clock.measure(body)
      let (seconds, attoseconds) = duration.components
      samples.append((Double(seconds) + 1e-18 * Double(attoseconds)) / Double(share))
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
