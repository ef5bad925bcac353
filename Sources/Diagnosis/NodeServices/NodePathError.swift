import Model

/// Paths of a node's own filesystems that cannot be read any more, as components and Events tell it where the kernel's log is
/// not at hand:
///
///     failed to read podLogsRootDirectory "/var/log/pods": open /var/log/pods: input/output error
///
/// Volumes of pods may lie on another machine, and their errors are theirs.
enum NodePathError {
  static let signature = LogSignature("node-path-io-error", component: "", literals: [wording])

  private static let wording = ": input/output error"

  /// Folders that lie on disks of the node.
  private static let folders = [
    "/var/log/pods", "/var/log/containers", "/var/lib/docker/", "/var/lib/containerd/", "/var/lib/containers/",
    "/var/lib/rancher/", "/run/containerd/", "/etc/kubernetes/", "/etc/cni/", "/var/lib/etcd/",
    "/var/lib/kubelet/config", "/var/lib/kubelet/pki",
  ]

  /// One a node, where the kernel's own words do not say more.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let lines = investigation.incident.records(signature.id).filter {
      isOfNode($0.evidence.text) && !investigation.goesOn(after: $0, for: seconds(600))
    }.map { (node: $0.source.node, evidence: $0.evidence, span: $0.time.map { Span($0) }) }
    let events = investigation.incident.events.filter { isOfNode($0.message) }.compactMap { event in
      event.evidence.first.map { (node: event.host, evidence: $0, span: event.time) }
    }
    return Dictionary(grouping: lines + events, by: \.node).sorted { $0.key < $1.key }.compactMap { node, found in
      guard
        !kernelLines.contains(where: { id in
          investigation.incident.records(id).contains { $0.source.node == node || node.isEmpty }
        })
      else { return nil }
      let subject = investigation.node(node)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .nodeFilesystem(node: node), .cluster],
        span: found.compactMap(\.span).reduce(nil as Span?) { $0?.union($1) ?? $1 },
        text: "\(node.isEmpty ? "A node" : node) cannot read its own files: input/output error",
        evidence: found.prefix(3).map(\.evidence))
      occurrence.confidence = .likely
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "disk errors")]
      return occurrence
    }
  }

  /// Signatures of what the kernel says of disks and filesystems.
  private static let kernelLines = [
    "kernel-io-error", "kernel-xfs-shutdown", "kernel-filesystem-damaged", "kernel-remounted-readonly",
  ]

  private static func isOfNode(_ text: String) -> Bool {
    guard let range = text.firstRange(of: wording) else { return false }
    // The path stands just before it.
    let path = text[..<range.lowerBound].suffix(400).split(separator: " ").last ?? ""
    return folders.contains { path.hasPrefix($0) || $0.hasPrefix(path) && path.utf8.count > 8 }
      && path.firstRange(of: "/volumes/") == nil
  }
}
