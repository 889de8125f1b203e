// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime
import Testing

@Suite struct SHA256Tests {
  /// The examples of FIPS 180-4 as published by NIST with the standard.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the published examples have their digests`(message: String, digest: String) {
    #expect(Digest(of: Array(message.utf8)).hex == digest)
  }

  @Test func `messages of every length around a block have the digests of hashlib`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Reference/sha256/sha256.csv")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count == 147)
    for line in lines {
      let fields = line.split(separator: ",")
      let length = try #require(Int(fields[0]))
      let message = (0..<length).map { UInt8((31 * $0 + 7 * length + ($0 >> 8)) & 0xff) }
      #expect(Digest(of: message).hex == fields[1], "length \(length)")
    }
  }

  @Test func `a digest keeps its bytes`() throws {
    let bytes = (0..<32).map { UInt8(7 * $0) }
    let digest = try #require(Digest(bytes: bytes))
    #expect(digest.bytes == bytes)
    #expect(digest.hex == "00070e151c232a31383f464d545b626970777e858c939aa1a8afb6bdc4cbd2d9")
    #expect(Digest(bytes: Array(bytes.dropLast())) == nil)
  }
}
