import Model

/// The pods that answer the cluster's DNS, and how many of them are ready.
struct ClusterDNS {
  var service: KubernetesObject
  /// Those that its selector matches; none where it has been left without any.
  var pods: [Pod]
  /// The Deployment behind it, where the bundle has it.
  var deployment: KubernetesObject?

  /// Those of the bundle; nil where it does not show the Service or its pods.
  static func find(in investigation: Investigation) -> ClusterDNS? {
    guard let service = known(investigation) else { return nil }
    let selector = service.value(at: "spec.selector")?.members ?? []
    let pods = investigation.index.pods.filter { pod in
      pod.object.namespace == "kube-system" && !pod.isFinished && pod.object.deleted == nil && !selector.isEmpty
        && selector.allSatisfy { pod.object.label($0.key) == $0.value.string }
    }
    let deployment =
      selector.isEmpty
      ? nil
      : investigation.index.objects(kind: "Deployment").first { object in
        let labels = object.value(at: "spec.template.metadata.labels")
        return object.namespace == "kube-system" && selector.allSatisfy { labels?[$0.key]?.string == $0.value.string }
      }
    // Without pods it is known to be down only where all pods are known, and somebody was to make them.
    guard !pods.isEmpty || deployment != nil && investigation.incident.lists("Pod", in: "kube-system") else {
      return nil
    }
    return ClusterDNS(service: service, pods: pods, deployment: deployment)
  }

  private static func known(_ investigation: Investigation) -> KubernetesObject? {
    ["kube-dns", "coredns", "rke2-coredns-rke2-coredns"].lazy.compactMap { name in
      investigation.index.object(EntityReference(kind: "Service", namespace: "kube-system", name: name))
    }.first
  }

  /// Its Service; by the name that nearly all clusters give it where the bundle does not show it.
  static func service(_ investigation: Investigation) -> EntityReference {
    known(investigation)?.reference ?? EntityReference(kind: "Service", namespace: "kube-system", name: "kube-dns")
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
