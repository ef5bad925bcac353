import Model

/// A node whose kubelet wants to delete images and finds too few that nobody uses.
struct InsufficientImageCollection {
  var node: String
  var lines: [LogRecord]
  var events: [ClusterEvent]

  /// Wordings up to 1.25, of 1.26 … 1.34, and since 1.35.
  private static let wordings = [
    "arbage collect required amount of images", "anted to free", "Insufficient free disk space on the node's image",
  ]

  /// When it was first said.
  var since: Moment? { (lines.compactMap(\.time) + events.compactMap { $0.time?.from }).min() }

  /// One a node, by name.
  static func all(_ incident: Incident) -> [InsufficientImageCollection] {
    let lines = Dictionary(grouping: incident.records(EvictionSignatures.imageInsufficient), by: \.source.node)
    let told = incident.events.filter { event in
      event.regarding.kind == "Node" && ["FreeDiskSpaceFailed", "ImageGCFailed"].contains(event.reason)
        && wordings.contains { event.message.firstRange(of: $0) != nil }
    }
    let events = Dictionary(grouping: told, by: \.regarding.name)
    return Set(lines.keys).union(events.keys).sorted().map { node in
      InsufficientImageCollection(node: node, lines: lines[node] ?? [], events: events[node] ?? [])
    }
  }
}

/// Images that pods use, and so nobody may delete, as what fills the filesystem for images: by the sizes in the node's status.
enum ImagesInUse {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    InsufficientImageCollection.all(investigation.incident).compactMap { found in
      guard let node = investigation.index.node(found.node),
        let capacity = investigation.incident.diskCapacity(of: found.node),
        !investigation.diskConsumers.contains(where: { $0.episode.node == found.node })
      else { return nil }
      let used = sizes(on: node, investigation)
      let total = used.map(\.bytes).reduce(0, +)
      // The runtime tells the size as it was pulled: on disk an image takes more, so half is most.
      guard total >= capacity.bytes / 2 else { return nil }
      var occurrence = Occurrence(
        subject: node.reference, joints: [.nodeFilesystem(node: found.node), .node(found.node)],
        span: found.since.map { Span($0) },
        text: "\(used.count) images in use take at least \(Quantity.description(ofBytes: total)) of the "
          + "\(Quantity.description(ofBytes: capacity.bytes)) of \(found.node): deleting unused ones frees too little",
        evidence: used.prefix(3).map(\.evidence) + [capacity.evidence] + found.lines.suffix(1).map(\.evidence)
          + found.events.suffix(1).compactMap(\.evidence.first))
      occurrence.confidence = .likely
      occurrence.affected = [.init(entity: node.reference, role: .culprit, effect: "disk full")]
      return occurrence
    }
  }

  /// Images of the node that containers of its pods use, the largest first.
  private static func sizes(
    on node: KubernetesObject, _ investigation: Investigation
  ) -> [(bytes: Int64, evidence: Evidence)] {
    let pods = investigation.index.pods.filter { $0.nodeName == node.name && !$0.isFinished }
    var used = Set(pods.flatMap(\.containers).compactMap { $0.value["image"]?.string })
    used.formUnion(pods.flatMap(\.containerStatuses).compactMap { $0.value["image"]?.string })
    let images = node.value(at: "status.images")?.items ?? []
    return images.enumerated().compactMap { offset, image -> (bytes: Int64, evidence: Evidence)? in
      let names = (image["names"]?.items ?? []).compactMap(\.string)
      guard names.contains(where: used.contains), let size = image["sizeBytes"], let bytes = size.integer else {
        return nil
      }
      return (Int64(bytes), node.evidence(for: size, field: "status.images.\(offset).sizeBytes"))
    }.sorted { $0.bytes > $1.bytes }
  }
}
