import Model

/// The kubelet evicts a pod that ran.
extension FailureMode {
  static let podEvicted = FailureMode(
    card: FailureModeCard(
      id: "pod-evicted", role: .symptom, layer: "Eviction and garbage collection",
      title: Text(en: "A pod was evicted", ja: "Pod が退避させられた"),
      what: "The pod is Failed with reason Evicted. Its containers ran and were killed; their logs are gone.",
      why: """
        The kubelet evicts when its node runs short of disk, memory or pids, or when a pod exceeds its own limit for local \
        storage. The pod that is named first need not be the one that used the resource up.
        """,
      remedies: [
        Remedy(
          .now, "Read the message: the resource, and what the containers used.",
          commands: ["kubectl -n {namespace} get pods --field-selector=status.phase=Failed -o wide"])
      ],
      references: DiskConsumerMode.evictionReferences),
    signatures: EvictionSignatures.all,
    recognize: { investigation in
      investigation.index.pods.filter { $0.reason == "Evicted" && !isRefusal($0.message) }.map { pod in
        occurrence(of: pod, investigation)
      } + toldByKubelet(investigation)
    },
    causes: [
      CausalLink(
        from: "memory-backed-volume-counts", by: .pod, "makes the kubelet evict it",
        delay: seconds(-60)...Int64.max, judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "ephemeral-storage-limit-exceeded", by: .pod, "makes the kubelet evict it",
        delay: seconds(-60)...Int64.max, judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "node-disk-pressure", by: .node, "makes the kubelet evict pods", delay: seconds(-60)...Int64.max,
        judge: { _, effect, investigation in
          // The kubelet's own line stands in a pass over its disk.
          if investigation.index.pods.isEmpty { return .supported(direct: true) }
          let message = effect.evidence.first?.text ?? ""
          guard DiskEviction.isForDisk(message) else {
            return .contradicted(reason: "the eviction was for another resource", evidence: effect.evidence)
          }
          return .supported(direct: true)
        }),
      NodePressureMode.evicts(.memory), NodePressureMode.evicts(.pids),
    ],
    summarize: { occurrences in
      let workloads = Set(occurrences.map(\.workload)).sorted()
      return "\(occurrences.count) pods of \(workloads.prefix(3).map(\.path).joined(separator: ", "))"
        + "\(workloads.count > 3 ? " and \(workloads.count - 3) more workloads" : "") were evicted"
    },
    fires: DiskPressureExample.evictedWriter,
    staysSilent: Example(
      "A pod that was refused at admission never ran",
      [
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "web", status: "phase: Failed, reason: Evicted, message: \"Pod The node had condition: [DiskPressure]. \""
            ))
        )
      ]))

  /// `Pod The node had condition: […]`, since 1.26 `Pod was rejected: The node had condition: […]`: it never ran.
  static func isRefusal(_ message: String) -> Bool { message.firstRange(of: "node had condition") != nil }

  /// Pods that the kubelet's journal names, where the bundle knows no pods at all.
  private static func toldByKubelet(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.index.pods.isEmpty, !investigation.incident.coverage.lists.contains(where: { $0.kind == "Pod" })
    else { return [] }
    return investigation.diskPressure.flatMap { episode in
      let evicted = Dictionary(grouping: episode.cycles.flatMap(\.evicted), by: \.pod.reference)
      return evicted.sorted { $0.key < $1.key }.compactMap { pod, lines -> Occurrence? in
        guard let line = lines.first else { return nil }
        let workload = investigation.index.workload(of: pod)
        var occurrence = Occurrence(
          subject: pod, workload: workload, joints: [.pod(pod), .workload(workload), .node(episode.node)],
          span: line.time.map { Span($0) }, text: "\(pod.path) was evicted from \(episode.node)",
          evidence: [line.evidence])
        occurrence.affected = [.init(entity: pod, role: .collateral, effect: "evicted")]
        return occurrence
      }
    }
  }

  private static func occurrence(of pod: Pod, _ investigation: Investigation) -> Occurrence {
    let event = investigation.index.events("Evicted", about: pod.reference).first
    let known = investigation.diskPressure.lazy.flatMap(\.evictions).first { $0.pod.isSameObject(as: pod.reference) }
    let time = known?.time ?? event?.time?.from
    var evidence = [pod.object.evidence(at: "status.message"), event?.evidence.first].compactMap { $0 }
    if let line = investigation.diskPressure.lazy.flatMap(\.cycles).flatMap(\.evicted).first(where: {
      $0.pod.reference.isSameObject(as: pod.reference)
    }) {
      evidence.append(line.evidence)
    }
    let workload = investigation.workload(of: pod)
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload,
      joints: [.pod(pod.reference), .workload(workload), .node(pod.nodeName)], span: time.map { Span($0) },
      text: "\(pod.reference.path) was evicted from \(pod.nodeName)", evidence: evidence)
    occurrence.affected = [.init(entity: pod.reference, role: .collateral, effect: "evicted")]
    return occurrence
  }
}
