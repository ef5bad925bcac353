import Model

/// A node's container runtime does not run.
extension FailureMode {
  static let containerdDown = FailureMode(
    card: FailureModeCard(
      id: "containerd-down", role: .fault, layer: "Container runtime",
      title: Text(en: "A node's container runtime does not run", ja: "ノードのコンテナランタイムが動いていない"),
      what: """
        containerd (or CRI-O) is stopped or fails again and again. Running containers go on, but no pod starts or stops, \
        `kubectl logs` and `exec` fail, and the node becomes NotReady with `container runtime is down`.
        """,
      why: """
        The kubelet reaches the runtime through a socket. Without the daemon every call fails (`no such file or \
        directory` after a clean stop, `connection refused` after a crash); after 30 s the kubelet reports Ready=False, \
        after 3 min also `PLEG is not healthy`. Shims keep the containers alive.
        """,
      remedies: [
        Remedy(
          .now, "See why it ended, then start it.",
          commands: [
            "systemctl status containerd", "journalctl -u containerd --utc -o short-iso-precise -n 200",
            "systemctl start containerd",
          ]),
        Remedy(
          .lasting, "Protect it from the OOM killer (OOMScoreAdjust=-999) and from unattended package upgrades."),
      ],
      references: [
        "https://kubernetes.io/docs/setup/production-environment/container-runtimes/",
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/",
      ]),
    signatures: NodeService.runtimes.map(\.signature) + [RuntimeSocket.signature],
    recognize: { investigation in
      let outages = investigation.outages.filter { outage in
        [.containerd, .crio].contains(outage.service) && RuntimeSocket.isUsed(outage, investigation)
          && !RuntimeStarts.isDamaged(outage, investigation)
      }
      return outages.map { outage in
        var occurrence = ServiceOutageMode.occurrence(of: outage, effect: "container runtime down", investigation)
        occurrence.evidence += RuntimeSocket.failures(on: outage.node, during: outage, investigation).prefix(2)
        return occurrence
      } + RuntimeSocket.deadSockets(investigation) + RuntimeSocket.excerpts(RuntimeSocket.signature, investigation)
    },
    fires: Example(
      "systemd stops containerd; half a minute later the kubelet reports it",
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "False", message: "container runtime is down")),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping containerd.service - containerd container runtime..."),
            ("10:00:00", "Stopped containerd.service - containerd container runtime."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "The kubelet starts a moment before the runtime",
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady", since: "10:00:09")),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            (
              "10:00:00", "clientconn.go:1223",
              "grpc: addrConn.createTransport failed to connect to {/run/containerd/containerd.sock}. Err: connection error: desc = \"transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: no such file or directory\""
            ), ("10:00:09", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ]))
}

/// What the kubelet writes when nobody answers on the runtime's socket.
enum RuntimeSocket {
  static let signature = LogSignature(
    "runtime-socket-dead", component: "kubelet",
    callSites: [
      "clientconn.go", "logging.go", "log.go", "remote_runtime.go", "generic.go", "kuberuntime_sandbox.go",
      "kubelet.go",
    ],
    literals: [
      "containerd.sock: connect: no such file", "containerd.sock: connect: connection refused",
      "crio.sock: connect: no such file", "crio.sock: connect: connection refused",
    ])

  /// Whether the node uses the runtime whose unit is down: a node may have both Docker's containerd and CRI-O installed.
  static func isUsed(_ outage: ServiceOutage, _ investigation: Investigation) -> Bool {
    guard let version = investigation.index.node(outage.node)?.string(at: "status.nodeInfo.containerRuntimeVersion")
    else { return true }
    switch outage.service {
    case .crio: return version.hasPrefix("cri-o")
    // Docker's containers run on containerd too.
    case .containerd: return version.hasPrefix("containerd") || version.hasPrefix("docker")
    default: return version.hasPrefix("docker")
    }
  }

  /// The kubelet's failed calls during an outage.
  static func failures(on node: String, during outage: ServiceOutage, _ investigation: Investigation) -> [Evidence] {
    investigation.incident.records(signature.id).lazy.filter { record in
      record.source.node == node && record.time.map(outage.includes) == true
    }.map(\.evidence)
  }

  /// Nodes whose Ready condition says that the runtime is down, without any line of systemd about it.
  static func deadSockets(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.objects(kind: "Node").compactMap { node in
      guard let ready = node.condition("Ready"), ready.value["status"]?.string == "False",
        let message = ready.value["message"], isRuntimeDown(message.string ?? ""),
        !investigation.outages.contains(where: {
          NodeService.runtimes.contains($0.service) && $0.node == node.name && $0.isOngoing
        })
      else { return nil }
      let since = ready.value["lastTransitionTime"]?.moment
      let calls = investigation.incident.records(signature.id).filter { $0.source.node == node.name }
      let collections = investigation.index.events("ContainerGCFailed", about: node.reference).filter {
        $0.message.firstRange(of: "Error while dialing") != nil
      }
      let shown = calls.suffix(1).map(\.evidence) + collections.suffix(1).compactMap(\.evidence.first)
      // The condition alone may also mean a runtime that hangs.
      guard !shown.isEmpty else { return nil }
      var occurrence = Occurrence(
        subject: node.reference, joints: [.node(node.name), .cluster],
        span: (calls.first?.time ?? since).map { from in Span(from, max(from, investigation.end ?? from)) },
        text: "Nobody answers on the runtime's socket of \(node.name)",
        evidence: [node.evidence(for: message, field: "\(ready.field).message", time: since)] + shown)
      occurrence.affected = [.init(entity: node.reference, role: .culprit, effect: "container runtime down")]
      return occurrence
    }
  }

  /// A piece of a kubelet's log: nobody answers on the socket, again and again, and no word of systemd.
  static func excerpts(_ signature: LogSignature, _ investigation: Investigation) -> [Occurrence] {
    guard investigation.isExcerpt else { return [] }
    let told = Set(
      investigation.outages.filter { NodeService.runtimes.contains($0.service) || $0.service == .kubelet }.map(\.node))
    return StatedOnNode.occurrences(
      signature, "has a container runtime that does not run", effect: "container runtime down", investigation,
      whileItLasts: true
    ) { record in
      investigation.index.node(record.source.node) == nil && !told.contains(record.source.node)
        && !investigation.goesOn(after: record, for: seconds(300))
    }.filter { found in
      // One line may be a moment's; beside the kubelet's own word for it, it is not.
      found.evidence.count > 1
        || investigation.incident.records("pleg-not-healthy").contains { record in
          record.source.node == found.subject.name && isRuntimeDown(record.evidence.text)
        }
    }.map { found in
      var occurrence = found
      occurrence.confidence = .likely
      return occurrence
    }
  }

  /// Whether a node's Ready message names the runtime.
  static func isRuntimeDown(_ message: String) -> Bool {
    message.firstRange(of: "container runtime is down") != nil
      || message.firstRange(of: "container runtime not ready") != nil
      || message.firstRange(of: "RuntimeReady=false") != nil
  }
}
