import Model

/// Diagnoses as the engine makes them, by hand.
enum Samples {
  static let job = EntityReference(kind: "Job", namespace: "batch-reports", name: "report-export")
  static let node = EntityReference(kind: "Node", name: "worker-1")

  static func moment(_ text: String) -> Moment {
    Moment(rfc3339: text) ?? Moment(Instant(nanoseconds: 0), precision: .day)
  }

  static func span(_ from: String, _ to: String? = nil) -> Span { Span(moment(from), moment(to ?? from)) }

  static func kubelet(_ line: Int, _ time: String, _ text: String) -> Evidence {
    Evidence(
      path: "nodes/worker-1/journal/kubelet.log", line: line,
      text: "Nov 21 \(time) worker-1 kubelet[59]: I1121 \(time)      59 \(text)", time: moment("2026-11-21T\(time)Z"))
  }

  static let reclaim = kubelet(
    344, "04:01:19.994978", "eviction_manager.go:344] eviction manager: attempting to reclaim ephemeral-storage")
  static let condition = Evidence(
    path: "cluster/nodes.yaml", line: 146, text: "KubeletHasDiskPressure", object: "Node/worker-1",
    field: "status.conditions.1.reason", time: moment("2026-11-21T04:01:28Z"))
  static let volume = Evidence(
    path: "namespaces/batch-reports/pods.yaml", line: 2012, text: "emptyDir: ",
    object: "Pod/batch-reports/report-export-75zsx",
    field: "spec.volumes.0")

  static func lostLog(_ number: Int) -> Evidence {
    let name = number < 10 ? "hello-0\(number)-2gxkp" : "hello-\(number)-2gxkp"
    return Evidence(
      path: "namespaces/batch-reports/logs/\(name)/hello.log", line: 1,
      text: "unable to retrieve container logs for containerd://3f80b8f2428ddc2d8b6f9e11c19f0446",
      object: "Pod/batch-reports/\(name)/hello")
  }

  static let collection = kubelet(345, "04:01:19.995031", "container_gc.go:85] attempting to delete unused containers")

  static let chain: [Diagnosis.Step] = [
    .init(
      id: "pod-fills-node-disk", role: .fault, subject: job,
      text: "Pods of the Job write 2.6 GB into an emptyDir volume without a size limit.",
      time: span("2026-11-21T04:00:47Z", "2026-11-21T04:01:24Z"), confidence: .proven, evidence: [volume]),
    .init(
      id: "node-disk-pressure", role: .state, subject: node,
      text: "The kubelet found too little free disk and began to reclaim it; the node reported DiskPressure.",
      time: span("2026-11-21T04:01:19.994978Z", "2026-11-21T04:02:14Z"), confidence: .proven,
      evidence: [reclaim, condition]),
    .init(
      id: "container-garbage-collected", role: .state, subject: node, text: "Terminated containers were removed.",
      time: span("2026-11-21T04:01:19.995031Z"), confidence: .proven, evidence: [collection]),
    .init(
      id: "container-logs-unavailable", role: .symptom,
      subject: EntityReference(kind: "Namespace", name: "batch-reports"),
      text: "The logs of 20 finished containers cannot be retrieved.", time: span("2026-11-21T04:01:37Z"),
      confidence: .proven, evidence: (1...20).map(lostLog)),
    .init(
      id: "pod-evicted", role: .symptom,
      subject: EntityReference(kind: "Pod", namespace: "shop-prod", name: "api-7c75c5f88c-4f45g"),
      text: "The pod was evicted.", time: nil, confidence: .likely, evidence: []),
  ]

  static let edges: [Diagnosis.Edge] = [
    .init(from: 0, to: 1, mechanism: "fills the disk of the node", verdict: .supported, evidence: [volume]),
    .init(from: 1, to: 2, mechanism: "reclaims disk", verdict: .supported, evidence: []),
    .init(from: 2, to: 3, mechanism: "deletes the log files", verdict: .supported, evidence: []),
    .init(from: 1, to: 4, mechanism: "evicts pods", verdict: .undecidable, evidence: []),
  ]

  static let affected: [Diagnosis.Affected] =
    [
      .init(entity: job, role: .culprit, effect: "filled the disk"),
      .init(entity: node, role: .victim, effect: "DiskPressure"),
    ]
    + (1...20).map { number in
      .init(
        entity: EntityReference(
          kind: "Pod", namespace: "batch-reports",
          name: number < 10 ? "hello-0\(number)-2gxkp" : "hello-\(number)-2gxkp"),
        role: .victim, effect: "logs lost")
    }
    + (1...9).map { number in
      .init(
        entity: EntityReference(kind: "Pod", namespace: "shop-prod", name: "svc\(number)-7c75c5f88c-4f45g"),
        role: .collateral, effect: "evicted")
    }

  static let filledDisk = Diagnosis.RootCause(
    id: "pod-fills-node-disk", title: "A pod fills the disk of its node.", confidence: .likely, subject: job,
    subjects: [job], time: span("2026-11-21T04:00:47Z", "2026-11-21T04:02:14Z"), affected: affected, chain: chain,
    edges: edges,
    ruledOut: [
      .init(
        id: "container-log-rotation", reason: "rotation keeps the newest file, and these logs are gone whole.",
        evidence: [lostLog(7)])
    ],
    undecided: [
      .init(
        id: "pod-evicted", artifact: "the Events of namespace shop-prod",
        collect: "kubectl get events -n shop-prod -o yaml")
    ],
    remedies: [
      Remedy(
        .now, "Stop the Job, so that its volume is deleted.",
        commands: ["kubectl -n batch-reports delete job report-export"]),
      Remedy(.lasting, "Limit the volume: spec.volumes[].emptyDir.sizeLimit."),
    ],
    references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"])

  static let crashLoop = Diagnosis.Symptom(
    id: "container-crash-loop", title: "A container crashes again and again",
    subject: EntityReference(kind: "Deployment", namespace: "orders", name: "orders-api"),
    time: span("2026-11-21T04:05:42.958Z"), text: "Container orders-api exits with 1 again and again.",
    evidence: [
      Evidence(
        path: "namespaces/orders/pods.yaml", line: 186, text: "1", object: "Pod/orders/orders-api-77fc8674bb-cs2pk",
        field: "status.containerStatuses.0.lastState.terminated.exitCode")
    ], explainedBy: [],
    ruledOut: [.init(id: "container-out-of-memory", reason: "it ended with Error, not OOMKilled.", evidence: [])],
    undecided: [
      .init(
        id: "app-exit-error", artifact: "the previous log of container orders-api",
        collect: "kubectl -n orders logs orders-api-77fc8674bb-cs2pk -c orders-api --previous")
    ])

  static let finding = Diagnosis.Finding(
    id: "image-tag-latest", role: .risk, subject: EntityReference(kind: "Deployment", namespace: "edge", name: "relay"),
    text: "The image has the tag latest.", evidence: [])

  static var coverage: Coverage {
    var coverage = Coverage()
    coverage.logs = [
      .init(
        source: LogSource(node: "worker-1", component: "containerd"),
        spans: [span("2026-11-21T03:56:00.1Z", "2026-11-21T04:02:10.5Z")],
        gaps: [span("2026-11-21T04:00:00Z")], artifacts: ["nodes/worker-1/journal/containerd.log"]),
      .init(
        source: LogSource(node: "worker-1", component: "kubelet"),
        spans: [span("2026-11-20T23:56:00.1Z", "2026-11-21T04:02:10.5Z")],
        artifacts: ["nodes/worker-1/journal/kubelet.log"]),
    ]
    coverage.lists = [
      .init(kind: "Node", namespace: "", isComplete: true, artifact: "cluster/nodes.yaml"),
      .init(kind: "Pod", namespace: "batch-reports", isComplete: true, artifact: "namespaces/batch-reports/pods.yaml"),
      .init(kind: "Pod", namespace: "shop-prod", isComplete: false, artifact: "namespaces/shop-prod/pods.yaml"),
    ]
    coverage.forbidden = [.init(path: "cluster/secrets.yaml", line: 1, text: "secrets is forbidden")]
    coverage.cut = [.init(path: "nodes/worker-1/journal/containerd.log", line: 812, text: "ends within a line")]
    coverage.unrecognised = (1...7).map { .init(path: "notes/\($0).bin", text: "no format claims it") }
    coverage.missing = [.init(path: "nodes/worker-2", text: "no journal of this node")]
    coverage.clockOffsets = [
      .init(node: "worker-1", zoneSeconds: 32400, offset: 1_500_000_000, basis: "containerd writes its zone"),
      .init(node: "worker-2", zoneSeconds: 0, offset: 0, basis: "containerd writes its zone"),
    ]
    return coverage
  }

  static let bundle = BundleDescription(
    name: "bundle.tar.gz", sha256: String(repeating: "ab", count: 32), artifacts: 132, bytes: 4_711_000,
    captured: span("2026-11-21T04:01:55Z", "2026-11-21T04:02:14Z"))

  static let rootCause: Diagnosis = {
    var second = filledDisk
    second.id = "image-tag-not-found"
    second.title = "An image's tag does not exist"
    second.confidence = .proven
    second.subject = EntityReference(kind: "Deployment", namespace: "edge", name: "relay")
    second.subjects = ["a", "b", "c", "d"].map { EntityReference(kind: "Deployment", namespace: "edge", name: $0) }
    (second.chain, second.edges, second.affected, second.ruledOut, second.undecided) = ([], [], [], [], [])
    var explained = crashLoop
    explained.explainedBy = [0]
    explained.subject.name = "explained"
    return Diagnosis(
      verdict: .rootCause, rootCauses: [filledDisk, second], symptoms: [explained, crashLoop], findings: [finding],
      bundle: bundle, coverage: coverage)
  }()

  static let undetermined = Diagnosis(
    verdict: .undetermined, rootCauses: [], symptoms: [crashLoop], findings: [finding], bundle: bundle,
    coverage: coverage)

  static let noProblemFound: Diagnosis = {
    var whole = coverage
    (whole.forbidden, whole.cut, whole.missing, whole.unrecognised) = ([], [], [], [])
    whole.lists[2].isComplete = true
    var description = bundle
    (description.sha256, description.captured) = (nil, nil)
    return Diagnosis(
      verdict: .noProblemFound, rootCauses: [], symptoms: [], findings: [], bundle: description, coverage: whole)
  }()

  static let all: [(name: String, diagnosis: Diagnosis)] = [
    ("root-cause", rootCause), ("undetermined", undetermined), ("no-problem-found", noProblemFound),
  ]
}
