import Model

/// A pod exceeds its own limit for local storage and is evicted; its node is well.
extension FailureMode {
  static let ephemeralStorageLimitExceeded = FailureMode(
    card: FailureModeCard(
      id: "ephemeral-storage-limit-exceeded", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "A pod exceeds its limit for local storage", ja: "Pod がローカルストレージの上限を超える"),
      what: "A pod is evicted because it wrote more to its node's disk than its limit allows. The node is well.",
      why: """
        Writable layers, logs and emptyDir volumes count against the containers' ephemeral-storage limits, an emptyDir \
        also against its own sizeLimit. The kubelet measures about once a minute and evicts what is above.
        """,
      remedies: [
        Remedy(
          .now, "See what the pod writes, and raise the limit if the data is legitimate.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(
          .lasting, "Move the data to a PersistentVolume or a generic ephemeral volume, or clean up while running."),
        Remedy(.lasting, "Log less, or ship logs and let them rotate."),
      ],
      references: [DiskConsumerMode.evictionReferences[1]]),
    recognize: { investigation in
      investigation.index.pods.compactMap { occurrence(of: $0, investigation) }
        + UnlistedPod.all(in: investigation.incident).compactMap { told($0, investigation) }
    },
    fires: Example("An emptyDir grows beyond its sizeLimit", [("namespaces/batch/pods.yaml", exceeded)]),
    staysSilent: Example(
      "A pod is evicted because the node is short of disk",
      [
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(DiskPressureExample.pod("writer", status: DiskPressureExample.evicted))
        )
      ]))

  private static let exceeded = DiskPressureExample.list(
    DiskPressureExample.pod(
      "cache",
      status:
        "phase: Failed, reason: Evicted, message: 'Usage of EmptyDir volume \"scratch\" exceeds the limit \"500Mi\". '"
    ))

  /// The wordings of `localStorageEviction`, unchanged since 1.10.
  private static let wordings = [
    "exceeded its local ephemeral storage limit", "ephemeral local storage usage exceeds the total limit of containers",
    "Usage of EmptyDir volume",
  ]

  /// Of a pod that only Events tell of.
  private static func told(_ pod: UnlistedPod, _ investigation: Investigation) -> Occurrence? {
    let evicted = pod.failing(["Evicted"]) { event in
      wordings.contains { event.message.firstRange(of: $0) != nil }
    }
    guard let event = evicted else { return nil }
    let workload = investigation.index.workload(of: pod.reference)
    let name = pod.reference.name.isEmpty ? "A pod" : pod.reference.path
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
      span: event.time, text: "\(name): \(LoggedFailure.quoted(event.message))",
      evidence: Array(event.evidence.prefix(2)))
    occurrence.affected = [.init(entity: pod.reference, role: .culprit, effect: "evicted")]
    return occurrence
  }

  private static func occurrence(of pod: Pod, _ investigation: Investigation) -> Occurrence? {
    guard pod.reason == "Evicted", wordings.contains(where: { pod.message.firstRange(of: $0) != nil }),
      let evidence = pod.object.evidence(at: "status.message"), MemoryKill.evictingVolume(of: pod) == nil
    else { return nil }
    let workload = investigation.workload(of: pod)
    let event = investigation.index.events("Evicted", about: pod.reference).first
    var message = pod.message[...]
    while let last = message.last, last == " " || last == "." { message = message.dropLast() }
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
      span: event?.time ?? pod.started.map { Span($0) }, text: "\(pod.reference.path): \(message)",
      evidence: [evidence] + (event?.evidence.prefix(1) ?? []))
    occurrence.affected = [.init(entity: pod.reference, role: .culprit, effect: "evicted")]
    return occurrence
  }
}
