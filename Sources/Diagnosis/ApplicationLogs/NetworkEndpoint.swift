import Model

/// Host and port of something that an application calls.
///
///     NetworkEndpoint(in: "dial tcp 10.96.4.1:5432: connect: connection refused")    // 10.96.4.1, 5432
///     NetworkEndpoint(in: "lookup db on 10.96.0.10:53: no such host")                // db
///     NetworkEndpoint(in: "jdbc:postgresql://orders-db:5433/orders")                 // orders-db, 5433
struct NetworkEndpoint: Hashable, Sendable {
  /// A name or an address.
  var host: String
  /// The port; nil where the text has none.
  var port: Int?

  /// A host with its port.
  init(host: String, port: Int?) {
    self.host = host
    self.port = port
  }

  /// The endpoint that a log line or a setting names.
  init?(in text: some StringProtocol) {
    let text = String(text)
    for marker in Self.markers {
      guard let start = text.byteRange(of: marker)?.upperBound else { continue }
      let host = text[start...].prefix { Self.isHostCharacter($0) }
      let name = host.hasSuffix(".") ? host.dropLast() : host
      guard Self.isHost(name) else { continue }
      self.init(host: String(name), port: Self.port(in: text, after: host.endIndex))
      return
    }
    guard let found = Self.hostAndPort(in: text) else { return nil }
    self = found
  }

  /// Whether the host is an IPv4 address.
  var isAddress: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false }
  }

  /// `db:5432`, or `db` where no port is known.
  var text: String { port.map { "\(host):\($0)" } ?? host }

  /// What stands right before the name of a host.
  private static let markers = [
    "lookup ", "ENOTFOUND ", "EAI_AGAIN ", "UnknownHostException: ", "in upstream \"", "bad address '", "host name \"",
    "server host '", "resolve host: ", "server at \"",
  ]

  /// `.go:42` is a place in a source file.
  private static let sourceSuffixes = [
    ".go", ".java", ".py", ".js", ".ts", ".rb", ".cs", ".c", ".cc", ".cpp", ".rs", ".php", ".jar", ".kt", ".conf",
    ".yaml", ".yml", ".json", ".mjs", ".cjs", ".log", ".sh",
  ]

  private static func isHostCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == ".")
  }

  private static func isHost(_ name: some StringProtocol) -> Bool {
    guard let first = name.first, first.isLetter || first.isNumber, name.utf8.count <= 253 else { return false }
    return !isDate(name) && !sourceSuffixes.contains { name.hasSuffix($0) }
  }

  /// `2024-05-06T10` of `2024-05-06T10:00:00Z`.
  private static func isDate(_ name: some StringProtocol) -> Bool {
    let parts = name.prefix { $0 != "T" }.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 3 && parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
  }

  /// `", port 5432 failed` after a quoted host, or `:5432` right behind it.
  private static func port(in text: String, after end: String.Index) -> Int? {
    let rest = text[end...]
    if rest.hasPrefix(":") { return Int(rest.dropFirst().prefix { $0.isNumber }) }
    guard let marker = rest.prefix(48).byteRange(of: "port ")?.upperBound else { return nil }
    return Int(rest[marker...].prefix { $0.isNumber })
  }

  /// The last `host:port` that is no place in a source, no time, and no name server.
  private static func hostAndPort(in text: String) -> NetworkEndpoint? {
    var found: NetworkEndpoint?
    var position = text.startIndex
    while let colon = text[position...].firstIndex(of: ":") {
      position = text.index(after: colon)
      let digits = text[position...].prefix { $0.isNumber }
      guard (2...5).contains(digits.utf8.count), let port = Int(digits), (1...65535).contains(port) else { continue }
      if let next = text[digits.endIndex...].first, next.isLetter || next == "." || next == "-" {
        // `10.0.0.1:41234->10.0.0.2:5432` goes on; `a:12b` does not.
        guard next == "-", text[digits.endIndex...].hasPrefix("->") else { continue }
        continue
      }
      let before = text[..<colon]
      let start = before.lastIndex { !isHostCharacter($0) }.map { before.index(after: $0) } ?? before.startIndex
      let host = before[start...]
      let endpoint = NetworkEndpoint(host: String(host), port: port)
      guard isHost(host), endpoint.isAddress || host.contains(where: \.isLetter) else { continue }
      found = endpoint
    }
    return found
  }
}
