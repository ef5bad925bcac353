/// Takes secrets out of text, line by line, and leaves everything else as it is, its line numbers too.
///
///     DB_PASSWORD=hunter2                      →  DB_PASSWORD=REDACTED
///     Authorization: Bearer eyJhbGciOi…        →  Authorization: Bearer REDACTED
///     amqp://app:hunter2@queue:5672            →  amqp://REDACTED@queue:5672
///     - name: API_TOKEN ⏎   value: 0123abc     →    value: REDACTED
///
/// What only names a secret stays: `secretName: db`, `<set to the key 'password' in secret 'db'>`.
struct SecretText {
  /// What stands for a secret. Plain in YAML, and known to readers of bundles.
  static let mark = Array("REDACTED".utf8)

  /// How many values were replaced.
  private(set) var count = 0
  private var isInPrivateKey = false
  /// Set after the name of an environment variable whose value follows on the next line.
  private var isValueNext = false

  private static let words = ["password", "passwd", "secret", "token", "apikey", "api_key", "api-key", "credential"]
    .map { Array($0.utf8) }
  private static let wordsInside = [
    "access_key", "accesskey", "private_key", "privatekey", "client_key", "connection_string", "connectionstring",
    "client-key-data", "passphrase", "authkey", "auth_key",
  ].map { Array($0.utf8) }
  private static let automaton = LiteralAutomaton(words + wordsInside, ignoringCase: true)
  private static let cheap = LiteralAutomaton(
    words + wordsInside + ["://", "eyj", "bearer ", "basic ", "-----begin"].map { Array($0.utf8) }, ignoringCase: true)

  /// Ends of names that name a secret and hold none.
  private static let harmlessEnds = [
    "name", "names", "ref", "refs", "keyref", "path", "file", "type", "count", "secrets", "seconds", "controller",
    "class",
    "namespace", "version", "mountpath", "token-ttl", "expiration", "review", "reviews", "id", "kind", "provider",
    "url",
  ]
  /// Names of the API in which the words are no secret.
  private static let harmless: Set<String> = [
    "automountserviceaccounttoken", "serviceaccounttoken", "secret", "imagepullsecrets", "service-account-token",
    "kubernetes.io/service-account-token", "token-cleaner", "tokencleaner", "bootstrap-token", "serviceaccounttokens",
  ]

  /// A value that is known to stand on a line, of an object of kind Secret.
  struct KnownValue {
    /// Its key, e.g. `user`.
    var key: [UInt8]
    /// What the line shows of it, unless it is escaped there.
    var text: [UInt8]
  }

  /// Appends the line without its secrets, the `known` ones among them.
  mutating func redact(_ line: LineBytes, known: [KnownValue] = [], into output: inout [UInt8]) {
    let wasValueNext = isValueNext
    isValueNext = false
    if isInPrivateKey || line.index(of: "-----BEGIN ") != nil, redactKey(line, into: &output) { return }
    if wasValueNext, let value = Self.valueKey(in: line) {
      append(line, replacing: [value], to: &output)
      return
    }
    guard !known.isEmpty || Self.cheap.isFound(in: line) else {
      output += line
      return
    }
    var secrets = known.flatMap { Self.places(of: $0, in: line) } + Self.userInfos(in: line) + Self.tokens(in: line)
    for name in Self.names(in: line) {
      if let value = Self.value(after: name, in: line) {
        secrets.append(value)
      } else if let value = Self.variable(name, in: line) {
        secrets.append(value)
      } else if Self.isVariableName(name, in: line) {
        isValueNext = true
      }
    }
    append(line, replacing: secrets, to: &output)
  }

  /// Keeps the frame of a private key.
  private mutating func redactKey(_ line: LineBytes, into output: inout [UInt8]) -> Bool {
    guard let begin = line.index(of: "-----BEGIN "), line.index(of: "PRIVATE KEY-----", from: begin) != nil else {
      guard isInPrivateKey else { return false }
      if let end = line.index(of: "-----END ") {
        isInPrivateKey = false
        append(line, replacing: [0..<end], to: &output)
      } else {
        append(line, replacing: [line.skipBlanks(from: 0)..<line.count], to: &output)
      }
      return true
    }
    let start = (line.index(of: "KEY-----", from: begin) ?? begin) + 8
    if let end = line.index(of: "-----END ", from: start) {
      append(line, replacing: [start..<end], to: &output)
    } else {
      isInPrivateKey = true
      append(line, replacing: start < line.count ? [start..<line.count] : [], to: &output)
    }
    return true
  }

  private mutating func append(_ line: LineBytes, replacing ranges: [Range<Int>], to output: inout [UInt8]) {
    var position = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= position {
      guard !range.isEmpty, !line.part(range.lowerBound, range.upperBound).equals(Self.mark) else { continue }
      output += line.part(position, range.lowerBound)
      output += Self.mark
      count += 1
      position = range.upperBound
    }
    output += line.part(from: position)
  }

  /// `user:password` of URLs.
  private static func userInfos(in line: LineBytes) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var from = 0
    while let scheme = line.index(of: "://", from: from) {
      var end = scheme + 3
      var at: Int?
      while end < line.count, line[end] > 32, !isBorder(line[end]), line[end] != UInt8(ascii: "/") {
        if line[end] == UInt8(ascii: "@") { at = end }
        end += 1
      }
      if let at { found.append(scheme + 3..<at) }
      from = scheme + 3
    }
    return found
  }

  /// JSON web tokens and what follows `Bearer`.
  private static func tokens(in line: LineBytes) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var from = 0
    while let start = line.index(of: "eyJ", from: from) {
      let end = wordEnd(line, from: start)
      if end - start > 40, line.part(start, end).count(where: { $0 == UInt8(ascii: ".") }) == 2 {
        found.append(start..<end)
      }
      from = max(end, start + 3)
    }
    for scheme: StaticString in ["Bearer ", "bearer ", "Basic "] {
      guard let at = line.index(of: scheme) else { continue }
      let start = at + scheme.utf8CodeUnitCount
      let end = wordEnd(line, from: start)
      if end - start >= 12 { found.append(start..<end) }
    }
    return found
  }

  private static func wordEnd(_ line: LineBytes, from start: Int) -> Int {
    var end = start
    while end < line.count, line[end].isLetter || line[end].isDigit || isJoint(line[end]) { end += 1 }
    return end
  }

  private static func isJoint(_ byte: UInt8) -> Bool { Array("._-~+/=".utf8).contains(byte) }

  private static func isBorder(_ byte: UInt8) -> Bool { Array("\"'\\<>`,;)]}".utf8).contains(byte) }

  /// Names in the line that tell of a secret, e.g. `DB_PASSWORD`.
  private static func names(in line: LineBytes) -> [Range<Int>] {
    guard automaton.isFound(in: line) else { return [] }
    var found: [Range<Int>] = []
    var position = 0
    while position < line.count {
      guard isNamePart(line[position]) else {
        position += 1
        continue
      }
      var end = position
      while end < line.count, isNamePart(line[end]) { end += 1 }
      let name = position..<end
      if name.count < 100, isTelling(line.part(position, end)), !isOfPath(name, in: line) { found.append(name) }
      position = end
    }
    return found
  }

  /// Whether a name ends the path of a file, behind which messages say what is wrong with it:
  /// `open /etc/app/secret.key: permission denied`.
  private static func isOfPath(_ name: Range<Int>, in line: LineBytes) -> Bool {
    var start = name.lowerBound
    while start > 0, isNamePart(line[start - 1]) || line[start - 1] == UInt8(ascii: "/") { start -= 1 }
    return line[start] == UInt8(ascii: "/")
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func isTelling(_ name: LineBytes) -> Bool {
    guard automaton.isFound(in: name) else { return false }
    let lower = name.text.lowercased()
    return !harmless.contains(lower) && !harmlessEnds.contains { lower.hasSuffix($0) }
  }

  /// The value that `:` or `=` gives to a name, without its quotes.
  private static func value(after name: Range<Int>, in line: LineBytes) -> Range<Int>? {
    var position = name.upperBound
    while position < line.count, isQuote(line[position]) { position += 1 }
    position = line.skipBlanks(from: position)
    guard position < line.count, line[position] == UInt8(ascii: ":") || line[position] == UInt8(ascii: "=") else {
      return nil
    }
    let isAssigned = line[position] == UInt8(ascii: "=")
    position += 1
    if !isAssigned, position < line.count, !line[position].isBlank, !isQuote(line[position]) {
      // `--token-auth-file:x`, `secret:` in an image's name: YAML and JSON have a blank or a quote there.
      return nil
    }
    return scalar(from: line.skipBlanks(from: position), in: line)
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\")
  }

  /// The scalar that begins at a position, without its quotes; nil for what names a secret or is none.
  private static func scalar(from start: Int, in line: LineBytes) -> Range<Int>? {
    var start = start
    var escapes = 0
    while start + escapes < line.count, line[start + escapes] == UInt8(ascii: "\\") { escapes += 1 }
    var quote: UInt8?
    if start + escapes < line.count, line[start + escapes] == 34 || line[start + escapes] == 39 {
      quote = line[start + escapes]
      start += escapes + 1
    }
    var end = start
    if let quote {
      while end < line.count, line[end] != quote {
        end += line[end] == UInt8(ascii: "\\") && escapes == 0 && quote == 34 ? 2 : 1
      }
      end = min(end, line.count)
      if escapes > 0 { while end > start, line[end - 1] == UInt8(ascii: "\\") { end -= 1 } }
    } else {
      while end < line.count, line[end] > 32, !Array(",;&)]}\"'\\".utf8).contains(line[end]) { end += 1 }
    }
    let value = line.part(start, end)
    guard !value.isEmpty, !Array("<{[|>&*$".utf8).contains(value[0]) else { return nil }
    let text = value.count < 8 ? value.text : ""
    return ["true", "false", "null", "nil", "none", "no", "yes"].contains(text.lowercased()) ? nil : start..<end
  }

  /// The value of a variable of which `name` is the name: `{"name":"DB_PASSWORD","value":"x"}` on one line.
  private static func variable(_ name: Range<Int>, in line: LineBytes) -> Range<Int>? {
    guard isVariableName(name, in: line) else { return nil }
    let near = line.part(name.upperBound, min(line.count, name.upperBound + 24))
    guard let key = near.index(of: "value") else { return nil }
    let start = name.upperBound + key
    return value(after: start..<start + 5, in: line)
  }

  /// Whether a name stands where `name:` gives it.
  private static func isVariableName(_ name: Range<Int>, in line: LineBytes) -> Bool {
    let before = line.part(max(0, name.lowerBound - 12), name.lowerBound)
    guard let key = before.index(of: "name") else { return false }
    return before.part(from: key + 4).allSatisfy { isQuote($0) || $0 == UInt8(ascii: ":") || $0 == 32 }
  }

  /// The value of the line's `value` key.
  private static func valueKey(in line: LineBytes) -> Range<Int>? {
    guard let colon = line.index(of: UInt8(ascii: ":")), line.part(0, colon).index(of: "value") != nil else {
      return nil
    }
    return scalar(from: line.skipBlanks(from: colon + 1), in: line)
  }

  /// Where a known value stands: wherever its text does, else behind its key.
  private static func places(of known: KnownValue, in line: LineBytes) -> [Range<Int>] {
    let places = occurrences(of: known.text, in: line)
    if !places.isEmpty { return places }
    return occurrences(of: known.key, in: line).compactMap { value(after: $0, in: line) }
  }

  private static func occurrences(of text: [UInt8], in line: LineBytes) -> [Range<Int>] {
    guard let first = text.first else { return [] }
    var found: [Range<Int>] = []
    var from = 0
    while let start = line.index(of: first, from: from), start + text.count <= line.count {
      let isHere = line.part(start, start + text.count).equals(text)
      if isHere { found.append(start..<start + text.count) }
      from = isHere ? start + text.count : start + 1
    }
    return found
  }
}
