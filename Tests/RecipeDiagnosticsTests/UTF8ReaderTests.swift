// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import SeededRandom
import Testing

struct UTF8ReaderTests {
  @Test func `every scalar is decoded whole`() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 37) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      let step = UTF8Reader.step(at: 0, in: bytes)
      #expect(step.scalar == scalar && step.length == bytes.count)
    }
  }

  @Test func `a byte is accepted where the standard library accepts it`() {
    var random = SeededGenerator(seed: 11)
    let edges: [UInt8] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF,
      0xF0, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<4).map { _ in edges.randomElement(using: &random) ?? 0 }
      let step = UTF8Reader.step(at: 0, in: bytes)
      let prefixes = (1...4).map { String(validating: bytes[..<$0], as: UTF8.self) }
      let whole = prefixes.firstIndex { $0?.unicodeScalars.count == 1 }
      #expect((step.scalar == nil) == (whole == nil))
      #expect(step.length == (whole ?? 0) + 1)
    }
  }
}
