import Model

/// A machine was started anew, and all its containers ended with it.
extension FailureMode {
  static let nodeRebooted = FailureMode(
    card: FailureModeCard(
      id: "node-rebooted", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node was rebooted", ja: "ノードが再起動した"),
      what: """
        The node has an Event Rebooted with a new boot id, or its journal shows a shutdown and a boot. All its containers ended within \
        the same seconds, many with exit code 255 and reason Unknown, and were started anew.
        """,
      why: """
        Somebody, an update, a watchdog or the cloud restarted the machine without draining it first. Nothing of what its containers \
        held in memory, in emptyDir volumes of medium Memory or in /tmp of the host is left.
        """,
      remedies: [
        Remedy(
          .now, "Find out who or what asked for it.",
          commands: [
            "last -x shutdown reboot | head", "journalctl --list-boots",
            "journalctl -b -1 -n 200 --utc -o short-iso-precise",
          ]),
        Remedy(
          .lasting,
          "Drain nodes before maintenance, let updates reboot one node at a time, and set up kdump for crashes.",
          commands: ["kubectl drain {node} --ignore-daemonsets --delete-emptydir-data"]),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/",
        "https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/",
      ]),
    signatures: NodeShutdown.signatures,
    recognize: { investigation in
      investigation.shutdowns.compactMap { rebooted($0, investigation) }
    },
    fires: Example(
      "systemd goes down, the kernel boots, and the pod is not ready since",
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady", since: "10:01:40")),
        ("pods.yaml", restartedPod), ("nodes/n1/journal/system.log", bootedJournal),
        ("date.txt", "Mon May  6 10:05:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "The session of a user ends",
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady", since: "09:00:00")),
        (
          "nodes/n1/journal/system.log",
          """
          2024-05-06T10:00:00.000200+0000 n1 systemd[4021]: Reached target shutdown.target - Shutdown.
          2024-05-06T10:00:00.000300+0000 n1 systemd[1]: Stopped user@1000.service - User Manager for UID 1000.

          """
        ), ("date.txt", "Mon May  6 10:05:00 UTC 2024\n"),
      ]))

  /// What is older than this was long over when the bundle was taken.
  private static let recent = seconds(900)

  private static func rebooted(_ shutdown: NodeShutdown, _ investigation: Investigation) -> Occurrence? {
    guard !shutdown.isOngoing, !shutdown.followsPanic,
      !investigation.podDisruptions.contains(where: { $0.kind == .shutdown && $0.node == shutdown.node })
    else { return nil }
    let ended = containers(endedBy: shutdown, investigation)
    let node = investigation.node(shutdown.node)
    var occurrence = Occurrence(
      subject: node, joints: [.node(shutdown.node), .cluster], span: shutdown.span(until: investigation.end),
      text: "\(shutdown.node) was rebooted"
        + (ended.isEmpty ? "" : "; \(ended.count == 1 ? "a container" : "\(ended.count) containers") ended with it"),
      evidence: shutdown.evidence + ended.prefix(3).map(\.evidence))
    occurrence.affected =
      [.init(entity: node, role: .culprit, effect: "rebooted")]
      + ended.prefix(20).map { .init(entity: $0.pod, role: .victim, effect: "restarted") }
    occurrence.harmsByItself =
      investigation.holdsLogsAlone || ended.count > 1 && !investigation.hasLasted(recent, since: shutdown.booted)
    return occurrence
  }

  /// Containers of the node whose last instance ended between the shutdown and the minutes after the boot, as no program
  /// ends by itself.
  private static func containers(
    endedBy shutdown: NodeShutdown, _ investigation: Investigation
  ) -> [(pod: EntityReference, evidence: Evidence)] {
    guard let booted = shutdown.booted else { return [] }
    let from = (shutdown.began ?? booted).earliest.advanced(by: seconds(-120))
    let to = booted.latest.advanced(by: seconds(300))
    return investigation.index.pods.filter { $0.nodeName == shutdown.node }.flatMap { pod in
      pod.containerStatuses.compactMap { status in
        guard let end = status.terminated ?? status.lastTermination, let code = end.exitCode,
          [255, 137, 143].contains(code), let finished = end.finished, from <= finished.latest, finished.earliest <= to,
          let value = end.value["exitCode"]
        else { return nil }
        return (
          pod.reference, pod.object.evidence(for: value, field: "\(end.field).exitCode", time: finished)
        )
      }
    }
  }

  private static let bootedJournal = """
    2024-05-06T09:40:00.000200+0000 n1 systemd[1]: Starting logrotate.service - Rotate log files...
    2024-05-06T10:00:00.000200+0000 n1 systemd-logind[612]: System is rebooting.
    2024-05-06T10:00:00.000400+0000 n1 systemd[1]: Stopping kubelet.service - kubelet: The Kubernetes Node Agent...
    2024-05-06T10:00:00.000600+0000 n1 systemd[1]: Stopped kubelet.service - kubelet: The Kubernetes Node Agent.
    2024-05-06T10:00:04.000200+0000 n1 systemd[1]: Reached target reboot.target - System Reboot.
    2024-05-06T10:01:20.000200+0000 n1 kernel: Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org)
    2024-05-06T10:01:30.000200+0000 n1 systemd[1]: Started kubelet.service - kubelet: The Kubernetes Node Agent.

    """

  private static let restartedPod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: uid-web, creationTimestamp: "2024-05-06T08:00:00Z"}
    spec: {nodeName: n1, containers: [{name: main, image: "registry.example.com/web:3"}]}
    status:
      phase: Running
      conditions: [{type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T10:01:41Z"}]
      containerStatuses:
      - name: main
        ready: false
        restartCount: 1
        state: {running: {startedAt: "2024-05-06T10:01:45Z"}}
        lastState: {terminated: {exitCode: 255, reason: Unknown, finishedAt: "2024-05-06T10:01:38Z"}}

    """
}
