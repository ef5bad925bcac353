import Model

/// What the failure modes of probes share: they are judged together, so that one probe has one fault.
enum ProbeFailureMode {
  /// Those that have a container restarted.
  static let restarting = [
    "exec-probe-timeout-enforced", "liveness-probe-app-hung", "liveness-probe-too-aggressive",
    "liveness-probe-wrong-path",
    "liveness-probe-wrong-port", "liveness-probe-wrong-protocol",
    "probe-blocked-by-network-policy-or-mtls", "startup-probe-exhausted",
  ]
  /// Those that keep a pod from being ready.
  static let unready = [
    "exec-probe-timeout-enforced", "probe-blocked-by-network-policy-or-mtls", "readiness-probe-failing",
    "readiness-probe-wrong-path", "readiness-probe-wrong-port",
    "readiness-probe-wrong-protocol",
  ]

  /// The occurrences of one of them.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.probeFailures.filter { $0.mode == id }.map { failure in
      var subject = failure.pod.reference
      subject.container = failure.container.name
      let workload = investigation.workload(of: failure.pod)
      var occurrence = Occurrence(
        subject: subject, workload: workload,
        joints: [
          .container(failure.container.name, of: failure.pod.reference), .pod(failure.pod.reference),
          .workload(workload), .node(failure.pod.nodeName),
        ],
        span: failure.span, text: failure.text, evidence: failure.evidence)
      occurrence.confidence = failure.confidence
      occurrence.affected = [
        .init(
          entity: failure.pod.reference, role: .victim,
          effect: failure.probe.purpose == .readiness ? "not ready" : "restarted")
      ]
      return occurrence
    }
  }

  static let compare = Remedy(
    .now, "Compare the probe with the ports of the container and with what its log says.",
    commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"])
  static let references = [
    "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  ]
}

/// Small bundles around one container with two probes on ports 8080 and, by default, a server that listens there.
enum ProbeExample {
  /// `message` is that of the kubelet's Event; the probe of `purpose` is `probe`, the other one asks TCP 8080.
  static func bundle(
    _ purpose: ProbeSpec.Purpose, _ probe: String, message: String, restarts: Int, ready: Bool = false, count: Int = 9,
    lived: String? = nil
  ) -> [(path: String, text: String)] {
    let other = purpose == .readiness ? "livenessProbe" : "readinessProbe"
    let last = lived.map {
      ", lastState: {terminated: {exitCode: 137, reason: Error, startedAt: \"2024-05-06T\($0)Z\", "
        + "finishedAt: \"2024-05-06T09:57:59Z\"}}"
    }
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
      spec:
        restartPolicy: Always
        containers:
        - name: main
          image: registry.example/api:1.4
          ports: [{containerPort: 8080}]
          \(purpose.rawValue)Probe: \(probe)
          \(other): {tcpSocket: {port: 8080}, periodSeconds: 10, failureThreshold: 3}
      status:
        phase: Running
        conditions:
        - {type: Ready, status: "\(ready ? "True" : "False")", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T09:00:00Z"}
        containerStatuses:
        - {name: main, ready: \(ready), restartCount: \(restarts), state: {running: {startedAt: "2024-05-06T09:58:00Z"}}\(last ?? "")}

      """
    let kill =
      restarts == 0
      ? "" : event("Killing", "Container main failed \(purpose.rawValue) probe, will be restarted", restarts)
    let failed = event("Unhealthy", "\(purpose.title) probe failed: \(message)", count)
    return [
      ("pods.yaml", pod), ("events.yaml", kill.isEmpty ? failed : "\(failed)---\n\(kill)"),
      ("date.txt", "Mon May  6 10:00:00 UTC 2024\n"),
    ]
  }

  private static func event(_ reason: String, _ message: String, _ count: Int) -> String {
    """
    apiVersion: v1
    kind: Event
    metadata: {name: api-0.\(reason.lowercased()), namespace: shop, uid: e-\(reason.lowercased())}
    involvedObject: {kind: Pod, namespace: shop, name: api-0, uid: u1, fieldPath: "spec.containers{main}"}
    reason: \(reason)
    type: \(reason == "Unhealthy" ? "Warning" : "Normal")
    message: '\(message)'
    source: {component: kubelet, host: worker-1}
    count: \(count)
    firstTimestamp: "2024-05-06T09:50:00Z"
    lastTimestamp: "2024-05-06T09:58:00Z"

    """
  }
}
