import Model

/// What the failure modes that are read from an application's last words share.
enum ApplicationFailureMode {
  /// Their ids.
  static let ids = [
    "addon-incompatible-after-upgrade", "app-auth-failure", "app-crash-signal", "app-dependency-unreachable",
    "app-exit-error",
    "app-exits-zero-under-always", "app-permission-denied", "app-runtime-heap-oom", "dependency-address-misconfigured",
    "dependency-connections-exhausted", "dependency-port-misconfigured", "dependency-read-only", "dns-name-wrong",
    "dns-policy-wrong", "exec-format-error", "immutable-field", "ephemeral-port-or-source-port-exhaustion",
    "file-descriptor-or-inotify-exhaustion", "init-container-failed",
    "instance-metadata-or-identity-unreachable",
    "invalid-manifest", "kube-proxy-down", "port-already-in-use", "psp-to-psa", "read-only-root-filesystem",
    "removed-api-version",
    "secret-content-malformed", "service-mesh-policy-blocks-traffic", "service-missing", "startup-dependency-order",
    "volume-full", "wrong-command-or-args",
  ]

  /// The occurrences of one of them.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.applicationFailures.filter { $0.mode == id }.map { occurrence(of: $0, investigation) }
  }

  private static func occurrence(of failure: ApplicationFailure, _ investigation: Investigation) -> Occurrence {
    var subject = failure.pod.reference
    subject.container = failure.status.name
    var joints: [Joint] = [
      .container(failure.status.name, of: failure.pod.reference), .pod(failure.pod.reference),
      .workload(failure.workload), .node(failure.pod.nodeName),
    ]
    joints += failure.status.containerIDs.map { .container(id: $0) }
    // Whom a program calls may be everybody's: the cluster's DNS.
    if failure.mode == "app-dependency-unreachable" { joints.append(.cluster) }
    if let service = failure.service {
      joints.append(.object(service.reference.path))
      if let behind = ServiceDirectory.workload(behind: service, investigation.index) {
        joints += [.object(behind.path)]
      }
    }
    let culprit = failure.culprit ?? failure.workload
    var occurrence = Occurrence(
      subject: failure.culprit ?? subject, workload: culprit, joints: joints,
      span: failure.span ?? failure.end?.finished.map { Span($0) }, text: failure.text, evidence: failure.evidence)
    occurrence.confidence = failure.confidence
    occurrence.undecided = failure.undecided
    occurrence.harmsByItself = failure.harmsByItself
    let effect =
      failure.harmsByItself ? "requests to it fail" : "container \(failure.status.name) fails"
    occurrence.affected = [.init(entity: failure.pod.reference, role: .victim, effect: effect)]
    if let culprit = failure.culprit { occurrence.affected.append(.init(entity: culprit, role: .culprit, effect: "")) }
    return occurrence
  }

  /// What helps to read how a container ended.
  static let readLog = Remedy(
    .now, "Read the last lines of the instance that ended.",
    commands: ["kubectl -n {namespace} logs {kind}/{name} --previous --all-containers"])
  static let debugPods = "https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/"
  static let debugServices = "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"
}

/// Small bundles around one container that fails.
enum ApplicationExample {
  /// A pod whose container waits in CrashLoopBackOff after it ended with an exit code. `spec` is inserted into the
  /// container, e.g. `env: [{name: DB, value: "db:5432"}]`.
  static func crashing(exit code: Int, reason: String = "Error", spec: String = "command: [run]") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec:
      restartPolicy: Always
      containers:
      - name: main
        image: registry.example/api:1.4
        \(spec)
    status:
      phase: Running
      containerStatuses:
      - {name: main, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}, \
    lastState: {terminated: {exitCode: \(code), reason: \(reason), finishedAt: "2024-05-06T10:00:00Z"}}}

    """
  }

  /// A pod whose container failed once and has run since.
  static let recovered = """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1}
    spec: {restartPolicy: Always}
    status:
      phase: Running
      containerStatuses:
      - {name: main, ready: true, restartCount: 1, state: {running: {startedAt: "2024-05-06T10:00:05Z"}}, \
    lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: "2024-05-06T10:00:00Z"}}}

    """

  /// A Service of the namespace `shop`.
  static func service(_ name: String, port: Int, created: String = "2024-05-06T08:00:00Z") -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: shop, uid: s-\(name), creationTimestamp: "\(created)"}
    spec: {clusterIP: 10.96.4.1, selector: {app: \(name)}, ports: [{port: \(port), targetPort: \(port)}]}
    status: {loadBalancer: {}}

    """
  }

  /// The pod with its log.
  static func pod(_ pod: String, log: String) -> [(path: String, text: String)] {
    [("pods.yaml", pod), ("namespaces/shop/logs/api-0/main.log", log)]
  }
}

/// A pod that does not get beyond its init container.
enum InitContainerExample {
  /// `state` is that of the init container `migrate`.
  static func pod(_ state: String, restarts: Int) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec:
      restartPolicy: Always
      initContainers: [{name: migrate, image: "registry.example/api:1.4"}]
      containers: [{name: main, image: "registry.example/api:1.4"}]
    status:
      phase: Pending
      initContainerStatuses:
      - {name: migrate, restartCount: \(restarts), state: {\(state)}}
      containerStatuses:
      - {name: main, restartCount: 0, state: {waiting: {reason: PodInitializing}}}

    """
  }
}
