import Model

/// The scheduler waits for the pod's claims.
extension FailureMode {
  static let unboundPVCBlocksScheduling = FailureMode(
    card: FailureModeCard(
      id: "unbound-pvc-blocks-scheduling", role: .state, layer: PlacementMode.layer,
      title: Text(en: "A claim without a volume keeps a pod from being scheduled", ja: "未バインドの PVC がスケジュールを妨げている"),
      what:
        "The scheduler says `pod has unbound immediate PersistentVolumeClaims` or `persistentvolumeclaim \"x\" not found`.",
      why: "A pod is placed only when its claims exist and are bound, unless their class waits for the first consumer.",
      remedies: [
        Remedy(.now, "See why the claim has no volume.", commands: ["kubectl -n {namespace} describe pvc"])
      ],
      references: [ClaimMode.reference]),
    recognize: { PlacementMode.occurrences(of: "unbound-pvc-blocks-scheduling", $0) },
    causes: StartFailures.links(from: StartFailures.claim, by: .object, "leaves the claim without a volume"),
    fires: PlacementMode.example(
      "A claim is not bound", "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."),
    staysSilent: PlacementMode.placed("0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."))
}
