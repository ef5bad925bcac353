import Model

/// Routes in a gateway's own configuration: nginx's `location`, or the list of Spring Cloud Gateway.
///
///     - id: orders
///       uri: lb://${ORDERS_HOST:orders}
///       predicates:
///         - Path=/api/orders/**
struct RoutesText {
  /// A route as written.
  struct Route: Equatable {
    var name = ""
    var paths: [String] = []
    /// The address, placeholders unfilled.
    var target = ""
    /// The line with the address, without its indentation.
    var line = ""
    /// Its number within the text, from 0.
    var number = 0
  }

  /// All routes that have an address.
  private(set) var routes: [Route] = []

  init(_ text: String) {
    var current = Route()
    for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = Self.trimmed(raw)
      if line.hasPrefix("- id:") {
        close(&current)
        current.name = Self.scalar(line.dropFirst(5))
      } else if line.hasPrefix("uri:") || line.hasPrefix("- uri:") {
        if line.hasPrefix("-") { close(&current) }
        current.target = Self.scalar(line.drop { $0 != ":" }.dropFirst())
        (current.line, current.number) = (String(line), number)
      } else if line.hasPrefix("id:") {
        current.name = Self.scalar(line.dropFirst(3))
      } else if line.hasPrefix("- Path=") {
        current.paths += line.dropFirst(7).split(separator: ",").map { String(Self.trimmed($0)) }
      } else if line.hasPrefix("location ") {
        close(&current)
        current.paths = line.split(separator: " ").dropFirst().filter { $0.hasPrefix("/") }.map(String.init)
      } else if line.hasPrefix("proxy_pass ") {
        let address = line.dropFirst(11).prefix { $0 != ";" }
        guard !current.paths.isEmpty, current.name.isEmpty else { continue }
        current.target = String(Self.trimmed(address))
        (current.line, current.number) = (String(line), number)
        close(&current)
      }
    }
    close(&current)
  }

  private mutating func close(_ route: inout Route) {
    if !route.target.isEmpty { routes.append(route) }
    route = Route()
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
    return end.map { Substring(start[...$0]) } ?? ""
  }

  private static func scalar(_ text: some StringProtocol) -> String {
    var value = trimmed(text)
    if let comment = value.byteRange(of: " #") { value = trimmed(value[..<comment.lowerBound]) }
    for quote in ["\"", "'"] where value.utf8.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
      value = value.dropFirst().dropLast()
    }
    return String(value)
  }

  /// `lb://${ORDERS_HOST:orders}` with what the environment says, else the default.
  static func filled(_ target: String, _ settings: [ContainerSetting]) -> String {
    var result = ""
    var rest = target[...]
    while let open = rest.byteRange(of: "${"), let close = rest[open.upperBound...].firstIndex(of: "}") {
      result += rest[..<open.lowerBound]
      let inner = rest[open.upperBound..<close]
      let name = inner.prefix { $0 != ":" }
      let fallback = inner.dropFirst(name.count + 1)
      result += settings.first { $0.name == name }?.value ?? String(fallback)
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// `http://orders:8080/x` as host and port; nil for what is no address of the cluster, such as a variable of nginx.
  static func endpoint(_ address: String) -> NetworkEndpoint? {
    guard let scheme = address.byteRange(of: "://") else { return nil }
    let place = address[scheme.upperBound...].prefix { $0 != "/" && $0 != ";" }
    let host = place.prefix { $0 != ":" }
    guard !host.isEmpty, host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") })
    else { return nil }
    return NetworkEndpoint(host: String(host), port: Int(place.dropFirst(host.count + 1)))
  }
}
