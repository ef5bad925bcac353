import Model

/// The kubelet's `stats/summary`: what each container, volume and the images hold of the node's disk, and what memory
/// is used. `kubectl get --raw /api/v1/nodes/N/proxy/stats/summary`.
enum StatsSummary: ArtifactFormat {
  static let name = "stats-summary"
  static let what =
    "What each container, its log, each volume and the images hold of a node's disk, as the kubelet measured."
  static let sources = ["kubectl get --raw /api/v1/nodes/NODE/proxy/stats/summary"]
  static let samples = [
    """
    {
     "node": {
      "nodeName": "worker-1",
      "fs": {"time": "2026-11-21T04:01:20Z", "availableBytes": 900000, "capacityBytes": 9000000, "usedBytes": 8100000},
      "runtime": {"imageFs": {"time": "2026-11-21T04:01:20Z", "usedBytes": 4000000}}
     },
     "pods": [
      {
       "podRef": {"name": "web-0", "namespace": "shop", "uid": "0b51c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a"},
       "containers": [
        {"name": "app", "rootfs": {"time": "2026-11-21T04:01:20Z", "usedBytes": 4096},
         "logs": {"time": "2026-11-21T04:01:20Z", "usedBytes": 2147483648}}
       ],
       "volume": [{"time": "2026-11-21T04:01:20Z", "usedBytes": 1048576, "name": "scratch"}]
      }
     ]
    }

    """
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.bytes.withUnsafeBytes { bytes in
      let start = bytes.part(from: bytes.has("\u{FEFF}") ? 3 : 0).first { $0 > 32 }
      guard start == UInt8(ascii: "{"), bytes.index(of: "\"nodeName\"") != nil,
        bytes.index(of: "\"kind\"") == nil || bytes.index(of: "\"systemContainers\"") != nil
      else { return 0 }
      let isSummary = bytes.index(of: "\"podRef\"") != nil || bytes.index(of: "\"imageFs\"") != nil
      return isSummary && bytes.index(of: "\"node\"") != nil ? 90 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name) { root, facts in StatsSummaryFigures(root, &facts) }
  }
}

/// Takes the figures of one summary.
private struct StatsSummaryFigures {
  private let node: String
  private let path: String

  @discardableResult init(_ root: Value, _ facts: inout ArtifactFacts) {
    node = root.value(at: "node.nodeName")?.string ?? PathHints.node(facts.path)
    path = facts.path
    if let images = root.value(at: "node.runtime.imageFs") { take(.images, images, "images", &facts) }
    for pod in root["pods"]?.items ?? [] {
      guard let name = pod.value(at: "podRef.name")?.string,
        let namespace = pod.value(at: "podRef.namespace")?.string
      else { continue }
      let reference = EntityReference(
        kind: "Pod", namespace: namespace, name: name, uid: pod.value(at: "podRef.uid")?.string ?? "")
      for container in pod["containers"]?.items ?? [] {
        var holder = reference
        holder.container = container["name"]?.string ?? ""
        if let logs = container["logs"] { take(.logs(holder), logs, "logs of \(holder.path)", &facts) }
        if let layer = container["rootfs"] {
          take(.writableLayer(holder), layer, "writable layer of \(holder.path)", &facts)
        }
      }
      for volume in pod["volume"]?.items ?? [] {
        // A claim is a disk of its own.
        guard volume["pvcRef"] == nil, let name = volume["name"]?.string else { continue }
        take(.volume(reference, name: name), volume, "volume \(name) of \(reference.path)", &facts)
      }
    }
  }

  private func take(_ holder: DiskUsage.Holder, _ value: Value, _ what: String, _ facts: inout ArtifactFacts) {
    guard let used = value["usedBytes"], let bytes = used.string.flatMap({ Int64($0) }), bytes > 0 else { return }
    let time = value["time"]?.moment
    facts.diskUsages.append(
      DiskUsage(
        node: node, holder: holder, bytes: bytes, time: time,
        evidence: Evidence(path: path, line: used.line, text: "usedBytes: \(bytes) (\(what))", time: time)))
  }
}
