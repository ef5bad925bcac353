import Model

/// That a workload waits for room because the scheduler has just deleted pods of it for somebody of higher priority.
struct Displacement {
  /// How many of its pods went.
  var count: Int
  /// Who took their place, as the Event names it: `shop/checkout-7d9f-x2x9p`; nil since 1.26, whose Events hold a uid only.
  var successor: String?
  var evidence: [Evidence]

  /// Of the workload of a waiting pod; nil where no pod of it was preempted.
  init?(of pod: Pod, _ investigation: Investigation) {
    guard let controller = pod.object.controller else { return nil }
    let gone = investigation.podDisruptions.filter { disruption in
      disruption.kind == .preempted && disruption.pod.namespace == pod.object.namespace
        && disruption.pod.name.hasPrefix(controller.name + "-")
    }
    guard let first = gone.first else { return nil }
    count = gone.count
    evidence = first.evidence
    successor = first.evidence.lazy.compactMap { Self.successor(in: $0.text) }.first
  }

  /// `Preempted by shop/checkout-7d9f-x2x9p on node n1`.
  static func successor(in message: String) -> String? {
    guard let range = message.firstRange(of: "Preempted by ") else { return nil }
    let name = message[range.upperBound...].prefix { $0 != " " }
    return name.contains("/") ? String(name) : nil
  }

  /// Continues a sentence.
  var text: String {
    let pods = count == 1 ? "a pod of it" : "\(count) pods of it"
    return "the scheduler deleted \(pods) for \(successor.map { "Pod/\($0)" } ?? "a pod") of higher priority"
  }
}
