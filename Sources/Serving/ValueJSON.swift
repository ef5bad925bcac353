import Model

/// Writes trees as the JSON of the Kubernetes API.
struct ValueJSON {
  /// What has been written.
  private(set) var bytes: [UInt8] = []

  /// Deeper nodes are written as `null`: no object of the API is near it.
  private static let greatestDepth = 200

  /// Mappings whose values the API types as strings: `version: 1.10` in a label that a person pasted is text as well.
  private static let textMaps: Set<String> = [
    "labels", "annotations", "matchLabels", "nodeSelector", "data", "stringData", "binaryData",
  ]

  /// A tree as JSON.
  static func bytes(_ value: Value) -> [UInt8] {
    var json = ValueJSON()
    json.write(value, key: "", depth: 0)
    return json.bytes
  }

  private mutating func write(_ value: Value, key: String, depth: Int) {
    guard depth < Self.greatestDepth else { return add("null") }
    switch value.content {
    case .null: add("null")
    case .scalar(let text, let isText):
      if isText || !Self.isLiteral(text) { write(text) } else { add(text) }
    case .sequence(let items):
      add("[")
      for (place, item) in items.enumerated() {
        if place > 0 { add(",") }
        write(item, key: key, depth: depth + 1)
      }
      add("]")
    case .mapping(let members): write(members, key: key, depth: depth)
    }
  }

  private mutating func write(_ members: [Value.Member], key: String, depth: Int) {
    let isTextMap = Self.textMaps.contains(key)
    add("{")
    for (place, member) in members.enumerated() {
      if place > 0 { add(",") }
      write(member.key)
      add(":")
      if isTextMap, let text = member.value.string {
        write(text)
      } else {
        write(member.value, key: member.key, depth: depth + 1)
      }
    }
    add("}")
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): add("\\\"")
      case UInt8(ascii: "\\"): add("\\\\")
      case 10: add("\\n")
      case 9: add("\\t")
      case 0..<32, 127:
        let digits = Array("0123456789abcdef".utf8)
        add("\\u00")
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func add(_ text: String) { bytes += Array(text.utf8) }

  /// Whether an unquoted scalar is a boolean or a number of JSON: `-1`, `0.5`, `1e3`, but not `007` or `1.2.3`.
  static func isLiteral(_ text: String) -> Bool {
    if text == "true" || text == "false" { return true }
    var rest = text.utf8[...]
    func digits(_ rest: inout Substring.UTF8View) -> Int {
      let found = rest.prefix { (48...57).contains($0) }
      rest = rest[found.endIndex...]
      return found.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leading = rest.first
    let whole = digits(&rest)
    guard whole > 0, leading != 48 || whole == 1, whole < 20 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits(&rest) > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }
}
