import Model

/// Nobody makes a volume for the claim.
extension FailureMode {
  static let pvcNoStorageClass = FailureMode(
    card: FailureModeCard(
      id: "pvc-no-storage-class", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "No volume fits the claim, and no class makes one", ja: "合う PV がなく、作るストレージクラスもない"),
      what: """
        The claim is Pending; its Event says `no persistent volumes available for this claim and no storage \
        class is set`, or the scheduler `didn't find available persistent volumes to bind`.
        """,
      why: """
        Without a class, without a default class, and with a class that has no provisioner, nothing makes volumes: an \
        administrator must provide one. There is none that fits.
        """,
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "pvc-no-storage-class", $0) },
    fires: ClaimMode.example(
      "No class, no volumes",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      event: ("FailedBinding", "no persistent volumes available for this claim and no storage class is set")),
    staysSilent: ClaimMode.example(
      "A claim waits for its first consumer", claim: "{accessModes: [ReadWriteOnce], storageClassName: local}",
      event: ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")))

  static let storageClassNotFound = FailureMode(
    card: FailureModeCard(
      id: "storage-class-not-found", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The claim names a storage class that does not exist", ja: "存在しないストレージクラスが指定された"),
      what: "The claim is Pending; its Event says `storageclass.storage.k8s.io \"x\" not found`.",
      why: """
        The class's name is mistyped, or this cluster has other classes than the one that the manifest was \
        written for.
        """,
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "storage-class-not-found", $0) },
    fires: ClaimMode.example(
      "A typing error in the class", claim: "{accessModes: [ReadWriteOnce], storageClassName: fsat}",
      event: ("ProvisioningFailed", "storageclass.storage.k8s.io \"fsat\" not found")),
    staysSilent: ClaimMode.example(
      "A claim waits for its first consumer", claim: "{accessModes: [ReadWriteOnce], storageClassName: local}",
      event: ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")))

  static let volumeProvisioningFailed = FailureMode(
    card: FailureModeCard(
      id: "volume-provisioning-failed", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The provisioner could not make a volume", ja: "ボリュームの作成に失敗した"),
      what: "The claim is Pending; its Event ProvisioningFailed carries the error of the storage system.",
      why: """
        The provisioner runs and was refused: a quota of the storage system, missing rights, a parameter or \
        zone that it does not know.
        """,
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "volume-provisioning-failed", $0) },
    fires: ClaimMode.example(
      "The storage system is full", claim: "{accessModes: [ReadWriteOnce], storageClassName: fast}",
      event: (
        "ProvisioningFailed",
        "failed to provision volume with StorageClass \"fast\": rpc error: code = ResourceExhausted desc = insufficient capacity"
      )),
    staysSilent: ClaimMode.example(
      "The class does not exist", claim: "{accessModes: [ReadWriteOnce], storageClassName: fsat}",
      event: ("ProvisioningFailed", "storageclass.storage.k8s.io \"fsat\" not found")))

  static let provisionerNotRunning = FailureMode(
    card: FailureModeCard(
      id: "provisioner-not-running", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The provisioner of the storage class does not act", ja: "プロビジョナーが動いていない"),
      what: """
        The claim is Pending; its Event ExternalProvisioning repeats for minutes, and the provisioner writes \
        none.
        """,
      why: "The class names a provisioner that is not installed, not running, or goes by another name.",
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "provisioner-not-running", $0) },
    fires: ClaimMode.example(
      "Half an hour without an answer", claim: "{accessModes: [ReadWriteOnce], storageClassName: fast}",
      event: (
        "ExternalProvisioning",
        "waiting for a volume to be created, either by external provisioner \"csi.example.com\" or manually created by system administrator"
      )),
    staysSilent: ClaimMode.example(
      "A claim waits for its first consumer", claim: "{accessModes: [ReadWriteOnce], storageClassName: local}",
      event: ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")))

  static let pvcLost = FailureMode(
    card: FailureModeCard(
      id: "pvc-lost", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The claim's volume is gone", ja: "PVC のボリュームが失われた"),
      what: "The claim's phase is Lost; pods that use it cannot be scheduled.",
      why: """
        The PersistentVolume that the claim was bound to was deleted or was bound to another claim by hand.
        """,
      remedies: [ClaimMode.compare],
      references: [ClaimMode.reference, ClaimMode.classes]),
    recognize: { ClaimMode.occurrences(of: "pvc-lost", $0) },
    fires: ClaimMode.example(
      "The volume was deleted",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}",
      event: ("ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"), phase: "Lost"),
    staysSilent: ClaimMode.example(
      "A claim waits for its first consumer", claim: "{accessModes: [ReadWriteOnce], storageClassName: local}",
      event: ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")))
}
