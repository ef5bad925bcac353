import Model

/// Other programs of a host that take away what Kubernetes needs: firewalls that write their tables anew, cleaners of images,
/// upgrades that restart services, scanners that hold files.
extension FailureMode {
  static let hostAgentInterference = FailureMode(
    card: FailureModeCard(
      id: "host-firewall-or-agent-interference", role: .risk, layer: "Kernel and host",
      title: Text(en: "A host's own agents interfere", ja: "ホスト側のエージェントが干渉している"),
      what: """
        On a node a firewall was restarted or reloaded, an upgrade restarted the runtime or the kubelet, `docker system prune` ran, or \
        a scanner keeps programs waiting for files.
        """,
      why: """
        A firewall that writes its tables anew drops the rules of kube-proxy and of the CNI plugin until these write theirs again. \
        Upgrades restart services by themselves (needrestart), prune jobs delete images and stopped containers, and a scanner that \
        answers late blocks every open of a file (fanotify).
        """,
      remedies: [
        Remedy(
          .now, "See what else was at work on the node, and whether the rules are there.",
          commands: ["journalctl --since '-2h' -o short-iso | grep -v kubelet", "iptables-save | grep -c KUBE-"]),
        Remedy(
          .lasting,
          """
          Turn the firewall's service off or give it the cluster's rules, stop prune jobs, hold back upgrades of the runtime and \
          the kubelet, and leave the folders of containers out of scans.
          """),
      ],
      references: ["https://kubernetes.io/docs/reference/networking/ports-and-protocols/"]),
    signatures: [firewallLine, pruneLine, upgradeLine, scannerLine],
    recognize: { investigation in
      let upgrades = investigation.incident.records(upgradeLine.id).filter { line in
        investigation.outages.contains { outage in
          guard outage.node == line.source.node, let from = outage.from, let time = line.time else { return false }
          return abs(from.instant.nanoseconds(since: time.instant)) <= near
        }
      }
      return [
        (rewrites(investigation.incident), "its firewall wrote its tables anew"),
        (investigation.incident.records(pruneLine.id), "somebody pruned its images and containers"),
        (upgrades, "an upgrade was at work while a service of it ended"),
        (investigation.incident.records(scannerLine.id), "a scanner kept programs waiting for files"),
      ].flatMap { lines, what in
        Dictionary(grouping: lines, by: \.source.node).sorted { $0.key < $1.key }.map { node, lines in
          let times = lines.compactMap(\.time)
          let place = node.isEmpty ? "A node" : node
          return Occurrence(
            subject: investigation.node(node), joints: [.node(node)],
            span: times.first.map { Span($0, times.last ?? $0) },
            text: "\(place): \(what)\(lines.count > 1 ? " (\(lines.count) lines)" : "")",
            evidence: lines.prefix(3).map(\.evidence))
        }
      }
    },
    fires: upgrade(
      "An upgrade restarts containerd", ("10:00:10", "Stopping containerd.service - containerd container runtime..."),
      ("10:00:10", "Stopped containerd.service - containerd container runtime.")),
    staysSilent: upgrade(
      "An upgrade that restarts nothing of Kubernetes", ("10:00:10", "Stopped cron.service - Regular jobs.")))

  private static func upgrade(_ title: String, _ first: (String, String), _ others: (String, String)...) -> Example {
    let lines =
      [("10:00:00", "Starting apt-daily-upgrade.service - Daily apt upgrade and clean activities..."), first] + others
    return Example(
      title,
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "False", message: "container runtime is down")),
        ("nodes/n1/journal/systemd.log", lines.map { ServiceOutageMode.systemd($0) }.joined()),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ])
  }

  private static let near = seconds(120)
  /// A restart takes less, a boot more.
  private static let restart = seconds(10)

  /// Reloads and restarts of firewalls; that they start with the host is ordinary.
  private static func rewrites(_ incident: Incident) -> [LogRecord] {
    let lines = incident.records(firewallLine.id)
    return lines.filter { line in
      guard line.message.hasPrefix("Started ") else { return line.message.hasPrefix("Reloaded ") }
      return lines.contains { stop in
        guard stop.message.hasPrefix("Stopped "), stop.source.node == line.source.node, let from = stop.time,
          let to = line.time
        else { return false }
        return (0...restart).contains(to.instant.nanoseconds(since: from.instant))
      }
    }
  }

  private static let firewallLine = LogSignature(
    "host-firewall-restarted", component: "systemd",
    literals: [
      "Reloaded firewalld", "Started firewalld", "Stopped firewalld", "Reloaded nftables", "Started nftables",
      "Stopped nftables", "Stopped ufw.service", "Started ufw.service",
    ])
  private static let pruneLine = LogSignature(
    "host-images-pruned", component: "", literals: ["docker system prune", "docker image prune", "crictl rmi --prune"])
  private static let upgradeLine = LogSignature(
    "host-upgrade", component: "systemd",
    literals: ["apt-daily-upgrade.service", "unattended-upgrades.service", "dnf-automatic", "yum-cron"])
  private static let scannerLine = LogSignature(
    "host-scanner-waits", component: "kernel", literals: ["fanotify_handle_event", "fanotify_get_response"])
}
