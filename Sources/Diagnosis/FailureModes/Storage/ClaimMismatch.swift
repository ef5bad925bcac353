import Model

/// The volumes there are do not fit the claim.
extension FailureMode {
  static let pvcCapacityMismatch = FailureMode(
    card: FailureModeCard(
      id: "pvc-capacity-mismatch", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The claim asks for more than the volume has", ja: "要求容量に足りる PV がない"),
      what: "The claim is Pending although a volume is free; the pods that use it wait.",
      why: """
        A claim is bound to a volume of at least its size. The volume that fits otherwise is smaller than \
        the request.
        """,
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "pvc-capacity-mismatch", $0) },
    fires: ClaimMode.example(
      "3Gi from a volume of 1Gi",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 3Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")),
    staysSilent: ClaimMode.example(
      "The volume is large enough, but of another access mode",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 5Gi}, accessModes: [ReadOnlyMany]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")))

  static let pvcAccessModeMismatch = FailureMode(
    card: FailureModeCard(
      id: "pvc-access-mode-mismatch", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The claim asks for an access mode that the volume lacks", ja: "アクセスモードが合う PV がない"),
      what: "The claim is Pending although a volume is free; the pods that use it wait.",
      why: """
        A volume must offer every access mode that the claim asks for. The volume that fits otherwise does \
        not.
        """,
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "pvc-access-mode-mismatch", $0) },
    fires: ClaimMode.example(
      "ReadWriteMany from a ReadOnlyMany volume",
      claim: "{accessModes: [ReadWriteMany], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadOnlyMany]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")),
    staysSilent: ClaimMode.example(
      "The volume offers the mode but is too small",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 3Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")))

  static let pvcSelectorMismatch = FailureMode(
    card: FailureModeCard(
      id: "pvc-selector-mismatch", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The claim selects labels that the volume does not have", ja: "セレクターに合う PV がない"),
      what: "The claim is Pending although a volume is free; the pods that use it wait.",
      why: "spec.selector of the claim demands labels; the volume that fits otherwise has other ones.",
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "pvc-selector-mismatch", $0) },
    fires: ClaimMode.example(
      "disk: ssd, but the volume is labeled disk: hdd",
      claim:
        "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}, selector: {matchLabels: {disk: ssd}}}",
      volume:
        "metadata: {name: pv1, uid: v1, labels: {disk: hdd}}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")),
    staysSilent: ClaimMode.example(
      "The labels agree, the size does not",
      claim:
        "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 3Gi}}, selector: {matchLabels: {disk: ssd}}}",
      volume:
        "metadata: {name: pv1, uid: v1, labels: {disk: ssd}}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")))

  static let pvAlreadyBound = FailureMode(
    card: FailureModeCard(
      id: "pv-already-bound", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The volume for the claim is bound to another claim", ja: "PV が別の PVC に使われている"),
      what: "The claim is Pending; the only volume that would fit shows another claim.",
      why: "A volume belongs to one claim. Another claim was bound to it first, or was left over.",
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "pv-already-bound", $0) },
    fires: ClaimMode.example(
      "Another claim was first",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], claimRef: {name: old-data, namespace: shop}}\nstatus: {phase: Bound}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")),
    staysSilent: ClaimMode.example(
      "The volume is free, but too small",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 3Gi}}}",
      volume:
        "metadata: {name: pv1, uid: v1}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}\nstatus: {phase: Available}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")))
}
