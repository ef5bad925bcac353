/// Where the parts of a klog header lie in a message:
///
///     E1121 04:01:37.824765      59 remote_runtime.go:332] ContainerStatus failed
///
/// Also the variants that real files have: the severity letter lost (`0905 15:42:13.182280 …`), a word in its place
/// (`INFO:1208 16:41:26.682756 …`), the component before it (`kubelet I0414 …`), `ERROR: logging before flag.Parse: I0108 …`,
/// and all of it lost but `kubelet_volumes.go:154] `.
struct KlogHeader {
  /// `I`, `W`, `E`, `F`, or 0 where it is lost.
  var severity: UInt8 = 0
  /// Where `MMDD` stands; -1 where the time is lost.
  var time = -1
  /// The source file, base name.
  var callSite = 0..<0
  /// `CallSiteTable.hash` of the source file.
  var callSiteHash: UInt64 = 0
  /// Where the message begins.
  var message = 0

  /// Longest source file name looked at.
  private static let longestName = 96

  /// The header at the start of `bytes`; nil where there is none.
  @inline(__always)
  static func read(_ bytes: LineBytes) -> KlogHeader? {
    if bytes.count > 24, bytes[21] == UInt8(ascii: " "), isSeverity(bytes[0]), isTime(bytes, 1) {
      var header = KlogHeader()
      header.severity = bytes[0]
      header.time = 1
      return header.readCallSite(bytes, from: 21) ? header : nil
    }
    return readVariant(bytes)
  }

  /// `Jan 8 18:11:54.017909` as klog has it, without year.
  func stamp(_ bytes: LineBytes) -> LineStamp? {
    guard time >= 0, let second = CivilTime.secondOfDay(bytes, time + 5) else { return nil }
    let fraction = CivilTime.fraction(bytes, time + 13)
    return LineStamp(
      month: CivilTime.two(bytes, time), day: CivilTime.two(bytes, time + 2), secondOfDay: second,
      nanosecond: fraction.nanosecond, precision: fraction.precision)
  }

  @inline(__always)
  private static func isSeverity(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "I") || byte == UInt8(ascii: "W") || byte == UInt8(ascii: "E") || byte == UInt8(ascii: "F")
  }

  /// Whether `MMDD hh:mm:ss.uuuuuu` stands at `position`, by its punctuation.
  @inline(__always)
  private static func isTime(_ bytes: LineBytes, _ position: Int) -> Bool {
    position + 20 <= bytes.count && bytes[position].isDigit && bytes[position + 4] == UInt8(ascii: " ")
      && bytes[position + 7] == UInt8(ascii: ":") && bytes[position + 10] == UInt8(ascii: ":")
      && bytes[position + 13] == UInt8(ascii: ".")
  }

  @inline(never)
  private static func readVariant(_ bytes: LineBytes) -> KlogHeader? {
    guard bytes.count > 6, bytes[0].isDigit || bytes[0].isLetter else { return nil }
    var start = 0
    if bytes.has("ERROR: logging before flag.Parse: ") { start = 34 }
    var header = KlogHeader()
    if isTime(bytes, start) {
      header.time = start
    } else if start < bytes.count, isSeverity(bytes[start]), isTime(bytes, start + 1) {
      header.severity = bytes[start]
      header.time = start + 1
    } else if let end = wordEnd(bytes), isTime(bytes, end + 1) {
      header.severity = bytes[end] == UInt8(ascii: ":") && isSeverity(bytes[0]) ? bytes[0] : 0
      header.time = end + 1
    } else if let end = wordEnd(bytes), end + 1 < bytes.count, isSeverity(bytes[end + 1]), isTime(bytes, end + 2) {
      header.severity = bytes[end + 1]
      header.time = end + 2
    } else {
      return header.readBareCallSite(bytes) ? header : nil
    }
    return header.readCallSite(bytes, from: header.time + 13) ? header : nil
  }

  /// End of a first word of letters, dots and dashes, at a colon or blank.
  private static func wordEnd(_ bytes: LineBytes) -> Int? {
    var position = 0
    while position < min(bytes.count, 40) {
      let byte = bytes[position]
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: " ") { return position > 0 ? position : nil }
      guard byte.isLetter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") else {
        return nil
      }
      position += 1
    }
    return nil
  }

  /// Reads the fraction's rest, the thread id, `file.go:123] `.
  @inline(__always)
  private mutating func readCallSite(_ bytes: LineBytes, from start: Int) -> Bool {
    var position = start
    while position < bytes.count, bytes[position].isDigit || bytes[position] == UInt8(ascii: ".") { position += 1 }
    position = bytes.skipBlanks(from: position)
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: " ") else { return false }
    return readFile(bytes, from: position + 1)
  }

  /// Reads `file.go:123] ` where that is all that is left of the header.
  private mutating func readBareCallSite(_ bytes: LineBytes) -> Bool {
    guard let colon = bytes.part(0, 64).index(of: UInt8(ascii: ":")), bytes.part(0, colon).ends(with: ".go") else {
      return false
    }
    return readFile(bytes, from: 0)
  }

  @inline(__always)
  private mutating func readFile(_ bytes: LineBytes, from start: Int) -> Bool {
    var position = start
    let limit = min(bytes.count, start + Self.longestName)
    var hash = CallSiteTable.seed
    while position < limit, bytes[position] != UInt8(ascii: ":") {
      if bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "]") { return false }
      hash = CallSiteTable.hash(hash, bytes[position])
      position += 1
    }
    guard position < limit, position > start else { return false }
    callSite = start..<position
    callSiteHash = hash
    position += 1
    let digits = position
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    guard position > digits, position < bytes.count, bytes[position] == UInt8(ascii: "]") else { return false }
    message = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: " ") ? position + 2 : position + 1
    return true
  }
}
