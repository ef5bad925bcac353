import Model

/// No kube-controller-manager runs: the cluster keeps its state, but nothing follows up on changes.
extension FailureMode {
  static let controllerManagerDown = FailureMode(
    card: FailureModeCard(
      id: "controller-manager-down", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "No controller manager runs", ja: "コントローラーマネージャーが動いていない"),
      what: """
        Deployments make no pods (observedGeneration lags), endpoints go stale, nodes that die are not noticed, and \
        nothing is cleaned up. What runs goes on running.
        """,
      why: "kube-controller-manager is stopped or fails on every control-plane node, so that no controller acts.",
      remedies: [
        Remedy(
          .now, "Read its last error and start it.",
          commands: [
            "systemctl status kube-controller-manager",
            "kubectl -n kube-system get pods -l component=kube-controller-manager",
            "journalctl -u kube-controller-manager -n 200",
          ]),
        Remedy(
          .lasting,
          """
          Run it on several control-plane nodes with leader election, let the hosting restart their machines by itself, and alert \
          on its lease.
          """),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/"]),
    signatures: [NodeService.controllerManager.signature],
    recognize: { investigation in
      ControlPlaneOutage.occurrences(of: .controllerManager, effect: "controller manager down", investigation)
    },
    fires: Example(
      "The controller manager is stopped and stays so",
      [
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping kube-controller-manager.service - Kubernetes Controller Manager..."),
            ("10:00:00", "Stopped kube-controller-manager.service - Kubernetes Controller Manager."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "Another controller manager is stopped",
      [
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopped cloud-controller-manager.service - Cloud Controller Manager."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]))
}
