// SPDX-License-Identifier: Apache-2.0

/// What a short text of a table belongs to.
public enum TextOwner: Hashable, Sendable {
  /// The table's clock word.
  case clock
  /// The channel of the track at an index.
  case channel(track: Int)
  /// The optimizer of the track at an index.
  case optimizer(track: Int)
  /// The group of the track at an index.
  case group(track: Int)
  /// The name of the machine at an index.
  case machine(Int)
  /// The name of the fact at an index.
  case factName(Int)
  /// The value of the fact at an index.
  case factValue(Int)
  /// The name of the phase at an index.
  case phaseName(Int)

  /// The owner in words.
  var name: String {
    switch self {
    case .clock: "the clock word"
    case .channel(let track): "the channel of track \(track)"
    case .optimizer(let track): "the optimizer of track \(track)"
    case .group(let track): "the group of track \(track)"
    case .machine(let machine): "the name of machine \(machine)"
    case .factName(let fact): "the name of fact \(fact)"
    case .factValue(let fact): "the value of fact \(fact)"
    case .phaseName(let phase): "the name of phase \(phase)"
    }
  }

  /// Whether the text must have at least one byte.
  var isRequired: Bool {
    switch self {
    case .clock, .channel, .machine, .factName: true
    case .optimizer, .group, .factValue, .phaseName: false
    }
  }
}

/// The rule that a short text breaks.
public enum TextFault: Hashable, Sendable {
  /// The text has no bytes where a name is needed.
  case empty
  /// The text is longer than the reader's limit.
  case tooLong(bytes: Int, limit: Int)
  /// The bytes from this one on are not well-formed UTF-8.
  case notUTF8(offset: Int)
  /// A control character (U+0000 to U+001F, U+007F to U+009F) starts here.
  case controlCharacter(offset: Int)

  /// The rule in words, to follow the owner's name.
  var predicate: String {
    switch self {
    case .empty: "is empty"
    case .tooLong(let bytes, let limit): "has \(bytes) bytes, and \(limit) are allowed"
    case .notUTF8(let offset): "is not UTF-8 from its byte \(offset) on"
    case .controlCharacter(let offset): "has a control character at its byte \(offset)"
    }
  }
}

extension UTF8Text {
  /// Checks the text against the rules for what it belongs to.
  func verify(for owner: TextOwner, _ limits: TableLimits) throws(TableError) {
    if let fault = fault(isRequired: owner.isRequired, limit: limits.textBytes) {
      throw .text(owner, fault)
    }
  }

  /// The first rule that the text breaks.
  private func fault(isRequired: Bool, limit: Int) -> TextFault? {
    if utf8.isEmpty { return isRequired ? .empty : nil }
    if utf8.count > limit { return .tooLong(bytes: utf8.count, limit: limit) }
    var offset = 0
    while offset < utf8.count {
      guard let (scalar, length) = scalar(at: offset) else { return .notUTF8(offset: offset) }
      let isControl = scalar < 0x20 || (0x7f...0x9f).contains(scalar)
      if isControl { return .controlCharacter(offset: offset) }
      offset += length
    }
    return nil
  }

  /// Decodes the Unicode scalar at an offset, or gives `nil` where the bytes are ill-formed.
  ///
  /// The least scalar of each length shuts out overlong forms; surrogates and scalars beyond
  /// U+10FFFF are no scalars (Unicode 15, table 3-7).
  private func scalar(at offset: Int) -> (scalar: UInt32, length: Int)? {
    let lead = UInt32(utf8[offset])
    let length: Int
    let least: UInt32
    var scalar: UInt32
    switch lead {
    case 0x00...0x7f: return (lead, 1)
    case 0xc2...0xdf: (length, least, scalar) = (2, 0x80, lead & 0x1f)
    case 0xe0...0xef: (length, least, scalar) = (3, 0x800, lead & 0x0f)
    case 0xf0...0xf4: (length, least, scalar) = (4, 0x1_0000, lead & 0x07)
    default: return nil
    }
    guard offset + length <= utf8.count else { return nil }
    for byte in utf8[offset + 1..<offset + length] {
      guard byte & 0xc0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3f)
    }
    let isSurrogate = (0xd800...0xdfff).contains(scalar)
    return scalar < least || scalar > 0x10_ffff || isSurrogate ? nil : (scalar, length)
  }
}
