/// A node of a decoded YAML or JSON document that remembers its line.
public struct Value: Sendable {
  /// What a document node holds.
  public enum Content: Sendable {
    /// `null`, `~` or nothing.
    case null
    /// A scalar, decoded. `isText` where it was quoted or a block, so that `"true"` is not `true`.
    case scalar(String, isText: Bool)
    /// `- a` or `[a]`.
    case sequence([Value])
    /// `key: value`, in written order.
    case mapping([Member])
  }

  /// A key with its value.
  public struct Member: Sendable {
    /// The decoded key.
    public var key: String
    /// Its value.
    public var value: Value

    /// A key with its value.
    public init(key: String, value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// What the node holds.
  public var content: Content
  /// The line of the artifact on which the node's value begins, from 1; for a block mapping the line of its first key.
  public var line: Int

  /// A node at a line.
  public init(_ content: Content, line: Int) {
    self.content = content
    self.line = line
  }

  /// The value of a mapping's key; nil where it is absent or this is no mapping.
  public subscript(key: String) -> Value? {
    guard case .mapping(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at a path such as `status.conditions.0.reason`.
  public func value(at path: String) -> Value? {
    var current = self
    // By bytes: a path is ASCII, and walking it by characters costs more than the look-ups.
    var rest = path.utf8[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
      let component = String(Substring(rest[..<end]))
      rest = rest[end...].dropFirst()
      switch current.content {
      case .mapping:
        guard let next = current[component] else { return nil }
        current = next
      case .sequence(let items):
        guard let index = Int(component), items.indices.contains(index) else { return nil }
        current = items[index]
      case .null, .scalar: return nil
      }
    }
    return current
  }

  /// A scalar's text; nil for null, mappings and sequences.
  public var string: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// A plain scalar as a whole number; also `"5"`, since kubectl quotes some numbers.
  public var integer: Int? { string.flatMap { Int($0) } }

  /// A plain `true` or `false`.
  public var boolean: Bool? {
    guard case .scalar(let text, isText: false) = content else { return nil }
    return text == "true" ? true : text == "false" ? false : nil
  }

  /// A sequence's items; empty for anything else.
  public var items: [Value] {
    guard case .sequence(let items) = content else { return [] }
    return items
  }

  /// A mapping's members in written order; empty for anything else.
  public var members: [Member] {
    guard case .mapping(let members) = content else { return [] }
    return members
  }

  /// Whether this is null.
  public var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  /// A scalar that holds an RFC 3339 time, or such a time with its tolerance as `Moment.bounds` writes it.
  public var moment: Moment? { string.flatMap { Moment(rfc3339: $0) ?? Moment(bounds: $0) } }
}
