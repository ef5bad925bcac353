import Model

/// An alert fires at the capture.
extension FailureMode {
  static let alertActive = FailureMode(
    card: FailureModeCard(
      id: "alert-active", role: .symptom, layer: "Workload / application",
      title: Text(en: "An alert fires", ja: "アラートが発火している"),
      what: "The bundle's list of alerts holds one that is active and names a workload, a Service or a node.",
      why: """
        Somebody chose to be told of it, so it is what people see. It says that something is wrong, seldom why: slow or \
        failing requests leave no trace in the objects of Kubernetes.
        """,
      remedies: [
        Remedy(
          .now, "Look at the thing that the alert names.",
          commands: ["kubectl -n {namespace} describe {kind} {name}"])
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-usage-monitoring/"]),
    recognize: { investigation in
      investigation.alerts.map { active in
        var occurrence = Occurrence(
          subject: active.entity, workload: active.workload, joints: active.joints,
          span: active.alert.starts.map { Span($0) }, text: active.sentence, evidence: [active.alert.evidence])
        occurrence.affected = [.init(entity: active.entity, role: .victim, effect: active.alert.name)]
        occurrence.undecided = [
          .init(
            id: "alert-active", artifact: "what lies behind the alert \(active.alert.name) of \(active.entity.path)",
            collect: "traces or metrics of \(active.entity.path) by downstream call; CPU throttling and retransmissions"
          )
        ]
        return occurrence
      }
    },
    causes: links(
      .workload,
      [
        "container-crash-loop", "pod-not-ready", "pod-pending", "cpu-throttling", "dns-name-wrong", "dns-policy-wrong",
        "dependency-address-misconfigured", "dependency-port-misconfigured", "workload-scaled-to-zero",
      ])
      + links(
        .object,
        [
          "service-selector-mismatch", "service-port-mismatch", "service-protocol-mismatch", "workload-scaled-to-zero",
          "ingress-or-gateway-misrouted", "service-selects-wrong-pods",
        ]) + links(.node, ["node-not-ready", "kube-proxy-down", "node-network-packet-loss"]),
    fires: AlertExample.bundle("An alert of slow requests", AlertExample.slow),
    staysSilent: AlertExample.bundle(
      "The alert that shows that alerting works", (name: "Watchdog", description: "Always fires", signal: "")))

  private static func links(_ joint: Joint.Kind, _ ids: [String]) -> [CausalLink] {
    ids.map { CausalLink(from: $0, by: joint, "makes the alert fire", delay: Int64.min...Int64.max) }
  }
}

/// A Deployment `catalog` and alerts about it or about the node n1.
enum AlertExample {
  typealias Entry = (name: String, description: String, signal: String)
  static let slow: Entry = ("LatencyHigh", "p95 latency of catalog is 2 s", "latency")

  static func bundle(_ title: String, _ alerts: Entry..., node: Entry? = nil) -> Example {
    let entries =
      alerts.map { alert($0, #""namespace": "shop", "service": "catalog""#) }
      + (node.map { [alert($0, #""node": "n1""#)] } ?? [])
    return Example(
      title,
      [
        ("alerts.json", "[\n\(entries.joined(separator: ",\n"))\n]\n"),
        ("deployments.yaml", ScaledWorkloadExample.deployment(replicas: 1)),
        ("nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady")),
      ])
  }

  private static func alert(_ entry: Entry, _ labels: String) -> String {
    """
      {"annotations": {"description": "\(entry.description)"}, "status": {"state": "active"},
       "startsAt": "2024-05-06T10:00:00Z",
       "labels": {"alertname": "\(entry.name)", "severity": "warning", "signal": "\(entry.signal)", \(labels)}}
    """
  }
}
