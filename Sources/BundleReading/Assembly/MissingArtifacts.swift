import Model

/// What a user would look for and the bundle lacks, with the command that collects it.
///
/// A journal that was collected but is empty (`-- No entries --`) is named by its path: to collect it again would not help.
/// `artifacts` are the paths of the bundle, sorted.
func missingArtifacts(
  objects: [KubernetesObject], events: [ClusterEvent], logs: [Coverage.Log], lists: [Coverage.List],
  artifacts: [String]
) -> [Coverage.Note] {
  missingJournals(nodes: objects.filter { $0.kind == "Node" }.map(\.name), logs: logs, artifacts: artifacts)
    + missingLists(objects: objects, events: events, lists: lists)
}

private func missingJournals(nodes: [String], logs: [Coverage.Log], artifacts: [String]) -> [Coverage.Note] {
  var notes: [Coverage.Note] = []
  let kubelets = Set(logs.filter { $0.source.component == "kubelet" }.map(\.source.node))
  let collected = artifacts.filter { unit(ofPath: $0) == "kubelet" }
  let kubeletCommand = "journalctl -u kubelet --utc -o short-iso-precise"
  for node in nodes where !kubelets.contains(node) {
    let own = collected.filter { nodes.count == 1 || $0.split(separator: "/").contains(node[...]) }
    if own.isEmpty {
      notes.append(Coverage.Note(path: "", text: "no kubelet journal of node \(node): \(kubeletCommand)"))
    } else {
      notes += own.map { Coverage.Note(path: $0, text: "holds no line of the kubelet of node \(node)") }
    }
  }
  if nodes.isEmpty, kubelets.isEmpty, collected.isEmpty {
    notes.append(Coverage.Note(path: "", text: "no kubelet journal: \(kubeletCommand)"))
  }

  let runtimes: Set<String> = ["containerd", "cri-o", "crio", "docker", "dockerd"]
  if !logs.contains(where: { runtimes.contains($0.source.component) }) {
    let own = artifacts.filter { runtimes.contains(unit(ofPath: $0)) }
    notes += own.map { Coverage.Note(path: $0, text: "holds no line of the container runtime") }
    if own.isEmpty {
      let command = "journalctl -u containerd --utc -o short-iso-precise"
      notes.append(Coverage.Note(path: "", text: "no journal of the container runtime: \(command)"))
    }
  }
  return notes
}

private func missingLists(
  objects: [KubernetesObject], events: [ClusterEvent], lists: [Coverage.List]
) -> [Coverage.Note] {
  var texts: [String] = []
  for (kind, command) in [
    ("Node", "kubectl get nodes -o yaml"), ("Pod", "kubectl get pods --all-namespaces -o yaml"),
  ] where !objects.contains(where: { $0.kind == kind }) && !lists.contains(where: { $0.kind == kind }) {
    texts.append("no list of \(kind.lowercased())s: \(command)")
  }
  if events.isEmpty && !lists.contains(where: { $0.kind == "Event" }) {
    texts.append("no events: kubectl get events --all-namespaces -o yaml")
  }
  return texts.map { Coverage.Note(path: "", text: $0) }
}

/// `kubelet` of `nodes/worker-1/journal/kubelet.short-iso.log`; empty for paths that are not of logs, `containerd.toml`.
private func unit(ofPath path: String) -> String {
  guard [".log", ".txt", ".json", ".export"].contains(where: { path.hasSuffix($0) }) else { return "" }
  let name = path.split(separator: "/").last ?? ""
  return String(name.prefix { $0 != "." })
}
