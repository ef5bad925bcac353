import Model

/// A probe as kubectl prints it: `http-get http://:8080/ok delay=5s timeout=1s period=10s #success=1 #failure=3`.
enum DescribedProbe {
  /// A `livenessProbe` or its like; nil for a handler that is unknown.
  static func value(_ section: DescribeSection) -> Value? {
    let text = section.wholeValue
    let line = section.line
    let (handler, numbers) = text.lastParted(by: " delay=").map { ($0.0, "delay=" + $0.1) } ?? (text, "")
    var probe = Members()
    if handler.hasPrefix("http-get ") {
      probe.set("httpGet", httpGet(handler.dropFirst(9), line))
    } else if handler.hasPrefix("tcp-socket ") {
      let address = handler.dropFirst(11)
      var socket = Members()
      if let colon = address.lastIndex(of: ":") {
        socket.set("host", address[..<colon], line: line)
        socket.set("port", address[address.index(after: colon)...], line: line)
      }
      probe.set("tcpSocket", socket.value)
    } else if handler.hasPrefix("exec [") {
      let words = Self.arguments(handler.dropFirst(6).dropLast())
      let command = Value.list(words.map { Value(.scalar($0, isText: true), line: line) })
      probe.set("exec", command.map { Value(.mapping([.init(key: "command", value: $0)]), line: line) })
    } else if handler.hasPrefix("grpc <pod>:") {
      let words = handler.dropFirst(11).split(separator: " ")
      var grpc = Members()
      grpc.set("port", words.first, line: line)
      if words.count > 1 { grpc.set("service", words[1], line: line) }
      probe.set("grpc", grpc.value)
    }
    guard probe.value != nil else { return nil }
    for word in numbers.split(separator: " ") { setNumber(word, line, &probe) }
    return probe.value
  }

  /// Where an argument holds blanks, its words stand as arguments of their own: the text does not tell. What follows the
  /// `-c` of a shell is one script.
  private static func arguments(_ text: Substring) -> [String] {
    guard let (shell, script) = String(text).parted(by: " -c ") else {
      return text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }
    return shell.split(separator: " ").map(String.init) + ["-c", script]
  }

  /// `http://:8080/ok`, `https://127.0.0.1:6443/livez`, with IPv6 `http://[::1]:80/`.
  private static func httpGet(_ url: Substring, _ line: Int) -> Value? {
    guard let (scheme, rest) = String(url).parted(by: "://") else { return nil }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = rest[..<slash]
    var request = Members()
    request.set("scheme", scheme.uppercased(), line: line)
    request.set("path", rest[slash...], line: line, isText: true)
    if let colon = authority.lastIndex(of: ":") {
      request.set("host", authority[..<colon], line: line)
      request.set("port", authority[authority.index(after: colon)...], line: line)
    }
    return request.value
  }

  private static func setNumber(_ word: Substring, _ line: Int, _ probe: inout Members) {
    guard let equals = word.firstIndex(of: "=") else { return }
    let field: String
    switch word[..<equals] {
    case "delay": field = "initialDelaySeconds"
    case "timeout": field = "timeoutSeconds"
    case "period": field = "periodSeconds"
    case "#success": field = "successThreshold"
    case "#failure": field = "failureThreshold"
    default: return
    }
    guard let seconds = seconds(word[word.index(after: equals)...]) else { return }
    // The API leaves a delay of 0 out.
    if field == "initialDelaySeconds", seconds == 0 { return }
    probe.set(field, "\(seconds)", line: line)
  }

  /// `5s`, `1m30s`, `3`.
  private static func seconds(_ text: Substring) -> Int? {
    var total = 0
    var number = 0
    for byte in text.utf8 {
      if byte.isDigit {
        let (product, overflow) = number.multipliedReportingOverflow(by: 10)
        guard !overflow, product < 1 << 40 else { return nil }
        number = product + Int(byte &- 48)
      } else {
        switch byte {
        case UInt8(ascii: "h"): total += number * 3600
        case UInt8(ascii: "m"): total += number * 60
        case UInt8(ascii: "s"): total += number
        default: return nil
        }
        number = 0
      }
    }
    return total + number
  }
}

extension String {
  /// The parts before and after the last `separator`.
  func lastParted(by separator: String) -> (String, String)? {
    var found: (String, String)?
    var before = ""
    var rest = self
    while let (head, tail) = rest.parted(by: separator) {
      before += head
      found = (before, tail)
      before += separator
      rest = tail
    }
    return found
  }
}
