import Model

/// kube-proxy as most clusters run it: a container of a DaemonSet in kube-system.
enum KubeProxyPod {
  /// Whether a container is kube-proxy itself.
  static func isOne(_ pod: Pod, _ container: String) -> Bool {
    pod.object.namespace == "kube-system" && container == "kube-proxy"
  }

  /// A program whose call of a Service's address gets no answer although the Service has endpoints: nobody translates the address on
  /// its node.
  static func strands(_ id: String) -> CausalLink {
    CausalLink(
      from: id, by: .node, "leaves the addresses of Services without rules", delay: Int64.min...Int64.max,
      judge: { _, effect, investigation in
        guard let line = effect.evidence.first, let service = called(in: line.text, investigation) else {
          return .contradicted(reason: "it does not call the address of a Service", evidence: effect.evidence)
        }
        guard let endpoints = endpoints(of: service, investigation) else {
          return .contradicted(reason: "\(service.reference.path) has no endpoints", evidence: [])
        }
        return .supported(direct: false, evidence: [line, endpoints])
      })
  }

  /// The Service whose cluster address a line holds.
  private static func called(in text: String, _ investigation: Investigation) -> KubernetesObject? {
    investigation.index.objects(kind: "Service").first { service in
      guard let address = service.string(at: "spec.clusterIP"), address.contains(".") else { return false }
      return text.byteRange(of: address + ":") != nil
    }
  }

  private static func endpoints(of service: KubernetesObject, _ investigation: Investigation) -> Evidence? {
    let reference = EntityReference(kind: "Endpoints", namespace: service.namespace, name: service.name)
    guard let object = investigation.index.object(reference) else { return nil }
    for (offset, subset) in (object.value(at: "subsets")?.items ?? []).enumerated() {
      if let address = subset["addresses"]?.items.first?["ip"] {
        return object.evidence(for: address, field: "subsets.\(offset).addresses.0.ip")
      }
    }
    return nil
  }
}
