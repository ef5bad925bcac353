/// A JSON value whose members keep their order.
enum JSON {
  case null
  case boolean(Bool)
  case integer(Int64)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])

  static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
  static func integers(_ numbers: [Int]) -> JSON { .array(numbers.map { .integer(Int64($0)) }) }

  /// The value as a document: two spaces a level, lists of numbers on one line, a newline at the end.
  var document: String {
    var text = ""
    write(to: &text, depth: 0)
    return text + "\n"
  }

  /// The value on one line, with a newline at the end.
  var line: String {
    var text = ""
    writeCompact(to: &text)
    return text + "\n"
  }

  private func writeCompact(to text: inout String) {
    switch self {
    case .array(let items):
      text += "["
      for (offset, item) in items.enumerated() {
        if offset > 0 { text += "," }
        item.writeCompact(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (offset, member) in members.enumerated() {
        if offset > 0 { text += "," }
        Self.writeString(member.key, to: &text)
        text += ":"
        member.value.writeCompact(to: &text)
      }
      text += "}"
    case .null, .boolean, .integer, .string: write(to: &text, depth: 0)
    }
  }

  // Depth is that of our own schema, never that of input.
  private func write(to text: inout String, depth: Int) {
    let margin = String(repeating: "  ", count: depth)
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .string(let string): Self.writeString(string, to: &text)
    case .array(let items) where items.allSatisfy(\.isNumber):
      text += "["
      for (offset, item) in items.enumerated() {
        if offset > 0 { text += ", " }
        item.write(to: &text, depth: depth)
      }
      text += "]"
    case .array(let items):
      text += "["
      for (offset, item) in items.enumerated() {
        text += offset > 0 ? ",\n\(margin)  " : "\n\(margin)  "
        item.write(to: &text, depth: depth + 1)
      }
      text += "\n\(margin)]"
    case .object(let members) where members.isEmpty: text += "{}"
    case .object(let members):
      text += "{"
      for (offset, member) in members.enumerated() {
        text += offset > 0 ? ",\n\(margin)  " : "\n\(margin)  "
        Self.writeString(member.key, to: &text)
        text += ": "
        member.value.write(to: &text, depth: depth + 1)
      }
      text += "\n\(margin)}"
    }
  }

  private var isNumber: Bool {
    if case .integer = self { true } else { false }
  }

  /// Escapes what JSON demands, and what could steer a terminal on which the report is shown.
  private static func writeString(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isSteering:
        for unit in String(scalar).utf16 { text += "\\u\(hexadecimal(UInt32(unit), 4))" }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
