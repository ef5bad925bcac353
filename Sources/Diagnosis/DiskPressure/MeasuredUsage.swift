import Model

/// Names the consumer by what was measured on the node while its disk was still too full: rows of `du`, the kubelet's
/// `stats/summary`. A figure taken after the pressure tells nothing of what caused it.
enum MeasuredUsage {
  /// What one holder has of a node's disk.
  struct Share {
    /// The failure mode that names this kind of holder.
    var failureMode: String
    /// Whom to change.
    var subject: EntityReference
    /// The pod that holds it; nil for images and the host.
    var pod: EntityReference?
    /// E.g. `the logs of Pod/shop/web-0`.
    var what: String
    var bytes: Int64
    var evidence: [Evidence]
  }

  static func consumer(of episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    let disk = NodeFilesystem.rowOfKubelet(on: episode.node, incident)
    let isFull = disk.map { $0.size > 0 && $0.available * 100 / $0.size < 15 } ?? false
    guard episode.isOngoing || isFull else { return nil }
    let large = shares(on: episode.node, incident)
      .filter { DiskConsumer.couldMatter($0.bytes, on: episode.node, incident) }
    guard let first = large.first else { return nil }
    let alike = large.filter { $0.failureMode == first.failureMode }
    let capacity = incident.diskCapacity(of: episode.node)
    let total = alike.map(\.bytes).reduce(0, +)
    // More than half: whatever else there is, without it the disk would not be short.
    let isMost = capacity.map { total > $0.bytes / 2 } ?? false
    let size = capacity.map { " of \(Quantity.description(ofBytes: $0.bytes))" } ?? ""
    let figures = alike.map { "\($0.what) \(Quantity.description(ofBytes: $0.bytes))" }.joined(separator: ", ")
    var subjects: [EntityReference] = []
    for share in alike where !subjects.contains(share.subject) { subjects.append(share.subject) }
    return DiskConsumer(
      failureMode: first.failureMode, subjects: subjects, culprits: alike.compactMap(\.pod), episode: episode,
      text: "Measured while the disk of \(episode.node) was too full: \(figures)\(size)",
      evidence: alike.flatMap(\.evidence) + (capacity.map { [$0.evidence] } ?? []),
      confidence: isMost ? .proven : .likely, since: nil)
  }

  /// Who holds how much of a node's disk, the largest first.
  static func shares(on node: String, _ incident: Incident) -> [Share] {
    var byHolder: [String: Share] = [:]
    let figures = incident.diskUsages.filter { $0.node == node || $0.node.isEmpty }
    for figure in figures {
      guard let share = share(of: figure, on: node, incident) else { continue }
      byHolder[share.what] = byHolder[share.what].map { $0.bytes >= share.bytes ? $0 : share } ?? share
    }
    let host = HostDirectories.shares(of: figures, on: node, incident)
    return (Array(byHolder.values) + host).sorted { ($1.bytes, $0.what) < ($0.bytes, $1.what) }
  }

  private static func share(of figure: DiskUsage, on node: String, _ incident: Incident) -> Share? {
    func podShare(_ mode: String, _ pod: EntityReference, _ what: String) -> Share {
      Share(
        failureMode: mode, subject: incident.index.workload(of: pod), pod: pod.object, what: what,
        bytes: figure.bytes, evidence: [figure.evidence])
    }
    func known(_ pod: EntityReference) -> EntityReference { incident.index.pod(pod)?.reference ?? pod.object }
    switch figure.holder {
    case .images: return images(figure, on: node)
    case .logs(let container):
      return podShare("logs-fill-node-disk", known(container), "the logs of \(container.path)")
    case .volume(let pod, let name): return podShare("pod-fills-node-disk", known(pod), "volume \(name) of \(pod.path)")
    case .writableLayer(let container):
      let isFinished = incident.index.pod(container)?.isFinished ?? false
      return podShare(
        isFinished ? "finished-containers-fill-node-disk" : "pod-fills-node-disk", known(container),
        "the writable layer of \(container.path)")
    case .directory(let path):
      switch NodeDirectory(path) {
      case .podLogs(let pod): return podShare("logs-fill-node-disk", known(pod), "the logs of \(pod.path)")
      case .containerLogs(let id):
        guard let (pod, name) = incident.index.container(id: id) else { return nil }
        return podShare("logs-fill-node-disk", pod.reference, "the logs of \(pod.reference.path) (\(name))")
      case .podVolume(let uid, let name):
        guard let pod = incident.index.pod(uid: uid)?.reference else { return nil }
        return podShare("pod-fills-node-disk", pod, "volume \(name) of \(pod.path)")
      case .images: return images(figure, on: node)
      case .pods, .runtime, .host: return nil
      }
    }
  }

  private static func images(_ figure: DiskUsage, on node: String) -> Share {
    Share(
      failureMode: "images-fill-node-disk", subject: EntityReference(kind: "Node", name: node), pod: nil,
      what: "images", bytes: figure.bytes, evidence: [figure.evidence])
  }
}
