import Model

/// Nodes that joined or booted, and their services that began anew.
enum NodeStart {
  static let runtime = LogSignature(
    "runtime-started", component: "containerd", literals: ["containerd successfully booted"])
  static let kernel = LogSignature("kernel-started", component: "kernel", literals: ["Linux version "])
  static let signatures = [runtime, kernel]

  static func changes(in incident: Incident) -> [Change] {
    let joins = incident.index.objects(kind: "Node").compactMap { node -> Change? in
      guard let created = node.created,
        let evidence = node.evidence(at: "metadata.creationTimestamp", time: created)
      else { return nil }
      return Change(time: created, kind: .join, entity: node.reference, text: "joined the cluster", evidence: evidence)
    }
    func entity(_ node: String) -> EntityReference {
      incident.index.node(node)?.reference ?? EntityReference(kind: "Node", name: node)
    }
    func starts(_ signature: LogSignature, _ kind: Change.Kind, _ text: String) -> [Change] {
      incident.records(signature.id).compactMap { record in
        guard let time = record.time, !record.source.node.isEmpty else { return nil }
        return Change(
          time: time, kind: kind, entity: entity(record.source.node), text: text, evidence: record.evidence)
      }
    }
    let events = incident.events.compactMap { event -> Change? in
      guard event.regarding.kind == "Node", let time = event.time?.from, let evidence = event.evidence.first else {
        return nil
      }
      switch event.reason {
      case "Starting" where event.message.hasPrefix("Starting kubelet"):
        return Change(
          time: time, kind: .restart, entity: entity(event.regarding.name), text: "started its kubelet",
          evidence: evidence)
      case "Rebooted":
        return Change(
          time: time, kind: .reboot, entity: entity(event.regarding.name), text: "booted", evidence: evidence)
      default: return nil
      }
    }
    return joins + starts(kernel, .reboot, "booted") + starts(runtime, .restart, "started its container runtime")
      + events
  }
}
