import Model

/// What the failure modes of stopped and failing services share.
enum ServiceOutageMode {
  /// One occurrence an outage of one of some services.
  static func occurrences(
    of services: [NodeService], effect: String, _ investigation: Investigation,
    where accepts: (ServiceOutage) -> Bool = { _ in true }
  ) -> [Occurrence] {
    investigation.outages.filter { services.contains($0.service) && accepts($0) }.map { outage in
      occurrence(of: outage, effect: effect, investigation)
    }
  }

  /// An outage as an occurrence on its node.
  static func occurrence(of outage: ServiceOutage, effect: String, _ investigation: Investigation) -> Occurrence {
    let node = investigation.node(outage.node)
    let place = outage.node.isEmpty ? "a node" : outage.node
    var text = "\(outage.service.rawValue) on \(place) \(outage.description)"
    if !outage.isOngoing { text += " and runs again" }
    var occurrence = Occurrence(
      subject: node, joints: [.node(outage.node), .cluster], span: outage.span(until: investigation.end), text: text,
      evidence: outage.tellingEvidence)
    occurrence.isPresent = outage.isOngoing
    occurrence.harmsByItself = outage.isOngoing
    occurrence.affected = [.init(entity: node, role: .culprit, effect: effect)]
    return occurrence
  }

  /// systemd's lines for an example: `(time of day, message)` on node n1, on 2024-05-06.
  static func systemd(_ lines: (String, String)...) -> String {
    lines.map { "2024-05-06T\($0).000200+0000 n1 systemd[1]: \($1)\n" }.joined()
  }

  /// The node of an example; `ready` is the status of its condition Ready.
  static func node(ready: String, reason: String = "KubeletNotReady", message: String = "", since: String = "10:00:45")
    -> String
  {
    """
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1, creationTimestamp: "2024-03-01T00:00:00Z"}
      status:
        conditions:
        - {type: Ready, status: "\(ready)", reason: \(reason), message: "\(message)", lastTransitionTime: "2024-05-06T\(since)Z"}

    """
  }
}
