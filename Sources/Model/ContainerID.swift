/// Container and sandbox ids in text: 64 hexadecimal digits.
public enum ContainerID {
  /// Length of an id, in digits.
  public static let length = 64

  /// All ids in a text, each once, without scheme, in written order.
  ///
  ///     ContainerID.all(in: "unable to retrieve container logs for containerd://3f80b8f2…")   // 3f80b8f2…
  ///
  /// A digest (`sha256:…`) names an image or a layer and is left out, as are the short ids of `docker ps`.
  public static func all(in text: some StringProtocol) -> [String] {
    var copy = String(text)
    return copy.withUTF8 { bytes in
      var found: [String] = []
      var position = 0
      while position < bytes.count {
        guard isWordByte(bytes[position]) else {
          position += 1
          continue
        }
        let start = position
        var isHexadecimal = true
        while position < bytes.count, isWordByte(bytes[position]) {
          isHexadecimal = isHexadecimal && isHexadecimalDigit(bytes[position])
          position += 1
        }
        guard isHexadecimal, position - start == length, !isDigest(bytes, start) else { continue }
        let id = String(decoding: bytes[start..<position], as: UTF8.self)
        if !found.contains(id) { found.append(id) }
      }
      return found
    }
  }

  /// Fewest digits to which listings cut an id: 12 of `docker ps`, 13 of `crictl ps`.
  public static let shortestLength = 12

  /// Whether a text is an id, whole or cut as listings cut it.
  public static func isWritten(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    return (shortestLength...length).contains(bytes.count) && bytes.allSatisfy(isHexadecimalDigit)
  }

  /// Whether two ids, each whole or cut, can be the same: one is the other's beginning.
  public static func isSame(_ left: String, _ right: String) -> Bool {
    let shorter = min(left.utf8.count, right.utf8.count)
    return shorter >= shortestLength && left.utf8.prefix(shorter).elementsEqual(right.utf8.prefix(shorter))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isDigest(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let label = "sha256:"
    return start >= label.utf8.count && bytes[(start - label.utf8.count)..<start].elementsEqual(label.utf8)
  }
}
