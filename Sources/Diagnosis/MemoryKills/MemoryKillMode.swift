import Model

/// What the failure modes of kills for memory share: they differ in whose limit was reached.
enum MemoryKillMode {
  /// What was last seen longer ago than this is over.
  private static let recent = seconds(900)

  /// One occurrence a pod of which processes were killed; `what` ends the sentence `Deployment/shop/web: …`.
  static func ofPods(
    _ investigation: Investigation, _ what: String, confidence: Diagnosis.Confidence = .proven,
    where accepts: (MemoryKill, Pod) -> Bool
  ) -> [Occurrence] {
    let kills = investigation.memoryKills.compactMap { kill -> (kill: MemoryKill, pod: Pod)? in
      guard let pod = pod(of: kill, investigation), pod.object.deleted == nil, accepts(kill, pod) else { return nil }
      return (kill, pod)
    }
    return Dictionary(grouping: kills, by: \.pod.reference).sorted { $0.key < $1.key }.compactMap {
      reference, members in
      guard let first = members.first, let last = members.last else { return nil }
      let workload = investigation.workload(of: first.pod)
      let times = members.compactMap(\.kill.time)
      var joints: [Joint] = [.pod(reference), .workload(workload), .node(first.pod.nodeName)]
      if let container = container(of: last.kill, first.pod) { joints.append(.container(container, of: reference)) }
      var occurrence = Occurrence(
        subject: reference, workload: workload, joints: joints, span: times.first.map { Span($0, times.last ?? $0) },
        text: "\(workload.path): \(what)\(members.count > 1 ? " (\(members.count) times)" : "")",
        evidence: members.suffix(3).map(\.kill.evidence)
          + MemoryKill.memoryVolumes(of: first.pod).prefix(1).map(\.evidence))
      occurrence.confidence = confidence
      occurrence.harmsByItself = !investigation.hasLasted(recent, since: times.last)
      occurrence.affected = [.init(entity: reference, role: .culprit, effect: "killed for memory")]
      return occurrence
    }
  }

  /// Pods that the kubelet evicted since a memory volume had exceeded its own limit.
  static func evictedForVolumes(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.pods.compactMap { pod in
      guard let volume = MemoryKill.evictingVolume(of: pod), let message = pod.object.evidence(at: "status.message")
      else {
        return nil
      }
      let workload = investigation.workload(of: pod)
      var occurrence = Occurrence(
        subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
        span: investigation.index.events("Evicted", about: pod.reference).first?.time ?? pod.started.map { Span($0) },
        text: "\(workload.path): its memory volume \(volume.name) exceeded its limit",
        evidence: [message, volume.evidence])
      occurrence.affected = [.init(entity: pod.reference, role: .culprit, effect: "evicted")]
      return occurrence
    }
  }

  /// One occurrence a node whose pods together used up what they may.
  static func ofNodes(_ investigation: Investigation) -> [Occurrence] {
    let kills = Dictionary(grouping: investigation.memoryKills.filter { $0.level == .allPods }, by: \.node)
    return kills.sorted { $0.key < $1.key }.map { name, kills in
      let node = investigation.node(name)
      let pods = Set(kills.compactMap { pod(of: $0, investigation)?.reference }).sorted()
      let times = kills.compactMap(\.time)
      var occurrence = Occurrence(
        subject: node, joints: [.node(name), .cluster] + pods.map { Joint.pod($0) },
        span: times.first.map { Span($0, times.last ?? $0) },
        text: "All pods of \(name.isEmpty ? "a node" : name) together used up what they may, and the kernel killed "
          + (kills.count == 1 ? "a process" : "\(kills.count) processes"), evidence: kills.suffix(4).map(\.evidence))
      occurrence.harmsByItself =
        investigation.holdsLogsAlone || !investigation.hasLasted(recent, since: times.last)
      occurrence.affected =
        [.init(entity: node, role: .culprit, effect: "out of memory for pods")]
        + pods.map { .init(entity: $0, role: .victim, effect: "killed for memory") }
      return occurrence
    }
  }

  /// Whether the container went on after one of its processes was killed: it runs since before, or its end, at another
  /// time, says nothing of memory.
  static func survives(_ kill: MemoryKill, _ pod: Pod) -> Bool {
    guard let name = container(of: kill, pod), let status = pod.status(of: name), let time = kill.time,
      ![status.terminated, status.lastTermination].contains(where: { $0?.reason == "OOMKilled" })
    else { return false }
    return status.isRunning && status.runningSince.map { $0.isProvablyBefore(time) } ?? false
  }

  /// The container by its id, else the pod's only one.
  private static func container(of kill: MemoryKill, _ pod: Pod) -> String? {
    let named = pod.containerStatuses.first { status in
      !kill.containerID.isEmpty && status.containerIDs.contains(kill.containerID)
    }
    if let named { return named.name }
    let all = pod.containerStatuses.filter { $0.role == .application }
    return all.count == 1 ? all.first?.name : nil
  }

  private static func pod(of kill: MemoryKill, _ investigation: Investigation) -> Pod? {
    if !kill.containerID.isEmpty, let found = investigation.index.container(id: kill.containerID) { return found.pod }
    return kill.podUID.isEmpty ? nil : investigation.index.pod(uid: kill.podUID)
  }
}

/// Small bundles in which the kernel kills a process of a pod.
extension MemoryKillMode {
  private static let uid = "1788d98a-0700-426a-8701-2312e4cc2163"
  static let podGroup =
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1788d98a_0700_426a_8701_2312e4cc2163.slice"
  static let containerGroup = "\(podGroup)/cri-containerd-\(DiskPressureExample.id("c")).scope"
  static let one = "[{name: web, image: a, resources: {limits: {memory: 64Mi}}}]"
  static let unlimited = "[{name: web, image: a}]"

  static func example(
    _ title: String, memcg: String, containers: String, spec: String = "volumes: []", isOOMKilled: Bool = true
  ) -> Example {
    let ended =
      isOOMKilled
      ? "lastState: {terminated: {exitCode: 137, reason: OOMKilled, finishedAt: \"2024-05-06T10:00:01Z\"}}"
      : "lastState: {}"
    let since = isOOMKilled ? "10:00:02" : "09:00:02"
    return Example(
      title,
      [
        (
          "pods.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: web-0, namespace: shop, uid: \(uid), creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {nodeName: n1, \(spec), containers: \(containers)}
          status:
            phase: Running
            conditions: [{type: Ready, status: "True", lastTransitionTime: "2024-05-06T10:00:05Z"}]
            containerStatuses:
            - name: web
              ready: true
              restartCount: 1
              containerID: containerd://\(DiskPressureExample.id("d"))
              state: {running: {startedAt: "2024-05-06T\(since)Z"}}
              \(ended)

          """
        ),
        (
          "nodes/n1/journal/kernel.log",
          "2024-05-06T10:00:01.000200+0000 n1 kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-x.scope,mems_allowed=0,oom_memcg=\(memcg),task_memcg=\(containerGroup),task=worker,pid=4242,uid=0\n"
        ), ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady", since: "09:00:00")),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ])
  }
}
