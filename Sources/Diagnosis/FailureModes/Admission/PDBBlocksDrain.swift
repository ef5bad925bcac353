import Model

/// A budget keeps a node from being emptied.
extension FailureMode {
  static let pdbBlocksDrain = FailureMode(
    card: FailureModeCard(
      id: "pdb-blocks-drain", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "A PodDisruptionBudget keeps a node from being drained", ja: "PDB がノードのドレインを妨げている"),
      what: "`Cannot evict pod as it would violate the pod's disruption budget`; the budget allows 0 disruptions.",
      why: """
        The budget asks for as many healthy pods as there are, so that none may go; or some are unhealthy already. Drains, \
        upgrades and autoscalers wait.
        """,
      remedies: [
        Remedy(
          .now, "Add a replica, repair the unhealthy pods, or loosen the budget.",
          commands: ["kubectl -n {namespace} get pdb", "kubectl -n {namespace} describe pdb {name}"]),
        Remedy(.lasting, "Use maxUnavailable instead of minAvailable, and unhealthyPodEvictionPolicy AlwaysAllow."),
      ],
      references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"]),
    signatures: [BlockedDrain.refused],
    recognize: { BlockedDrain.occurrences($0) },
    fires: BlockedDrain.example("One replica, and one must be available", allowed: 0),
    staysSilent: BlockedDrain.example("It allows one to go now", allowed: 1))
}
