import Model

/// What the kubelet writes into a pod that it evicts for its node's sake, in a status, an Event or a log line:
///
///     The node was low on resource: memory. Threshold quantity: 100Mi, available: 87468Ki. Container api was using
///     2861516Ki, request is 512Mi, has larger consumption of memory.
///
/// Before 1.26 without threshold and with `…, which exceeds its request of 512Mi.`
struct EvictionMessage: Sendable {
  /// What a container was using.
  struct Usage: Sendable {
    var container: String
    var bytes: Int64
    /// What it had asked for; nil where the message does not tell.
    var request: Int64?
  }

  /// E.g. `memory`, `pids`, `ephemeral-storage`, `inodes`.
  var resource: String
  /// Containers that used more than they had asked for. Of inodes and pids the kubelet names none.
  var usages: [Usage]

  /// The parts of an eviction for the node's sake; nil for anything else, e.g. a pod beyond its own limit.
  init?(_ message: String) {
    guard let range = message.firstRange(of: "low on resource: ") else { return nil }
    var name = message[range.upperBound...].prefix { $0.isLetter || $0 == "-" || $0 == "." }
    while name.last == "." { name = name.dropLast() }
    resource = String(name)
    usages = Self.usages(in: message[range.upperBound...])
  }

  private static func usages(in message: Substring) -> [Usage] {
    var found: [Usage] = []
    var rest = message
    while let range = rest.firstRange(of: "ontainer ") {
      rest = rest[range.upperBound...]
      let words = rest.prefix(300).split(separator: " ", maxSplits: 10)
      guard words.count >= 4, words[1] == "was", words[2] == "using",
        let bytes = Quantity.bytes(of: words[3].prefix { $0 != "," })
      else { continue }
      // `request is 512Mi,` or `which exceeds its request of 512Mi.`
      let request = words.firstIndex(of: "request").flatMap { offset -> Int64? in
        guard words.indices.contains(offset + 2) else { return nil }
        return Quantity.bytes(of: words[offset + 2].prefix { $0.isLetter || $0.isNumber })
      }
      found.append(Usage(container: String(words[0]), bytes: bytes, request: request))
    }
    return found
  }
}
