import Model

/// Reads `key="value" key2=3 obj={…}` as structured klog and logfmt write it.
enum KeyValueText {
  /// Longest key taken.
  private static let longestKey = 128
  /// Most fields taken of a line: hostile lines must not cost more than their length.
  private static let mostFields = 256

  /// Fields from `start` to the end. `isWhole` is false where something stood between them that is no field;
  /// `open` is the index of a field whose value goes on in the next lines (` key=<`).
  static func fields(_ bytes: LineBytes, from start: Int) -> (fields: [LogRecord.Field], isWhole: Bool, open: Int?) {
    var fields: [LogRecord.Field] = []
    var position = bytes.skipBlanks(from: start)
    while position < bytes.count {
      guard fields.count < mostFields, let equals = keyEnd(bytes, position) else { return (fields, false, nil) }
      let key = bytes.part(position, equals).text
      if bytes.has("<", at: equals + 1), equals + 2 == bytes.count {
        fields.append(LogRecord.Field(key: key, value: ""))
        return (fields, true, fields.count - 1)
      }
      let (value, end) = value(bytes, from: equals + 1)
      fields.append(LogRecord.Field(key: key, value: value))
      position = bytes.skipBlanks(from: end)
    }
    return (fields, true, nil)
  }

  /// Index of the `=` that ends a key beginning at `start`; nil where there is no key.
  static func keyEnd(_ bytes: LineBytes, _ start: Int) -> Int? {
    var position = start
    while position < min(bytes.count, start + longestKey) {
      let byte = bytes[position]
      if byte == UInt8(ascii: "=") { return position > start ? position : nil }
      guard
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@")
      else { return nil }
      position += 1
    }
    return nil
  }

  private static func value(_ bytes: LineBytes, from start: Int) -> (value: String, end: Int) {
    guard start < bytes.count else { return ("", start) }
    switch bytes[start] {
    case UInt8(ascii: "\""): return quoted(bytes, start)
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "&"), UInt8(ascii: "m"):
      if let end = balancedEnd(bytes, start) { return (bytes.part(start, end).text, end) }
    default: break
    }
    let end = bytes.index(of: UInt8(ascii: " "), from: start) ?? bytes.count
    return (bytes.part(start, end).text, end)
  }

  /// A quoted value. Old containerd does not escape inner quotes, so the closing one must be followed by a field or the end.
  private static func quoted(_ bytes: LineBytes, _ start: Int) -> (value: String, end: Int) {
    var from = start
    var first: Int?
    while let quote = QuotedText.end(bytes, from) {
      if first == nil { first = quote }
      let next = bytes.skipBlanks(from: quote + 1)
      if next == bytes.count || (next > quote + 1 && keyEnd(bytes, next) != nil) {
        return (QuotedText.decoded(bytes.part(start + 1, quote)), quote + 1)
      }
      from = quote
    }
    if let first { return (QuotedText.decoded(bytes.part(start + 1, first)), first + 1) }
    return (QuotedText.decoded(bytes.part(from: start + 1)), bytes.count)
  }

  /// End of a value in brackets, e.g. `["a","b c"]`, `&{Name:x}`, `map[a:b]`; nil where brackets do not match.
  private static func balancedEnd(_ bytes: LineBytes, _ start: Int) -> Int? {
    if bytes[start] == UInt8(ascii: "m"), !bytes.has("map[", at: start) { return nil }
    var depth = 0
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: "\""):
        guard let end = QuotedText.end(bytes, position) else { return nil }
        position = end
      case UInt8(ascii: " ") where depth == 0: return nil
      default: break
      }
      position += 1
    }
    return nil
  }
}
