import Model

/// What the failure modes that fill a node's disk share: they are recognised together, by elimination.
enum DiskConsumerMode {
  /// The occurrences of one of them.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.diskConsumers.filter { $0.failureMode == id }.map { consumer in
      let subject = consumer.subjects.first ?? EntityReference(kind: "Node", name: consumer.episode.node)
      let onset = consumer.episode.onset
      let span = (consumer.since ?? onset).map { Span($0, onset ?? $0) }
      var occurrence = Occurrence(
        subject: subject,
        joints: [.nodeFilesystem(node: consumer.episode.node)] + consumer.subjects.map(Joint.workload),
        span: span, text: consumer.text, evidence: consumer.evidence)
      occurrence.subjects = consumer.subjects
      occurrence.confidence = consumer.confidence
      occurrence.ruledOut = consumer.ruledOut
      occurrence.undecided = consumer.undecided
      occurrence.affected =
        consumer.subjects.map { .init(entity: $0, role: .culprit, effect: $0.kind == "Node" ? "disk full" : "") }
        + consumer.culprits.map { .init(entity: $0, role: .culprit, effect: "filled the disk") }
      return occurrence
    }
  }

  /// What helps whoever filled the disk.
  static let loggingBackend = Remedy(
    .lasting,
    "Ship container logs off the node (Loki, Elasticsearch, a cloud service): then they outlive collection, eviction and pod deletion."
  )
  static let findUsage = Remedy(
    .now, "See on the node what is large right now.",
    commands: [
      "df -h /var/lib/kubelet /var/lib/containerd", "du -xsh /var/lib/kubelet/pods/* /var/log/pods/* | sort -h | tail",
    ])
  static let evictionReferences = [
    "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/",
    "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage",
  ]
}
