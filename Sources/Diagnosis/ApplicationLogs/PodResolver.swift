import Model

/// Which name servers a pod asks, where that is not simply the cluster's DNS.
struct PodResolver {
  /// Why it does not ask the cluster's DNS, ends a sentence: `its dnsPolicy is None with the name server 192.0.2.53`.
  var text: String
  /// The name servers that the pod names itself.
  var nameservers: [String]
  /// Where it stands.
  var evidence: [Evidence]

  /// The pod's own resolver; nil where it asks the cluster's, or nothing tells.
  static func find(_ context: ApplicationFailure.Context) -> PodResolver? {
    let workload = context.workload
    // `kubectl describe` shows no dnsPolicy: then the template of the workload tells it.
    let candidates: [(object: KubernetesObject?, path: String)] = [
      (context.pod.object, "spec"), (context.index.object(workload), "spec.template.spec"),
      (context.manifests[workload.path], "spec.template.spec"),
      (
        context.manifests[EntityReference(kind: "Pod", namespace: workload.namespace, name: workload.name).path], "spec"
      ),
    ]
    for case (let object?, let path) in candidates {
      guard let policy = object.value(at: "\(path).dnsPolicy"), let name = policy.string else { continue }
      let shown = object.evidence(for: policy, field: "\(path).dnsPolicy")
      switch name {
      case "None":
        let servers = object.value(at: "\(path).dnsConfig.nameservers")
        let names = servers?.items.compactMap(\.string) ?? []
        guard !names.isEmpty, let servers else { return nil }
        return PodResolver(
          text: "its dnsPolicy is None with the name server \(names.joined(separator: ", "))", nameservers: names,
          evidence: [object.evidence(for: servers, field: "\(path).dnsConfig.nameservers"), shown])
      case "Default":
        return PodResolver(
          text: "its dnsPolicy is Default, which asks the node's name server", nameservers: [], evidence: [shown])
      case "ClusterFirst":
        guard let host = object.value(at: "\(path).hostNetwork"), host.boolean == true else { return nil }
        return PodResolver(
          text: "it uses the node's network with dnsPolicy ClusterFirst, which then asks the node's name server",
          nameservers: [], evidence: [object.evidence(for: host, field: "\(path).hostNetwork"), shown])
      default: return nil
      }
    }
    return nil
  }

  /// Whether one of the name servers may be the cluster's: a Service's address, or a cache on the node.
  func asksCluster(_ index: IncidentIndex) -> Bool {
    nameservers.contains { server in
      server.hasPrefix("169.254.") || server.hasPrefix("127.")
        || index.objects(kind: "Service").contains { $0.string(at: "spec.clusterIP") == server }
    }
  }
}
