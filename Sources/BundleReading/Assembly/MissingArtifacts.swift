import Model

/// What a user would look for and the bundle lacks, with the command that collects it.
func missingArtifacts(
  objects: [KubernetesObject], events: [ClusterEvent], logs: [Coverage.Log], lists: [Coverage.List]
) -> [Coverage.Note] {
  var texts: [String] = []
  let nodes = objects.filter { $0.kind == "Node" }.map(\.name)
  let kubelets = Set(logs.filter { $0.source.component == "kubelet" }.map(\.source.node))
  let kubeletCommand = "journalctl -u kubelet --utc -o short-iso-precise"
  for node in nodes where !kubelets.contains(node) {
    texts.append("no kubelet journal of node \(node): \(kubeletCommand)")
  }
  if nodes.isEmpty && kubelets.isEmpty { texts.append("no kubelet journal: \(kubeletCommand)") }

  let runtimes: Set<String> = ["containerd", "cri-o", "crio", "docker", "dockerd"]
  if !logs.contains(where: { runtimes.contains($0.source.component) }) {
    texts.append("no journal of the container runtime: journalctl -u containerd --utc -o short-iso-precise")
  }
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
