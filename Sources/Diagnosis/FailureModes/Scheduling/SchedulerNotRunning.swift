import Model

/// No kube-scheduler runs: new pods get no node, and nobody says so.
extension FailureMode {
  static let schedulerNotRunning = FailureMode(
    card: FailureModeCard(
      id: "scheduler-not-running", role: .fault, layer: "Scheduling",
      title: Text(en: "No scheduler runs", ja: "スケジューラーが動いていない"),
      what: """
        New pods stay Pending without a node, without a PodScheduled condition and without any Event FailedScheduling: \
        nobody has looked at them. Pods that have a node are not affected.
        """,
      why: """
        kube-scheduler is stopped or fails on every control-plane node. Nothing else binds pods to nodes, and nothing \
        reports that they are not bound.
        """,
      remedies: [
        Remedy(
          .now, "Read the scheduler's last error and start it.",
          commands: [
            "systemctl status kube-scheduler", "kubectl -n kube-system get pods -l component=kube-scheduler",
            "journalctl -u kube-scheduler -n 200",
          ]),
        Remedy(
          .lasting, "Run a scheduler on several control-plane nodes, and alert on its lease."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/"]),
    signatures: [NodeService.scheduler.signature],
    recognize: { investigation in
      let stated = ControlPlaneOutage.occurrences(of: .scheduler, effect: "scheduler down", investigation)
      return stated.contains(where: \.isPresent) ? stated : stated + SilentScheduler.occurrences(investigation)
    },
    fires: Example(
      "The scheduler is stopped; a pod waits without a trace of scheduling",
      [
        ("pods.yaml", pendingPod(conditions: "[]")),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping Kubernetes Scheduler..."), ("10:00:00", "Stopped Kubernetes Scheduler."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "The scheduler has looked at the pod and found no node",
      [
        (
          "pods.yaml",
          pendingPod(
            conditions:
              "[{type: PodScheduled, status: \"False\", reason: Unschedulable, message: \"0/1 nodes are available: 1 Insufficient cpu.\"}]"
          )
        ),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping Kubernetes Scheduler..."), ("10:00:00", "Stopped Kubernetes Scheduler."),
            ("10:00:01", "Started Kubernetes Scheduler."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]))

  private static func pendingPod(conditions: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T10:01:00Z"}
    spec: {schedulerName: default-scheduler, containers: [{name: api, image: busybox}]}
    status: {phase: Pending, conditions: \(conditions)}
    """
  }
}
