import Model

/// A claim's volume does not grow, or waits for its first user.
extension FailureMode {
  static let volumeResizeStuck = FailureMode(
    card: FailureModeCard(
      id: "volume-resize-stuck", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "A volume does not grow as its claim asks", ja: "ボリュームの拡張が進まない"),
      what: """
        The claim asks for more than status.capacity says; Events VolumeResizeFailed, or a condition \
        ControllerResizeError, NodeResizeError or FileSystemResizePending.
        """,
      why: """
        The storage refuses (no such feature, a quota, a limit of changes a day), no resizer runs, or the filesystem grows \
        only when a pod that mounts it starts anew.
        """,
      remedies: [
        Remedy(
          .now, "Read the Event; for FileSystemResizePending restart the pod that uses the claim.",
          commands: ["kubectl -n {namespace} describe pvc {name}", "kubectl get storageclass"])
      ],
      references: [
        "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims"
      ]),
    recognize: { ClaimGrowth.occurrences($0) },
    fires: ClaimGrowth.example("The storage refuses", capacity: "1Gi"),
    staysSilent: ClaimGrowth.example("A later try succeeded", capacity: "5Gi"))

  static let waitForFirstConsumerIdle = FailureMode(
    card: FailureModeCard(
      id: "wait-for-first-consumer-idle", role: .risk, layer: ClaimMode.layer,
      title: Text(en: "A claim waits for a pod that uses it", ja: "PVC が最初の利用 Pod を待っている"),
      what: "The claim is Pending with the Event WaitForFirstConsumer, and no pod uses it. Nothing is wrong.",
      why: "Its class binds only when a pod is scheduled, so that the volume is made where that pod can run.",
      remedies: [
        Remedy(.lasting, "Delete claims that nobody will use.", commands: ["kubectl -n {namespace} get pvc"])
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode"]),
    recognize: { ClaimGrowth.idle($0) },
    fires: ClaimGrowth.idle("Nobody uses it", user: ""),
    staysSilent: ClaimGrowth.idle(
      "A pod uses it",
      user: StartExample.unscheduled("", spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]")
    ))
}

/// Claims that ask for more than they have, and such as nobody uses.
private enum ClaimGrowth {
  private static let errors = ["ControllerResizeError", "NodeResizeError"]

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.objects(kind: "PersistentVolumeClaim").compactMap { claim in
      guard let asked = claim.value(at: "spec.resources.requests.storage"),
        let held = claim.value(at: "status.capacity.storage"),
        let wanted = asked.string.flatMap({ Quantity.value(of: $0) }),
        let has = held.string.flatMap({ Quantity.value(of: $0) }), wanted > has, claim.deleted == nil
      else { return nil }
      let event = ["VolumeResizeFailed", "FileSystemResizeFailed"].lazy.compactMap {
        investigation.index.events($0, about: claim.reference).last
      }.first
      let stated = errors.lazy.compactMap { claim.condition($0) }.first { $0.value["status"]?.string == "True" }
      let waits = claim.condition("FileSystemResizePending").flatMap { $0.value["status"]?.string == "True" ? $0 : nil }
      guard event != nil || stated != nil || waits != nil else { return nil }
      let shown = (stated ?? waits).map { condition in
        claim.evidence(
          for: condition.value["message"] ?? condition.value["type"] ?? condition.value,
          field: "\(condition.field).message")
      }
      var occurrence = Occurrence(
        subject: claim.reference, joints: [.object(claim.reference.path), .namespace(claim.namespace)],
        span: event?.time,
        text: "\(claim.reference.path) asks for \(asked.string ?? ""), and its volume stays at \(held.string ?? "")",
        evidence: [
          event?.evidence.first, shown, claim.evidence(for: held, field: "status.capacity.storage"),
        ].compactMap { $0 })
      // What only waits for a restart of the pod fails nobody yet.
      occurrence.harmsByItself = event != nil || stated != nil
      occurrence.affected = [.init(entity: claim.reference, role: .victim, effect: "not resized")]
      return occurrence
    }
  }

  static func idle(_ investigation: Investigation) -> [Occurrence] {
    let used = Set(
      investigation.index.pods.flatMap { pod in pod.claims.map { StorageClaim.path(pod.object.namespace, $0) } })
    return investigation.index.objects(kind: "PersistentVolumeClaim").compactMap { claim in
      guard claim.string(at: "status.phase") == "Pending", !used.contains(claim.reference.path),
        let event = investigation.index.events("WaitForFirstConsumer", about: claim.reference).last,
        let line = event.evidence.first
      else { return nil }
      return Occurrence(
        subject: claim.reference, joints: [.object(claim.reference.path)], span: event.time,
        text: "\(claim.reference.path) waits for a pod that uses it", evidence: [line])
    }
  }

  static func example(_ title: String, capacity: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: shop, uid: c1, creationTimestamp: "2024-05-01T09:00:00Z"}
            spec: {resources: {requests: {storage: 5Gi}}}
            status: {phase: Bound, capacity: {storage: \(capacity)}}

            """,
            StartExample.event(
              "VolumeResizeFailed",
              "resize volume \"pvc-1\" by resizer \"disk.example.com\" failed: rpc error: code = ResourceExhausted desc = quota exceeded",
              about: "PersistentVolumeClaim", "data", uid: "c1"))
        ), StartExample.date,
      ])
  }

  static func idle(_ title: String, user: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          """
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: data, namespace: shop, uid: c1, creationTimestamp: "2024-05-01T09:00:00Z"}
          spec: {storageClassName: local, resources: {requests: {storage: 5Gi}}}
          status: {phase: Pending}
          ---

          """
            + StartExample.event(
              "WaitForFirstConsumer", "waiting for first consumer to be created before binding",
              about: "PersistentVolumeClaim", "data", uid: "c1", isWarning: false)
            + (user.isEmpty ? "" : "---\n" + user)
        ), StartExample.date,
      ])
  }
}
