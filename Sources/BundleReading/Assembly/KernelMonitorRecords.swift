import Model

/// Lines of the kernel that node-problem-detector passed on as Events of its node, where the bundle has no log of that kernel.
///
///     Warning  Ext4Error  2m13s  kernel-monitor  EXT4-fs error (device nvme1n1): ext4_wait_block_bitmap:517: comm etcd: …
func kernelMonitorRecords(
  _ events: [ClusterEvent], matching signatures: [LogSignature], beside facts: [ArtifactFacts],
  objects: [KubernetesObject], captured: Span?
) -> [LogRecord] {
  let wanted = signatures.filter { $0.component == "kernel" }
  guard !wanted.isEmpty else { return [] }
  let hasKernelLog = facts.contains { artifact in
    artifact.log.map { log in log.extents.contains { $0.component == "kernel" } } ?? false
  }
  guard !hasKernelLog else { return [] }
  let nodes = Set(objects.filter { $0.kind == "Node" }.map(\.name))
  return events.compactMap { event in
    guard event.component == "kernel-monitor", event.reason != outOfMemory, (event.age ?? 0) <= longestAge,
      // A device that is freed a little later is told once.
      event.reason != heldDevice || event.count > 2, let evidence = event.evidence.first
    else { return nil }
    if let last = event.time?.to, let end = captured?.from,
      end.earliest.nanoseconds(since: last.earliest) > longestAge
    {
      return nil
    }
    let ids = wanted.filter { wish in wish.literals.contains { event.message.firstRange(of: $0) != nil } }.map(\.id)
    guard !ids.isEmpty else { return nil }
    let node = event.regarding.kind == "Node" ? event.regarding.name : event.host
    // Of a node that is gone.
    if !nodes.isEmpty, !node.isEmpty, !nodes.contains(node) { return nil }
    return LogRecord(
      time: event.time?.to, source: LogSource(node: node, component: "kernel"), severity: nil, callSite: "",
      message: event.message, fields: [], signatures: ids.sorted(), evidence: evidence)
  }
}

/// The detector leaves away which limit it was, the node's or a container's.
private let outOfMemory = "OOMKilling"

private let heldDevice = "UnregisterNetDevice"

/// Events are kept for an hour: what was last seen longer ago than this may be over.
private let longestAge: Int64 = 900 * 1_000_000_000
