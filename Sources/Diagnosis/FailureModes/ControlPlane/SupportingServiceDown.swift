import Model

/// A program beside Kubernetes itself, on which the cluster stands, does not run.
extension FailureMode {
  static let supportingServiceDown = FailureMode(
    card: FailureModeCard(
      id: "supporting-service-down", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "A supporting service does not run", ja: "クラスターを支えるサービスが動いていない"),
      what: """
        A unit that the cluster needs is stopped or fails: the load balancer before the API servers (haproxy, keepalived), the agent of the \
        pod network (flanneld, calico-node), or the cloud controller manager.
        """,
      why: """
        It was stopped or does not come up. Without the load balancer clients lose their way to an API server that runs; without the \
        network agent routes of new nodes are missing; without the cloud controller nodes stay tainted as uninitialized.
        """,
      remedies: [
        Remedy(
          .now, "Read its last error and start it.",
          commands: [
            "systemctl --failed", "systemctl status haproxy keepalived", "journalctl -u haproxy -u keepalived -n 200",
          ]),
        Remedy(
          .lasting,
          """
          Run such services twice, on machines that the hosting restarts by itself, and alert on them like on the control plane.
          """),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/#a-general-overview-of-cluster-failure-modes"]),
    signatures: NodeService.supporting.map(\.signature),
    recognize: { ServiceOutageMode.occurrences(of: NodeService.supporting, effect: "supporting service down", $0) },
    fires: Example(
      "The load balancer before the API servers fails",
      [
        (
          "nodes/lb1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "haproxy.service: Main process exited, code=exited, status=1/FAILURE"),
            ("10:00:00", "haproxy.service: Failed with result 'exit-code'."))
        ), ("date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "Its reload succeeds",
      [
        (
          "nodes/lb1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Reloading haproxy.service - HAProxy Load Balancer..."),
            ("10:00:00", "Reloaded haproxy.service - HAProxy Load Balancer."))
        ), ("date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]))
}
