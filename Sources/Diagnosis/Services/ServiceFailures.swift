import Model

/// What the failure modes of Services share, and what shows that a Service does not answer.
enum ServiceFailures {
  /// Faults that leave callers without an answer.
  static let ids = [
    "service-port-mismatch", "service-protocol-mismatch", "service-selector-mismatch", "workload-scaled-to-zero",
  ]

  /// A connectivity check of a Service that failed: `shop/catalog:8080 … Connection Failed`.
  static let failedCheck = LogSignature(
    "service-connection-failed", component: "connectivity-check", literals: ["Connection Failed", "connection failed"])

  /// The occurrences of one of the faults.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.serviceFaults.filter { $0.mode == id }.map { fault in
      var occurrence = Occurrence(
        subject: fault.subject,
        joints: [
          .object(fault.service.reference.path), .workload(fault.subject), .namespace(fault.service.namespace),
        ], span: nil, text: fault.text, evidence: fault.evidence)
      occurrence.confidence = fault.confidence
      occurrence.affected = [
        .init(entity: fault.service.reference, role: .victim, effect: fault.isEmpty ? "no endpoints" : "no answer")
      ]
      return occurrence
    }
  }

  /// Services that have no endpoints for a reason that their own words give.
  static func empty(_ investigation: Investigation) -> [Occurrence] {
    investigation.serviceFaults.filter(\.isEmpty).map { fault in
      let service = fault.service.reference
      var occurrence = Occurrence(
        subject: service, joints: [.object(service.path), .namespace(service.namespace)], span: nil,
        text: "\(service.path) has no endpoints: whoever calls it is refused", evidence: fault.evidence)
      occurrence.affected = [.init(entity: service, role: .victim, effect: "no endpoints")]
      return occurrence
    }
  }

  /// Faulty Services that a check could not reach: without a fault, a failed check may be a check that failed.
  static func unreached(_ investigation: Investigation) -> [Occurrence] {
    let checks = investigation.incident.records(failedCheck.id)
    guard !checks.isEmpty else { return [] }
    var lines: [String: LogRecord] = [:]
    for check in checks {
      guard let colon = check.message.firstIndex(of: ":") else { continue }
      lines[String(check.message[..<colon])] = check
    }
    return investigation.serviceFaults.filter { !$0.isEmpty }.compactMap { fault in
      let service = fault.service.reference
      guard let check = lines["\(service.namespace)/\(service.name)"] else { return nil }
      var occurrence = Occurrence(
        subject: service, joints: [.object(service.path), .namespace(service.namespace)],
        span: check.time.map { Span($0) }, text: "A connectivity check of \(service.path) failed",
        evidence: [check.evidence])
      occurrence.affected = [.init(entity: service, role: .victim, effect: "no answer")]
      return occurrence
    }
  }

  static let describe = Remedy(
    .now, "Compare selector and ports of the Service with labels and ports of its pods.",
    commands: [
      "kubectl -n {namespace} describe service {name}", "kubectl -n {namespace} get pods --show-labels",
    ])
}

/// Small bundles around a Service `catalog` and one pod of a Deployment.
enum ServiceExample {
  /// `selector` and `port` are those of the Service; the pod has the label `app: catalog` and declares TCP 8080.
  static func bundle(selector: String, port: String, checkFails: Bool) -> [(path: String, text: String)] {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: catalog, namespace: shop, uid: s1, creationTimestamp: "2024-05-06T08:00:00Z"}
      spec: {clusterIP: 10.96.4.1, selector: {\(selector)}, ports: [{\(port)}]}
      status: {loadBalancer: {}}

      """
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: catalog-0, namespace: shop, uid: u1, labels: {app: catalog}}
      spec:
        containers:
        - {name: main, image: "registry.example/catalog:1", ports: [{containerPort: 8080, protocol: TCP}]}
      status:
        phase: Running
        conditions: [{type: Ready, status: "True"}]
        containerStatuses: [{name: main, ready: true, restartCount: 0, state: {running: {}}}]

      """
    let check = """
      shop/catalog:8080 \(checkFails ? "Connection Failed" : "catalog (10.1.2.3:8080) open; Connection Succeeded")
      shop/cart:7070 cart (10.1.2.4:7070) open; Connection Succeeded

      """
    return [("services.yaml", service), ("pods.yaml", pod), ("network/connectivity.txt", check)]
  }
}

/// A Deployment `catalog` whose pods are not in the bundle.
enum ScaledWorkloadExample {
  /// `replicas` is what its spec asks for.
  static func deployment(replicas: Int) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: catalog, namespace: shop, uid: d1, creationTimestamp: "2024-05-06T08:00:00Z"}
    spec:
      replicas: \(replicas)
      selector: {matchLabels: {app: catalog}}
      template: {metadata: {labels: {app: catalog}}, spec: {containers: [{name: main, image: "registry.example/catalog:1"}]}}
    status: {observedGeneration: 2}

    """
  }
}
