import Model

/// A filesystem of a node has no inodes left, with bytes to spare.
extension FailureMode {
  static let inodeExhaustion = FailureMode(
    card: FailureModeCard(
      id: "inode-exhaustion", role: .fault, layer: "Kernel and host",
      title: Text(en: "A filesystem of a node has no inodes left", ja: "ノードのファイルシステムの inode が枯渇した"),
      what: """
        The kubelet reclaims `inodes`, reports DiskPressure and evicts pods with `The node was low on resource: inodes`. \
        Programs get `no space left on device` although `df` shows free bytes; `df -i` does not.
        """,
      why: """
        Each file takes an inode, however small it is. Millions of small files (package caches, sessions, mail queues, \
        image layers) use up what ext4 set aside when it was made. The number cannot be raised afterwards.
        """,
      remedies: [
        Remedy(
          .now, "Find the directory with the most files, and remove them.",
          commands: ["df -i", "du --inodes -xd4 /var/lib /var/log | sort -n | tail -40"]),
        Remedy(.lasting, "Clean up while running, or put such data on XFS, which makes inodes as they are needed."),
      ],
      references: DiskConsumerMode.evictionReferences),
    recognize: { investigation in
      investigation.diskConsumers.filter { $0.failureMode == "inode-exhaustion" }.map {
        inodeOccurrence(of: $0, investigation)
      }
    },
    fires: Example(
      "The kubelet reclaims inodes and finds nothing to evict",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            (
              "10:00:00", "eviction_manager.go:376",
              "\"Eviction manager: attempting to reclaim\" resourceName=\"inodes\""
            ),
            ("10:00:01", "eviction_manager.go:420", "\"Eviction manager: unable to evict any pods from the node\""))
        ),
      ]),
    staysSilent: Example(
      "The same for bytes",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            (
              "10:00:00", "eviction_manager.go:376",
              "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
            ),
            ("10:00:01", "eviction_manager.go:420", "\"Eviction manager: unable to evict any pods from the node\""))
        ),
      ]))

  private static func inodeOccurrence(of consumer: DiskConsumer, _ investigation: Investigation) -> Occurrence {
    let subject = consumer.subjects.first ?? investigation.node(consumer.episode.node)
    let onset = consumer.episode.onset
    var occurrence = Occurrence(
      subject: subject,
      joints: [.nodeFilesystem(node: consumer.episode.node)] + consumer.subjects.map(Joint.workload),
      span: (consumer.since ?? onset).map { Span($0, onset ?? $0) }, text: consumer.text, evidence: consumer.evidence)
    occurrence.subjects = consumer.subjects
    occurrence.confidence = consumer.confidence
    occurrence.undecided = consumer.undecided
    occurrence.affected =
      (subject.kind == "Node" ? [.init(entity: subject, role: .culprit, effect: "no inodes left")] : [])
      + consumer.culprits.map { .init(entity: $0, role: .culprit, effect: "used up the inodes") }
    return occurrence
  }
}
