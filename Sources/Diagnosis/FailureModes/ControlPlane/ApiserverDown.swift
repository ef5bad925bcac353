import Model

/// The API server does not run.
extension FailureMode {
  static let apiserverDown = FailureMode(
    card: FailureModeCard(
      id: "apiserver-down", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "The API server does not run", ja: "API サーバーが動いていない"),
      what: """
        Every client gets `connection refused` from the API server's port: kubectl, kubelets, scheduler and controllers. \
        Running pods and Services go on; nothing can be changed.
        """,
      why: """
        kube-apiserver was stopped, or ends again each time it starts. Scheduler and controller manager lose their leader \
        election and exit; nodes whose leases are not renewed for 40 s may be NotReady for a moment after the recovery.
        """,
      remedies: [
        Remedy(
          .now, "Read its last error, repair that (etcd, certificate, flag), and start it.",
          commands: [
            "systemctl status kube-apiserver", "crictl ps -a --name kube-apiserver",
            "journalctl -u kube-apiserver --utc -o short-iso-precise -n 200",
          ]),
        Remedy(
          .lasting,
          """
          Run several API servers behind a load balancer, restart them one after another, and let the hosting restart their \
          machines by itself.
          """),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/#example-debugging-a-down-unreachable-node",
        "https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/",
      ]),
    signatures: [NodeService.apiServer.signature, ApiServerRefusals.signature],
    recognize: { investigation in
      ControlPlaneOutage.occurrences(of: .apiServer, effect: "API server down", investigation).map { found in
        var occurrence = found
        let refused = ApiServerRefusals.during(found, investigation)
        occurrence.evidence += refused.prefix(3).map(\.evidence)
        let requests = ApiServerRefusals.requests(investigation)
        if !requests.isEmpty, !occurrence.isPresent {
          // It has healed, but a request that the bundle holds was refused: that is what it is about.
          occurrence.isPresent = true
          occurrence.harmsByItself = true
          occurrence.confidence = .likely
          occurrence.evidence += requests.prefix(1)
        }
        return occurrence
      }
    },
    fires: Example(
      "The API server is stopped; the kubelet is refused",
      [
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping kube-apiserver.service - Kubernetes API Server..."),
            ("10:00:01", "Stopped kube-apiserver.service - Kubernetes API Server."))
        ),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            (
              "10:00:09", "controller.go:187",
              "\"Failed to update lease\" err=\"Put \\\"https://10.0.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1?timeout=10s\\\": dial tcp 10.0.0.1:6443: connect: connection refused\""
            ))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "The API server is restarted within a second",
      [
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(("10:00:00", "Started kube-apiserver.service - Kubernetes API Server."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ]))
}

/// What clients of the API server write while nobody listens on its port.
enum ApiServerRefusals {
  static let signature = LogSignature(
    "api-connection-refused", component: "",
    callSites: ["controller.go", "leaderelection.go", "kubelet_node_status.go"],
    literals: [":6443: connect: connection refused"])

  /// Answers of kubectl in place of what it was asked for.
  static func requests(_ investigation: Investigation) -> [Evidence] {
    investigation.incident.coverage.cut.filter { note in
      note.text.hasPrefix("The connection to the server ") && note.text.firstRange(of: " was refused") != nil
    }.map { Evidence(path: $0.path, line: $0.line, text: $0.text) }
  }

  /// Refusals during an outage: the first of each component.
  static func during(_ outage: Occurrence, _ investigation: Investigation) -> [LogRecord] {
    guard let span = outage.span else { return [] }
    var seen = Set<LogSource>()
    return investigation.incident.records(signature.id).filter { record in
      guard let time = record.time, span.contains(time) else { return false }
      return seen.insert(record.source).inserted
    }
  }
}
