import Glibc

/// Writes a synthetic support bundle as a tar archive to standard output: a cluster with a disk that ran full, as large as
/// asked for. The same arguments give the same bytes.
@main
struct Generate {
  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      let usage = "Usage: generate [--journals BYTES] [--pods N] [--events N] [--nodes N] [--seed S] > bundle.tar\n"
      _ = write(2, usage, usage.utf8.count)
      exit(64)
    }
    var random = SplitMix64(seed: UInt64(options.seed))
    let cluster = Cluster(podCount: options.pods, nodeCount: options.nodes, random: &random)
    var tar = TarStream()
    writeJournals(of: cluster, bytes: options.journals, to: &tar, random: &random)
    writeObjects(of: cluster, events: options.events, to: &tar, random: &random)
    writeLogs(of: cluster, to: &tar)
    tar.finish()
  }

  /// Three fifths are the kubelets', the rest containerd's.
  private static func writeJournals(
    of cluster: Cluster, bytes: Int, to tar: inout TarStream, random: inout SplitMix64
  ) {
    for (index, node) in cluster.nodes.enumerated() {
      let share = bytes / cluster.nodes.count
      let pods = cluster.pods(on: index)
      let kubelet = KubeletJournal(pods: pods)
      writeJournal(
        "nodes/\(node)/journal/kubelet.log", host: node, unit: "kubelet[912]", size: share * 3 / 5,
        incident: index == 0 ? KubeletJournal.incident(of: cluster) : [], to: &tar, random: &random, line: kubelet.line)
      let containerd = ContainerdJournal(pods: pods)
      writeJournal(
        "nodes/\(node)/journal/containerd.log", host: node, unit: "containerd[640]", size: share * 2 / 5,
        incident: index == 0 ? ContainerdJournal.incident(of: cluster) : [], to: &tar, random: &random,
        line: containerd.line)
      tar.file("bundle/nodes/\(node)/date.txt", "Sat Mar 14 10:30:00 UTC 2026\n")
      tar.file(
        "bundle/nodes/\(node)/df.txt",
        "Filesystem     Type 1K-blocks     Used Available Use% Mounted on\n"
          + "/dev/vda1      ext4 103681272 41472508  62208764  41% /\n")
    }
  }

  private static func writeJournal(
    _ path: String, host: String, unit: String, size: Int, incident: [JournalWriter.Entry], to tar: inout TarStream,
    random: inout SplitMix64, line: (Int, inout SplitMix64, inout [UInt8]) -> Void
  ) {
    let size = JournalWriter.size(asked: size, incident: incident)
    var journal = JournalWriter(host: host, unit: unit, incident: incident)
    tar.begin("bundle/" + path, size: size)
    journal.write(size: size, to: &tar, random: &random, line: line)
    tar.end(size: size)
  }

  private static func writeObjects(
    of cluster: Cluster, events count: Int, to tar: inout TarStream, random: inout SplitMix64
  ) {
    let events = EventList(of: cluster, count: count, random: &random)
    tar.file("bundle/cluster/namespaces.yaml", ObjectList.namespaces())
    tar.file("bundle/cluster/nodes.yaml", ObjectList.nodes(cluster, random: &random))
    for namespace in Cluster.namespaces + ["default"] {
      let pods = cluster.pods(in: namespace)
      let folder = "bundle/namespaces/\(namespace)"
      tar.file("\(folder)/pods.yaml", PodList.yaml(pods, nodes: cluster.nodes))
      tar.file("\(folder)/jobs.yaml", ObjectList.jobs(pods))
      tar.file("\(folder)/replicasets.yaml", ObjectList.replicaSets(pods))
      tar.file("\(folder)/events.yaml", events.yaml(in: namespace, node: cluster.nodes[0], random: &random))
    }
  }

  private static func writeLogs(of cluster: Cluster, to tar: inout TarStream) {
    for pod in cluster.pods {
      let text: String
      switch pod.role {
      case .finished where pod.node == 0:
        text = "unable to retrieve container logs for containerd://\(pod.containerID)"
      case .culprit, .evicted, .refused:
        text =
          "Error from server (BadRequest): container \"\(pod.container)\" in pod \"\(pod.name)\" is not available\n"
      case .finished:
        text = "started\nprocessed 1204 records\ndone\n"
      case .replica:
        text = "listening on :8080\nGET /healthz 200\nGET /healthz 200\n"
      }
      tar.file("bundle/namespaces/\(pod.namespace)/logs/\(pod.name)/\(pod.container).log", text)
      tar.flushIfFull()
    }
  }
}
