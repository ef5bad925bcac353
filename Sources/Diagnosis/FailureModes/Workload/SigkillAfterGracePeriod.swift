import Model

/// A container does not end when it is asked to, and is killed.
extension FailureMode {
  static let sigkillAfterGracePeriod = FailureMode(
    card: FailureModeCard(
      id: "sigkill-after-grace-period", role: .risk, layer: "Workload / application",
      title: Text(en: "A container ignores SIGTERM until it is killed", ja: "SIGTERM に応じず猶予時間後に強制終了された"),
      what: """
        A pod that ends takes its whole grace period (30 s by default); its container has exit code 137 with reason \
        Error. Nothing ran out of memory.
        """,
      why: """
        A shell as the first process does not pass SIGTERM on, or the program has no handler for it, or its preStop hook \
        takes longer than terminationGracePeriodSeconds. The kubelet then kills it: work under way is lost, and every \
        rollout waits.
        """,
      remedies: [
        Remedy(.lasting, "Handle SIGTERM, start the program with exec, and give it the time that it needs.")
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination"]),
    signatures: [GracePeriod.killed],
    recognize: { GracePeriod.occurrences($0) },
    fires: Example(
      "Thirty seconds after it was asked",
      [("shop.yaml", GracePeriod.example(finished: "2024-05-06T09:00:41Z")), StartExample.date]),
    staysSilent: Example(
      "It went within two seconds",
      [("shop.yaml", GracePeriod.example(finished: "2024-05-06T09:00:12Z")), StartExample.date]))
}

/// Containers that were killed when their time to end had passed.
private enum GracePeriod {
  /// containerd writes it when the time to stop has run out.
  static let killed = LogSignature("runtime-kills-container", component: "containerd", literals: ["Kill container \""])

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let killedIDs = Dictionary(
      investigation.incident.records(killed.id).compactMap { record in
        record.message.quoted(after: "Kill container ").map { ($0, record) }
      }
    ) { first, _ in first }
    var told = Set<String>()
    return investigation.index.pods.flatMap { pod -> [Occurrence] in
      pod.containerStatuses.compactMap { status in
        guard
          let end = [status.terminated, status.lastTermination].compactMap({ $0 }).first(where: { $0.exitCode == 137 }),
          end.reason == "Error" || end.reason.isEmpty, let code = end.value["exitCode"]
        else { return nil }
        let workload = investigation.workload(of: pod)
        var evidence = [pod.object.evidence(for: code, field: "\(end.field).exitCode", time: end.finished)]
        if let record = killedIDs[end.containerID] {
          evidence.append(record.evidence)
        } else {
          guard let asked = asked(status, in: pod, investigation.index), let line = asked.evidence.first,
            let since = asked.time?.from, let finished = end.finished
          else { return nil }
          let grace = Int64(pod.object.value(at: "spec.terminationGracePeriodSeconds")?.integer ?? 30)
          let took = finished.instant.nanoseconds(since: since.instant)
          guard grace > 2, took >= seconds(grace - 2), took <= seconds(grace + 15) else { return nil }
          evidence.append(line)
        }
        guard told.insert("\(workload.path)/\(status.name)").inserted else { return nil }
        return Occurrence(
          subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
          span: end.finished.map { Span($0) },
          text: "Container \(status.name) of \(workload.path) did not end when asked to, and was killed",
          evidence: evidence)
      }
    }
  }

  /// The Event that tells when the container was asked to end.
  private static func asked(_ status: ContainerStatus, in pod: Pod, _ index: IncidentIndex) -> ClusterEvent? {
    index.events("Killing", about: pod.reference).last { $0.message == "Stopping container \(status.name)" }
  }

  static func example(finished: String) -> String {
    StartExample.documents(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T08:00:00Z", deletionTimestamp: "2024-05-06T09:00:40Z"}
      spec: {nodeName: n1, terminationGracePeriodSeconds: 30, containers: [{name: web, image: a}]}
      status:
        phase: Running
        containerStatuses:
        - {name: web, restartCount: 0, state: {terminated: {exitCode: 137, reason: Error, finishedAt: "\(finished)"}}}

      """, StartExample.event("Killing", "Stopping container web", at: "2024-05-06T09:00:10Z", isWarning: false))
  }
}
