import Model

/// A volume is there, but belongs to another pod or to a claim that is gone.
extension FailureMode {
  static let rwopConflict = FailureMode(
    card: FailureModeCard(
      id: "rwop-conflict", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "Another pod uses a claim that only one may use", ja: "ReadWriteOncePod の PVC が他の Pod に使用中"),
      what: "A pod stays Pending; the scheduler says that a claim with access mode ReadWriteOncePod is in use.",
      why: """
        ReadWriteOncePod allows one pod in the whole cluster. A second replica, the surge pod of a rolling update, or a \
        pod that has not ended yet holds the claim.
        """,
      remedies: [
        Remedy(
          .now, "End the pod that uses the claim, or ask for ReadWriteOnce.",
          commands: ["kubectl -n {namespace} describe pvc", "kubectl -n {namespace} get pods"]),
        Remedy(.lasting, "Use one replica with strategy Recreate, or a StatefulSet with a claim for each pod."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes"]),
    recognize: { PlacementMode.occurrences(of: "rwop-conflict", $0) },
    fires: PlacementMode.example(
      "A second replica",
      "0/1 nodes are available: 1 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode."
    ),
    staysSilent: PlacementMode.placed(
      "0/1 nodes are available: 1 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode."
    ))

  static let pvReleased = FailureMode(
    card: FailureModeCard(
      id: "pv-released", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The volume is still marked as that of a deleted claim", ja: "PV が Released のまま再利用できない"),
      what: "The claim is Pending; a volume would fit, but its phase is Released.",
      why: """
        With the reclaim policy Retain a volume keeps its claimRef, with the uid of the claim that was deleted. A new \
        claim, even of the same name, has another uid and is never bound to it.
        """,
      remedies: [
        Remedy(
          .now, "After a look at the data, clear the volume's claimRef, or make a new volume for the same storage.",
          commands: ["kubectl get pv", "kubectl patch pv VOLUME --type=merge -p '{\"spec\":{\"claimRef\":null}}'"]),
        Remedy(.lasting, "Write down who clears retained volumes, and when."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retain"]),
    recognize: { ClaimMode.occurrences(of: "pv-released", $0) },
    fires: ClaimMode.example(
      "A claim of the same name was made anew",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], claimRef: {namespace: shop, name: data, uid: c0}}\nstatus: {phase: Released}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")),
    staysSilent: ClaimMode.example(
      "The volume is bound to another claim",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], claimRef: {namespace: shop, name: other, uid: c2}}\nstatus: {phase: Bound}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")))
}
