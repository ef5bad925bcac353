import Model

/// What `etcdctl` prints of members and endpoints, as text, table or JSON.
enum EtcdctlOutput: RecognizedText {
  static let name = "etcdctl"
  static let what = "Members, endpoints and alarms of etcd. Alarms, errors and health are read."
  static let sources = [
    "etcdctl member list", "etcdctl endpoint status -w table", "etcdctl endpoint health", "etcdctl alarm list -w json",
    "must-gather: etcd_info",
  ]
  static let samples = [
    "1b2c3d4e5f6a7b8c, started, cp-1, https://10.0.0.1:2380, https://10.0.0.1:2379, false\n",
    "+-----------------------+------------------+---------+---------+-----------+\n|       ENDPOINT        |        ID        | VERSION | DB SIZE | IS LEADER |\n",
    "https://10.0.0.1:2379 is healthy: successfully committed proposal: took = 9.7ms\n",
    #"[{"Endpoint":"https://10.0.0.1:2379","Status":{"header":{"cluster_id":1,"member_id":2,"revision":3},"version":"3.5.9","dbSize":123}}]"#
      + "\n",
    #"[{"endpoint":"https://10.0.0.1:2379","health":true,"took":"9.7ms"}]"# + "\n",
    #"{"memberID":"1","alarm":"NOSPACE"}"# + "\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    let isDocument = head.bytes.withUnsafeBytes { bytes -> Bool in
      func has(_ text: StaticString) -> Bool { bytes.index(of: text) != nil }
      return head.isJSON && !has("\"apiVersion\"")
        && (has("\"cluster_id\"") && has("\"member_id\"") || has("\"memberID\"") && has("\"alarm\"")
          || has("\"endpoint\"") && has("\"health\"") && has("\"took\""))
    }
    if isDocument { return 88 }
    var result = 0
    head.withLines(atMost: 3) { line in
      let text = line.part(0, 512).trimmed
      let isMember = text.index(of: ", started, ") != nil || text.index(of: ", unstarted, ") != nil
      let isTable = text.has("| ") && text.index(of: " ENDPOINT ") != nil && text.ends(with: "|")
      let isHealth =
        text.index(of: " is healthy: successfully committed proposal") != nil
        || text.index(of: " is unhealthy: failed to commit proposal") != nil
      if isMember || isTable || isHealth || text.has("memberID:") && text.index(of: " alarm:") != nil { result = 79 }
    }
    return result
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: EtcdctlLines(path: head.path, keeping: interests))
  }
}

/// Takes what members say of their state, as lines of etcd without a time: alarms, errors, health.
///
///     memberID:10501334649042878790 alarm:NOSPACE       {"alarms":[{"memberID":7,"alarm":1}]}
///     https://10.0.0.1:2379 is unhealthy: failed to commit proposal: …       [{"endpoint":"https://10.0.0.1:2379","health":false}]
struct EtcdctlLines: LineConsumer {
  private let path: String
  private var collector: LogCollector

  init(path: String, keeping interests: LogInterests) {
    self.path = path
    collector = LogCollector(path: path, interests: interests, component: "etcd")
  }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes
    if bytes.index(of: "alarm:") != nil || bytes.index(of: "healthy: ") != nil || bytes.index(of: "etcdserver: ") != nil
    {
      give(bytes, line)
    }
    for (written, alarm) in Self.alarms where bytes.index(of: written) != nil { say(alarm, line) }
    for (written, health) in Self.health {
      var from = 0
      while let hit = bytes.index(of: written, from: from) {
        say(health, line)
        from = hit + 1
      }
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: EtcdctlOutput.name)
    facts.log = collector.facts()
    return facts
  }

  /// Numbers are those of etcd's protocol.
  private static let alarms: [(StaticString, StaticString)] = [
    ("\"alarm\":\"NOSPACE\"", "alarm:NOSPACE"), ("\"alarm\":1", "alarm:NOSPACE"), ("\"alarm\": 1", "alarm:NOSPACE"),
    ("\"alarm\":\"CORRUPT\"", "alarm:CORRUPT"), ("\"alarm\":2", "alarm:CORRUPT"), ("\"alarm\": 2", "alarm:CORRUPT"),
  ]
  private static let health: [(StaticString, StaticString)] = [
    ("\"health\":true", "member is healthy: "), ("\"health\": true", "member is healthy: "),
    ("\"health\":false", "member is unhealthy: "), ("\"health\": false", "member is unhealthy: "),
  ]

  private mutating func say(_ text: StaticString, _ line: TextLine) {
    give(LineBytes(start: text.utf8Start, count: text.utf8CodeUnitCount), line)
  }

  private mutating func give(_ message: LineBytes, _ line: TextLine) {
    let empty = message.part(0, 0)
    collector.take(message: message, host: empty, tag: empty, stamp: nil, raw: line.bytes, line: line)
  }
}
