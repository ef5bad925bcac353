import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Facts that look like another fault than they are.
struct TrapTests {
  private static let uid = "1788d98a-0700-426a-8701-2312e4cc2163"
  private static let id = DiskPressureExample.id("c")

  private func diagnose(_ artifacts: [(path: String, text: String)]) throws -> (incident: Incident, Diagnosis) {
    let incident = try BundleReader.read(
      .memory(artifacts + [("date.txt", "Mon May  6 10:05:00 UTC 2024\n")]), keeping: LogInterests.ofAllModes,
      limits: ReadLimits())
    return (incident, DiagnosticEngine.diagnose(incident))
  }

  // MARK: - A kill for memory has three witnesses, and they disagree

  private static func pod(reason: String, code: Int) -> (path: String, text: String) {
    (
      "pods.yaml",
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: \(uid), creationTimestamp: "2024-05-06T09:00:00Z"}
      spec: {nodeName: n1, containers: [{name: web, image: a, resources: {limits: {memory: 64Mi}}}]}
      status:
        phase: Running
        conditions: [{type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T10:00:01Z"}]
        containerStatuses:
        - name: web
          ready: false
          restartCount: 4
          containerID: "containerd://\(id)"
          state: {waiting: {reason: CrashLoopBackOff}}
          lastState: {terminated: {exitCode: \(code), reason: \(reason), finishedAt: "2024-05-06T10:00:01Z", containerID: "containerd://\(id)"}}

      """
    )
  }

  private static let kernel = (
    path: "nodes/n1/journal/kernel.log",
    text:
      "2024-05-06T10:00:00.900200+0000 n1 kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,"
      + "oom_memcg=/kubepods/burstable/pod\(uid)/\(id),task_memcg=/kubepods/burstable/pod\(uid)/\(id),task=java,pid=4242,uid=0\n"
  )

  private static let event = (
    path: "events.yaml",
    text: StartExample.event(
      "OOMKilling", "Memory cgroup out of memory: Killed process 4242 (java)", about: "Node", "n1", uid: "n1",
      at: "2024-05-06T10:00:01Z")
  )

  @Test(
    "However many witnesses there are, it is one kill of one container",
    arguments: [
      [pod(reason: "OOMKilled", code: 137)], [pod(reason: "OOMKilled", code: 137), kernel],
      [pod(reason: "OOMKilled", code: 137), event], [pod(reason: "OOMKilled", code: 137), kernel, event],
      // The first process of the container lived on and ended with a code of its own.
      [pod(reason: "OOMKilled", code: 1), kernel], [pod(reason: "Error", code: 137), kernel],
      [pod(reason: "Error", code: 137), kernel, event],
    ])
  func witnesses(_ artifacts: [(path: String, text: String)]) throws {
    let (_, diagnosis) = try diagnose(artifacts)
    #expect(diagnosis.rootCauses.map { "\($0.id) \($0.subject.path)" } == ["oom-container-limit Pod/shop/web-0"])
  }

  @Test("137 alone is a signal of anybody")
  func signalAlone() throws {
    let (_, diagnosis) = try diagnose([Self.pod(reason: "Error", code: 137)])
    #expect(!diagnosis.rootCauses.contains { $0.id.hasPrefix("oom-") })
  }

  // MARK: - Many containers that end in one second

  private static func restarted(_ number: Int, at second: String, node: String = "n1") -> (path: String, text: String) {
    (
      "pod-\(number).yaml",
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: app-\(number)-0, namespace: shop, uid: u\(number), creationTimestamp: "2024-05-06T08:00:00Z"}
      spec: {nodeName: \(node), containers: [{name: main, image: "registry.example.com/app:\(number)"}]}
      status:
        phase: Running
        conditions: [{type: Ready, status: "True", lastTransitionTime: "2024-05-06T10:01:00Z"}]
        containerStatuses:
        - name: main
          ready: true
          restartCount: 1
          state: {running: {startedAt: "2024-05-06T10:00:50Z"}}
          lastState: {terminated: {exitCode: 255, reason: Unknown, finishedAt: "2024-05-06T10:00:\(second)Z"}}

      """
    )
  }

  @Test("Exit 255 of all containers at once accuses none of the applications")
  func endOfANode() throws {
    let (_, diagnosis) = try diagnose((1...4).map { Self.restarted($0, at: "31") })
    let applications = ["app-exit-error", "container-crash-loop", "app-crash-signal", "app-dependency-unreachable"]
    #expect(diagnosis.rootCauses.map(\.id) == [])
    #expect(!diagnosis.symptoms.contains { applications.contains($0.id) })
    #expect(!diagnosis.findings.contains { applications.contains($0.id) })
  }

  // MARK: - What a pod requests

  private static func pending(_ spec: String) -> [(path: String, text: String)] {
    [
      (
        "pods.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
        spec: \(spec)
        status:
          phase: Pending
          conditions:
          - {type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2024-05-06T09:00:00Z", message: "0/1 nodes are available: 1 Insufficient cpu."}

        """
      ),
      (
        "nodes.yaml",
        """
        apiVersion: v1
        kind: Node
        metadata: {name: n1, uid: node-1}
        status:
          allocatable: {cpu: "4", memory: 8Gi}
          conditions: [{type: Ready, status: "True"}]

        """
      ),
    ]
  }

  private static let small = "{name: a, image: a, resources: {requests: {cpu: 500m}}}"
  private static let large = "{name: setup, image: a, resources: {requests: {cpu: \"6\"}}}"

  @Test(
    "It is the sum of its containers or the largest init container, whichever is more; sidecars count with both",
    arguments: [
      ("{containers: [\(small), \(small)]}", "it requests 1"),
      (
        "{initContainers: [\(large)], containers: [\(small), \(small)]}", "it requests 6, the largest node has 4 in all"
      ),
      (
        "{initContainers: [{name: x, image: a, restartPolicy: Always, resources: {requests: {cpu: \"1\"}}}], containers: [\(small)]}",
        "it requests 1500m"
      ),
      (
        "{initContainers: [{name: x, image: a, restartPolicy: Always, resources: {requests: {cpu: \"1\"}}}, \(large)], containers: [\(small)]}",
        "it requests 7, the largest node has 4 in all"
      ),
      ("{overhead: {cpu: 250m}, containers: [\(small)]}", "it requests 750m"),
    ])
  func requests(_ spec: String, _ expected: String) throws {
    let (incident, _) = try diagnose(Self.pending(spec))
    let pod = try #require(incident.index.pods.first)
    #expect(PlacementFacts(pod, incident).shortage(of: "cpu")?.text == expected)
  }

  // MARK: - Pending is not unschedulable

  @Test(
    "A pod that has its node waits for something else than a node",
    arguments: [
      "containerStatuses: [{name: a, ready: false, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]",
      "containerStatuses: [{name: a, ready: false, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]",
      "containerStatuses: []",
    ])
  func pendingOnItsNode(_ statuses: String) throws {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
      spec: {nodeName: n1, containers: [{name: a, image: a}]}
      status:
        phase: Pending
        conditions: [{type: PodScheduled, status: "True", lastTransitionTime: "2024-05-06T09:00:00Z"}]
        \(statuses)

      """
    // Of an earlier try; the pod has been bound since.
    let event = StartExample.event(
      "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.", about: "Pod", "api-0", uid: "u1",
      at: "2024-05-06T08:59:59Z")
    let (incident, diagnosis) = try diagnose([("pods.yaml", text), ("events.yaml", event)])
    #expect(diagnosis.rootCauses.isEmpty && diagnosis.symptoms.map(\.id) == ["pod-pending"])
    #expect(Investigation(incident).unscheduledPods.isEmpty)
  }
}
