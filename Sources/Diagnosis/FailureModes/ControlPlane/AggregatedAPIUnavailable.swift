import Model

/// An API that another server serves does not answer.
extension FailureMode {
  static let aggregatedAPIUnavailable = FailureMode(
    card: FailureModeCard(
      id: "aggregated-api-unavailable", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "An aggregated API does not answer", ja: "集約 API が応答しない"),
      what: "An APIService has the condition Available=False: requests for its group fail for everybody.",
      why: """
        The API server passes the group on to a Service in the cluster. Its pods, endpoints, certificate or network are \
        broken. Autoscalers lose their metrics, namespaces do not finish their deletion, kubectl is slow.
        """,
      remedies: [
        Remedy(
          .now, "Repair the pods and Service behind it, or delete the APIService of a server that is gone.",
          commands: ["kubectl get apiservice {name} -o yaml", "kubectl get apiservices"]),
        Remedy(.lasting, "Run more than one replica of extension API servers and watch their certificates."),
      ],
      references: ["https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/"]),
    signatures: [discoveryCondition],
    recognize: { investigation in
      statedByNamespaces(investigation)
        + investigation.index.objects(kind: "APIService").compactMap { service in
          guard let entry = service.condition("Available"), entry.value["status"]?.string == "False" else { return nil }
          let since = entry.value["lastTransitionTime"]?.moment
          guard investigation.hasLasted(seconds(120), since: since) else { return nil }
          let backend = EntityReference(
            kind: "Service", namespace: service.string(at: "spec.service.namespace") ?? "",
            name: service.string(at: "spec.service.name") ?? "")
          // Where its own pods are shown to fail, their cause is the one to name.
          guard !hasFailingPods(backend, investigation) else { return nil }
          let reason = entry.value["reason"]?.string ?? "unavailable"
          let message = entry.value["message"] ?? entry.value["status"] ?? entry.value
          let evidence = service.evidence(for: message, field: "\(entry.field).message", time: since)
          var occurrence = Occurrence(
            subject: service.reference,
            joints: [.object(service.reference.path), .object(backend.path), .cluster], span: since.map { Span($0) },
            text: "\(service.reference.path) is not available (\(reason)): \(evidence.text)", evidence: [evidence])
          occurrence.harmsByItself = true
          return occurrence
        }
    },
    fires: Example(
      "The metrics API has had no endpoints for an hour",
      [("apiservices.yaml", apiService(status: "False")), StartExample.date]),
    staysSilent: Example(
      "It is available", [("apiservices.yaml", apiService(status: "True")), StartExample.date]))

  /// The conditions of a namespace that is being deleted, as a template printed them.
  private static let discoveryCondition = LogSignature(
    "namespace-discovery-failed", component: "", literals: ["NamespaceDeletionDiscoveryFailure=True"])

  /// `NamespaceDeletionDiscoveryFailure=True … server APIs: metrics.k8s.io/v1beta1: stale GroupVersion discovery: …`: a
  /// namespace that cannot go names the groups that do not answer. It counts where no APIService says more.
  private static func statedByNamespaces(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.index.objects(kind: "APIService").isEmpty else { return [] }
    let conditions = investigation.index.objects(kind: "Namespace").compactMap { namespace -> Evidence? in
      guard let condition = namespace.condition("NamespaceDeletionDiscoveryFailure"),
        condition.value["status"]?.string == "True", let message = condition.value["message"]
      else { return nil }
      return namespace.evidence(for: message, field: "\(condition.field).message")
    }
    var lines: [String: [Evidence]] = [:]
    for line in investigation.incident.records(discoveryCondition.id).map(\.evidence) + conditions {
      guard let start = line.text.firstRange(of: "list of server APIs: ")?.upperBound else { continue }
      for word in line.text[start...].split(separator: " ") where word.hasSuffix(":") {
        let parts = word.dropLast().split(separator: "/")
        guard parts.count == 2, parts[0].contains("."), parts[1].first == "v" else { break }
        lines["\(parts[1]).\(parts[0])", default: []].append(line)
      }
    }
    return lines.sorted { $0.key < $1.key }.map { name, records in
      let service = EntityReference(kind: "APIService", name: name)
      var occurrence = Occurrence(
        subject: service, joints: [.object(service.path), .cluster], span: nil,
        text: "\(service.path) does not answer, which keeps a namespace from being deleted",
        evidence: Array(records.prefix(3)))
      occurrence.harmsByItself = true
      return occurrence
    }
  }

  private static func hasFailingPods(_ backend: EntityReference, _ investigation: Investigation) -> Bool {
    let selector = investigation.index.object(backend)?.value(at: "spec.selector")?.members ?? []
    guard !selector.isEmpty else { return false }
    return investigation.index.pods.contains { pod in
      pod.object.namespace == backend.namespace && pod.condition("Ready")?.value["status"]?.string == "False"
        && selector.allSatisfy { pod.object.label($0.key) == $0.value.string }
    }
  }

  private static func apiService(status: String) -> String {
    """
    apiVersion: apiregistration.k8s.io/v1
    kind: APIService
    metadata: {name: v1beta1.metrics.k8s.io, uid: a1, creationTimestamp: "2024-05-01T09:00:00Z"}
    spec: {group: metrics.k8s.io, version: v1beta1, service: {namespace: kube-system, name: metrics-server}}
    status:
      conditions:
      - {type: Available, status: "\(status)", reason: MissingEndpoints, lastTransitionTime: "2024-05-06T09:00:00Z", \
    message: "endpoints for service/metrics-server in \\"kube-system\\" have no addresses with port name \\"https\\""}

    """
  }
}
