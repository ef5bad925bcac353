import Model

/// The Docker daemon of a node that runs its containers with Docker is down.
extension FailureMode {
  static let dockerDaemonDown = FailureMode(
    card: FailureModeCard(
      id: "docker-daemon-down-or-stuck", role: .fault, layer: "Container runtime",
      title: Text(en: "A node's Docker daemon does not run", ja: "ノードの Docker デーモンが動いていない"),
      what:
        "dockerd is stopped or fails again and again on a node whose kubelet uses Docker (up to 1.23, or cri-dockerd).",
      why: """
        The kubelet's calls go through dockerd. Without it no pod starts or stops, and the node becomes NotReady with \
        `container runtime is down`.
        """,
      remedies: [
        Remedy(
          .now, "See why it ended, then start it.",
          commands: ["systemctl status docker", "journalctl -u docker -n 200", "systemctl start docker"]),
        Remedy(.lasting, "Move to containerd or CRI-O; the kubelet no longer supports Docker since 1.24."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/"]),
    signatures: [NodeService.docker.signature, daemonLine, failedStart],
    recognize: { investigation in
      ServiceOutageMode.occurrences(of: [.docker], effect: "container runtime down", investigation) { outage in
        investigation.index.node(outage.node)?.string(at: "status.nodeInfo.containerRuntimeVersion")?
          .hasPrefix("docker") == true
      } + RuntimeSocket.excerpts(daemonLine, investigation) + failedStarts(investigation)
    },
    fires: Example(
      "dockerd is stopped on a node that uses Docker",
      [
        ("cluster/nodes.yaml", dockerNode("docker://20.10.8")),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(("10:00:00", "Stopping Docker Application Container Engine..."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "dockerd is stopped on a node that uses containerd",
      [
        ("cluster/nodes.yaml", dockerNode("containerd://1.7.13")),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(("10:00:00", "Stopping Docker Application Container Engine..."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ]))

  private static let daemonLine = LogSignature(
    "docker-socket-dead", component: "kubelet",
    callSites: [
      "remote_runtime.go", "kubelet.go", "kuberuntime_sandbox.go", "generic.go", "docker_service.go",
      "image_gc_manager.go", "kuberuntime_gc.go", "container_manager_linux.go",
    ],
    literals: ["Cannot connect to the Docker daemon at"])

  /// Docker's last words when it cannot start.
  private static let failedStart = LogSignature(
    "docker-failed-start", component: "dockerd",
    literals: [
      "failed to start daemon: ", "Error starting daemon: ", "unable to configure the Docker daemon with file ",
    ])

  /// Of excerpts, in which systemd has no word: the storage driver has a failure mode of its own, and a second daemon on a
  /// node harms nobody.
  private static func failedStarts(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.isExcerpt else { return [] }
    return StatedOnNode.occurrences(
      failedStart, "has a Docker daemon that does not start", effect: "container runtime down", investigation,
      whileItLasts: true
    ) { record in
      let text = record.message
      return text.firstRange(of: "graphdriver") == nil && text.firstRange(of: "docker.pid") == nil
        && !investigation.outages.contains { $0.service == .docker && $0.node == record.source.node }
        && !investigation.goesOn(after: record, for: seconds(120))
    }.map { found in
      var occurrence = found
      occurrence.confidence = .likely
      return occurrence
    }
  }

  private static func dockerNode(_ runtime: String) -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, uid: node-1}
    status:
      nodeInfo: {containerRuntimeVersion: "\(runtime)"}
      conditions:
      - {type: Ready, status: "False", reason: KubeletNotReady, message: "container runtime is down", lastTransitionTime: "2024-05-06T10:00:45Z"}
    """
  }
}
