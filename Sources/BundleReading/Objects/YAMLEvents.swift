import CYAML
import Model

/// Why the rest of a text could not be read as YAML.
struct YAMLFailure {
  /// What kind of limit or fault it is.
  enum Kind {
    /// The bytes make no token.
    case lexical
    /// The tokens make no document.
    case syntactic
    /// Aliases multiply the document beyond `YAMLEvents.aliasBudget`.
    case aliases
    /// It nests deeper than `TreeBuilder.greatestDepth`.
    case depth
  }

  var kind: Kind
  /// libyaml's own words, or ours for a limit.
  var problem: String
  /// Line of the artifact on which the offending token begins.
  var line: Int
  /// Its column, from 0.
  var column: Int
  /// Characters read up to it.
  var consumed: Int
}

/// Reads YAML with libyaml's event parser.
///
/// Depth and aliases are bounded here: libyaml's effort a token grows with the depth, and a tree that shares nodes
/// costs nothing to build and everything to walk.
enum YAMLEvents {
  /// Most nodes that the aliases of one document may stand for.
  static let aliasBudget = 10_000

  /// Puts the documents of `bytes` into `builder`; on failure the containers open at that place stay open.
  static func read(
    _ bytes: UnsafeRawBufferPointer, lines: LineNumbers, into builder: inout TreeBuilder
  ) -> YAMLFailure? {
    // libyaml keeps pointers into its parser, so it must not move.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      return YAMLFailure(kind: .syntactic, problem: "out of memory", line: lines.line(0), column: 0, consumed: 0)
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    var anchors = Anchors()
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(parser, &event) == 1 else { return failure(of: parser, lines) }
      defer { yaml_event_delete(&event) }
      if event.type == YAML_STREAM_END_EVENT { return nil }
      if let kind = take(event, lines, &anchors, &builder) {
        let problem = kind == .depth ? "nested too deep" : "its aliases stand for too many nodes"
        return YAMLFailure(
          kind: kind, problem: problem, line: lines.line(event.start_mark.line), column: event.start_mark.column,
          consumed: event.start_mark.index)
      }
    }
  }

  @inline(__always)
  private static func take(
    _ event: yaml_event_t, _ lines: LineNumbers, _ anchors: inout Anchors, _ builder: inout TreeBuilder
  ) -> YAMLFailure.Kind? {
    let line = lines.line(event.start_mark.line)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let isText = scalar.style != YAML_PLAIN_SCALAR_STYLE || scalar.tag.map { isTextTag($0) } ?? false
      let bytes = UnsafeRawBufferPointer(start: scalar.value, count: scalar.length)
      if let name = scalar.anchor {
        let value = Value(.scalar(String(decoding: bytes, as: UTF8.self), isText: isText), line: line)
        anchors.set(name, value, nodes: 1)
      }
      builder.scalar(bytes, isText: isText, line: line)
    case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
      let isMapping = event.type == YAML_MAPPING_START_EVENT
      anchors.open(isMapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor)
      let column = event.start_mark.column
      guard builder.begin(isMapping ? .mapping : .sequence, line: line, column: column) else { return .depth }
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: anchors.close(builder.end())
    case YAML_ALIAS_EVENT:
      guard let (value, nodes) = anchors.value(event.data.alias.anchor) else { return .aliases }
      builder.add(value ?? Value(.null, line: line), nodes: nodes)
    case YAML_DOCUMENT_START_EVENT: anchors = Anchors()
    default: break
    }
    return nil
  }

  private static func isTextTag(_ tag: UnsafePointer<UInt8>) -> Bool {
    String(cString: tag) == "tag:yaml.org,2002:str"
  }

  private static func failure(of parser: UnsafePointer<yaml_parser_t>, _ lines: LineNumbers) -> YAMLFailure {
    let isLexical = parser.pointee.error == YAML_SCANNER_ERROR
    // The token's beginning: the scanner tells it as context, e.g. where a quote was opened that never ends.
    let mark = isLexical && parser.pointee.context != nil ? parser.pointee.context_mark : parser.pointee.problem_mark
    return YAMLFailure(
      kind: isLexical ? .lexical : .syntactic,
      problem: parser.pointee.problem.map { String(cString: $0) } ?? "malformed",
      line: lines.line(mark.line), column: mark.column, consumed: parser.pointee.mark.index)
  }
}

/// The anchors of one document.
private struct Anchors {
  private var values: [String: (value: Value, nodes: Int)] = [:]
  private var openNames: [String?] = []
  private var spent = 0

  mutating func set(_ name: UnsafePointer<UInt8>, _ value: Value, nodes: Int) {
    values[String(cString: name)] = (value, nodes)
  }

  mutating func open(_ name: UnsafePointer<UInt8>?) {
    openNames.append(name.map { String(cString: $0) })
  }

  mutating func close(_ ended: (value: Value, nodes: Int)?) {
    if case .some(.some(let name)) = openNames.popLast(), let ended { values[name] = ended }
  }

  /// What an alias stands for, no value for an unknown or still open anchor; nil when the budget is used up.
  mutating func value(_ name: UnsafePointer<UInt8>?) -> (value: Value?, nodes: Int)? {
    guard let name, let known = values[String(cString: name)] else { return (nil, 1) }
    spent += known.nodes
    return spent > YAMLEvents.aliasBudget ? nil : (known.value, known.nodes)
  }
}
