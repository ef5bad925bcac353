/// What `etcdctl` prints of members and endpoints, as text, table or JSON.
enum EtcdctlOutput: RecognizedText {
  static let name = "etcdctl"
  static let what = "Members, endpoints and alarms of etcd. Recognized, not read further."
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
}
