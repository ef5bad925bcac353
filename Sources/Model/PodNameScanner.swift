/// Finds pod names in a line, by the characters that each spelling cannot do without: `(`, `"` and `{`.
struct PodNameScanner {
  private let bytes: UnsafeRawBufferPointer
  private var found: [PodName] = []
  /// End of the last name in a list, so that `"ns/a", "ns/b"` goes on after its first.
  private var endOfListed = -1

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func scan() -> [PodName] {
    if let whole = slashed(0, bytes.count) { return [whole] }
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("): position = readUnderscored(position)
      case UInt8(ascii: "\""): position = readQuoted(position)
      case UInt8(ascii: "{"): position = readStruct(position)
      default: position += 1
      }
    }
    return found
  }

  /// `name_namespace(uid)`, at its parenthesis.
  private mutating func readUnderscored(_ open: Int) -> Int {
    let namespaceStart = startOfName(before: open)
    guard namespaceStart > 0, bytes[namespaceStart - 1] == UInt8(ascii: "_"),
      isLabel(namespaceStart, open)
    else { return open + 1 }
    let nameStart = startOfName(before: namespaceStart - 1)
    let close = endOfUID(open + 1)
    guard isName(nameStart, namespaceStart - 1), close > open + 1, close < bytes.count,
      bytes[close] == UInt8(ascii: ")")
    else { return open + 1 }
    append(
      PodName(
        namespace: text(namespaceStart, open), name: text(nameStart, namespaceStart - 1), uid: text(open + 1, close)))
    return close + 1
  }

  /// `"namespace/name"` or `pod "name" (UID: "uid")`, at the opening quote; the quotes may be escaped.
  private mutating func readQuoted(_ quote: Int) -> Int {
    let start = quote + 1
    let escapes = countOfBackslashes(before: quote)
    var end = start
    while end < bytes.count, isNameByte(bytes[end]) || bytes[end] == UInt8(ascii: "/") { end += 1 }
    guard end > start, end + escapes < bytes.count, countOfBackslashes(from: end) == escapes,
      bytes[end + escapes] == UInt8(ascii: "\"")
    else { return start }
    let after = end + escapes + 1
    let isMember = isListed(quote - escapes)
    if isMember || isPodKey(before: quote - escapes), var pod = slashed(start, end) {
      if isMember { endOfListed = after }
      pod.uid = uid(after: after, labels: [" podUID=", " UID="]) ?? ""
      append(pod)
      return after
    }
    if isPodKey(before: quote - escapes), isName(start, end), let uid = uid(after: after, labels: [" (UID: "]) {
      append(PodName(namespace: "", name: text(start, end), uid: uid))
      return after
    }
    return start
  }

  /// `{Name:a Namespace:ns}` of Go's `%v`, `{"name":"a","namespace":"ns"}` of JSON logs, at the brace.
  private mutating func readStruct(_ brace: Int) -> Int {
    for (first, second) in [("Name:", " Namespace:"), (#""name":""#, #"","namespace":""#)] {
      guard starts(brace + 1, with: first) else { continue }
      let nameStart = brace + 1 + first.utf8.count
      let nameEnd = endOfName(nameStart)
      guard isName(nameStart, nameEnd), starts(nameEnd, with: second) else { continue }
      let namespaceStart = nameEnd + second.utf8.count
      let namespaceEnd = endOfName(namespaceStart)
      guard isLabel(namespaceStart, namespaceEnd), namespaceEnd < bytes.count,
        bytes[namespaceEnd] == UInt8(ascii: "}") || bytes[namespaceEnd] == UInt8(ascii: "\"")
      else { continue }
      append(PodName(namespace: text(namespaceStart, namespaceEnd), name: text(nameStart, nameEnd)))
      return namespaceEnd
    }
    return brace + 1
  }

  private mutating func append(_ pod: PodName) {
    // Within one line, a name without uid is the one already met with it.
    if let known = found.firstIndex(where: { $0.namespace == pod.namespace && $0.name == pod.name }) {
      if pod.uid.isEmpty || found[known].uid == pod.uid { return }
      if found[known].uid.isEmpty {
        found[known].uid = pod.uid
        return
      }
    }
    found.append(pod)
  }
}

/// The grammar's pieces.
extension PodNameScanner {
  /// `namespace/name` between two offsets.
  private func slashed(_ start: Int, _ end: Int) -> PodName? {
    guard end - start >= 3, end - start <= 63 + 1 + 253,
      let slash = bytes[start..<end].firstIndex(of: UInt8(ascii: "/")),
      isLabel(start, slash), isName(slash + 1, end)
    else { return nil }
    return PodName(namespace: text(start, slash), name: text(slash + 1, end))
  }

  /// Whether the quote at `quote` opens a member of a list: after `[`, or after the member before it.
  private func isListed(_ quote: Int) -> Bool {
    guard quote > 0 else { return false }
    if bytes[quote - 1] == UInt8(ascii: "[") { return true }
    var position = quote - 1
    while position >= 0, bytes[position] == UInt8(ascii: ",") || bytes[position] == UInt8(ascii: " ") { position -= 1 }
    return position + 1 == endOfListed && position + 1 < quote
  }

  /// Whether what stands before a quote says pod: `pod=`, `"pod":`, `Pod `, `evictedPod=`.
  private func isPodKey(before quote: Int) -> Bool {
    var end = quote
    while end > 0,
      [UInt8(ascii: "="), UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "\"")].contains(bytes[end - 1]),
      quote - end < 3
    {
      end -= 1
    }
    guard end < quote else { return false }
    if end > 0, bytes[end - 1] == UInt8(ascii: "s") { end -= 1 }
    guard end >= 3, bytes[end - 2] == UInt8(ascii: "o"), bytes[end - 1] == UInt8(ascii: "d") else { return false }
    return bytes[end - 3] == UInt8(ascii: "p") || bytes[end - 3] == UInt8(ascii: "P")
  }

  /// A uid that follows directly, quoted or not.
  private func uid(after position: Int, labels: [String]) -> String? {
    for label in labels where starts(position, with: label) {
      var start = position + label.utf8.count
      while start < bytes.count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "\\") { start += 1 }
      let end = endOfUID(start)
      if end > start { return text(start, end) }
    }
    return nil
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// A DNS subdomain: letters and digits at both ends.
  private func isName(_ start: Int, _ end: Int) -> Bool {
    guard end > start, end - start <= 253, end <= bytes.count else { return false }
    let edges = [bytes[start], bytes[end - 1]]
    return bytes[start..<end].allSatisfy(isNameByte)
      && !edges.contains(UInt8(ascii: "-")) && !edges.contains(UInt8(ascii: "."))
  }

  /// A DNS label: a name without dots.
  private func isLabel(_ start: Int, _ end: Int) -> Bool {
    isName(start, end) && end - start <= 63 && !bytes[start..<end].contains(UInt8(ascii: "."))
  }

  private func startOfName(before end: Int) -> Int {
    var start = end
    while start > 0, end - start < 254, isNameByte(bytes[start - 1]) { start -= 1 }
    return start
  }

  private func endOfName(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    return end
  }

  /// The end of a uid: hexadecimal digits and dashes; static pods have a plain hash. Shorter than 8 it is no uid but
  /// the argument of a function, and the end is the start.
  private func endOfUID(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start < 64, isUIDByte(bytes[end]) { end += 1 }
    return end - start >= 8 ? end : start
  }

  private func isUIDByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "-")
  }

  private func countOfBackslashes(before end: Int) -> Int {
    var start = end
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return end - start
  }

  private func countOfBackslashes(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "\\") { end += 1 }
    return end - start
  }

  private func starts(_ start: Int, with text: String) -> Bool {
    start <= bytes.count && bytes[start...].starts(with: text.utf8)
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
