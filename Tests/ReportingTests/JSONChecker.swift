/// A strict reader of JSON (RFC 8259) for the tests: nil for anything that is not one valid document.
enum JSONChecker {
  indirect enum Document: Equatable {
    case null
    case boolean(Bool)
    case number(String)
    case string(String)
    case array([Document])
    case object([Member])

    struct Member: Equatable {
      var key: String
      var value: Document
    }

    subscript(key: String) -> Document? {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    subscript(offset: Int) -> Document? {
      guard case .array(let items) = self, items.indices.contains(offset) else { return nil }
      return items[offset]
    }
    var keys: [String] {
      guard case .object(let members) = self else { return [] }
      return members.map(\.key)
    }
    var items: [Document] {
      guard case .array(let items) = self else { return [] }
      return items
    }
  }

  static func parse(_ text: String) -> Document? {
    var reader = Reader(bytes: Array(text.utf8))
    guard let document = reader.value(), reader.skipSpace() == nil else { return nil }
    return document
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The next byte that is no space.
    mutating func skipSpace() -> UInt8? {
      while position < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[position]) { position += 1 }
      return position < bytes.count ? bytes[position] : nil
    }

    mutating func take(_ byte: Character) -> Bool {
      guard skipSpace() == byte.asciiValue else { return false }
      position += 1
      return true
    }

    mutating func word(_ text: String) -> Bool {
      guard bytes[position...].starts(with: text.utf8) else { return false }
      position += text.utf8.count
      return true
    }

    mutating func value() -> Document? {
      switch skipSpace() {
      case UInt8(ascii: "{"): return object()
      case UInt8(ascii: "["): return array()
      case UInt8(ascii: "\""): return string().map(Document.string)
      case UInt8(ascii: "n"): return word("null") ? .null : nil
      case UInt8(ascii: "t"): return word("true") ? .boolean(true) : nil
      case UInt8(ascii: "f"): return word("false") ? .boolean(false) : nil
      default: return number()
      }
    }

    mutating func number() -> Document? {
      let start = position
      while position < bytes.count, "-0123456789".utf8.contains(bytes[position]) { position += 1 }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      guard let number = Int64(text), String(number) == text else { return nil }
      return .number(text)
    }

    mutating func array() -> Document? {
      guard take("[") else { return nil }
      var items: [Document] = []
      if take("]") { return .array([]) }
      repeat {
        guard let item = value() else { return nil }
        items.append(item)
      } while take(",")
      return take("]") ? .array(items) : nil
    }

    mutating func object() -> Document? {
      guard take("{") else { return nil }
      var members: [Document.Member] = []
      if take("}") { return .object([]) }
      repeat {
        guard skipSpace() == UInt8(ascii: "\""), let key = string(), take(":"), let value = value(),
          !members.contains(where: { $0.key == key })
        else { return nil }
        members.append(.init(key: key, value: value))
      } while take(",")
      return take("}") ? .object(members) : nil
    }

    mutating func string() -> String? {
      position += 1
      var units: [UInt8] = []
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
        case ..<0x20: return nil
        case UInt8(ascii: "\\"):
          guard let scalar = escape() else { return nil }
          units += Array(String(scalar).utf8)
        default: units.append(byte)
        }
      }
      return nil
    }

    mutating func escape() -> Unicode.Scalar? {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return "\""
      case UInt8(ascii: "\\"): return "\\"
      case UInt8(ascii: "/"): return "/"
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "u"):
        guard let high = unit() else { return nil }
        if let scalar = Unicode.Scalar(UInt32(high)) { return scalar }
        guard UTF16.isLeadSurrogate(high), word("\\u"), let low = unit(), UTF16.isTrailSurrogate(low) else {
          return nil
        }
        return UTF16.decode((high, low))
      default: return nil
      }
    }

    mutating func unit() -> UInt16? {
      guard position + 4 <= bytes.count else { return nil }
      defer { position += 4 }
      return UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    }
  }
}

extension UTF16 {
  /// The scalar of a pair of surrogates.
  fileprivate static func decode(_ pair: (high: UInt16, low: UInt16)) -> Unicode.Scalar? {
    Unicode.Scalar(0x10000 + ((UInt32(pair.high) - 0xd800) << 10) + (UInt32(pair.low) - 0xdc00))
  }
}
