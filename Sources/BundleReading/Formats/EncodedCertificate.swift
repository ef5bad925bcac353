import Model

/// The name and the last day of a certificate in DER, the inside of PEM. Signatures are not checked.
struct EncodedCertificate {
  /// The common name of its subject; empty where it has none.
  var commonName = ""
  /// Until when it is valid.
  var expires: Moment

  /// Reads the fields that come first: version, serial number, algorithm, issuer, validity, subject. Nil where the bytes are
  /// no certificate.
  init?(_ der: [UInt8]) {
    var outer = Elements(der[...])
    guard let certificate = outer.next(), certificate.tag == 0x30 else { return nil }
    var signed = Elements(certificate.content)
    guard let body = signed.next(), body.tag == 0x30 else { return nil }
    var fields = Elements(body.content)
    guard var field = fields.next() else { return nil }
    // The version is left out of the oldest.
    if field.tag == 0xA0 {
      guard let serial = fields.next() else { return nil }
      field = serial
    }
    guard field.tag == 0x02, fields.next() != nil, fields.next() != nil, let validity = fields.next(),
      let subject = fields.next()
    else { return nil }
    var dates = Elements(validity.content)
    guard dates.next() != nil, let end = dates.next(), let expires = Self.moment(end) else { return nil }
    self.expires = expires
    commonName = Self.commonName(subject.content)
  }

  /// `YYMMDDhhmmssZ` or `YYYYMMDDhhmmssZ`.
  private static func moment(_ element: Elements.Element) -> Moment? {
    var digits = Array(element.content)
    if element.tag == 0x17 {
      guard digits.count == 13 else { return nil }
      digits = Array((digits[0] < UInt8(ascii: "5") ? "20" : "19").utf8) + digits
    }
    guard element.tag == 0x17 || element.tag == 0x18, digits.count == 15, digits[14] == UInt8(ascii: "Z") else {
      return nil
    }
    let text = String(decoding: digits, as: UTF8.self)
    func part(_ start: Int, _ count: Int) -> Substring { text.dropFirst(start).prefix(count) }
    return Moment(
      rfc3339: "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))Z")
  }

  /// The value of the attribute 2.5.4.3 in a sequence of sets of attributes.
  private static func commonName(_ subject: ArraySlice<UInt8>) -> String {
    var sets = Elements(subject)
    while let set = sets.next() {
      var attributes = Elements(set.content)
      while let attribute = attributes.next() {
        var pair = Elements(attribute.content)
        guard let type = pair.next(), type.tag == 0x06, Array(type.content) == [0x55, 0x04, 0x03],
          let value = pair.next()
        else { continue }
        return String(decoding: value.content.prefix(256), as: UTF8.self)
      }
    }
    return ""
  }

  /// The elements of a DER encoding one behind the other.
  struct Elements {
    /// A tag and what it holds.
    struct Element {
      var tag: UInt8
      var content: ArraySlice<UInt8>
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next; nil at the end, or where its length goes beyond what there is.
    mutating func next() -> Element? {
      guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
      var length = Int(first)
      if first >= 0x80 {
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), rest.count >= count else { return nil }
        length = 0
        for _ in 0..<count { length = length << 8 | Int(rest.removeFirst()) }
      }
      guard rest.count >= length else { return nil }
      defer { rest = rest.dropFirst(length) }
      return Element(tag: tag, content: rest.prefix(length))
    }
  }

  /// The bytes of base64 text; blanks mean nothing, any other byte ends it.
  static func decodedBase64(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for character in text {
      let value: Int
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(character) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(character) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(character) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case 9, 10, 13, 32: continue
      default: return bytes
      }
      bits = (bits << 6 | value) & 0xFFFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }
}
