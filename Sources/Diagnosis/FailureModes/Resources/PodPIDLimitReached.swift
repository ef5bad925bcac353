import Model

/// A pod has as many processes as it may have.
extension FailureMode {
  static let podPIDLimitReached = FailureMode(
    card: FailureModeCard(
      id: "pod-pid-limit-reached", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A pod has as many processes as it may have", ja: "Pod のプロセス数が上限に達した"),
      what: """
        The kernel says `cgroup: fork rejected by pids controller in …/pod…`; the program logs `Resource temporarily \
        unavailable` or `can't start new thread`, and `kubectl exec` fails.
        """,
      why: """
        podPidsLimit of the kubelet, or the runtime's own limit, counts threads too. The program starts without end, or its \
        first process never reaps children that have ended.
        """,
      remedies: [
        Remedy(
          .now, "See what the pod runs.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml", "ps -eLf | wc -l"]),
        Remedy(.lasting, "Raise podPidsLimit if the use is legitimate; use an init such as tini as the first process."),
      ],
      references: ["https://kubernetes.io/docs/concepts/policy/pid-limiting/"]),
    signatures: [PodPIDLimit.forkRejected],
    recognize: { investigation in
      if investigation.isExcerpt, investigation.index.pods.isEmpty {
        return StatedOnNode.occurrences(
          PodPIDLimit.forkRejected, "has a pod with as many processes as it may have", effect: "no further processes",
          investigation, whileItLasts: true
        ) { $0.message.firstRange(of: "kubepods") != nil }
      }
      return investigation.index.pods.filter { !$0.object.uid.isEmpty && !$0.isFinished }.compactMap { pod in
        let mine = PodPIDLimit.lines(about: pod, investigation)
        guard let first = mine.first else { return nil }
        let workload = investigation.workload(of: pod)
        var occurrence = Occurrence(
          subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
          span: first.time.map { Span($0, mine.last?.time ?? $0) },
          text: "\(workload.path) has as many processes as it may have: the kernel refuses new ones",
          evidence: mine.prefix(3).map(\.evidence))
        occurrence.affected = [.init(entity: pod.reference, role: .culprit, effect: "no further processes")]
        return occurrence
      }
    },
    fires: example("/kubepods/burstable/pod7a1f0c2e-0000-4000-8000-000000000001/3f80"),
    staysSilent: example("/system.slice/backup.service"))

  private static func example(_ cgroup: String) -> Example {
    Example(
      "The kernel rejects a fork in \(cgroup.hasPrefix("/kubepods") ? "a pod" : "a unit of the host")",
      [
        (
          "nodes/n1/journal/kernel.log",
          "2024-05-06T09:30:00.000200+0000 n1 kernel: cgroup: fork rejected by pids controller in \(cgroup)\n"
        ),
        (
          "pods.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: web-0, namespace: shop, uid: 7a1f0c2e-0000-4000-8000-000000000001}
          spec: {nodeName: n1, containers: [{name: web, image: "registry.example.com/shop/web:2.0.1"}]}
          status:
            phase: Running
            conditions: [{type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T09:31:00Z"}]

          """
        ), StartExample.date,
      ])
  }
}

/// What the kernel writes when a pod's cgroup has as many processes as it may have.
enum PodPIDLimit {
  static let forkRejected = LogSignature(
    "kernel-fork-rejected", component: "kernel", literals: ["fork rejected by pids controller in "])

  /// The lines about one pod.
  static func lines(about pod: Pod, _ investigation: Investigation) -> [LogRecord] {
    guard !pod.object.uid.isEmpty else { return [] }
    // The cgroup of systemd writes the uid with underscores.
    let names = ["pod" + pod.object.uid, "pod" + pod.object.uid.map { $0 == "-" ? "_" : String($0) }.joined()]
    return investigation.incident.records(forkRejected.id).filter { line in
      names.contains { line.message.firstRange(of: $0) != nil }
    }
  }
}
