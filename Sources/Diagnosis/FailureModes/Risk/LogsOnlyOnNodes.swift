import Model

/// Nothing carries the logs off the nodes.
extension FailureMode {
  static let logsOnlyOnNodes = FailureMode(
    card: FailureModeCard(
      id: "logs-only-on-nodes", role: .risk, layer: "Eviction and garbage collection",
      title: Text(en: "Container logs stay on their nodes only", ja: "コンテナログがノード上にしか残らない"),
      what: "No DaemonSet of the cluster is a log agent, and finished pods are kept, as if for their logs.",
      why: """
        A container's log goes with the container: when it is collected, evicted or deleted, or the node is. Jobs kept in \
        history promise logs that nothing preserves.
        """,
      remedies: [DiskConsumerMode.loggingBackend],
      references: [
        "https://kubernetes.io/docs/concepts/cluster-administration/logging/#cluster-level-logging-architectures"
      ]
    ),
    recognize: { investigation in
      let sets = investigation.index.objects(kind: "DaemonSet")
      let finished = investigation.index.pods.filter { $0.isFinished && $0.object.controller?.kind == "Job" }
      // A list without a DaemonSet may be a list that was not read: most clusters have kube-proxy.
      guard let first = sets.first, finished.count >= 3, !sets.contains(where: isLogAgent),
        !investigation.index.pods.contains(where: { hasLogAgent($0.containers.map(\.value)) })
      else { return [] }
      return [
        Occurrence(
          subject: EntityReference(kind: "Cluster", name: "cluster"), joints: [.cluster], span: nil,
          text:
            "No DaemonSet is a known log agent, and \(finished.count) finished pods of Jobs are kept",
          evidence: [first.evidence] + finished.prefix(2).compactMap { $0.object.evidence(at: "status.phase") })
      ]
    },
    fires: Example("Finished Jobs are kept and no agent runs", [("daemonsets.yaml", agent("kube-proxy")), jobs]),
    staysSilent: Example("An agent runs on every node", [("daemonsets.yaml", agent("fluent-bit")), jobs]))

  /// Words of images of agents that read /var/log/containers.
  private static let agents = [
    "fluent", "filebeat", "promtail", "vector", "alloy", "logstash", "datadog", "splunk", "otel", "opentelemetry",
    "newrelic", "sumologic", "cloudwatch", "logging", "loki", "elastic-agent", "dynatrace", "logdna",
  ]

  private static func isLogAgent(_ set: KubernetesObject) -> Bool {
    let name = set.name.lowercased()
    return agents.contains { name.contains($0) }
      || hasLogAgent(set.value(at: "spec.template.spec.containers")?.items ?? [])
  }

  private static func hasLogAgent(_ containers: [Value]) -> Bool {
    containers.contains { container in
      let image = container["image"]?.string?.lowercased() ?? ""
      return agents.contains { image.contains($0) }
    }
  }

  private static func agent(_ name: String) -> String {
    """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: \(name), namespace: kube-system, uid: ds1, creationTimestamp: "2024-05-01T09:00:00Z"}
    spec: {template: {spec: {containers: [{name: a, image: "registry.example.com/\(name):1"}]}}}
    status: {numberReady: 1}

    """
  }

  private static let jobs = (
    "pods.yaml",
    DiskPressureExample.list(
      DiskPressureExample.pod(
        "a", status: DiskPressureExample.finished(at: "09:30:00", id: DiskPressureExample.id("a"))),
      DiskPressureExample.pod(
        "b", status: DiskPressureExample.finished(at: "09:30:00", id: DiskPressureExample.id("b"))),
      DiskPressureExample.pod(
        "c", status: DiskPressureExample.finished(at: "09:30:00", id: DiskPressureExample.id("c"))))
  )
}
