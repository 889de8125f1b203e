// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// The phases of a cycle in time.
struct CycleTimes {
  /// How long every phase is, and the `endpoints` of those that start between two updates.
  private let spans: [(length: YAMLNode, endpoints: YAMLNode?)]
  private let kind: String
  /// The key that the phases stand at.
  var origin: String?

  /// The denominators that `endpoints` can have are below this.
  private static let endpointDenominators = BigInteger(512)

  var isThreefold: Bool { spans.count == 3 }

  /// Curves from a value through others, phase by phase.
  func phases(from start: YAMLNode, _ turns: [YAMLNode], of use: PresetUse) -> [YAMLNode] {
    zip(spans, turns).enumerated().map { index, phase in
      use.phase(
        kind,
        at: origin,
        [
          ("from", index == 0 ? start : nil), ("to", phase.1), ("for", phase.0.length),
          ("endpoints", phase.0.endpoints),
        ]
      )
    }
  }

  /// Reads what a use says of time; nil when it was reported.
  static func read(_ use: PresetUse, into sink: inout DiagnosticSink) -> CycleTimes? {
    let convention = use.word("convention", else: "recipec")
    let kind = use.word("anneal", else: "cosine")
    let isThreefold =
      if case .flag(true, _)? = use.object["three_phase"]?.value { true } else { false }
    let rise = use.value("warmup", else: convention == "fastai" ? "25%" : "30%")
    guard convention == "torch" else {
      let rises = Array(repeating: rise, count: isThreefold ? 2 : 1)
      let spans = (rises + [use.scalar("rest")]).map { (length: $0, endpoints: YAMLNode?.none) }
      return CycleTimes(spans: spans, kind: kind)
    }
    let place = use.object["convention"]?.value.range ?? use.key.range
    guard let updates = use.updates, updates.isInteger else {
      sink.emit(PresetDiagnostics.unknownUpdates(at: place))
      return nil
    }
    let warmup = use.object["warmup"]
    guard let percent = warmup == nil ? Rational(30) : use.literal("warmup", in: .percent) else {
      sink.emit(PresetDiagnostics.warmupNotAShare(at: warmup?.value.range ?? place))
      return nil
    }
    let first = percent / Rational(100) * updates
    guard first.denominator < endpointDenominators else {
      sink.emit(PresetDiagnostics.cycleTooFine(at: warmup?.value.range ?? place))
      return nil
    }
    let one = Rational(1)
    var ends = [Rational(0), first - one, updates - one]
    if isThreefold { ends.insert(first + first - one - one, at: 2) }
    var spans: [(length: YAMLNode, endpoints: YAMLNode?)] = []
    for (start, end) in zip(ends, ends.dropFirst()) {
      let (a, b) = (start.roundedUp, end.roundedUp)
      let isLast = spans.count == ends.count - 2
      let length = (isLast ? updates : b) - a
      guard start < end, Rational(0) < length else {
        sink.emit(PresetDiagnostics.cycleTooShort(at: warmup?.value.range ?? place))
        return nil
      }
      let text = isLast ? "rest" : "\(length) steps"
      let endpoints = use.endpoints(offset: a - start, span: end - start - length)
      spans.append((use.scalar(text), endpoints))
    }
    return CycleTimes(spans: spans, kind: kind)
  }
}

extension PresetUse {
  /// `{ offset: s, span: d }`; nil where the phase meets both of its ends by itself.
  fileprivate func endpoints(offset: Rational, span: Rational) -> YAMLNode? {
    guard offset != Rational(0) || span != Rational(0) else { return nil }
    let entries = [
      YAMLEntry(key: word("offset"), value: scalar("\(offset)")),
      YAMLEntry(key: word("span"), value: scalar("\(span)")),
    ]
    return YAMLNode(.mapping(entries), range: key.range, flowStyle: true)
  }
}

extension Rational {
  fileprivate var roundedUp: Rational { Rational(ceiling, over: BigInteger(1)) }
}
