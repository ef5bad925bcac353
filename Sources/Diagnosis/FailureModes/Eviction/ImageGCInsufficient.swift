import Model

/// The kubelet deletes unused images, and the filesystem is still too full.
extension FailureMode {
  static let imageGCInsufficient = FailureMode(
    card: FailureModeCard(
      id: "image-gc-insufficient", role: .state, layer: "Eviction and garbage collection",
      title: Text(en: "Deleting unused images does not free enough", ja: "未使用イメージの削除では空きが足りない"),
      what: """
        Every five minutes the kubelet wants to free bytes of the image filesystem and finds too few: \
        FreeDiskSpaceFailed or ImageGCFailed on the node.
        """,
      why: """
        The filesystem is above imageGCHighThresholdPercent (85 by default), but what fills it is not unused images: \
        images in use, logs, volumes, writable layers, or files of the host.
        """,
      remedies: [
        Remedy(
          .now, "See what else lies on that filesystem.",
          commands: ["crictl imagefsinfo", "du -xsh /var/lib/containerd /var/lib/kubelet/pods /var/log | sort -h"]),
        Remedy(.lasting, "Enlarge it, or move what is not images; alert before the eviction threshold of 15 % is met."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/garbage-collection/#containers-images"]),
    signatures: EvictionSignatures.all,
    recognize: { investigation in
      InsufficientImageCollection.all(investigation.incident).map { insufficient($0, investigation) }
    },
    causes: [
      "host-fills-node-disk", "logs-fill-node-disk", "pod-fills-node-disk", "finished-containers-fill-node-disk",
      "images-fill-node-disk", "node-disk-too-small",
    ].map { id in CausalLink(from: id, by: .nodeFilesystem, "leaves little that collecting images could free") },
    fires: Example(
      "Nothing unused is left",
      [("nodes.yaml", DiskPressureExample.node(pressure: false)), ("nodes/n1/journal/kubelet.log", journal)]),
    staysSilent: Example(
      "The first collection after a start knows no sizes yet",
      [
        ("nodes.yaml", DiskPressureExample.node(pressure: false)),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            (
              "10:00:00", "kubelet.go:1302",
              "\"Image garbage collection failed once. Stats initialization may not have completed yet\" "
                + "err=\"failed to get imageFs info: unable to find data in memory cache\""
            ))
        ),
      ]))

  private static let journal = DiskPressureExample.kubelet(
    (
      "10:00:00", "kubelet.go:1355",
      "\"Image garbage collection failed multiple times in a row\" err=\"Failed to garbage collect required amount of "
        + "images. Attempted to free 4123168604 bytes, but only found 0 bytes eligible to free.\""
    ))

  /// Two rounds of the kubelet's image collection.
  private static let twoRounds = seconds(660)

  private static func insufficient(
    _ found: InsufficientImageCollection, _ investigation: Investigation
  ) -> Occurrence {
    let name = found.node
    let node = investigation.node(name)
    let (lines, events) = (found.lines, found.events)
    let times = lines.compactMap(\.time) + events.compactMap { $0.time?.to }
    let first = found.since
    var occurrence = Occurrence(
      subject: node, joints: [.nodeFilesystem(node: name), .node(name)],
      span: first.map { Span($0, times.max() ?? $0) },
      text: "Deleting unused images does not free enough of \(name.isEmpty ? "a node" : name)'s image filesystem",
      evidence: lines.suffix(2).map(\.evidence) + events.suffix(2).compactMap(\.evidence.first))
    // What has not been repeated for two rounds is over.
    if let last = times.max(), investigation.hasLasted(twoRounds, since: last) { occurrence.isPresent = false }
    occurrence.affected = [.init(entity: node, role: .victim, effect: "image filesystem nearly full")]
    occurrence.undecided = [
      .init(
        id: "image-gc-insufficient", artifact: "what fills the image filesystem of \(name.isEmpty ? "the node" : name)",
        collect: .node(name),
        or: "crictl imagefsinfo; df -h /var/lib/containerd; du -xh --max-depth=3 /var | sort -h | tail -40")
    ]
    return occurrence
  }
}
