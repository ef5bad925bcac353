import Model

/// The pod names a claim that nobody made.
extension FailureMode {
  static let pvcNotFound = FailureMode(
    card: FailureModeCard(
      id: "pvc-not-found", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "The pod names a claim that does not exist", ja: "Pod が参照する PVC が存在しない"),
      what: "Pods stay Pending; the scheduler says `persistentvolumeclaim \"x\" not found`.",
      why: """
        The claim was never made, was made in another namespace or under another name, or was deleted. Claims are not \
        made for pods, except from the templates of a StatefulSet and for ephemeral volumes.
        """,
      remedies: [
        Remedy(
          .now, "Make the claim, or correct the name in the pod template.",
          commands: ["kubectl get pvc --all-namespaces", "kubectl -n {namespace} describe {kind} {name}"])
      ],
      references: [ClaimMode.reference]),
    recognize: { MissingClaim.occurrences($0) },
    fires: PlacementMode.example(
      "A claim that nobody made", "0/2 nodes are available: persistentvolumeclaim \"data\" not found.",
      spec: MissingClaim.volumes),
    staysSilent: Example(
      "The claim was made since",
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.unscheduled(
              "0/2 nodes are available: persistentvolumeclaim \"data\" not found.", spec: MissingClaim.volumes),
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: shop, uid: c1}
            spec: {accessModes: [ReadWriteOnce], storageClassName: slow}
            status: {phase: Bound}

            """)
        ), StartExample.date,
      ]))
}

/// Claims that the scheduler looked for in vain.
enum MissingClaim {
  static let volumes = "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]"

  /// One occurrence a pod and claim. Where a quota limits the namespace's storage it may have refused the claim: then this
  /// stays open.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    investigation.unscheduledPods.filter { $0.id == "unbound-pvc-blocks-scheduling" }.flatMap { waiting in
      let namespace = waiting.pod.object.namespace
      return waiting.claims.compactMap { name -> Occurrence? in
        let claim = EntityReference(kind: "PersistentVolumeClaim", namespace: namespace, name: name)
        guard investigation.index.object(claim) == nil, !limitsStorage(namespace, investigation),
          waiting.confidence == .likely
            || waiting.evidence.contains(where: {
              $0.text.firstRange(of: "persistentvolumeclaim \"\(name)\" not found") != nil
            })
        else { return nil }
        let workload = investigation.workload(of: waiting.pod)
        var occurrence = Occurrence(
          subject: waiting.pod.reference, workload: workload,
          joints: [.object(StorageClaim.path(namespace, name)), .workload(workload), .pod(waiting.pod.reference)],
          span: waiting.span, text: "\(workload.path) uses the claim \(name), which does not exist",
          evidence: waiting.evidence)
        occurrence.confidence = waiting.confidence
        occurrence.affected = [.init(entity: waiting.pod.reference, role: .victim, effect: "not scheduled")]
        return occurrence
      }
    }
  }

  private static func limitsStorage(_ namespace: String, _ investigation: Investigation) -> Bool {
    investigation.index.objects(kind: "ResourceQuota").contains { quota in
      quota.namespace == namespace
        && ["status.hard", "spec.hard"].contains { path in
          (quota.value(at: path)?.members ?? []).contains {
            QuotaResource.mode(of: $0.key) == "quota-exceeded-storage" || $0.key.hasSuffix("requests.storage")
          }
        }
    }
  }
}
