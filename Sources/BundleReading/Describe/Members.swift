import Model

/// Members of a mapping in the making; what the text does not say is left out.
struct Members {
  private(set) var list: [Value.Member] = []

  /// Adds a member; nil adds nothing.
  mutating func set(_ key: String, _ value: Value?) {
    guard let value else { return }
    if let known = list.firstIndex(where: { $0.key == key }) {
      list[known].value = value
    } else {
      list.append(.init(key: key, value: value))
    }
  }

  /// Adds a scalar; nil and nothing add nothing.
  mutating func set(_ key: String, _ text: (some StringProtocol)?, line: Int, isText: Bool = false) {
    guard let text, !text.isEmpty else { return }
    set(key, Value(.scalar(String(text), isText: isText), line: line))
  }

  /// The mapping; nil without members.
  var value: Value? { list.first.map { Value(.mapping(list), line: $0.value.line) } }

  /// The mapping at a line, also without members.
  func value(line: Int) -> Value { Value(.mapping(list), line: line) }
}

extension Value {
  /// A list; nil without items.
  static func list(_ items: [Value]) -> Value? { items.first.map { Value(.sequence(items), line: $0.line) } }
}

extension ObjectTree {
  /// Sets a value at a path; nil sets nothing.
  mutating func set(_ path: String, _ value: Value?) {
    guard let value else { return }
    set(path.split(separator: ".").map(String.init), value)
  }
}
