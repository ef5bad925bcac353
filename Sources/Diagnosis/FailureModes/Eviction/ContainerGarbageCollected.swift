import Model

/// The kubelet deletes a finished container, and its log with it.
extension FailureMode {
  static let containerGarbageCollected = FailureMode(
    card: FailureModeCard(
      id: "container-garbage-collected", role: .state, layer: "Eviction and garbage collection",
      title: Text(en: "The kubelet deleted finished containers", ja: "kubelet が終了したコンテナを削除した"),
      what: "A container of a pod that still exists is gone from its node, with its writable layer and its log files.",
      why: """
        Under disk pressure the kubelet deletes every finished container of pods that have ended (since 1.8 also those \
        whose pod object is kept). Of pods that still run it keeps the last finished instance of each container.
        """,
      remedies: [DiskConsumerMode.loggingBackend],
      references: [
        "https://kubernetes.io/docs/concepts/architecture/garbage-collection/#container-image-garbage-collection",
        "https://github.com/kubernetes/kubernetes/pull/45896",
      ]),
    signatures: EvictionSignatures.all,
    recognize: { investigation in
      var found: [String: Occurrence] = [:]
      for episode in investigation.diskPressure {
        for cycle in episode.cycles {
          for removal in cycle.removedContainers {
            guard let (pod, name) = investigation.index.container(id: removal.id), pod.isFinished else { continue }
            if var known = found[removal.id] {
              known.evidence.append(removal.evidence)
              found[removal.id] = known
            } else {
              found[removal.id] = occurrence(removal, of: pod, name, episode.node, investigation)
            }
          }
        }
      }
      return found.values.map { $0 }
    },
    causes: [
      CausalLink(
        from: "node-disk-pressure", by: .node, "makes the kubelet delete finished containers",
        delay: seconds(-2)...Int64.max,
        judge: { cause, effect, investigation in
          let cycle = investigation.diskPressure.flatMap(\.cycles).last { cycle in
            effect.joints.contains(.node(cycle.node))
              && effect.span.map { cycle.time.earliest <= $0.from.latest } == true
          }
          guard let cycle else { return .supported(direct: false) }
          // Only the eviction path writes this line: it states the reason for the deletions that follow.
          guard let collection = cycle.containerCollection else { return .supported(direct: false) }
          return .supported(direct: true, evidence: [collection.evidence])
        })
    ],
    summarize: { occurrences in
      let workloads = Set(occurrences.map(\.workload)).count
      let node = occurrences[0].joints.lazy.compactMap { joint -> String? in
        guard case .node(let name) = joint else { return nil }
        return name
      }.first
      return "The kubelet of \(node ?? "the node") deleted \(occurrences.count) finished containers of "
        + "\(workloads == 1 ? occurrences[0].workload.path : "\(workloads) workloads"), their logs with them"
    },
    fires: DiskPressureExample.evictedWriter,
    staysSilent: Example(
      "The kubelet's line at a normal exit reads the same, but nothing is collected",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)),
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "old", status: DiskPressureExample.finished(at: "09:30:00", id: DiskPressureExample.id("a"))))
        ),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            ("09:30:00", "scope.go:110", "\"RemoveContainer\" containerID=\"\(DiskPressureExample.id("a"))\""))
        ),
      ]))

  private static func occurrence(
    _ removal: ReclaimCycle.RemovedContainer, of pod: Pod, _ container: String, _ node: String,
    _ investigation: Investigation
  ) -> Occurrence {
    var subject = pod.reference
    subject.container = container
    return Occurrence(
      subject: subject, workload: investigation.workload(of: pod),
      joints: [.container(id: removal.id), .pod(pod.reference), .node(node)], span: Span(removal.time),
      text: "The kubelet of \(node.isEmpty ? "the node" : node) deleted the finished container \(container) of "
        + "\(pod.reference.path), its log with it",
      evidence: [removal.evidence])
  }
}
