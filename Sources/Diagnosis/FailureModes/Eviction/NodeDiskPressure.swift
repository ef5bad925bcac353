import Model

/// A node's filesystem for pods or images falls below the kubelet's eviction threshold.
extension FailureMode {
  static let nodeDiskPressure = FailureMode(
    card: FailureModeCard(
      id: "node-disk-pressure", role: .state, layer: "Eviction and garbage collection",
      title: Text(en: "A node is under disk pressure", ja: "ノードがディスク圧迫状態にある"),
      what: """
        The kubelet reports `DiskPressure`, taints the node `node.kubernetes.io/disk-pressure:NoSchedule`, deletes finished \
        containers and unused images, and evicts pods if that is not enough.
        """,
      why: """
        The kubelet compares what is free on its filesystems with its thresholds every 10 s (by default 10 % of nodefs, \
        15 % of imagefs, 5 % of inodes). Below one it reclaims first; the node condition follows seconds later and stays \
        for at least the transition period (5 min).
        """,
      remedies: [
        DiskConsumerMode.findUsage,
        Remedy(
          .lasting,
          "Where pressure comes and goes, let each pass free more: evictionMinimumReclaim, e.g. nodefs.available: 2Gi.",
          commands: ["kubectl get --raw /api/v1/nodes/{name}/proxy/configz"]),
        DiskConsumerMode.loggingBackend,
      ],
      references: DiskConsumerMode.evictionReferences),
    signatures: EvictionSignatures.all,
    recognize: { investigation in
      investigation.diskPressure.map { episode in
        let consumer = investigation.diskConsumers.first {
          $0.episode.node == episode.node && $0.episode.span == episode.span
        }
        return occurrence(of: episode, consumer, investigation)
      }
    },
    causes: [
      fills("pod-fills-node-disk", "fills the node's disk"),
      fills("finished-containers-fill-node-disk", "fills the node's disk"),
      fills("images-fill-node-disk", "fills the node's disk"),
      fills("logs-fill-node-disk", "fills the node's disk"),
      fills("host-fills-node-disk", "fills the node's disk"),
      fills("inode-exhaustion", "leaves no inode to make a file with"),
      fills("node-disk-too-small", "leaves too little room"),
    ],
    fires: DiskPressureExample.evictedWriter,
    staysSilent: Example(
      "A kubelet that has just started does not know its disk yet",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)),
        (
          "nodes/n1/journal/kubelet.log",
          """
          2024-05-06T10:00:00.000100+0000 n1 kubelet[77]: E0506 10:00:00.000000      77 kubelet.go:1302] "Image garbage collection failed once. Stats initialization may not have completed yet" err="invalid capacity 0 on image filesystem"
          2024-05-06T10:00:30.000100+0000 n1 kubelet[77]: I0506 10:00:30.000000      77 eviction_manager.go:338] "Eviction manager: attempting to reclaim" resourceName="memory"
          """
        ),
      ]))

  private static func fills(_ id: String, _ mechanism: Text) -> CausalLink {
    CausalLink(
      from: id, by: .nodeFilesystem, mechanism,
      judge: { cause, _, _ in
        // The recognition has weighed the grounds already; its confidence is the link's.
        .supported(direct: cause.confidence == .proven)
      })
  }

  private static func occurrence(
    of episode: DiskPressureEpisode, _ consumer: DiskConsumer?, _ investigation: Investigation
  ) -> Occurrence {
    let node = EntityReference(kind: "Node", name: episode.node)
    let filesystem = NodeFilesystem.of(episode, in: investigation.incident)
    let place = filesystem.layout == .shared && !filesystem.mountPoint.isEmpty ? " (\(filesystem.mountPoint))" : ""
    let resource = episode.isForInodes ? "inodes" : "disk"
    var text = "\(node.name.isEmpty ? "A node" : node.name) ran low on \(resource)\(place)"
    if !episode.cycles.isEmpty {
      text += ": the kubelet reclaimed \(episode.cycles.count == 1 ? "once" : "\(episode.cycles.count) times")"
    }
    text += "; filesystem: \(filesystem.reason)"
    if let recurrence = PressureRecurrence.description(of: episode, consumer, investigation) {
      text += "; \(recurrence)"
    }
    let evidence = episode.cycles.flatMap { $0.evidence.prefix(1) } + episode.statements + filesystem.evidence
    var occurrence = Occurrence(
      subject: node, joints: [.nodeFilesystem(node: node.name), .node(node.name), .cluster], span: episode.span,
      text: text,
      evidence: evidence)
    occurrence.isPresent = episode.isOngoing
    occurrence.affected = [.init(entity: node, role: .victim, effect: "DiskPressure")]
    if consumer == nil { occurrence.undecided = DiskConsumer.questions(episode, investigation.incident) }
    return occurrence
  }
}
