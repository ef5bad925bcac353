import Model

/// The pods that answer the cluster's DNS, and how many of them are ready.
struct ClusterDNS {
  var service: KubernetesObject
  var pods: [Pod]

  /// Those of the bundle; nil where it does not show the Service or its pods.
  static func find(in investigation: Investigation) -> ClusterDNS? {
    let service = ["kube-dns", "coredns", "rke2-coredns-rke2-coredns"].lazy.compactMap { name in
      investigation.index.object(EntityReference(kind: "Service", namespace: "kube-system", name: name))
    }.first
    guard let service else { return nil }
    let selector = service.value(at: "spec.selector")?.members ?? []
    let pods = investigation.index.pods.filter { pod in
      pod.object.namespace == "kube-system" && !pod.isFinished && pod.object.deleted == nil && !selector.isEmpty
        && selector.allSatisfy { pod.object.label($0.key) == $0.value.string }
    }
    return pods.isEmpty ? nil : ClusterDNS(service: service, pods: pods)
  }

  /// Whether none of the pods is ready.
  var isDown: Bool { !pods.contains { $0.condition("Ready")?.value["status"]?.string == "True" } }

  /// Whether a line tells of a name that was not resolved.
  static func isLookup(_ text: String) -> Bool {
    let text = text.lowercased()
    return [
      "lookup ", "no such host", "name resolution", "could not resolve", "enotfound", "eai_again", "unknownhost",
      "name or service not known", "server misbehaving",
    ].contains { text.byteRange(of: $0) != nil }
  }
}
