import Model

/// What the failure modes of a claim without a volume share: they are recognised together.
enum ClaimMode {
  static let layer = "Storage"
  static let reference = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"
  static let classes = "https://kubernetes.io/docs/concepts/storage/storage-classes/"

  /// How one compares claim and volumes.
  static let compare = Remedy(
    .now, "Compare what the claim asks for with what the volumes offer, and correct one of them.",
    commands: ["kubectl get pv,storageclass", "kubectl -n {namespace} get pvc -o yaml"])

  /// The occurrences of one of them: the workloads that use the claim, or the claim itself where nobody does.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.claimFailures.filter { $0.id == id }.map { failure in
      var users: [EntityReference] = []
      for workload in failure.pods.map({ investigation.workload(of: $0) }) where !users.contains(workload) {
        users.append(workload)
      }
      var occurrence = Occurrence(
        subject: failure.claim.reference, workload: users.first ?? failure.claim.reference,
        joints: [.object(StorageClaim.path(failure.claim.namespace, failure.claim.name))]
          + users.map(Joint.workload) + failure.pods.map { .pod($0.reference) },
        span: failure.span, text: "\(failure.claim.reference.path): \(failure.text)", evidence: failure.evidence)
      occurrence.subjects = users.isEmpty ? [failure.claim.reference] : users
      occurrence.confidence = failure.confidence
      occurrence.affected = [.init(entity: failure.claim.reference, role: .culprit, effect: "not bound")]
      return occurrence
    }
  }

  /// A pending pod with a pending claim, and volumes.
  static func example(
    _ title: String, claim: String, volume: String = "", event: (String, String)? = nil, phase: String = "Pending"
  ) -> Example {
    let events = event.map {
      StartExample.event($0.0, $0.1, about: "PersistentVolumeClaim", "data", uid: "c1")
    }
    return Example(
      title,
      [
        (
          "shop.yaml",
          ([
            StartExample.unscheduled(
              "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
              spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]"),
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: shop, uid: c1}
            spec: \(claim)
            status: {phase: \(phase)}

            """,
            volume.isEmpty
              ? nil
              : """
              apiVersion: v1
              kind: PersistentVolume
              \(volume)

              """, events,
          ].compactMap { $0 }).joined(separator: "---\n")
        )
      ])
  }
}
