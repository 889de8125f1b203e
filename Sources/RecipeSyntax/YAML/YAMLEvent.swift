// SPDX-License-Identifier: Apache-2.0

/// A place as libyaml counts it: lines and Unicode scalars, both from 0.
internal struct YAMLMark: Hashable, Sendable {
  internal let line: Int
  internal let column: Int
}

/// One step of the parser, free of C types.
internal struct YAMLEvent {
  /// Whether an anchor or a tag stands before a node.
  internal struct Properties: Hashable {
    internal let hasAnchor: Bool
    internal let hasTag: Bool
  }

  /// What the parser saw.
  internal enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias
    case scalar(String, YAMLScalar.Style, Properties)
    case sequenceStart(isFlow: Bool, Properties)
    case sequenceEnd
    case mappingStart(isFlow: Bool, Properties)
    case mappingEnd
  }

  internal let kind: Kind
  internal let start: YAMLMark
  internal let end: YAMLMark
}

/// What libyaml says when it gives up; ``YAMLSyntaxProblem`` puts it into our words.
internal struct YAMLParserFailure: Error {
  /// What the parser was doing, such as `while parsing a flow sequence`, or empty.
  internal let context: String
  /// What it stumbled over, such as `did not find expected ',' or ']'`.
  internal let problem: String
  /// Where the construct in `context` began.
  internal let contextMark: YAMLMark
  /// Where it gave up.
  internal let mark: YAMLMark
}
