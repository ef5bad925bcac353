import Model

/// A program whose calls run into a timeout, between pods that a NetworkPolicy keeps apart.
struct BlockedConnection: Sendable {
  var policy: KubernetesObject
  /// The program's failure.
  var failure: ApplicationFailure
  /// What it calls.
  var service: KubernetesObject
  /// What the policy does, ends the sentence `NetworkPolicy/shop/default-deny …`.
  var text: String

  /// All in the bundle, in the order of the failures.
  static func all(in incident: Incident, _ failures: [ApplicationFailure], _ directory: ServiceDirectory)
    -> [BlockedConnection]
  {
    let stuck = failures.filter { $0.mode == "app-dependency-unreachable" && isTimeout($0.evidence.first?.text ?? "") }
    guard !stuck.isEmpty else { return [] }
    let policies = PolicyEvaluation(incident)
    guard !policies.isEmpty else { return [] }
    return stuck.compactMap { find($0, incident, policies, directory) }
  }

  /// Policies drop packets, so that nobody answers; a refusal comes from elsewhere.
  private static func isTimeout(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["i/o timeout", "timed out", "etimedout", "deadline exceeded", "connecttimeout"].contains {
      text.byteRange(of: $0) != nil
    }
  }

  private static func find(
    _ failure: ApplicationFailure, _ incident: Incident, _ policies: PolicyEvaluation, _ directory: ServiceDirectory
  ) -> BlockedConnection? {
    let pod = failure.pod
    guard pod.object.value(at: "spec.hostNetwork")?.boolean != true else { return nil }
    let line = failure.evidence.first?.text ?? ""
    let isLookup = line.byteRange(of: "lookup ") != nil
    let called =
      isLookup
      ? nameServer(in: line).flatMap { directory.service(of: $0, from: pod.object.namespace) } : failure.service
    guard let service = called else { return nil }
    let selector = service.value(at: "spec.selector")?.members ?? []
    let servers = incident.index.pods.filter { server in
      server.object.namespace == service.namespace && !selector.isEmpty && !server.isFinished
        && selector.allSatisfy { server.object.label($0.key) == $0.value.string }
    }
    guard !servers.isEmpty else { return nil }
    let port = isLookup ? 53 : targetPort(of: service, line)
    let verdicts = servers.map {
      policies.denying(from: pod, to: $0, port: port, protocol: isLookup ? "UDP" : "TCP")
    }
    guard let (policy, text) = verdicts.first ?? nil, verdicts.allSatisfy({ $0 != nil }) else { return nil }
    return BlockedConnection(policy: policy, failure: failure, service: service, text: text)
  }

  /// `10.96.0.10` of `lookup db on 10.96.0.10:53: …`.
  private static func nameServer(in line: String) -> String? {
    line.byteRange(of: " on ").map { String(line[$0.upperBound...].prefix { $0 != ":" && $0 != " " }) }
  }

  /// The port of the pods behind a Service that the line's port leads to; nil where that is not known.
  private static func targetPort(of service: KubernetesObject, _ line: String) -> Int? {
    let ports = service.value(at: "spec.ports")?.items ?? []
    let called = NetworkEndpoint(in: line)?.port
    let entry = ports.first { $0["port"]?.integer == called } ?? (ports.count == 1 ? ports[0] : nil)
    return (entry?["targetPort"] ?? entry?["port"])?.integer
  }
}
