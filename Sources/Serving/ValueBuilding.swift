import Model

extension Value {
  /// A JSON string.
  static func text(_ text: String) -> Value { Value(.scalar(text, isText: true), line: 0) }
  /// A JSON number.
  static func number(_ number: Int) -> Value { Value(.scalar(String(number), isText: false), line: 0) }
  /// `true` or `false`.
  static func flag(_ flag: Bool) -> Value { Value(.scalar(flag ? "true" : "false", isText: false), line: 0) }
  /// A JSON array.
  static func list(_ items: [Value]) -> Value { Value(.sequence(items), line: 0) }
  /// A JSON array of strings.
  static func texts(_ texts: [String]) -> Value { .list(texts.map(Value.text)) }
  /// A JSON object; members without a value are left out.
  static func object(_ members: KeyValuePairs<String, Value?>) -> Value {
    Value(.mapping(members.compactMap { key, value in value.map { Member(key: key, value: $0) } }), line: 0)
  }

  /// This mapping with a member set, in its place or behind the others.
  func setting(_ key: String, _ value: Value) -> Value {
    var members = self.members
    if let place = members.firstIndex(where: { $0.key == key }) {
      members[place].value = value
    } else {
      members.append(Member(key: key, value: value))
    }
    return Value(.mapping(members), line: line)
  }
}
