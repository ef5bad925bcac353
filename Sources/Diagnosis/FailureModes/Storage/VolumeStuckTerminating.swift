import Model

/// A claim or volume was deleted while it is in use.
extension FailureMode {
  static let volumeStuckTerminating = FailureMode(
    card: FailureModeCard(
      id: "pvc-or-pv-stuck-terminating", role: .fault, layer: "Storage",
      title: Text(en: "A claim or volume stays in Terminating", ja: "PVC / PV が Terminating のまま残る"),
      what: "The claim or volume has a deletionTimestamp and a protection finalizer; it goes when nobody uses it.",
      why: """
        `kubernetes.io/pvc-protection` keeps a claim while a pod that has not ended uses it, \
        `kubernetes.io/pv-protection` a volume while it is bound, `external-attacher/…` while it is attached.
        """,
      remedies: [
        Remedy(
          .now, "Delete or move the pods that use it; then it goes by itself.",
          commands: ["kubectl -n {namespace} describe {kind} {name}"]),
        Remedy(.lasting, "Never take the finalizer away by hand while something writes: data may be lost."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection"
      ]),
    recognize: { investigation in
      StuckDeletion.all(investigation).filter { StuckDeletion.storageKinds.contains($0.object.kind) }.map { stuck in
        let users = stuck.object.kind == "PersistentVolume" ? [] : StuckDeletion.users(of: stuck.object, investigation)
        let reason = users.first.map { "; \($0.pod.reference.path) uses it" } ?? ""
        return stuck.occurrence(reason, evidence: users.prefix(3).map(\.evidence), investigation)
      }
    },
    fires: Example(
      "A claim was deleted while a pod uses it",
      [("claims.yaml", claim(deleted: "2024-05-06T09:00:00Z")), ("pods.yaml", user), StartExample.date]),
    staysSilent: Example(
      "The claim was deleted just now",
      [("claims.yaml", claim(deleted: "2024-05-06T09:59:50Z")), ("pods.yaml", user), StartExample.date]))

  private static func claim(deleted: String) -> String {
    """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: data
      namespace: shop
      uid: c1
      creationTimestamp: "2024-05-01T09:00:00Z"
      deletionTimestamp: "\(deleted)"
      finalizers: [kubernetes.io/pvc-protection]
    spec: {volumeName: pv-1}
    status: {phase: Bound}

    """
  }

  private static let user = """
    apiVersion: v1
    kind: Pod
    metadata: {name: db-0, namespace: shop, uid: p1, creationTimestamp: "2024-05-01T09:00:00Z"}
    spec:
      nodeName: n1
      containers: [{name: db, image: "shop/db:1"}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
    status: {phase: Running}

    """
}
