import Model

/// Certificates that the bundle shows to have expired before it was taken.
enum ExpiredCertificates {
  /// Those of which the control plane's components and their clients speak to the API server.
  static let ofAPIServer: Set<String> = [
    "apiserver", "kube-apiserver", "apiserver-kubelet-client", "kube-apiserver-kubelet-client", "front-proxy-client",
    "controller-manager.conf", "scheduler.conf", "system:kube-controller-manager", "system:kube-scheduler",
  ]
  /// Those of etcd, its members and its client.
  static let ofEtcd: Set<String> = [
    "etcd-server", "etcd-peer", "etcd-healthcheck-client", "apiserver-etcd-client", "kube-etcd", "kube-etcd-peer",
    "kube-apiserver-etcd-client", "kube-etcd-healthcheck-client",
  ]

  /// One occurrence for the cluster. Where the API still answered, something else than these files is in use: then it is a
  /// finding.
  static func occurrences(_ names: Set<String>, _ what: String, _ investigation: Investigation) -> [Occurrence] {
    guard let end = investigation.end else { return [] }
    // Of files of one name on one node those that were replaced are history: the longest valid is the one in use.
    let known = investigation.incident.certificates.filter { names.contains($0.name) }
    let inUse = Dictionary(grouping: known) { "\($0.node)/\($0.name)" }.compactMapValues { $0.map(\.expires).max() }
    let expired = known.filter {
      inUse["\($0.node)/\($0.name)"] == $0.expires && $0.expires.isProvablyBefore(end)
    }
    guard let first = expired.min(by: { $0.expires < $1.expires }) else { return [] }
    let subject = StatedInCluster.apiServer(investigation)
    let nodes = Set(expired.map(\.node)).subtracting([""]).sorted()
    var occurrence = Occurrence(
      subject: subject, joints: [.cluster] + nodes.map(Joint.node), span: Span(first.expires),
      text: "\(what): \(Set(expired.map(\.name)).sorted().joined(separator: ", "))",
      evidence: expired.prefix(4).map(\.evidence))
    occurrence.affected = [.init(entity: subject, role: .culprit, effect: "certificate expired")]
    occurrence.harmsByItself = !investigation.incident.coverage.lists.contains(where: \.isComplete)
    occurrence.isPresent = occurrence.harmsByItself
    return [occurrence]
  }
}
