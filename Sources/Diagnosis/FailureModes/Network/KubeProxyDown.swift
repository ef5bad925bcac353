import Model

/// kube-proxy of a node does not run: its rules for Services stay as they were.
extension FailureMode {
  static let kubeProxyDown = FailureMode(
    card: FailureModeCard(
      id: "kube-proxy-down", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node's kube-proxy does not run", ja: "ノードの kube-proxy が動いていない"),
      what: """
        From this one node, Services reach pods that no longer exist and do not reach new ones. Pods stay Running and \
        ready, and no Event tells of it.
        """,
      why: """
        kube-proxy writes the rules that turn a Service's address into a pod's. When it stops, the rules stay as they were; \
        each later change of endpoints makes them more wrong.
        """,
      remedies: [
        Remedy(
          .now, "See why it ended, then start it; it writes all rules anew.",
          commands: [
            "systemctl status kube-proxy", "journalctl -u kube-proxy -n 200", "systemctl start kube-proxy",
          ]),
        Remedy(.lasting, "Let it be restarted (Restart=always, or the DaemonSet), and alert on its health port 10256."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-kube-proxy-working"
      ]),
    signatures: [NodeService.kubeProxy.signature],
    recognize: { investigation in
      ServiceOutageMode.occurrences(of: [.kubeProxy], effect: "kube-proxy down", investigation)
        + ApplicationFailureMode.occurrences(of: "kube-proxy-down", investigation)
    },
    fires: Example(
      "systemd stops kube-proxy",
      [
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping Kubernetes Kube-Proxy Server..."),
            ("10:00:00", "kube-proxy.service: Deactivated successfully."),
            ("10:00:00", "Stopped Kubernetes Kube-Proxy Server."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "A line says how much time it has used, no more",
      [
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(("10:00:00", "kube-proxy.service: Consumed 19.848s CPU time."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]))
}
