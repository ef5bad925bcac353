import Model

/// The node controller hears of no node at all, and stops evicting.
extension FailureMode {
  static let masterDisruptionMode = FailureMode(
    card: FailureModeCard(
      id: "master-disruption-mode", role: .state, layer: "Control plane and etcd",
      title: Text(en: "The control plane hears of no node", ja: "コントロールプレーンが全ノードと通信できない"),
      what: """
        kube-controller-manager says `Controller detected that all Nodes are not-Ready. Entering master disruption mode`; pods are not \
        evicted although their nodes are NotReady.
        """,
      why: """
        When no node reports, the fault is more likely on the side of the control plane, or on the way to it, than on all nodes at once. \
        The controller waits rather than move everything.
        """,
      remedies: [
        Remedy(
          .now, "Look at what all nodes share: load balancer, network, certificates, time, etcd.",
          commands: ["kubectl get nodes", "kubectl -n kube-node-lease get leases"])
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/nodes/#rate-limits-on-eviction"]),
    signatures: [disruptionLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        disruptionLine, "has a controller manager that hears of no node", effect: "no evictions", investigation
      ) { record in
        record.evidence.text.firstRange(of: "Entering master disruption") != nil
          && !isLeft(after: record, investigation)
      }
    },
    causes: [
      "apiserver-down", "apiserver-or-control-plane-cert-expired", "apiserver-overloaded", "clock-skew",
      "etcd-no-leader", "etcd-space-quota-exceeded", "network-partition-node-control-plane", "quorum-lost",
      "supporting-service-down", "unknown-authority-after-ca-change",
    ].map { CausalLink(from: $0, by: .cluster, "keeps the nodes' reports away", delay: seconds(-60)...seconds(1800)) },
    fires: StatedInCluster.controllerManager("No node reports", entering),
    staysSilent: StatedInCluster.controllerManager("They report again", entering, leaving))

  private static let entering =
    "Controller detected that all Nodes are not-Ready. Entering master disruption mode."
  private static let leaving = "Controller detected that some Nodes are Ready. Exiting master disruption mode."

  private static let disruptionLine = LogSignature(
    "master-disruption", component: "kube-controller-manager", literals: ["master disruption mode"])

  private static func isLeft(after entered: LogRecord, _ investigation: Investigation) -> Bool {
    investigation.incident.records(disruptionLine.id).contains { record in
      guard record.evidence.text.firstRange(of: "Exiting master disruption") != nil else { return false }
      guard let time = record.time, let from = entered.time else { return true }
      return time.instant > from.instant
    }
  }
}
