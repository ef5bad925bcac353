import Model

/// A kubelet under disk pressure refuses new pods.
extension FailureMode {
  static let diskPressureAdmissionReject = FailureMode(
    card: FailureModeCard(
      id: "disk-pressure-admission-reject", role: .state, layer: "Eviction and garbage collection",
      title: Text(en: "A node under disk pressure refuses new pods", ja: "ディスク圧迫中のノードが新しい Pod を拒否する"),
      what: """
        Pods are Failed with reason Evicted and the message `The node had condition: [DiskPressure]`, without any \
        container status: they never started. A controller makes new ones, and they pile up.
        """,
      why: """
        Until the taint is set and the scheduler sees it, pods are still bound to the node, and the kubelet refuses each. \
        DaemonSets and other pods that tolerate the taint go on being refused.
        """,
      remedies: [
        Remedy(.now, "Relieve the node's disk; the refusals end by themselves."),
        Remedy(
          .now, "Delete the refused pods; nothing else does.",
          commands: ["kubectl get pods -A --field-selector=status.phase=Failed"]),
      ],
      references: DiskConsumerMode.evictionReferences),
    signatures: EvictionSignatures.all,
    recognize: { investigation in
      let refused = investigation.index.pods.filter { PodRefusal.isForDiskPressure($0.message) }
      guard !refused.isEmpty else { return [] }
      let lines = refusals(in: investigation.incident)
      return refused.map { pod in
        let name = "\(pod.object.namespace)/\(pod.object.name)"
        return occurrence(of: pod, lines[pod.object.uid] ?? lines[name], investigation)
      }
    },
    causes: [
      CausalLink(
        from: "node-disk-pressure", by: .node, "makes the kubelet refuse new pods", delay: seconds(-15)...Int64.max,
        judge: { _, _, _ in .supported(direct: true) })
    ],
    summarize: { occurrences in
      let workloads = Set(occurrences.map(\.workload)).sorted()
      return "\(occurrences.count) new pods of \(workloads.prefix(3).map(\.path).joined(separator: ", "))"
        + "\(workloads.count > 3 ? " and \(workloads.count - 3) more workloads" : "") were refused on arrival"
    },
    fires: Example(
      "A replacement is refused while the node has DiskPressure",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "web", status: "phase: Failed, reason: Evicted, message: \"Pod The node had condition: [DiskPressure]. \""
            ))
        ),
      ]),
    staysSilent: Example(
      "A pod is refused for memory",
      [
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "web",
              status: "phase: Failed, reason: Evicted, message: \"Pod The node had condition: [MemoryPressure]. \""))
        )
      ]))

  /// The kubelet's refusals by pod uid, and by `namespace/name` where the line has no uid.
  private static func refusals(in incident: Incident) -> [String: LogRecord] {
    var found: [String: LogRecord] = [:]
    for record in incident.records(EvictionSignatures.refused) {
      for pod in ReclaimCycle.pods(in: record) {
        let uid = pod.uid.isEmpty ? record.field("podUID") ?? "" : pod.uid
        let key = uid.isEmpty ? "\(pod.namespace)/\(pod.name)" : uid
        found[key] = found[key] ?? record
      }
    }
    return found
  }

  private static func occurrence(of pod: Pod, _ line: LogRecord?, _ investigation: Investigation) -> Occurrence {
    let workload = investigation.workload(of: pod)
    let time = line?.time ?? pod.started ?? pod.object.created
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload,
      joints: [.pod(pod.reference), .workload(workload), .node(pod.nodeName)], span: time.map { Span($0) },
      text: "\(pod.reference.path) was refused by \(pod.nodeName) on arrival",
      evidence: [pod.object.evidence(at: "status.message"), line?.evidence].compactMap { $0 })
    occurrence.affected = [.init(entity: workload, role: .collateral, effect: "new pods refused")]
    return occurrence
  }
}

/// Messages of pods that the kubelet did not admit.
enum PodRefusal {
  /// `Pod The node had condition: [DiskPressure]. `, since 1.26 `Pod was rejected: The node had condition: [DiskPressure]. `.
  static func isForDiskPressure(_ message: String) -> Bool {
    guard let range = message.firstRange(of: "node had condition: [") else { return false }
    return message[range.upperBound...].prefix { $0 != "]" }.firstRange(of: "DiskPressure") != nil
  }
}
