// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

/// A piece with factors and the updates to fill, made up at random.
private struct RandomFill {
  let fill: PieceFill
  let first: Int64
  let count: Int

  /// Makes one of `count` updates up; the pieces are of every form that a kernel tells apart.
  init(count: Int, _ generator: inout SeededGenerator) {
    self.count = count
    first = Int64.random(in: 0..<1 << 40, using: &generator)
    // Near the updates, or so far that u has many bits and its powers are rounded.
    let distance: Int64 = 1 << Int64.random(in: 3...50, using: &generator) + Int64(count)
    let origin = first + Int64.random(in: -distance...distance, using: &generator)
    let reach = max(abs(first - origin), abs(first + Int64(count) - origin))
    let degree = [0, 1, 1, 2, 4, 7, 7].randomElement(using: &generator) ?? 7
    var coefficients = SIMD8<Double>.zero
    for index in 0...degree where Int.random(in: 0..<6, using: &generator) > 0 {
      coefficients[index] = Double.random(in: -3...3, using: &generator)
    }
    let body = PieceBody(
      origin: Double(origin),
      scale: PieceBody.scale(reaching: reach),
      coefficients: coefficients
    )
    let multipliers: [Double] = [1, 1, 0.1, 3e-4, -0.7, 0]
    let multiplier = multipliers.randomElement(using: &generator) ?? 1
    if Bool.random(using: &generator) {
      fill = PieceFill(body: body, factors: ValueFactors(multiplier: multiplier))
    } else {
      // Floors on either side of the values, so that each of the three numbers comes out somewhere.
      let levels = [1, 0.5, 0.3].map { $0 * Double.random(in: 0.1...2, using: &generator) }
      fill = PieceFill(
        body: body,
        factors: ValueFactors(
          multiplier: multiplier,
          levels: levels[...],
          floor: Bool.random(using: &generator) ? 0 : Double.random(in: 0...2, using: &generator),
          cuts: Int.random(in: 0...2, using: &generator)
        )
      )
    }
  }

  /// The values, each by itself and from the description of the model.
  var expected: [Double] {
    (0..<count).map { index in
      let p = PlainEvaluator.polynomial(fill.body, at: first + Int64(index))
      let whole = fill.factors.base * p
      if !fill.factors.isReduced { return whole }
      let cut = fill.factors.reduced * p
      let held = fill.factors.floor > cut ? fill.factors.floor : cut
      return whole < held ? whole : held
    }
  }

  /// The values that a path writes in double precision, as part of a large range or of a small one.
  func doubles(on path: EvaluationPath, shift: Int, isLarge: Bool = false) -> [Double] {
    let all = isLarge ? FillOutput.largeByteCount / 8 : count
    return values(on: path, shift: shift) { FillOutput($0, count: all) }
  }

  /// The values that a path writes in single precision, as part of a large range or of a small one.
  func singles(on path: EvaluationPath, shift: Int, isLarge: Bool = false) -> [Float] {
    let all = isLarge ? FillOutput.largeByteCount / 4 : count
    return values(on: path, shift: shift) { FillOutput($0, count: all) }
  }

  /// The values that a path writes `shift` elements after an address that is a multiple of 64; what
  /// lies around them must stay as it was.
  private func values<Element: BinaryFloatingPoint>(
    on path: EvaluationPath,
    shift: Int,
    _ output: (UnsafeMutablePointer<Element>) -> FillOutput
  ) -> [Element] {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: MemoryLayout<Element>.stride * (count + 64),
      alignment: 64
    )
    defer { memory.deallocate() }
    let elements = memory.bindMemory(to: Element.self)
    elements.initialize(repeating: 12_345)
    if let base = elements.baseAddress {
      var output = output(base + shift)
      fill.write(&output, from: first, count: count, path)
    }
    let around = Array(elements[..<shift]) + Array(elements[(shift + count)...])
    #expect(around.allSatisfy { $0 == 12_345 }, "\(path), \(count) updates")
    return Array(elements[shift..<shift + count])
  }
}

@Suite struct EvaluationPathTests {
  @Test func `all paths write the bits of the description, whatever the piece`() {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<3000 {
      let count = round < 2500 ? 1 + round % 41 : Int.random(in: 42...700, using: &generator)
      let random = RandomFill(count: count, &generator)
      let expected = random.expected
      let rounded = expected.map { Float($0).bitPattern }
      let shift = round % 19
      for path in EvaluationPath.available {
        let isLarge = round % 3 == 0
        let doubles = random.doubles(on: path, shift: shift, isLarge: isLarge).map(\.bitPattern)
        let singles = random.singles(on: path, shift: shift, isLarge: isLarge).map(\.bitPattern)
        if doubles != expected.map(\.bitPattern) || singles != rounded {
          Issue.record("\(path), round \(round), \(count) updates, \(random.fill)")
        }
      }
    }
  }

  /// Beyond some thousand updates memory is asked for ahead, constants are written otherwise, and
  /// large ranges go past the caches.
  @Test(arguments: EvaluationPath.available)
  func `long ranges are no different`(path: EvaluationPath) {
    var generator = SeededGenerator(seed: 8)
    for round in 0..<12 {
      let random = RandomFill(count: 1000 + 377 * round, &generator)
      let isLarge = round % 2 == 0
      let doubles = random.doubles(on: path, shift: round % 3, isLarge: isLarge).map(\.bitPattern)
      #expect(doubles == random.expected.map(\.bitPattern))
      let singles = random.singles(on: path, shift: round % 3, isLarge: isLarge).map(\.bitPattern)
      #expect(singles == random.expected.map { Float($0).bitPattern })
    }
  }

  @Test func `nothing is written for no updates`() {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<50 {
      let random = RandomFill(count: 0, &generator)
      for path in EvaluationPath.available {
        #expect(random.doubles(on: path, shift: 1).isEmpty)
        #expect(random.singles(on: path, shift: 1).isEmpty)
      }
    }
  }

  /// A path without its instructions must not be taken; the portable one then stands in.
  @Test func `every path can be asked for, and the preferred one is there`() {
    #expect(EvaluationPath.available.contains(.preferred))
    #expect(EvaluationPath.available.starts(with: [.scalar, .simd8]))
    var generator = SeededGenerator(seed: 10)
    let random = RandomFill(count: 100, &generator)
    for path in EvaluationPath.allCases {
      let values = random.doubles(on: path, shift: 0)
      #expect(values.map(\.bitPattern) == random.expected.map(\.bitPattern))
    }
  }

  #if arch(x86_64)
  @Test func `on x86-64 the kernels in C are there`() {
    #expect(EvaluationPath.sse2.isAvailable)
    #expect([.sse2, .avx2].contains(EvaluationPath.preferred))
  }
  #endif
}
