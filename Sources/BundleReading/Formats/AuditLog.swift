import Model

/// The API server's audit log: an event of `audit.k8s.io` a line.
enum AuditLog: ArtifactFormat {
  static let name = "audit-log"
  static let what = "Requests to the API: who asked for what, and what the answer was. Source `audit`."
  static let sources = ["kube-apiserver --audit-log-path"]
  static let samples = [
    #"""
    {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"5c1d6f0e-2b7a-4a57-8f7b-1d0b6a0f7c11","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods/web-0/eviction","verb":"create","user":{"username":"system:serviceaccount:kube-system:autoscaler"},"sourceIPs":["10.0.0.5"],"objectRef":{"resource":"pods","namespace":"shop","name":"web-0","apiVersion":"v1","subresource":"eviction"},"responseStatus":{"metadata":{},"status":"Failure","reason":"TooManyRequests","code":429},"requestReceivedTimestamp":"2026-11-21T04:01:20.000000Z","stageTimestamp":"2026-11-21T04:01:20.005000Z"}

    """#
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { AuditLine.isAudit($0) } ? 95 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<AuditLine>(path: head.path, format: name, keeping: interests, component: AuditLine.component))
  }
}

/// A line of the audit log. The whole line is the message that signatures are sought in.
enum AuditLine: OuterForm {
  /// The source of these lines; the API server's own log is `kube-apiserver`.
  static let component = "audit"

  /// Whether a line is an event of the audit log, by its first members.
  static func isAudit(_ line: LineBytes) -> Bool {
    line.has("{") && line.part(0, 200).index(of: "\"audit.k8s.io/") != nil
  }

  static func header(of line: LineBytes) -> OuterHeader? {
    guard isAudit(line) else { return nil }
    var header = OuterHeader()
    header.stamp = stamp(line)
    return header
  }

  /// When the line was written; a watch is answered hours after it was received.
  private static func stamp(_ line: LineBytes) -> LineStamp? {
    guard let key = line.index(of: "\"stageTimestamp\":\"") else { return nil }
    return Moment.readRFC3339(line.part(from: key + 18)).map { LineStamp($0.moment) }
  }

  /// The event in words: `create pods/eviction shop/web-0: 429 TooManyRequests`; nil where it is none.
  static func decode(_ bytes: LineBytes) -> InnerLine? {
    guard isAudit(bytes), var scanner = JSONScanner(bytes) else { return nil }
    var line = InnerLine()
    line.stamp = stamp(bytes)
    var fields: [String: String] = [:]
    while let (key, value) = scanner.next() {
      switch (key.text, value) {
      case (let name, .string(let text)):
        if Self.kept.contains(name) { fields[name] = QuotedText.decoded(text) }
      case ("user", .nested(let user)): take(user, ["username": "user"], &fields)
      case ("objectRef", .nested(let object)):
        take(
          object,
          [
            "resource": "resource", "subresource": "subresource", "namespace": "namespace", "name": "name",
            "apiGroup": "group",
          ], &fields)
      case ("responseStatus", .nested(let status)):
        take(status, ["code": "code", "reason": "reason", "message": "message"], &fields)
      default: break
      }
    }
    line.message = words(fields)
    line.fields = fields.sorted { $0.key < $1.key }.map { LogRecord.Field(key: $0.key, value: $0.value) }
    let code = fields["code"].flatMap { Int($0) } ?? 0
    line.severity = code >= 500 ? .error : code >= 400 ? .warning : .information
    return line
  }

  private static let kept: Set<String> = [
    "level", "auditID", "stage", "requestURI", "verb", "userAgent", "requestReceivedTimestamp",
  ]

  private static func take(_ object: LineBytes, _ names: [String: String], _ fields: inout [String: String]) {
    guard var scanner = JSONScanner(object) else { return }
    while let (key, value) = scanner.next() {
      guard let name = names[key.text] else { continue }
      switch value {
      case .string(let text): fields[name] = QuotedText.decoded(text)
      case .bare(let text): fields[name] = text.text
      case .nested: break
      }
    }
  }

  private static func words(_ fields: [String: String]) -> String {
    var text = fields["verb"] ?? "request"
    if let resource = fields["resource"] {
      text += " \(resource)" + (fields["subresource"].map { "/\($0)" } ?? "")
      let object = [fields["namespace"], fields["name"]].compactMap { $0 }.joined(separator: "/")
      if !object.isEmpty { text += " \(object)" }
    } else if let uri = fields["requestURI"] {
      text += " \(uri)"
    }
    if let user = fields["user"] { text += " by \(user)" }
    guard let code = fields["code"] else { return text }
    text += ": \(code)"
    if let reason = fields["reason"] { text += " \(reason)" }
    return fields["message"].map { "\(text): \($0)" } ?? text
  }
}
