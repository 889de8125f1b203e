// SPDX-License-Identifier: Apache-2.0

internal import CLibYAML

/// Owns a libyaml parser and turns its events into Swift values.
///
/// Only the event interface is used: the document interface of libyaml resolves aliases and is
/// quadratic in their number. This is the only file that sees C types.
///
/// Safe to use: the parser and the bytes it reads live exactly as long as this value, which cannot be
/// copied, and no pointer into them leaves it.
@safe internal struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Starts a parser on UTF-8 text.
  ///
  /// - Precondition: memory for the parser can be allocated.
  internal init(_ bytes: [UInt8]) {
    unsafe input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = unsafe input.initialize(from: bytes)
    unsafe parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let isReady = unsafe yaml_parser_initialize(parser)
    precondition(isReady == 1, "out of memory")
    // Otherwise libyaml looks for byte order marks and takes UTF-16, which editors would show as
    // something else than what our own scan checked.
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// Reads the next event; must not be called after a failure or the end of the stream.
  internal mutating func next() throws(YAMLParserFailure) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvent(
      kind: YAMLEventReader.kind(of: event),
      start: YAMLMark(event.start_mark),
      end: YAMLMark(event.end_mark)
    )
  }

  private var failure: YAMLParserFailure {
    unsafe YAMLParserFailure(
      context: parser.pointee.context.map { unsafe String(cString: $0) } ?? "",
      problem: parser.pointee.problem.map { unsafe String(cString: $0) } ?? "",
      contextMark: YAMLMark(parser.pointee.context_mark),
      mark: YAMLMark(parser.pointee.problem_mark)
    )
  }

  /// The one place where the members of the C union are read, each under its own type.
  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT:
      return .streamStart
    case YAML_DOCUMENT_START_EVENT:
      return .documentStart
    case YAML_DOCUMENT_END_EVENT:
      return .documentEnd
    case YAML_ALIAS_EVENT:
      return .alias
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return unsafe .scalar(
        String(decoding: text, as: UTF8.self),
        style(scalar.style),
        YAMLEvent.Properties(hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil)
      )
    case YAML_SEQUENCE_START_EVENT:
      let sequence = unsafe event.data.sequence_start
      return unsafe .sequenceStart(
        isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE,
        YAMLEvent.Properties(hasAnchor: sequence.anchor != nil, hasTag: sequence.tag != nil)
      )
    case YAML_SEQUENCE_END_EVENT:
      return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let mapping = unsafe event.data.mapping_start
      return unsafe .mappingStart(
        isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE,
        YAMLEvent.Properties(hasAnchor: mapping.anchor != nil, hasTag: mapping.tag != nil)
      )
    case YAML_MAPPING_END_EVENT:
      return .mappingEnd
    // The end of the stream, and the empty event that libyaml returns after it.
    default:
      return .streamEnd
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}

extension YAMLMark {
  /// Converts a mark; its index is not used because libyaml's counting of it around line breaks is
  /// an implementation detail.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line), column: Int(mark.column))
  }
}
