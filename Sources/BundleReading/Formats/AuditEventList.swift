import Model

/// What the API server sends to an audit webhook, kept as it came: lists of audit events, on one line or many.
enum AuditEventList: ArtifactFormat {
  static let name = "audit-event-list"
  static let what = "Requests to the API, in the lists in which an audit webhook gets them. Source `audit`."
  static let sources = ["kube-apiserver --audit-webhook-config-file"]
  static let samples = [
    #"""
    {"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{"level":"Metadata","auditID":"5c1d6f0e","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods/web-0","verb":"delete","user":{"username":"jane"},"objectRef":{"resource":"pods","namespace":"shop","name":"web-0"},"responseStatus":{"code":200},"requestReceivedTimestamp":"2026-11-21T04:01:20.000000Z","stageTimestamp":"2026-11-21T04:01:20.005000Z"}]}

    """#,
    #"""
    {
      "kind": "EventList",
      "apiVersion": "audit.k8s.io/v1",
      "metadata": {},
      "items": [
        {
          "level": "Metadata",
          "verb": "create",
          "requestURI": "/api/v1/namespaces/shop/pods/web-0/eviction",
          "stageTimestamp": "2026-11-21T04:01:20.005000Z"
        }
      ]
    }

    """#,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isJSON else { return 0 }
    return head.bytes.withUnsafeBytes { bytes in
      let start = bytes.part(0, 400)
      return start.index(of: "\"EventList\"") != nil && start.index(of: "\"audit.k8s.io/") != nil ? 96 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    AuditListReader(path: head.path, keeping: interests)
  }
}

/// Finds the items of the lists as bytes stream by, and takes each as the line that the audit log would have.
struct AuditListReader: ArtifactReader {
  private let path: String
  private var collector: LogCollector
  private var longest = ReadLimits().lineBytes
  private var bytes: Int64 = 0
  private var line = 1
  /// Whether the brackets that are open are those of arrays.
  private var open: [Bool] = []
  private var isInText = false
  private var isEscaped = false
  private var item: [UInt8] = []
  private var itemLine = 0
  private var notes: [Coverage.Note] = []

  private static let opening = Array(#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","#.utf8)
  private static let deepest = 200

  init(path: String, keeping interests: LogInterests) {
    self.path = path
    collector = LogCollector(path: path, interests: interests, component: AuditLine.component)
  }

  mutating func keep(within limits: ReadLimits) { longest = limits.lineBytes }

  mutating func skipLines(_ count: Int) { line += count }

  mutating func consume(_ part: UnsafeRawBufferPointer) {
    bytes += Int64(part.count)
    for byte in part { take(byte) }
  }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: AuditEventList.name)
    facts.bytes = bytes
    facts.log = collector.facts()
    facts.limits = notes
    if isCut || !open.isEmpty { facts.cut = [Coverage.Note(path: path, line: line, text: "ends within a list")] }
    return facts
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) {
    if byte == 10 { line += 1 }
    if isInText {
      keep(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInText = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""):
      isInText = true
      keep(byte)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if byte == UInt8(ascii: "{"), open.count == 2, open[1] {
        item = Self.opening
        itemLine = line
      } else {
        keep(byte)
      }
      if open.count < Self.deepest { open.append(byte == UInt8(ascii: "[")) }
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      keep(byte)
      _ = open.popLast()
      if open.count == 2, !item.isEmpty { end() }
    case 9, 10, 13, 32: return
    default: keep(byte)
    }
  }

  @inline(__always)
  private mutating func keep(_ byte: UInt8) {
    if !item.isEmpty, item.count <= longest { item.append(byte) }
  }

  private mutating func end() {
    defer { item = [] }
    guard item.count <= longest else {
      notes.append(Coverage.Note(path: path, line: itemLine, text: "event too long: left out"))
      return
    }
    item.withUnsafeBytes { event in
      let none = event.part(0, 0)
      collector.take(
        message: event, host: none, tag: none, stamp: AuditLine.header(of: event)?.stamp, raw: event,
        line: TextLine(bytes: event, number: itemLine, isCut: false))
    }
  }
}
